"""Makes the fields in which a question of a pack is answered, and reads the answer that they gave."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation.answers import words, yes_no
from ownway.interfaces.web.design.fields import Choice, Chooser, Day, LongWords, Number, OneOf
from ownway.interfaces.web.design.forms import not_known_choices
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Answer, CannotAnswer, Column, Kind, Pack, Question, State
from ownway.words import periods

LATER = State.LATER.value
SPARE_ROWS = 3
"""How many empty lines a table question shows below those there are; more come once these are kept."""


def fields_for(
    pack: Pack,
    question: Question,
    *,
    easy: bool = False,
    staff: bool = False,
    given: Mapping[str, Any] | None = None,
    spare: int = SPARE_ROWS,
) -> dict[str, forms.Field]:
    """Return the fields in which *question* is answered; *staff* get no "I will answer later".

    *given* is the answer there is: a table shows all its lines, and *spare* empty ones.
    """
    label = words(pack, question, "label", easy=easy)
    hint = words(pack, question, "help", easy=easy)
    apart = _instead(question, staff)
    match question.kind:
        case Kind.LEVELS:
            levels = [
                Choice(f"level:{one.id}", words(pack, question, f"level.{one.id}", easy=easy))
                for one in question.levels
            ]
            return {"answer": OneOf(label, hint=hint, choices=[*levels, *apart])}
        case Kind.YES_NO:
            both = [Choice(f"level:{one}", yes_no(pack, question, one, easy=easy)) for one in ("yes", "no")]
            return {"answer": OneOf(label, hint=hint, choices=[*both, *apart])}
        case Kind.TEXT:
            longest = question.longest or 4000
            return {"answer": LongWords(label, hint=hint, longest=longest, rows=6, required=staff)}
        case Kind.NUMBER:
            return _number(question, label, hint) | _or(apart)
        case Kind.DAY:
            return {"answer": Day(label, hint=hint, required=False)} | _or(apart)
        case Kind.TABLE:
            return _table(pack, question, rows_shown(question, given, spare), easy=easy)


def _instead(question: Question, staff: bool) -> list[Choice]:
    """Return the answers beside its own that a question allows."""
    beside = not_known_choices()
    states: list[str] = [state.value for state in question.may_skip if state.value in beside and state.value != LATER]
    if not staff:
        states.append(LATER)
    return [Choice(state, beside[state], apart=number == 0) for number, state in enumerate(states)]


def _or(apart: list[Choice]) -> dict[str, forms.Field]:
    return {"instead": OneOf(_("Or choose one of these"), choices=apart, required=False)} if apart else {}


def _number(question: Question, label: str, hint: str) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {"answer": Number(label, hint=hint, whole=question.whole, required=False)}
    if question.every:
        periods_said = [Choice(every.value, periods.each(every, language())) for every in question.every]
        made["every"] = Chooser(_("How often"), choices=periods_said, required=False)
    return made


def rows_shown(question: Question, given: Mapping[str, Any] | None, spare: int = SPARE_ROWS) -> int:
    """Return how many lines of a table question are shown: those there are and some more, never beyond its most."""
    there = len(given.get("table", ())) if given else 0
    return min(question.rows_most, there + spare)


def _table(pack: Pack, question: Question, rows: int, *, easy: bool) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for number in range(rows):
        for column in question.columns:
            name = words(pack, question, f"column.{column.id}", easy=easy) or column.id
            cell = _cell(pack, question, column, name, easy=easy)
            # What the page needs to know: in which line of what it stands, and that it need not say it may be empty.
            cell.line = number + 1  # type: ignore[attr-defined]
            cell.line_of = words(pack, question, "label", easy=easy)  # type: ignore[attr-defined]
            cell.unmarked = True  # type: ignore[attr-defined]
            made[f"row-{number}-{column.id}"] = cell
    return made


def _cell(pack: Pack, question: Question, column: Column, name: str, *, easy: bool) -> forms.Field:
    if column.kind is Kind.NUMBER:
        return Number(name, whole=column.whole, required=False)
    levels = [
        Choice(level.id, words(pack, question, f"level.{level.id}", easy=easy) or level.id) for level in column.levels
    ]
    return Chooser(name, choices=levels, required=False)


def value_from(question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the fields of :func:`fields_for` gave as an answer in its kept form."""
    answer = given.get("answer", "")
    match question.kind:
        case Kind.LEVELS | Kind.YES_NO:
            name, found, level = str(answer).partition(":")
            if not found:
                return {"state": name or LATER}
            return {"level": level} if question.kind is Kind.LEVELS else {"yes": level == "yes"}
        case Kind.TEXT:
            return {"text": answer} if answer else {"state": LATER}
        case Kind.NUMBER:
            if answer == "":
                return {"state": given.get("instead") or LATER}
            every = {"every": given.get("every", "")} if question.every else {}
            return {"number": answer} | every
        case Kind.DAY:
            return {"day": answer.isoformat()} if isinstance(answer, date) else {"state": given.get("instead") or LATER}
        case Kind.TABLE:
            return {"table": [row for _number, row in _rows(question, given)]}


def checked_value(question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer as :func:`value_from` does, once it fits its question.

    :raises CannotAnswer: whose *field* is the field of the form beside which the error belongs.
    """
    value = value_from(question, given)
    if question.kind is Kind.TABLE:
        for number, row in _rows(question, given):
            _check_row(question, number, row)
    try:
        Answer.from_json(question, value)
    except CannotAnswer as cannot:
        period = cannot.why.code == "answer.no_such_period"
        raise CannotAnswer(cannot.why, field="every" if period else "answer") from None
    return value


def _check_row(question: Question, number: int, row: Mapping[str, Any]) -> None:
    for column in question.columns:
        name = f"row-{number}-{column.id}"
        if row[column.id] == "":
            raise CannotAnswer("answer.cell_missing", field=name)
        try:
            cells = {one.id: row[one.id] for one in question.columns if one is column}
            Answer.from_json(_only(question, column), {"table": [cells]})
        except CannotAnswer as cannot:
            raise CannotAnswer(cannot.why, field=name) from None


def _only(question: Question, column: Column) -> Question:
    """Return the question with one column, to check one cell by the rule for all."""
    return Question(question.id, Kind.TABLE, question.section, columns=(column,), rows_most=1)


def _rows(question: Question, given: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """Return the lines in which something stands, each with its place on the page."""
    rows = []
    for number in range(question.rows_most):
        row = {column.id: given.get(f"row-{number}-{column.id}") or "" for column in question.columns}
        if any(row.values()):
            rows.append((number, row))
    return rows


def begun_with(question: Question, value: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what the fields show when the page opens: the answer there is."""
    if value is None:
        return {}
    if "state" in value:
        name = "instead" if question.kind in (Kind.NUMBER, Kind.DAY) else "answer"
        return {} if question.kind in (Kind.TEXT, Kind.TABLE) else {name: value["state"]}
    match question.kind:
        case Kind.LEVELS:
            return {"answer": f"level:{value['level']}"}
        case Kind.YES_NO:
            return {"answer": f"level:{'yes' if value['yes'] else 'no'}"}
        case Kind.TEXT:
            return {"answer": value["text"]}
        case Kind.NUMBER:
            return {"answer": value["number"], "every": value.get("every", "")}
        case Kind.DAY:
            return {"answer": date.fromisoformat(value["day"])}
        case Kind.TABLE:
            return {
                f"row-{number}-{name}": cell for number, row in enumerate(value["table"]) for name, cell in row.items()
            }
