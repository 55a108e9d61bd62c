"""A self-assessment begun, answered, handed in and told, for tests of all that comes of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.rulebook.model import Kind
from ownway.steps.allocation import actions, queries
from ownway.values import Asker, new_identifier
from tests.factories import Somebody, set_up

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PROGRAMME = "in-control"


def install(repository: Path, now: datetime = NOW, programme: str = PROGRAMME) -> str:
    """Put a programme in force if it is not, and return the version that is."""
    if not any(known.id == programme for known in rules.programmes(on=now.date())):
        programmes.install(set_up(), now=now - timedelta(days=2), folder=repository / "packs" / programme)
    return rules.in_force(programme, on=now.date())


def later(minutes: int = 1) -> datetime:
    """A moment some minutes after the first of a test."""
    return NOW + timedelta(minutes=minutes)


def asks(who: Somebody, now: datetime = NOW) -> Asker:
    """The one who asks, as signed in."""
    return people.asker_for_party(who.party, request=new_identifier(now), now=now)


def begun(rosa: Somebody) -> UUID:
    """A self-assessment that she started herself."""
    return actions.start_assessment(asks(rosa), now=NOW, person=rosa.party, programme=PROGRAMME)


def answer_all(rosa: Somebody, assessment: UUID, level: int = 1, skip: frozenset[str] = frozenset()) -> None:
    """Answer every question she is asked: the given step from the least need, all texts, no to every yes or no."""
    answered: set[str] = set()
    while True:
        seen = queries.assessment(asks(rosa), assessment=assessment, now=NOW)
        waiting = [one for one in seen.questions if one.value is None and one.id not in skip and one.id not in answered]
        if not waiting:
            return
        for one in waiting:
            question = one.question
            if question.kind is Kind.TEXT:
                value: dict[str, object] = {"text": "My garden, and my grandchildren on Sundays 🌻"}
            elif question.kind is Kind.YES_NO:
                value = {"yes": False}
            else:
                value = {"level": question.levels[min(level, len(question.levels) - 1)].id}
            actions.answer(asks(rosa), now=NOW, assessment=assessment, question=one.id, value=value)
            answered.add(one.id)


def handed_in(rosa: Somebody) -> tuple[UUID, UUID]:
    """A self-assessment answered whole and handed in, with its estimate."""
    assessment = begun(rosa)
    answer_all(rosa, assessment)
    return assessment, actions.hand_in(asks(rosa), now=NOW, assessment=assessment)


def told(rosa: Somebody, idris: Somebody) -> tuple[UUID, UUID]:
    """An assessment checked and told, with the decision."""
    assessment, _estimate = handed_in(rosa)
    actions.agree_rest(asks(idris), now=later(), assessment=assessment)
    return assessment, actions.tell_budget(
        asks(idris), now=later(2), assessment=assessment, words="As we said on Monday."
    )
