"""What happened in a life: told by those who know, looked at with its sums before anybody decides, and then gone on."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.money import queries as ledger
from ownway.rulebook.model import Happened, ToTell
from ownway.steps.spending import actions, queries
from ownway.values.cannot import NotAllowed, NotFound


@page("spending.see_events")
def events(request: HttpRequest, person: UUID) -> Shown:
    """Show what happened to one person, and what was told and not looked at yet."""
    asker = request.asker
    seen = queries.events_of(asker, person=person, now=request.now)
    disclosure.heed(asker, seen.events[0].pack if seen.events else None, person=person)
    own = asker.party == person
    return show(
        "spending/events.html",
        about=person,
        title=_("When something happens") if own else _("What happened to %(name)s") % {"name": seen.person_name},
        seen=seen,
        kinds=kinds(),
        outcomes=outcomes(),
        own=own,
        back=reverse("home:person", args=[person]),
    )


@page("spending.tell_event")
def tell_event(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Tell that something happened; nothing follows until somebody has looked."""
    asker, now = request.asker, request.now
    queries.check_may_tell_event(asker, person=person, now=now)
    fields = _what_and_when(tuple(Happened), request) | {
        "words": LongWords(_("Is there anything we should know?"), required=False, longest=2000, rows=3)
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.tell_event(
            asker, now=now, person=person, kind=Happened(given["kind"]), on=given["on"], words=given["words"]
        )
    ):
        return show(
            "spending/event_told.html",
            about=person,
            title=_("Thank you for telling us"),
            back=reverse("home:person", args=[person]),
        )
    return show(
        "spending/deed.html",
        about=person,
        title=_("Tell us that something happened"),
        lead=_("You need not know what follows from it. Somebody calls, and nothing is decided before that."),
        form=form,
        send_words=_("Tell us"),
        back=reverse("home:person", args=[person]),
    )


@page("spending.record_event")
def choose_event(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Say what happened and when, to see what would follow."""
    seen = queries.events_of(request.asker, person=person, now=request.now)
    if not seen.may_record:
        raise NotAllowed("people.not_granted", deed="spending.record_event")
    first = seen.told[0] if seen.told else None
    initial = {"kind": first.kind.value, "on": first.on} if first else {}
    form = Form(request, fields=_what_and_when(seen.kinds, request), initial=initial)
    if form.carries_out(lambda given: (given["kind"], given["on"].isoformat())):
        return go("spending:record_event", person, *form.result)
    return show(
        "spending/deed.html",
        about=person,
        title=_("What happened?"),
        lead=_("You see what would follow, with every sum. Nothing is decided before that."),
        form=form,
        send_words=_("See what would follow"),
        back=reverse("spending:events", args=[person]),
    )


@page("spending.record_event")
def record_event(request: HttpRequest, person: UUID, kind: str, on: str) -> Shown | HttpResponse:
    """Show what would follow from an event, and decide it."""
    asker, now = request.asker, request.now
    try:
        happened, day = Happened(kind), date.fromisoformat(on)
    except ValueError as error:
        raise NotFound("events.unknown") from error
    seen = queries.preview_of(asker, person=person, kind=happened, on=day, now=now)
    disclosure.heed(asker, seen.pack, person=person)
    fields = {
        "words": LongWords(
            _("What do you know, and from whom?"), hint=_("The person reads this."), longest=2000, rows=3
        ),
        "contact": Words(_("On which number can you be called?"), hint=_("It stands in the letter."), longest=200),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.record_event(asker, now=now, person=person, kind=happened, on=day, **given)
    ):
        return go("spending:event", form.result)
    return show(
        "spending/event_preview.html",
        about=person,
        title=_("What would follow"),
        seen=seen,
        kind=kinds()[happened.value],
        to_tell=[whom()[one.value] for one in seen.rule.tells],
        form=form,
        back=reverse("spending:choose_event", args=[person]),
    )


@page("spending.see_events")
def event(request: HttpRequest, event: UUID) -> Shown | HttpResponse:
    """Show one event: what follows, who was told, how the money stands; note who was told."""
    asker, now = request.asker, request.now
    seen = queries.event(asker, event=event, now=now)
    disclosure.heed(asker, seen.pack, person=seen.person)
    left = [one for one in seen.rule.tells if one.value in seen.to_tell]
    form = None
    if seen.may_change and left:
        choices = [Choice(one.value, whom()[one.value]) for one in left]
        form = Form(request, fields={"whom": OneOf(_("Who was told now?"), choices=choices)})
        if form.carries_out(
            lambda given: actions.note_was_told(asker, now=now, event=event, whom=ToTell(given["whom"]))
        ):
            return go("spending:event", event)
    return show(
        "spending/event.html",
        about=seen.person,
        title=f"{kinds()[seen.kind.value]}: {seen.person_name}",
        seen=seen,
        account=seen.account,
        money=seen.money,
        whom=whom(),
        outcomes=outcomes(),
        form=form,
        pay_in=ledger.how_to_pay(asker, person=seen.person, currency=seen.currency, now=now),
        back=reverse("spending:events", args=[seen.person]),
    )


def kinds() -> Mapping[str, str]:
    """Return what can happen, as the pages call it."""
    return {
        Happened.DEATH.value: _("A death"),
        Happened.HOSPITAL.value: _("A stay in hospital"),
        Happened.PRISON.value: _("A time in prison"),
        Happened.MOVED_AWAY.value: _("A move away"),
        Happened.NOT_ELIGIBLE.value: _("No longer eligible"),
    }


def outcomes() -> Mapping[str, str]:
    """Return how an event can have ended, as the pages call it."""
    return {
        "": _("not over yet"),
        "resumed": _("the budget goes on again"),
        "followed": _("something else followed"),
        "undone": _("undone: it was a mistake"),
        "settled": _("the last account was made"),
    }


def whom() -> Mapping[str, str]:
    """Return who can have to be told, as the pages call them."""
    return {
        ToTell.PRACTITIONER.value: _("The practitioner and their team"),
        ToTell.FINANCE.value: _("Finance"),
        ToTell.HOLDER.value: _("Whoever holds the money"),
        ToTell.ASSISTANTS.value: _("The assistants"),
        ToTell.PROVIDERS.value: _("Providers of support"),
        ToTell.FAMILY.value: _("The family"),
    }


def _what_and_when(known: tuple[Happened, ...], request: HttpRequest) -> dict[str, Any]:
    choices = [Choice(one.value, kinds()[one.value]) for one in known]
    return {
        "kind": OneOf(_("What happened?"), choices=choices),
        "on": Day(_("On which day?"), latest=here(request.now)),
    }
