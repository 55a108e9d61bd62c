"""Starts a self-assessment, and puts one away that is not needed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.rows import one_at_a_time, reach
from ownway.steps.allocation.models import Assessment
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.rules import states
from ownway.steps.allocation.rules.cannot import CannotStart
from ownway.steps.allocation.rules.voices import CHANNELS
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text


def start_assessment(
    asker: Asker, *, now: datetime, person: UUID, programme: str, channel: str = "self", why_again: str = ""
) -> UUID:
    """Start a self-assessment of *person* under the rule of *programme* in force today; return its identifier.

    One that is still open is given back instead of a second one. After a figure was told, a new one looks at the
    last again, with the reason *why_again* (A9). *channel* is one of ``CHANNELS``.

    :raises NotFound: when the asker may not know the person, or nothing of that name is in force.
    :raises CannotStart: for an unknown channel, or while an assessment is being checked.
    """
    policies.check_may(asker, "start", person=person, now=now)
    if channel not in CHANNELS:
        raise CannotStart("allocation.no_such_channel", field="channel")
    words = clean_text(why_again, longest=2000, field="why_again")
    with transaction.atomic():
        one_at_a_time(person)
        return begin_or_go_on(asker, now=now, person=person, programme=programme, channel=channel, why_again=words)


def begin_or_go_on(
    asker: Asker, *, now: datetime, person: UUID, programme: str, channel: str, why_again: str = ""
) -> UUID:
    """Return the self-assessment that is open, else one begun now; within the transaction of the deed that calls it.

    :raises CannotStart: while one is being checked.
    """
    before = list(Assessment.objects.filter(person_id=person).order_by("-started_at", "-id"))
    for row in before:
        if row.programme == programme and assessments.state(row) == "open":
            return row.id
        if row.programme == programme and assessments.state(row) == "handed_in":
            raise CannotStart("allocation.being_checked")
    told = next((row for row in before if assessments.state(row) == "told"), None)
    row = Assessment.objects.create(
        id=new_identifier(now),
        person_id=person,
        programme=programme,
        pack_version=programmes.in_force(programme, on=timezone.localdate(now)),
        channel=channel,
        started_at=now,
        started_by_id=asker.party,
        follows=told,
        why_again=why_again,
    )
    trail.note_change(
        asker,
        now=now,
        about=person,
        deed="allocation.start",
        thing="assessment",
        thing_id=row.id,
        after={"programme": programme, "version": row.pack_version, "channel": channel},
    )
    return row.id


def set_aside(asker: Asker, *, now: datetime, assessment: UUID, words: str) -> None:
    """Put a self-assessment away that will not lead to a figure; what was answered stays readable.

    :raises CannotStart: when its figure was told already, or no reason is given.
    """
    row = assessments.found(asker, assessment=assessment, deed="start", now=now)
    why = clean_text(words, longest=2000, field="words", required=True)
    with transaction.atomic():
        one_at_a_time(row.person_id)
        state = assessments.state(row)
        if states.after(state, "set_aside") is None:
            raise CannotStart("allocation.no_longer_open")
        reach(row, "set_aside", asker=asker, now=now)
        reason = Reason("allocation.put_away", words=why)
        if state == "handed_in":
            decisions.stop_clock(asker, now=now, kind="check", thing_id=row.id, reason=reason)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.start",
            thing="assessment",
            thing_id=row.id,
            reason=reason,
            after={"state": "set_aside"},
        )
