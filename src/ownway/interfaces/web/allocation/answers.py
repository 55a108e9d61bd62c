"""Says questions and answers in words, as the pack has them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ownway.interfaces.web.design.forms import not_known_choices
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Kind, Pack, Question
from ownway.values import Every
from ownway.words import days, periods


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
        if question.kind is Kind.TEXT and value["state"] == "later":
            # A box for one's own words has no such choice: it was left empty.
            return _("Left empty")
        return not_known_choices().get(value["state"], _("Not asked"))
    match question.kind:
        case Kind.LEVELS:
            return words(pack, question, f"level.{value['level']}", easy=easy)
        case Kind.YES_NO:
            return yes_no(pack, question, "yes" if value["yes"] else "no", easy=easy)
        case Kind.NUMBER:
            every = f" {periods.each(Every(value['every']), language())}" if value.get("every") else ""
            return f"{value['number']}{every}"
        case Kind.DAY:
            return days.say(date.fromisoformat(value["day"]), language())
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


def yes_no(pack: Pack, question: Question, level: str, *, easy: bool) -> str:
    """Return yes or no, in the question's own words where it has some."""
    return words(pack, question, f"level.{level}", easy=easy) or (_("Yes") if level == "yes" else _("No"))


def _row(pack: Pack, question: Question, row: Mapping[str, Any], *, easy: bool) -> str:
    cells = []
    for column in question.columns:
        given = str(row.get(column.id, ""))
        name = words(pack, question, f"column.{column.id}", easy=easy) or column.id
        cells.append(f"{name}: {words(pack, question, f'level.{given}', easy=easy) or given}")
    return ", ".join(cells)
