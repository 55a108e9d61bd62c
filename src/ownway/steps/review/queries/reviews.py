"""Asks for reviews, what was said in them, what each changed, and when the next is due."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.agreement import queries as agreement
from ownway.steps.planning import queries as planning
from ownway.steps.planning.queries import PlanSeen
from ownway.steps.review import policies
from ownway.steps.review.models import ReviewAnswered, ReviewCalled, ReviewChanged, ReviewConcluded
from ownway.steps.review.queries.became import became
from ownway.steps.review.queries.seen import QuestionSeen, ReviewLine, ReviewSeen, SaidSeen
from ownway.steps.review.rules.changes import ChangeKind
from ownway.steps.review.rules.rhythm import next_due
from ownway.values import Asker
from ownway.values.cannot import NotFound


def reviews_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[ReviewLine, ...]:
    """Return the reviews of *person*, the newest first.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    rows = ReviewCalled.objects.filter(person_id=person, at__lte=now).select_related("conclusion")
    return tuple(_line(row) for row in rows.order_by("-at", "-id"))


def review(asker: Asker, *, review: UUID, now: datetime) -> ReviewSeen:
    """Return one review with every question of the plan it looks back on.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = found(asker, review=review, deed="see", now=now)
    plan = _plan(asker, row, now=now)
    pack = plan.pack if plan else programmes.pack(row.agreement.rule_version)
    ended = conclusion(row)
    said = list(ReviewAnswered.objects.filter(review=row).order_by("at", "id"))
    names = people.names_of({one.by_id for one in said} | ({ended.by_id} if ended else set()))
    questions = [QuestionSeen(id, key, planned, _said(id, said, names)) for id, key, planned in _asked(pack, plan)]
    return ReviewSeen(
        line=_line(row),
        person_name=people.name_of(row.person_id),
        pack=pack,
        plan=plan,
        questions=tuple(questions),
        words=ended.words if ended else "",
        person_words=ended.person_words if ended else "",
        concluded_by_name=names.get(ended.by_id, "") if ended else "",
        next_due=ended.next_due if ended else None,
        changes=tuple(
            became(asker, change, now=now) for change in ReviewChanged.objects.filter(review=row).order_by("id")
        ),
        may_answer=policies.may_go_on(asker, "answer", review=row, now=now),
        may_conclude=policies.may_go_on(asker, "conclude", review=row, now=now),
        is_own=asker.party == row.person_id,
    )


def due_of(asker: Asker, *, person: UUID, now: datetime) -> date | None:
    """Return when *person*'s next review is due, or nothing before there is an agreement.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    open_one = ReviewCalled.objects.filter(person_id=person, conclusion__isnull=True).order_by("due").first()
    if open_one is not None:
        return open_one.due
    agreed = agreement.agreement_of(asker, person=person, now=now)
    if agreed is None:
        return None
    last = ReviewConcluded.objects.filter(person_id=person).order_by("held_on").last()
    rule = programmes.pack(agreed.rule_version).review
    return next_due(rule, agreed_on=agreed.starts, last_review_on=last.held_on if last else None)


def cause_of(asker: Asker, *, thing_id: UUID, now: datetime) -> ReviewLine | None:
    """Return the review that set a thing going (a version of a plan, an assessment), or nothing: the link back (R2)."""
    changed = ReviewChanged.objects.filter(thing_id=thing_id).select_related("review").first()
    if changed is None or not policies.may(asker, "see", person=changed.person_id, now=now):
        return None
    return _line(changed.review)


def asked_for_choice(asker: Asker, *, person: UUID, now: datetime, before: datetime) -> ReviewLine | None:
    """Return the last review before a moment that asked for the degree of control to be chosen anew: the link back."""
    policies.check_may(asker, "see", person=person, now=now)
    asked = ReviewChanged.objects.filter(person_id=person, kind=ChangeKind.DEGREE.value, at__lte=before)
    changed = asked.select_related("review").order_by("at").last()
    return _line(changed.review) if changed else None


def found(asker: Asker, *, review: UUID, deed: str, now: datetime) -> ReviewCalled:
    """Return the row of a review for use inside this app, once the asker may do *deed* with it.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = ReviewCalled.objects.filter(pk=review).select_related("agreement").first()
    if row is None:
        raise NotFound("review.no_such_review")
    policies.check_may(asker, deed, person=row.person_id, now=now)
    return row


def conclusion(row: ReviewCalled) -> ReviewConcluded | None:
    """Return how a review ended, or nothing while it is open."""
    return ReviewConcluded.objects.filter(review=row).first()


def _plan(asker: Asker, row: ReviewCalled, *, now: datetime) -> PlanSeen | None:
    try:
        return planning.plan_version(asker, version=row.agreement.version_id, now=now)
    except NotFound:
        return None


def _asked(pack: Pack, plan: PlanSeen | None) -> list[tuple[str, str, str]]:
    """Return what a review asks: its name, the key of its words, what the plan says there.

    Every question of the plan is gone through: by the pack's own question of that name, or else by itself.
    """
    planned = {
        section.question: "\n\n".join(text.text for text in section.texts)
        for section in (plan.sections if plan else ())
    }
    own = [(id, f"review.{id}", planned.get(id, "")) for id in pack.review.questions]
    others = [one.id for one in pack.planning.questions if one.id not in pack.review.questions]
    return own + [(f"plan.{id}", f"plan.{id}", planned.get(id, "")) for id in others]


def _said(question: str, said: Iterable[ReviewAnswered], names: dict[UUID, str]) -> tuple[SaidSeen, ...]:
    """Return what each speaker said last; who spoke first stands first."""
    last = {one.by_id: one for one in said if one.question == question}
    return tuple(SaidSeen(one.text, one.by_id, names.get(one.by_id, ""), one.at) for one in last.values() if one.text)


def _line(row: ReviewCalled) -> ReviewLine:
    ended = conclusion(row)
    return ReviewLine(
        id=row.id,
        person=row.person_id,
        due=row.due,
        called_at=row.at,
        called_by_name=people.name_of(row.by_id) if row.by_id else "",
        why=row.why,
        held_on=ended.held_on if ended else None,
        decision=ended.decision_id if ended else None,
    )
