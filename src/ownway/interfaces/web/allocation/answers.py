"""Says an answer in words, and makes the field in which it is given, as the pack has it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import (
    Choice,
    Chooser,
    LongWords,
    Number,
    OneOf,
)
from ownway.interfaces.web.design.forms import not_known_choices
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Kind, Pack, Question
from ownway.values import Every
from ownway.words import periods

LATER = "later"


def said(
    pack: Pack,
    question: Question,
    value: Mapping[str, Any] | None,
    *,
    easy: bool = False,
) -> str:
    """Return an answer in words; nothing answered is told so."""
    if value is None:
        return _("Not answered yet")
    if "state" in value:
        return not_known_choices().get(value["state"], _("Not asked"))
    match question.kind:
        case Kind.LEVELS:
            return words(pack, question, f"level.{value['level']}", easy=easy)
        case Kind.YES_NO:
            return _yes_no(pack, question, "yes" if value["yes"] else "no", easy=easy)
        case Kind.NUMBER:
            every = f" {periods.each(Every(value['every']), language())}" if value.get("every") else ""
            return f"{value['number']}{every}"
        case Kind.TEXT:
            return str(value["text"]) or _("Left empty")
        case Kind.TABLE:
            return "; ".join(_row(pack, question, row, easy=easy) for row in value["table"]) or _("None")


def words(pack: Pack, question: Question, part: str, *, easy: bool = False) -> str:
    """Return a text of a question (``label``, ``help``, ``why``, ``level.some``), or "" where the pack has none."""
    try:
        return pack.say(f"question.{question.id}.{part}", language(), easy)
    except KeyError:
        return ""


def _yes_no(pack: Pack, question: Question, level: str, *, easy: bool) -> str:
    return words(pack, question, f"level.{level}", easy=easy) or (_("Yes") if level == "yes" else _("No"))


def _row(pack: Pack, question: Question, row: Mapping[str, Any], *, easy: bool) -> str:
    cells = []
    for column in question.columns:
        given = str(row.get(column.id, ""))
        name = words(pack, question, f"column.{column.id}", easy=easy) or column.id
        cells.append(f"{name}: {words(pack, question, f'level.{given}', easy=easy) or given}")
    return ", ".join(cells)


def fields_for(pack: Pack, question: Question, *, easy: bool = False, staff: bool = False) -> dict[str, forms.Field]:
    """Return the fields in which *question* is answered; *staff* get no "I will answer later"."""
    label = words(pack, question, "label", easy=easy)
    hint = words(pack, question, "help", easy=easy)
    beside = not_known_choices()
    states: list[str] = [state.value for state in question.may_skip if state.value in beside and state.value != LATER]
    if not staff:
        states.append(LATER)
    apart = [Choice(state, beside[state], apart=number == 0) for number, state in enumerate(states)]
    match question.kind:
        case Kind.LEVELS:
            levels = [
                Choice(
                    f"level:{one.id}",
                    words(pack, question, f"level.{one.id}", easy=easy),
                )
                for one in question.levels
            ]
            return {"answer": OneOf(label, hint=hint, choices=[*levels, *apart])}
        case Kind.YES_NO:
            both = [Choice(f"level:{one}", _yes_no(pack, question, one, easy=easy)) for one in ("yes", "no")]
            return {"answer": OneOf(label, hint=hint, choices=[*both, *apart])}
        case Kind.TEXT:
            return {
                "answer": LongWords(
                    label,
                    hint=hint,
                    longest=question.longest or 4000,
                    rows=6,
                    required=staff,
                )
            }
        case Kind.NUMBER:
            return _number(question, label, hint, apart)
        case Kind.TABLE:
            return _table(pack, question, easy=easy)


def _number(question: Question, label: str, hint: str, apart: list[Choice]) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {"answer": Number(label, hint=hint, whole=question.whole, required=False)}
    if question.every:
        periods_said = [Choice(every.value, periods.each(every, language())) for every in question.every]
        made["every"] = Chooser(_("How often"), choices=periods_said, required=False)
    if apart:
        made["instead"] = OneOf(_("Or choose one of these"), choices=apart, required=False)
    return made


def _table(pack: Pack, question: Question, *, easy: bool) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for number in range(min(question.rows_most, 10)):
        for column in question.columns:
            name = words(pack, question, f"column.{column.id}", easy=easy) or column.id
            label = f"{name} ({number + 1})"
            if column.kind is Kind.NUMBER:
                made[f"row-{number}-{column.id}"] = Number(label, whole=column.whole, required=False)
            else:
                levels = [
                    Choice(
                        level.id,
                        words(pack, question, f"level.{level.id}", easy=easy) or level.id,
                    )
                    for level in column.levels
                ]
                made[f"row-{number}-{column.id}"] = Chooser(label, choices=levels, required=False)
    return made


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
        case Kind.TABLE:
            return {"table": _rows(question, given)}


def _rows(question: Question, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for number in range(min(question.rows_most, 10)):
        row = {column.id: given.get(f"row-{number}-{column.id}", "") for column in question.columns}
        if any(row.values()):
            rows.append(row)
    return rows


def begun_with(question: Question, value: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what the fields show when the page opens: the answer there is."""
    if value is None:
        return {}
    if "state" in value:
        name = "instead" if question.kind is Kind.NUMBER else "answer"
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
        case Kind.TABLE:
            return {
                f"row-{number}-{name}": cell for number, row in enumerate(value["table"]) for name, cell in row.items()
            }
