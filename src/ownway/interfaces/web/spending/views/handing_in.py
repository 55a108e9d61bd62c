"""Tell of spends with next to no work: a typed line, a photo of a receipt, a statement of one's own bank."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import AnyOf, Choice, Ticked
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, note, page, show
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.design.uploads import Upload
from ownway.interfaces.web.spending.views.recording import ask_what_is_missing, typed_line
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import DraftSeen
from ownway.words import days, money

LINES_ON_A_PAGE = 100


@page("spending.record")
def typed(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Write a typed line down at once where it says all; ask for what it does not say."""
    asker, now = request.asker, request.now
    form = Form(request, fields={"typed": typed_line()})
    if not form.is_bound:
        queries.recording(asker, person=person, now=now)
        return go("spending:record", person)
    read: list[queries.TypedSpend] = []

    def deed(given: dict[str, Any]) -> UUID | None:
        told = queries.typed_spend(asker, person=person, text=given["typed"], now=now)
        read.append(told)
        if told.unsure or told.pence is None:
            return None
        return actions.record_spend(
            asker, now=now, key=form.key, person=person, on=told.on, pence=told.pence, what=told.what, line=told.line
        )

    if form.carries_out(deed) and form.result:
        return go("spending:spend", form.result)
    return ask_what_is_missing(request, person, form, read[0] if read else None)


@page("spending.record")
def keep_receipt(request: HttpRequest, spend: UUID) -> Shown | HttpResponse:
    """Keep a photo or PDF of a receipt with a spend."""
    asker, now = request.asker, request.now
    seen = queries.spend(asker, spend=spend, now=now)
    disclosure.heed(asker, queries.recording(asker, person=seen.person, now=now).pack, person=seen.person)
    fields = {
        "content": Upload(
            _("The receipt"),
            hint=_("A photo, or a PDF. We take out what the camera wrote into a photo, such as where it was taken."),
            most=10,
            accept="image/jpeg,image/png,image/webp,application/pdf",
        )
    }
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.keep_receipt(asker, now=now, spend=spend, **given)):
        return go("spending:spend", spend)
    return show(
        "spending/receipt.html",
        about=seen.person,
        title=_("Add a receipt"),
        form=form,
        seen=seen,
        back=reverse("spending:spend", args=[spend]),
    )


@page("spending.record")
def receipt(request: HttpRequest, receipt: UUID) -> HttpResponse:
    """Give one receipt to download."""
    seen, content = queries.receipt(request.asker, receipt=receipt, now=request.now)
    note(request, "spending.record", about=(seen.person,))
    response = HttpResponse(content, content_type=seen.media_type)
    response["Content-Disposition"] = f'attachment; filename="receipt-{seen.at:%Y-%m-%d}.{seen.ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@page("money.own_statement")
def statement(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Take in a statement of the person's own bank, and show what of it waits."""
    asker, now = request.asker, request.now
    seen = queries.drafts(asker, person=person, now=now)
    fields = {
        "content": Upload(
            _("The statement"),
            hint=_("Download it from your bank as a table (CSV). We know the tables of most banks."),
            most=32,
            accept=".csv,.xml,.txt",
        )
    }
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.take_in_own_statement(asker, now=now, person=person, **given)):
        return go("spending:entries" if form.result.entries or seen.drafts else "spending:statement", person)
    return show(
        "spending/statement.html",
        about=person,
        title=_("Hand in a bank statement"),
        form=form,
        seen=seen,
        own=asker.party == person,
        back=reverse("spending:account", args=[person]),
    )


@page("money.own_statement")
def entries(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Let the person say which lines of their statement were for their support; the others may be put away."""
    asker, now = request.asker, request.now
    seen = queries.drafts(asker, person=person, now=now)
    shown = seen.drafts[:LINES_ON_A_PAGE]
    fields = {
        "entries": AnyOf(
            _("Which of these were for your support?"),
            hint=_("Tick what you paid for from this money. Nobody else sees the others."),
            choices=[Choice(str(one.entry.id), _called(one), hint=_beside(one)) for one in shown],
            required=False,
        ),
        "rest": Ticked(_("The others were for something else: put them away"), required=False),
    }
    form = Form(request, fields=fields)

    def deed(given: dict[str, Any]) -> Any:
        chosen = [UUID(one) for one in given["entries"]]
        return actions.write_down_entries(
            asker, now=now, person=person, entries=chosen, put_rest_away=bool(given["rest"])
        )

    if form.carries_out(deed):
        return go("spending:account", person)
    return show(
        "spending/entries.html",
        about=person,
        title=_("What was for your support?"),
        form=form,
        seen=seen,
        more=len(seen.drafts) - len(shown),
        back=reverse("spending:statement", args=[person]),
    )


def _called(one: DraftSeen) -> str:
    said = money.say(-one.entry.money, language())
    return f"{days.say(one.entry.on, language())}: {said}, {one.entry.name or one.entry.words or _('no words')}"


def _beside(one: DraftSeen) -> str:
    told = [one.entry.words] if one.entry.name and one.entry.words else []
    if one.line:
        told.append(_("For: %(what)s.") % {"what": one.line.what})
    if one.written_down:
        told.append(_("You may have written it down already: %(what)s.") % {"what": one.written_down})
    return " ".join(told)
