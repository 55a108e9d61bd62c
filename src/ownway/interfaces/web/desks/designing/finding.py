"""What is found about a version before it is published: its audit with what is accepted, its validation, its impact."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Day, LongWords, Number, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.design.uploads import Upload
from ownway.interfaces.web.desks.designing import telling
from ownway.interfaces.web.open_rules import saying
from ownway.interfaces.web.open_rules.views import pack_of
from ownway.oversight.bench import actions as bench
from ownway.registers.programmes import actions, queries
from ownway.rulebook.compare import CannotReadFile, CannotReadTable, is_columns, people_of_columns, people_of_table
from ownway.rulebook.model import Pack
from ownway.values import Every, Money
from ownway.values.cannot import NotAllowed, NotFound
from ownway.words import money

MOST_WRONG = 20
"""How many rows that could not be read are told one by one."""


def only_who_may(request: HttpRequest, deed: str) -> None:
    """Show a form only to one who may send it.

    :raises NotAllowed: when the deed is not granted to the asker.
    """
    if not queries.may_do(request.asker, deed=deed, now=request.now):
        raise NotAllowed("people.not_granted", deed=f"programmes.{deed}")


@page("programmes.look_over")
def audit(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Audit a version and run its worked examples, and show what was found."""
    only_who_may(request, "look_over")
    pack_of(programme, version)
    asker, now = request.asker, request.now
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.look_over(asker, now=now, version=version, whole=False)):
        return go("designing:audit", programme, version)
    standing = queries.standing(version, on=here(now))
    return show(
        "designing/audit.html",
        title=_("What an audit of the rule finds"),
        form=form,
        programme=programme,
        version=version,
        audit=queries.audit_of(version),
        may_waive=standing.state is queries.State.DRAFT and queries.may_do(asker, deed="keep_pack", now=now),
        back=reverse("designing:version", args=[programme, version]),
    )


@page("programmes.keep_pack")
def waive(request: HttpRequest, programme: str, version: str, finding: str) -> Shown | HttpResponse:
    """Accept one finding for a reason, which makes a version of its own that says so."""
    only_who_may(request, "keep_pack")
    pack_of(programme, version)
    asker, now = request.asker, request.now
    found = queries.audit_of(version)
    one = next((each for each in (found or {}).get("findings", ()) if each["id"] == finding and each["open"]), None)
    if one is None:
        raise NotFound("programmes.no_such_finding")
    form = Form(
        request,
        fields={"because": LongWords(_("Why is it accepted?"), hint=_("Everybody can read this."), longest=2000)},
    )
    if form.carries_out(
        lambda given: actions.waive_finding(asker, now=now, version=version, finding=finding, because=given["because"])
    ):
        return go("designing:audit", programme, form.result)
    return show(
        "designing/waive.html",
        title=_("Accept this finding"),
        form=form,
        finding=one,
        back=reverse("designing:audit", args=[programme, version]),
    )


@page("programmes.keep_validation")
def validation(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Keep the report that the rule was held against what support costs."""
    only_who_may(request, "keep_validation")
    pack_of(programme, version)
    asker, now = request.asker, request.now
    fields = {
        "data": LongWords(_("Which people, of when, and how were they chosen?"), longest=4000),
        "people": Number(_("How many people were looked at?"), whole=True),
        "error_share": Number(_("By how many per cent is the rule commonly off?"), suffix="%"),
        "checked_by": Words(_("Who checked it?")),
        "checked_on": Day(_("On which day?"), latest=here(now)),
        "expires": Day(_("From which day does the report no longer count?")),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.keep_validation(
            asker,
            now=now,
            version=version,
            **(given | {"people": int(given["people"]), "error_share": Fraction(given["error_share"]) / 100}),
        )
    ):
        return go("designing:version", programme, version)
    standing = queries.standing(version, on=here(now))
    return show(
        "designing/validation.html",
        title=_("Held against what support costs"),
        form=form,
        seen=standing.validation,
        error_share="" if standing.validation is None else saying.share(standing.validation.error_share),
        back=reverse("designing:version", args=[programme, version]),
    )


@page("programmes.look_over")
def impact(request: HttpRequest, programme: str, version: str) -> Shown | HttpResponse:
    """Work out what a version does to people's sums: of those told one here, or of people handed in as a table."""
    only_who_may(request, "look_over")
    pack = pack_of(programme, version)
    asker, now = request.asker, request.now
    may_weigh = queries.may_do(asker, deed="keep_impact", now=now)
    wrong: list[str] = []
    hint = _(
        "A table (CSV, Parquet or Arrow) with a column a question, named by its id, and a row a person. "
        "Nothing of it is kept."
    )
    fields = {
        "content": Upload(
            _("Other people, as a table"), hint=hint, most=32, accept=".csv,.txt,.parquet,.arrow", required=False
        ),
        "name": Words(_("Which people are they?"), required=False),
    }
    form = Form(request, fields=fields)

    def deed(given: Mapping[str, Any]) -> UUID:
        if not given["content"]:
            return bench.weigh_impact(asker, now=now, version=version)
        everyone, wrong[:] = _people(pack, given["content"])
        name = given["name"] or _("a table that was handed in")
        return bench.weigh_population(asker, now=now, version=version, name=name, everyone=everyone)

    if form.is_bound and not may_weigh:
        raise NotAllowed("people.not_granted", deed="bench.weigh_impact")
    if form.carries_out(deed) and not wrong:
        return go("designing:impact", programme, version)
    seen = queries.impact_of(asker, version=version, now=now)
    return show(
        "designing/impact.html",
        title=_("What this version does to people’s sums"),
        form=form,
        seen=seen,
        rows=[] if seen is None else _rows(seen.table),
        groups=[] if seen is None else [(one["group"], _rows(one)) for one in seen.table.get("groups", ())],
        wrong=wrong[:MOST_WRONG],
        wrong_count=len(wrong),
        may_weigh=may_weigh,
        in_force=telling.in_force(programme, on=here(now)),
        back=reverse("designing:version", args=[programme, version]),
    )


def _people(pack: Pack, content: bytes) -> tuple[list[Any], list[str]]:
    try:
        if is_columns(content):
            return people_of_columns(pack, content)
        return people_of_table(pack, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise bench.CannotWeigh("bench.not_text", field="content") from error
    except CannotReadFile as error:
        raise bench.CannotWeigh("bench.damaged", field="content", said=str(error)) from error
    except CannotReadTable as error:
        raise bench.CannotWeigh("bench.no_table", field="content", known=str(error)[:300]) from error


def _rows(told: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return a table of impact for those who decide on it, in whole numbers."""
    shares = told.get("per_cent") or {}
    rows = [
        (_("People"), str(told["people"]), ""),
        (_("People compared"), str(told["compared"]), ""),
        (_("get more"), str(told["more"]), _share(shares.get("more"))),
        (_("get less"), str(told["less"]), _share(shares.get("less"))),
        (_("get the same"), str(told["same"]), _share(shares.get("same"))),
    ]
    if told["compared"]:
        every = Every(told["per"])
        for name, pence in ((_("All sums before"), told["pence_was"]), (_("All sums now"), told["pence_now"])):
            rows.append((name, money.say_per(Money(pence, told["currency"]), every, language()), ""))
        rows += [*_sizes(told["sizes"])]
    return rows


def _sizes(sizes: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str, str]]:
    for size in sizes:
        if size["more"] or size["less"]:
            above, up_to = size["above"], size["up_to"]
            name = (
                _("by more than %(above)s of the sum") % {"above": above}
                if up_to is None
                else _("by up to %(up_to)s of the sum") % {"up_to": up_to}
            )
            yield name, _("%(more)s more, %(less)s less") % {"more": size["more"], "less": size["less"]}, ""


def _share(per_cent: str | None) -> str:
    return "" if per_cent is None else f"{per_cent} %"
