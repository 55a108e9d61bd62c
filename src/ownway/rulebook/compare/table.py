"""Reads a population from a table that people can write: a column a question, a row a person, answers as in a pack."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from ownway.rulebook.model.answers import Answer, CannotAnswer
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question, State

ROWS_MOST = 200_000
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
STATES = {State.NOT_KNOWN.value, State.DECLINED.value, State.NOT_ASKED.value}


class CannotReadTable(ValueError):
    """The table cannot be read at all; the message says why and what would help."""


def people_of_table(pack: Pack, text: str) -> tuple[list[dict[str, Answer]], list[str]]:
    """Return the people of a CSV table, and what could not be read: row, column, what stood there, what may stand.

    The first row names questions by their id; columns of other names are passed over. An empty cell is no answer.

    :raises CannotReadTable: when no column is a question of the pack, or there are too many rows.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    columns = columns_of(pack, rows.fieldnames or ())
    people: list[dict[str, Answer]] = []
    wrong: list[str] = []
    for number, row in enumerate(rows, start=2):
        if number > ROWS_MOST:
            raise CannotReadTable(str(ROWS_MOST))
        found = person_of(pack, {name: row.get(name) for name in columns}, number, wrong)
        if found is not None:
            people.append(found)
    return people, wrong


def columns_of(pack: Pack, names: Iterable[str]) -> list[str]:
    """Return those of the *names* of columns that are questions.

    :raises CannotReadTable: when none is, with the names that would be.
    """
    columns = [name for name in names if name in pack.by_id]
    if not columns:
        raise CannotReadTable(", ".join(question.id for question in pack.questions if question.scored))
    return columns


def person_of(pack: Pack, row: Mapping[str, Any], number: int, wrong: list[str]) -> dict[str, Answer] | None:
    """Return what one row answers, or nothing where a cell does not fit; *wrong* then says which, and what would."""
    answers: dict[str, Answer] = {}
    for name, cell in row.items():
        given = cell.strip() if isinstance(cell, str) else cell
        if not given:
            continue
        question = pack.question(name)
        try:
            answers[name] = Answer.from_json(question, _form(question, given))
        except CannotAnswer as cannot:
            allowed = str(cannot.why.facts.get("allowed", "")) or f"an answer of the kind {question.kind.value}"
            wrong.append(f"{number}: {name}: {str(given)[:60]} ({allowed})")
            return None
    return answers


def _form(question: Question, given: Any) -> dict[str, object]:
    """Return a cell in the form in which answers are sent."""
    if isinstance(given, list):
        return {"table": given}
    if given in STATES:
        return {"state": given}
    match question.kind:
        case Kind.LEVELS:
            return {"level": given}
        case Kind.YES_NO:
            return {"yes": YES_NO.get(given.casefold(), given)}
        case Kind.DAY:
            return {"day": given}
        case Kind.NUMBER:
            told: dict[str, object] = {"number": given}
            return told | ({"every": question.every[0].value} if question.every else {})
        case _:
            return {"text": given}
