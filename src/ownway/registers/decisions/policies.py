"""Who may decide, reply, challenge and answer, and when: by the policy table, and by how the decision stands."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from ownway.registers.decisions.models import Challenge, Clock, Decision
from ownway.registers.decisions.rules.states import MOVES, Standing, standing
from ownway.registers.people.policies import check_may, may
from ownway.values import Asker, Cannot, Reason


class CannotDecide(Cannot):
    """The decision cannot be taken: nobody answers for it by name, or it gives no reason."""


class CannotChallenge(Cannot):
    """The decision cannot be challenged now, or its challenge cannot be taken back."""


class CannotAnswerChallenge(Cannot):
    """The challenge cannot be answered, or not by the one who asks."""


class CannotHandOver(Cannot):
    """A person cannot be handed over so."""


class CannotStartClock(Cannot):
    """The clock cannot be started: it is running, or its day has passed."""


class CannotStopClock(Cannot):
    """No such clock is running."""


def check_may_decide(asker: Asker, *, about: UUID, reasons: Sequence[Reason], words: str, now: datetime) -> None:
    """Check that a human decides, who may, and who gives a reason.

    :raises CannotDecide: with code ``decisions.not_human`` or ``decisions.no_reason``.
    """
    if not asker.is_human:
        raise CannotDecide("decisions.not_human")
    check_may(asker, "decisions.decide", about=about, now=now)
    if not reasons and not words:
        raise CannotDecide("decisions.no_reason", field="words")


def check_may_see(asker: Asker, *, about: UUID, now: datetime) -> None:
    """Check that the asker may read what was decided about this person."""
    check_may(asker, "decisions.see", about=about, now=now)


def may_see(asker: Asker, *, about: UUID, now: datetime) -> bool:
    """Whether :func:`check_may_see` would let it pass."""
    return may(asker, "decisions.see", about=about, now=now)


def check_may_reply(asker: Asker, *, decision: Decision, now: datetime) -> None:
    """Check that the asker may say their side of a decision."""
    check_may(asker, "decisions.reply", about=decision.person_id, now=now)


def check_may_challenge(asker: Asker, *, decision: Decision, on: date, now: datetime) -> None:
    """Check that the asker may challenge this decision on the day *on*.

    :raises CannotChallenge: when it never could be challenged, its days are over, or it is being answered already.
    """
    check_may(asker, "decisions.challenge", about=decision.person_id, now=now)
    if decision.challenge_until is None:
        raise CannotChallenge("decisions.never_challenged")
    made = list(decision.challenges.order_by("ordinal").select_related("answer"))
    stands = standing([challenge.came_to for challenge in made])
    if stands is Standing.CHALLENGED:
        raise CannotChallenge("decisions.challenged_already", answer_due=made[-1].answer_due.isoformat())
    if "challenge" not in MOVES[stands]:
        raise CannotChallenge("decisions.overturned")
    if on > decision.challenge_until:
        raise CannotChallenge("decisions.no_challenge", until=decision.challenge_until.isoformat())


def check_may_answer(asker: Asker, *, challenge: Challenge, now: datetime) -> None:
    """Check that a human answers, who may, and who did not make the decision.

    :raises CannotAnswerChallenge: when they decided it themselves, or it has been answered.
    """
    if not asker.is_human:
        raise CannotAnswerChallenge("decisions.not_human")
    check_may(asker, "decisions.answer_challenge", about=challenge.person_id, now=now)
    if asker.party == challenge.decision.decided_by_id:
        raise CannotAnswerChallenge("decisions.own_decision")
    if challenge.came_to:
        raise CannotAnswerChallenge("decisions.answered_already")


def check_may_withdraw(asker: Asker, *, challenge: Challenge, now: datetime) -> None:
    """Check that the asker made the challenge or is the person's own side, and that it is open.

    :raises CannotChallenge: when it has been answered.
    """
    others = asker.party != challenge.made_by_id
    deed = "decisions.withdraw_others_challenge" if others else "decisions.withdraw_challenge"
    check_may(asker, deed, about=challenge.person_id, now=now)
    if challenge.came_to:
        raise CannotChallenge("decisions.answered_already")


def check_may_start_clock(asker: Asker, *, about: UUID, due: date, on: date, now: datetime) -> None:
    """Check that the asker may start a clock for this person, due on a day to come.

    :raises CannotStartClock: when it would be due before it starts.
    """
    check_may(asker, "decisions.start_clock", about=about, now=now)
    if due < on:
        raise CannotStartClock("decisions.due_before_start", due=due.isoformat())


def check_may_stop_clock(asker: Asker, *, clock: Clock, now: datetime) -> None:
    """Check that the asker may stop this clock."""
    check_may(asker, "decisions.stop_clock", about=clock.person_id, now=now)
