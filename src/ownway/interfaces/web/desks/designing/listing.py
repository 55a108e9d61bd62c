"""Every programme with its versions, the way in for a new one, one version with what it lacks, and what it changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.interfaces.web.design.uploads import Upload
from ownway.interfaces.web.desks.designing import telling
from ownway.interfaces.web.open_rules import publishing
from ownway.interfaces.web.open_rules.views import pack_of
from ownway.registers.people import queries as people
from ownway.registers.programmes import actions, queries
from ownway.rulebook.load import PackError, PackErrors, files_of_zip
from ownway.values.cannot import NotAllowed, NotFound

MOST_MEGABYTES = 8


@page("programmes.look_over")
def programmes(request: HttpRequest) -> Shown:
    """List every programme with all its versions and how each stands."""
    asker, now = request.asker, request.now
    found = queries.drafted(asker, on=here(now), now=now)
    rows = [(one, telling.name_of(one.versions[0].version), telling.lines(one.versions)) for one in found]
    return show(
        "designing/programmes.html",
        title=_("Programmes and their versions"),
        rows=rows,
        may_hand_in=queries.may_do(asker, deed="keep_pack", now=now),
        back=reverse("desks:desk"),
    )


@page("programmes.keep_pack")
def hand_in(request: HttpRequest) -> Shown | HttpResponse:
    """Take in a pack as a zip of its folder; every mistake is told with its file, its line and a way out."""
    asker, now = request.asker, request.now
    if not queries.may_do(asker, deed="keep_pack", now=now):
        raise NotAllowed("people.not_granted", deed="programmes.keep_pack")
    wrong: list[PackError] = []
    hint = _("The folder of the programme as a zip: pack.yaml and all that is beside it.")
    form = Form(request, fields={"content": Upload(_("The programme"), hint=hint, most=MOST_MEGABYTES, accept=".zip")})

    def deed(given: dict[str, Any]) -> str:
        try:
            return actions.keep_pack(asker, now=now, files=files_of_zip(given["content"]))
        except PackErrors as found:
            wrong.extend(found.errors)
            count, first = len(found.errors), str(found.errors[0])
            raise actions.CannotKeepPack(
                "programmes.pack_has_errors", field="content", count=count, first=first
            ) from found
        except actions.CannotKeepPack as error:
            if isinstance(error.__cause__, PackErrors):
                wrong.extend(error.__cause__.errors)
            raise

    if form.carries_out(deed):
        return go("designing:version", queries.pack(form.result).id, form.result)
    return show(
        "designing/hand_in.html",
        title=_("Hand in a new version"),
        form=form,
        wrong=wrong,
        back=reverse("designing:programmes"),
    )


@page("programmes.look_over")
def version(request: HttpRequest, programme: str, version: str) -> Shown:
    """Show one version: how it stands, what it still lacks, what its audit found, and what can be done with it."""
    asker, now = request.asker, request.now
    pack = pack_of(programme, version)
    standing = _seen(request, version)
    audit = queries.audit_of(version)
    impact = queries.impact_of(asker, version=version, now=now)
    said = queries.comments_on(asker, version=version)
    in_force = telling.in_force(programme, on=here(now))
    return show(
        "designing/version.html",
        title=pack.say("pack.name", language()),
        pack=pack,
        programme=programme,
        version=version,
        standing=standing,
        state=publishing.states_in_words()[standing.state],
        kept_by=people.name_of(standing.kept_by) if standing.kept_by else _("the set-up"),
        tasks=telling.tasks(pack, standing, audit=audit, impact=impact, comments=said),
        audit=audit,
        in_force=in_force,
        may_waive=standing.state is queries.State.DRAFT and queries.may_do(asker, deed="keep_pack", now=now),
        may_publish=standing.state is queries.State.DRAFT
        and standing.kept_by != asker.party
        and queries.may_do(asker, deed="publish", now=now),
        may_withdraw=standing.state in queries.OPEN_TO_WITHDRAWAL and queries.may_do(asker, deed="withdraw", now=now),
        back=reverse("designing:programmes"),
    )


@page("programmes.look_over")
def changes(request: HttpRequest, programme: str, version: str) -> Shown:
    """Show what a version changes against the one in force: in words, part by part, and in money."""
    _seen(request, version)
    new = pack_of(programme, version)
    before = telling.in_force(programme, on=here(request.now))
    if not before or before == version:
        raise NotFound("programmes.none_in_force", programme=programme, on=here(request.now).isoformat())
    return show(
        "designing/changes.html",
        title=_("What this version changes"),
        before=before,
        version=version,
        pack=new,
        areas=telling.differences(queries.pack(before), new),
        money=telling.in_money(before, version),
        back=reverse("designing:version", args=[programme, version]),
    )


def _seen(request: HttpRequest, version: str) -> queries.VersionSeen:
    """Return how a version stands, for one who looks versions over.

    :raises NotAllowed: for everybody else; what is public of a version stands on its public page.
    """
    if not queries.may_do(request.asker, deed="look_over", now=request.now):
        raise NotAllowed("people.not_granted", deed="programmes.look_over")
    return queries.standing(version, on=here(request.now))
