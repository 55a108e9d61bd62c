"""Concludes a review: the decision by name, both sides' words, what is to change, and when the next is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as figures
from ownway.steps.planning import actions as planning_actions
from ownway.steps.review import policies
from ownway.steps.review.actions.calling import CLOCK
from ownway.steps.review.models import ReviewCalled, ReviewChanged, ReviewConcluded
from ownway.steps.review.queries.reviews import conclusion, found
from ownway.steps.review.queries.reviews import review as review_seen
from ownway.steps.review.queries.seen import ReviewSeen
from ownway.steps.review.rules.cannot import CannotConclude
from ownway.steps.review.rules.changes import Change, ChangeKind
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text


def conclude(
    asker: Asker, *, now: datetime, review: UUID, words: str, person_words: str = "", changes: Sequence[Change]
) -> UUID:
    """Conclude a review by name; return the decision. Concluding twice is concluding once.

    Each of *changes* is begun in the step it belongs to, in this transaction: a next version of the plan, a new
    self-assessment. None of them goes round the rule. *person_words* is what the person says of it themselves.

    :raises CannotConclude: without a reason, without a change named (nothing is one too), or when nothing is named
        beside something.
    """
    row = found(asker, review=review, deed="conclude", now=now)
    said = clean_text(words, longest=10_000, field="words", required=True)
    own = clean_text(person_words, longest=10_000, field="person_words")
    kinds = [change.kind for change in changes]
    if not kinds or len(kinds) != len(set(kinds)) or (ChangeKind.NOTHING in kinds and len(kinds) > 1):
        raise CannotConclude("review.say_what_changes", field="changes")
    with transaction.atomic():
        take_turn("review.person", row.person_id)
        before = conclusion(row)
        if before is not None:
            return before.decision_id
        policies.check_may_go_on(asker, "conclude", review=row, now=now)
        seen = review_seen(asker, review=review, now=now)
        decision = _decide(asker, now=now, seen=seen, row=row, changes=changes, words=said)
        today = timezone.localdate(now)
        kept = ReviewConcluded.objects.create(
            id=new_identifier(now),
            review=row,
            person_id=row.person_id,
            decision_id=decision,
            words=said,
            person_words=own,
            held_on=today,
            next_due=today + timedelta(days=seen.pack.review.then_every_days),
            by_id=asker.party,
            at=now,
        )
        for change in changes:
            _begin(asker, now=now, row=row, seen=seen, change=change, said=said)
        decisions.stop_clock(asker, now=now, kind=CLOCK, thing_id=row.id, reason=Reason("review.concluded"))
        _write(asker, now=now, seen=seen, kept=kept, changes=changes)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="review.conclude",
            thing="review",
            thing_id=row.id,
            after={"changes": [kind.value for kind in kinds], "decision": str(decision)},
        )
    return decision


def _reasons(changes: Sequence[Change]) -> list[Reason]:
    return [Reason(f"review.changes.{change.kind.value}", words=change.why) for change in changes]


def _decide(
    asker: Asker, *, now: datetime, seen: ReviewSeen, row: ReviewCalled, changes: Sequence[Change], words: str
) -> UUID:
    return decisions.decide(
        asker,
        now=now,
        about=row.person_id,
        kind="review_concluded",
        outcome="unchanged" if changes[0].kind is ChangeKind.NOTHING else "changed",
        reasons=_reasons(changes),
        words=words,
        rule_version=seen.pack.version,
        thing="review",
        thing_id=row.id,
        challenge_within_days=seen.pack.agreement.challenge_within_days,
        answer_within_days=seen.pack.agreement.answer_within_days,
    )


def _write(asker: Asker, *, now: datetime, seen: ReviewSeen, kept: ReviewConcluded, changes: Sequence[Change]) -> None:
    letters.write(
        asker,
        now=now,
        to=kept.person_id,
        about=kept.person_id,
        kind="review_done",
        facts={
            "next_review": kept.next_due.isoformat(),
            "unchanged": "yes" if changes[0].kind is ChangeKind.NOTHING else None,
            "words": kept.words,
            "challenge_within_days": seen.pack.agreement.challenge_within_days,
            "answer_within_days": seen.pack.agreement.answer_within_days,
        },
        reasons=_reasons(changes),
        pack=seen.pack,
        thing="review",
        thing_id=kept.review_id,
    )


def _begin(asker: Asker, *, now: datetime, row: ReviewCalled, seen: ReviewSeen, change: Change, said: str) -> None:
    """Begin one change in its own step, and keep the link to what was begun; without a why, what was *said* is it."""
    why = clean_text(change.why, longest=2000, field=f"why_{change.kind.value}")
    thing, thing_id = "", None
    if change.kind is ChangeKind.PLAN:
        if seen.plan is None:
            raise CannotConclude("review.no_plan_to_change")
        thing = "plan_version"
        thing_id = planning_actions.begin_next_version(asker, now=now, plan=seen.plan.id, why=why or said[:2000])
    elif change.kind is ChangeKind.NEEDS:
        told = figures.figure_of(asker, person=row.person_id, now=now)
        if told is None:
            raise CannotConclude("review.no_figure_to_look_at_again")
        thing = "assessment"
        thing_id = allocation.start_assessment(
            asker, now=now, person=row.person_id, programme=told.programme, why_again=why or said[:2000]
        )
    ReviewChanged.objects.create(
        id=new_identifier(now),
        review=row,
        person_id=row.person_id,
        kind=change.kind.value,
        thing=thing,
        thing_id=thing_id,
        why=why,
        at=now,
    )
