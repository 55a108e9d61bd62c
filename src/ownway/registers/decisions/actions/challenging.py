"""Challenges decisions, answers the challenges and takes them back; each tells the person by letter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import get_default_timezone

from ownway.registers.decisions import policies
from ownway.registers.decisions.actions.clocks import start_clock, stop_clock
from ownway.registers.decisions.actions.deciding import LONGEST_WORDS
from ownway.registers.decisions.models import Answer, Challenge, Decision
from ownway.registers.decisions.policies import CannotAnswerChallenge, CannotChallenge
from ownway.registers.decisions.rules import clocks
from ownway.registers.decisions.rules.naming import title_code
from ownway.registers.decisions.rules.states import Answered
from ownway.registers.letters.actions import write
from ownway.registers.people.queries import name_of
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Reason, new_identifier
from ownway.values.reason import Fact
from ownway.values.text import clean_text

CLOCK = "challenge_answer"
Reasons = Sequence[Reason]


def challenge(
    asker: Asker,
    *,
    now: datetime,
    decision: UUID,
    words: str = "",
    answer_within_days: int | None = None,
    letter: bool = True,
) -> UUID:
    """Challenge a decision, for oneself or for the person; return the challenge's identifier.

    A clock starts for the answer, on the role the decision names, within *answer_within_days* (else those the
    decision gives). Words help and are not demanded. The person is told by *letter*, unless a composite deed writes
    its own.

    :raises NotFound: when there is no such decision that the asker may know of.
    :raises CannotChallenge: when it cannot be challenged, or not any more, or is being answered already.
    """
    said = clean_text(words, longest=LONGEST_WORDS, field="words")
    row = Decision.found(decision)
    today = now.astimezone(get_default_timezone()).date()
    policies.check_may_challenge(asker, decision=row, on=today, now=now)
    due = clocks.due(today, row.answer_within_days if answer_within_days is None else answer_within_days)
    with transaction.atomic():
        made = _made(asker, now, row, words=said, answer_due=due)
        start_clock(
            asker,
            now=now,
            about=row.person_id,
            kind=CLOCK,
            due=due,
            waits_on_role=row.answer_role,
            thing="challenge",
            thing_id=made.id,
        )
        if letter:
            facts = {"answer_due": due.isoformat(), "words": said}
            _tell(asker, now, made, kind="challenge_received", facts=facts, why=())
        note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="decisions.challenge",
            thing="challenge",
            thing_id=made.id,
            reason=Reason("decisions.challenged", words=said),
        )
        return made.id


def answer_challenge(
    asker: Asker,
    *,
    now: datetime,
    challenge: UUID,
    upheld: bool,
    words: str,
    reasons: Reasons = (),
    letter: bool = True,
) -> UUID:
    """Answer a challenge; return the answer's identifier.

    *upheld* means that the challenge was right: the decision falls, and the step that took it takes another. Words
    are demanded: an answer explains itself. Whoever made the decision cannot answer.

    :raises NotFound: when there is no such challenge that the asker may know of.
    :raises CannotAnswerChallenge: when it has been answered, or by the one who decided.
    """
    said = clean_text(words, longest=LONGEST_WORDS, field="words", required=True)
    row = Challenge.found(challenge)
    policies.check_may_answer(asker, challenge=row, now=now)
    with transaction.atomic():
        outcome = Answered.UPHELD if upheld else Answered.NOT_UPHELD
        told = [reason.as_json() for reason in reasons]
        answer = _end(asker, now, row, outcome=outcome.value, words=said, reasons=told)
        if letter:
            facts: dict[str, Fact] = {"upheld": upheld, "words": said, "decided_by": name_of(answer.by_id)}
            _tell(asker, now, row, kind="challenge_answered", facts=facts, why=reasons)
        note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="decisions.answer_challenge",
            thing="challenge",
            thing_id=row.id,
            reason=Reason("decisions.challenge_answered", {"outcome": outcome.value}, tuple(reasons), said),
        )
        return answer.id


def withdraw_challenge(asker: Asker, *, now: datetime, challenge: UUID, words: str = "") -> UUID:
    """Take a challenge back; return the identifier of the note that ends it. The decision stands as before.

    :raises NotFound: when there is no such challenge that the asker may know of.
    :raises CannotChallenge: when it has been answered.
    """
    said = clean_text(words, longest=LONGEST_WORDS, field="words")
    row = Challenge.found(challenge)
    policies.check_may_withdraw(asker, challenge=row, now=now)
    with transaction.atomic():
        end = _end(asker, now, row, outcome=Answered.WITHDRAWN.value, words=said, reasons=[])
        note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="decisions.withdraw_challenge",
            thing="challenge",
            thing_id=row.id,
            reason=Reason("decisions.challenge_withdrawn", words=said),
        )
        return end.id


def _made(asker: Asker, now: datetime, row: Decision, **said: Any) -> Challenge:
    made = Challenge(
        id=new_identifier(now),
        decision=row,
        ordinal=row.challenges.count() + 1,
        person_id=row.person_id,
        made_by_id=asker.party,
        made_at=now,
        **said,
    )
    try:
        made.save()
    except IntegrityError as error:
        due = made.answer_due.isoformat()
        raise CannotChallenge("decisions.challenged_already", answer_due=due) from error
    return made


def _end(asker: Asker, now: datetime, row: Challenge, **said: Any) -> Answer:
    answer = Answer(id=new_identifier(now), challenge=row, person_id=row.person_id, by_id=asker.party, at=now, **said)
    try:
        answer.save()
    except IntegrityError as error:
        raise CannotAnswerChallenge("decisions.answered_already") from error
    withdrawn = said["outcome"] == Answered.WITHDRAWN.value
    why = Reason("decisions.challenge_withdrawn" if withdrawn else "decisions.challenge_answered")
    stop_clock(asker, now=now, kind=CLOCK, thing_id=row.id, reason=why)
    return answer


def _tell(asker: Asker, now: datetime, row: Challenge, *, kind: str, facts: Mapping[str, Fact], why: Reasons) -> None:
    write(
        asker,
        now=now,
        to=row.person_id,
        about=row.person_id,
        kind=kind,
        facts={**facts, "decision_code": title_code(row.decision.kind)},
        reasons=why,
        thing="challenge",
        thing_id=row.id,
    )
