"""Who may do what in allocation, and when: pairs that raise with a reason or answer yes or no."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import policies as people
from ownway.registers.people import queries as people_queries
from ownway.steps.allocation.rules import states, voices
from ownway.steps.allocation.rules.cannot import CannotAnswerNow, CannotCheck
from ownway.values import Asker, Cannot


def check_may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> None:
    """Check the table of access for an ``allocation`` deed about *person*.

    :raises NotFound: when the asker may not know the person.
    :raises NotAllowed: when they may, and still not do this.
    """
    people.check_may(asker, f"allocation.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"allocation.{deed}", about=person, now=now)


def voices_of(asker: Asker, *, person: UUID, channel: str, now: datetime) -> frozenset[str]:
    """Return the voices in which *asker* may answer for *person* through *channel*; a stranger has none."""
    return voices.voices_open_to(people_queries.relations_of_asker(asker, to=person, now=now), channel)


def may_read_private(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether *asker* may read what *person* said in private: they themselves, and whoever works with them."""
    return bool(people_queries.relations_of_asker(asker, to=person, now=now) & {"self", "works_with"})


def check_may_answer(asker: Asker, *, person: UUID, voice: str, channel: str, state: str, now: datetime) -> None:
    """Check that *asker* may give an answer in *voice* to an assessment in *state*.

    :raises CannotAnswerNow: when the sum is told already, or the voice is not theirs.
    """
    check_may(asker, "answer", person=person, now=now)
    if state not in states.CAN_BE_ANSWERED:
        raise CannotAnswerNow("allocation.no_longer_open", help="allocation.ask_for_a_new_one")
    if voice not in voices_of(asker, person=person, channel=channel, now=now):
        raise CannotAnswerNow("allocation.not_your_voice", voice=voice)


def may_answer(asker: Asker, *, person: UUID, voice: str, channel: str, state: str, now: datetime) -> bool:
    """Whether :func:`check_may_answer` would let it pass."""
    try:
        check_may_answer(asker, person=person, voice=voice, channel=channel, state=state, now=now)
    except Cannot:
        return False
    return True


def check_may_speak_as(asker: Asker, *, person: UUID, channel: str, now: datetime) -> None:
    """Check that *asker* speaks for themselves, represents *person*, or takes down what they say through *channel*.

    :raises CannotAnswerNow: for everybody else, however close.
    """
    relations = people_queries.relations_of_asker(asker, to=person, now=now)
    spoken = channel in voices.SPOKEN_FOR and bool(relations & voices.TYPE_FOR_OTHERS)
    if not (relations & {"self", "represents"} or spoken):
        raise CannotAnswerNow("allocation.not_your_voice", voice="person")


def check_may_check(asker: Asker, *, person: UUID, state: str, now: datetime) -> None:
    """Check that *asker* may check the answers of an assessment in *state*: a practitioner, once it is handed in.

    :raises CannotCheck: when it has not been handed in, or the sum is told already.
    """
    check_may(asker, "check", person=person, now=now)
    if state == "open":
        raise CannotCheck("allocation.not_handed_in")
    if state != "handed_in":
        raise CannotCheck("allocation.no_longer_open", help="allocation.ask_for_a_new_one")


def may_check(asker: Asker, *, person: UUID, state: str, now: datetime) -> bool:
    """Whether :func:`check_may_check` would let it pass."""
    try:
        check_may_check(asker, person=person, state=state, now=now)
    except Cannot:
        return False
    return True
