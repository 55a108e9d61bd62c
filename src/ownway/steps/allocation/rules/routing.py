"""Which questions of a pack are asked of this person, in which order, and which one comes next."""

from collections.abc import Mapping
from typing import Any

from ownway.rulebook.model import Answer, Pack, Question, State

Values = Mapping[str, Mapping[str, Any]]
"""Answers in the form in which they are kept, by question."""


def answers_of(pack: Pack, values: Values) -> dict[str, Answer]:
    """Return the *values* as answers of the pack.

    :raises CannotAnswer: when one does not fit its question.
    """
    return {id: Answer.from_json(pack.question(id), value) for id, value in values.items()}


def questions_for(pack: Pack, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Return the questions that apply, section by section; one that hangs on an answer to come waits unseen."""
    order = [pack.question(id) for section in pack.sections for id in section.questions]
    return tuple(question for question in order if pack.asked(question, answers))


def to_work_out(pack: Pack, values: Values) -> dict[str, Answer]:
    """Return what the rule reckons with: the answers to questions that apply, the rest as not asked or still to come.

    An answer to a question that no longer applies does not count; it stays kept, should the question come back.
    """
    given = answers_of(pack, values)
    counted: dict[str, Answer] = {}
    for question in pack.questions:
        applies = pack.applies(question, given)
        if applies is False:
            counted[question.id] = Answer(State.NOT_ASKED)
        else:
            counted[question.id] = given.get(question.id, Answer(State.LATER)) if applies else Answer(State.LATER)
    return counted


def is_checked(question: Question) -> bool:
    """Whether a practitioner checks this answer. What people say in their own words is theirs and is never scored."""
    return question.kind.value != "text"


def private_questions(pack: Pack) -> frozenset[str]:
    """Return the questions whose answers are for the person and whoever works with them alone (A6)."""
    return frozenset(question.id for question in pack.questions if "private" in question.asks_about)


def has_answer(value: Mapping[str, Any] | None) -> bool:
    """Whether something was answered, rather than nothing or "ask me later"."""
    return value is not None and value.get("state") != State.LATER.value


def next_after(shown: tuple[str, ...], question: str) -> str | None:
    """Return the question after *question*, or nothing after the last one or for one that is not asked."""
    if question not in shown:
        return None
    place = shown.index(question) + 1
    return shown[place] if place < len(shown) else None


def previous_before(shown: tuple[str, ...], question: str) -> str | None:
    """Return the question before *question*, or nothing before the first one or for one that is not asked."""
    if question not in shown:
        return None
    place = shown.index(question)
    return shown[place - 1] if place else None
