"""Calls a review: because it is due, or because somebody asks for one."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.agreement import queries as agreement
from ownway.steps.agreement.models import Agreement
from ownway.steps.review import policies
from ownway.steps.review.models import ReviewCalled, ReviewConcluded
from ownway.steps.review.rules.cannot import CannotReview
from ownway.steps.review.rules.rhythm import CALLED_BEFORE, next_due
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text

CLOCK = "review"
"""The clock that runs until a review is concluded; both sides see it."""

WITHIN_DAYS = 14
"""A review that somebody asks for is held within two weeks."""


def call_review(asker: Asker, *, now: datetime, person: UUID, why: str) -> UUID:
    """Call a review of *person*'s plan before it is due; return it. One that is open already is given back.

    :raises CannotReview: before there is an agreement.
    """
    policies.check_may(asker, "call", person=person, now=now)
    said = clean_text(why, longest=2000, field="why", required=True)
    with transaction.atomic():
        agreed = agreement.agreement_of(asker, person=person, now=now)
        if agreed is None:
            raise CannotReview("review.nothing_agreed_yet")
        due = timezone.localdate(now) + timedelta(days=WITHIN_DAYS)
        return _call(asker, now=now, person=person, agreed=agreed.id, due=due, why=said)


def call_due_reviews(asker: Asker, *, now: datetime) -> int:
    """Call every review that is due within four weeks and not called yet; return how many."""
    policies.check_may(asker, "call_due", person=None, now=now)
    today = timezone.localdate(now)
    called = 0
    latest: dict[UUID, Agreement] = {}
    for row in Agreement.objects.filter(signed_at__lte=now).order_by("signed_at", "id"):
        latest[row.person_id] = row
    for person, row in latest.items():
        if ReviewCalled.objects.filter(person_id=person, conclusion__isnull=True).exists():
            continue
        last = ReviewConcluded.objects.filter(person_id=person).order_by("held_on").last()
        rule = programmes.pack(row.rule_version).review
        due = next_due(rule, agreed_on=row.starts, last_review_on=last.held_on if last else None)
        if due - CALLED_BEFORE > today:
            continue
        with transaction.atomic():
            _call(asker, now=now, person=person, agreed=row.id, due=max(due, today), why="")
        called += 1
    return called


def _call(asker: Asker, *, now: datetime, person: UUID, agreed: UUID, due: date, why: str) -> UUID:
    take_turn("review.person", person)
    there = ReviewCalled.objects.filter(person_id=person, conclusion__isnull=True).order_by("at").first()
    if there is not None:
        return there.id
    row = ReviewCalled.objects.create(
        id=new_identifier(now),
        person_id=person,
        agreement_id=agreed,
        why=why,
        due=due,
        by_id=asker.party,
        at=now,
    )
    decisions.start_clock(
        asker,
        now=now,
        about=person,
        kind=CLOCK,
        due=due,
        waits_on_role="practitioner",
        thing="review",
        thing_id=row.id,
    )
    trail.note_change(
        asker,
        now=now,
        about=person,
        deed="review.call",
        thing="review",
        thing_id=row.id,
        after={"due": due.isoformat(), "why": why},
    )
    letters.write(
        asker,
        now=now,
        to=person,
        about=person,
        kind="review_due",
        facts={"review_on": due.isoformat(), "why": why or None},
        thing="review",
        thing_id=row.id,
    )
    return row.id
