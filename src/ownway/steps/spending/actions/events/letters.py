"""Writes the letters of a life event: to the person, or after a death to whoever is closest to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from ownway.registers.letters import actions as letters
from ownway.registers.people import queries as people
from ownway.rulebook.model import Happened, Pack
from ownway.steps.spending.models import Event
from ownway.steps.spending.queries.events import EventPreview
from ownway.values import Asker, Reason
from ownway.values.reason import Fact

CLOSEST = ("represents", "family", "cares_for")
"""Who is written to after a death, in this order."""


def addressee(asker: Asker, person: UUID, kind: Happened, *, now: datetime) -> UUID:
    """Return to whom letters of an event go; the person where nobody who is close is known; inside this app."""
    if kind is not Happened.DEATH:
        return person
    circle = people.circle_of(asker, person=person, now=now)
    near = [member for relation in CLOSEST for member in circle if member.relation == relation]
    return near[0].id if near else person


def event_facts(event: Event, seen: EventPreview) -> dict[str, Fact]:
    """Return what the first letter of an event says of it; what was paid too much is told and not asked for."""
    return {
        "person": seen.person_name,
        "on": event.on.isoformat(),
        "rests_from": event.rests_from.isoformat(),
        "kind_code": f"events.kind.{event.kind}",
        "currency": seen.currency,
        "owed": seen.owed_together.pence or None,
        "overpaid": seen.overpaid.pence or None,
        "bills_until": event.bills_until.isoformat() if event.bills_until else None,
        "challenge_within_days": seen.pack.agreement.challenge_within_days,
        "answer_within_days": seen.pack.agreement.answer_within_days,
    }


def tell_by_letter(
    asker: Asker,
    event: Event,
    kind: str,
    facts: Mapping[str, Fact],
    pack: Pack,
    *,
    now: datetime,
    reasons: Sequence[Reason] = (),
) -> UUID:
    """Write one letter of an event, with the name and number of whom to call; for use inside this app."""
    return letters.write(
        asker,
        now=now,
        to=event.letters_to_id,
        about=event.person_id,
        kind=kind,
        facts={
            **facts,
            "person": people.name_of(event.person_id),
            "ask_name": people.name_of(event.by_id),
            "ask_contact": str(event.contact),
        },
        reasons=reasons,
        pack=pack,
        thing="event",
        thing_id=event.id,
    )
