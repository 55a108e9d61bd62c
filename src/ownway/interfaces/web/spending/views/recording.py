"""Tell of a spend with as little work as can be, see one again, and take one back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Chooser, Day, LongWords, OneOf, Sum, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, sentence
from ownway.interfaces.web.spending import saying
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import RecordingSeen, TypedSpend
from ownway.values.cannot import NotAllowed, NotFound

NO_LINE = "none"


@page("spending.record")
def record(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Tell of a spend: what, how much, when; for which part of the plan only where one wants to say."""
    asker, now = request.asker, request.now
    seen = queries.recording(asker, person=person, now=now)
    easy = request.showing.easy_read
    form = Form(request, fields=_fields(seen, today=here(now), easy=easy), initial={"on": here(now)})

    def deed(given: dict[str, Any]) -> UUID:
        line = given.get("line") or NO_LINE
        return actions.record_spend(
            asker,
            now=now,
            key=form.key,
            person=person,
            on=given["on"],
            pence=given["pence"],
            what=given["what"],
            line=None if line == NO_LINE else UUID(line),
            kind=given.get("kind") or "",
        )

    if form.carries_out(deed):
        return go("spending:spend", form.result)
    return _page_of_record(request, seen, form)


def ask_what_is_missing(request: HttpRequest, person: UUID, line: Form, read: TypedSpend | None) -> Shown:
    """Show the page again with what a typed *line* told filled in, and ask for what it did not say."""
    seen = queries.recording(request.asker, person=person, now=request.now)
    told: dict[str, Any] = {"on": here(request.now)}
    if read is not None:
        told = {"what": read.what, "pence": read.pence, "on": read.on, "line": str(read.line or "")}
    fields = _fields(seen, today=here(request.now), easy=request.showing.easy_read)
    form = Form(request, fields=fields, initial=told, sent_to=reverse("spending:record", args=[person]))
    # What was sent was the line; this form is shown for the first time.
    form.is_bound = False
    if read is not None:
        form.keep_as_shown(_as_typed(read))
    return _page_of_record(request, seen, form, line=line, read=read)


def _as_typed(read: TypedSpend) -> dict[str, str]:
    """Return what a line told as it would stand in the boxes of the form."""
    day = {"on-day": str(read.on.day), "on-month": str(read.on.month), "on-year": str(read.on.year)}
    pence = {} if read.pence is None else {"pence": str(Decimal(read.pence).scaleb(-2))}
    return {"what": read.what, **pence, **day, "line": str(read.line or "")}


def typed_line() -> Words:
    """Return the box in which a spend is told in one line."""
    return Words(_("Tell it in one line"), hint=_("Like: taxi to mum 12.40 yesterday"), longest=500, autocomplete="off")


def _page_of_record(
    request: HttpRequest, seen: RecordingSeen, form: Form, *, line: Form | None = None, read: TypedSpend | None = None
) -> Shown:
    easy = request.showing.easy_read
    asks = bool(line and line.errors) or read is not None
    if line is None:
        line = Form(request, fields={"typed": typed_line()}, sent_to=reverse("spending:typed", args=[seen.person]))
        line.is_bound = False
    return show(
        "spending/record.html",
        about=seen.person,
        status=422 if asks else 200,
        title=_("Write down what was spent"),
        form=form,
        line=line,
        unsure=[sentence(reason, easy=easy) for reason in read.unsure] if read else [],
        seen=seen,
        own=request.asker.party == seen.person,
        may_hand_in=request.asker.party == seen.person,
        forbidden=[saying.kind_of(seen.pack, kind, easy=easy) for kind in seen.forbidden],
        back=_back(request, seen.person),
    )


@page("spending.record")
def spend(request: HttpRequest, spend: UUID) -> Shown | HttpResponse:
    """Show one spend; where it was a mistake it can be taken back here."""
    asker, now = request.asker, request.now
    seen = queries.spend(asker, spend=spend, now=now)
    fields = {"words": LongWords(_("What was wrong with it?"), longest=1000, rows=3, required=False)}
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.take_back_spend(asker, now=now, spend=spend, words=given["words"])):
        return go("spending:spend", spend)
    told = queries.recording(asker, person=seen.person, now=now)
    disclosure.heed(asker, told.pack, person=seen.person)
    line = next((one.what for one in told.lines if one.id == seen.line), "")
    kind = saying.kind_of(told.pack, seen.kind, easy=request.showing.easy_read) if seen.kind else ""
    return show(
        "spending/spend.html",
        about=seen.person,
        title=_("A spend that was taken back") if seen.taken_back_at else _("Written down"),
        form=form,
        seen=seen,
        line=line or _("No part was named"),
        kind=kind,
        not_paid=sentence(seen.not_paid, easy=request.showing.easy_read) if seen.not_paid else "",
        receipts=queries.receipts_of(asker, spend=spend, now=now),
        own=asker.party == seen.person,
        back=_back(request, seen.person),
    )


def _fields(seen: RecordingSeen, *, today: date, easy: bool) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "what": Words(_("What was it for?"), hint=_("A few words are enough, like: swimming with Ines"), longest=500),
        "pence": Sum(_("How much was it?"), currency=seen.currency, least=1),
        "on": Day(_("When was it?"), earliest=min(seen.starts, today), latest=today),
    }
    if seen.lines:
        choices = [Choice(str(line.id), line.what) for line in seen.lines]
        fields["line"] = OneOf(
            _("Which part of the plan was it for?"),
            hint=_("You may leave this out. Other things are fine too."),
            choices=[*choices, Choice(NO_LINE, _("Something else, or I do not know"), apart=True)],
            required=False,
        )
    kinds = (*seen.pack.planning.kinds_of_support, *seen.forbidden)
    fields["kind"] = Chooser(
        _("What kind of thing was it?"),
        choices=[Choice(kind, saying.kind_of(seen.pack, kind, easy=easy)) for kind in kinds],
        required=False,
    )
    return fields


def _back(request: HttpRequest, person: UUID) -> str:
    """Return the account for those who may see it, else the person's page."""
    try:
        seen = queries.account_of(request.asker, person=person, now=request.now)
    except (NotFound, NotAllowed):
        seen = None
    return reverse("spending:account" if seen else "home:person", args=[person])
