"""Lowers a degree of control for the authority: with a reason, after notice, and open to challenge (C4)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.steps.control import policies
from ownway.steps.control.actions.choosing import Choice, put_in_place
from ownway.steps.control.queries.degrees import degrees_of
from ownway.steps.control.rules.cannot import CannotLowerDegree
from ownway.values import Asker, Reason
from ownway.values.text import clean_text


def lower_degree(
    asker: Asker, *, now: datetime, person: UUID, degree: str, words: str, starts: date | None = None
) -> UUID:
    """Put the whole budget under a degree that holds it less in the person's hands; return the decision.

    It starts when the pack's notice is over, not before, needs a reason in words, and can be challenged.

    :raises CannotLowerDegree: without a choice to lower, when it is no lower, or before the notice is over.
    """
    policies.check_may(asker, "lower", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    with transaction.atomic():
        seen = degrees_of(asker, person=person, now=now)
        if seen is None or (held := seen.latest) is None:
            raise CannotLowerDegree("control.nothing_to_lower")
        lower = seen.pack.control.degree(degree)
        if lower is None or lower.order <= min(part.order for part in held.parts):
            raise CannotLowerDegree("control.not_lower", field="degree")
        if lower.holder not in ("practitioner", "authority"):
            raise CannotLowerDegree("control.only_the_authority_can_take_over", field="degree")
        earliest = timezone.localdate(now) + timedelta(days=seen.pack.control.notice_days)
        begins = starts or earliest
        if begins < earliest:
            raise CannotLowerDegree("control.notice_first", field="starts", earliest=earliest.isoformat())
        decision = decisions.decide(
            asker,
            now=now,
            about=person,
            kind="degree_lowered",
            outcome="lowered",
            reasons=[Reason(f"pack:word:degree.{degree}")],
            words=said,
            rule_version=seen.pack.version,
            thing="agreement",
            thing_id=seen.agreement,
            challenge_within_days=seen.pack.agreement.challenge_within_days,
            answer_within_days=seen.pack.agreement.answer_within_days,
        )
        put_in_place(
            asker, now=now, seen=seen, rest=Choice(degree), lines={}, starts=begins, words=said, decision=decision
        )
    return decision
