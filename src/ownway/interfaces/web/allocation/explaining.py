"""Explains a figure beyond its reasons: what each answer counted, the sum in a year, and what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answers
from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.changes import what_would_change
from ownway.rulebook.model import Answer, Pack, Question, State, written
from ownway.rulebook.numerals import babel_name, numerals
from ownway.steps.allocation.queries import FigureSeen
from ownway.values import Every, Money, Rounding

MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """One answer beside what it counted for; *length* is hundredths of a point, none for answers about help."""

    asked: str
    said: str
    counts: str
    length: int


def counted(pack: Pack, values: Mapping[str, Any], *, easy: bool = False) -> list[Counted]:
    """Return every answer that counts in the rule beside what it counted, in the order of asking."""
    helps = helping(pack)
    rows = []
    for question in pack.questions:
        value = values.get(question.id)
        if not question.scored or value is None:
            continue
        points = points_of(question, value)
        if points is None:
            continue
        asked = answers.words(pack, question, "label", easy=easy)
        said = answers.said(pack, question, value, easy=easy)
        if question.id in helps:
            share = _("%(share)s%% of that need") % {"share": number(points * 100)}
            rows.append(Counted(asked, said, share, 0))
        else:
            told = _("1 point") if points == 1 else _("%(points)s points") % {"points": number(points)}
            rows.append(Counted(asked, said, told, int(points * 100)))
    return rows


def helping(pack: Pack) -> frozenset[str]:
    """Return the questions about help: what they count is a share of a need, and no points of their own."""
    return frozenset(help for _need, help in pack.allocation.needs_and_help)


def points_of(question: Question, value: Mapping[str, Any]) -> Fraction | None:
    """Return the points of an answer, or nothing where it has none of its own."""
    given = Answer.from_json(question, value)
    if given.state in (State.LEVEL, State.YES, State.NO):
        level = question.level(given.told)
        return level.points if level else None
    return question.worth(given.state)


def number(exact: Fraction) -> str:
    """Return an exact number as the reasons of a programme tell it, so that both read alike."""
    return numerals(babel_name(language())).number(written(exact))


def in_a_year(pack: Pack, seen: FigureSeen) -> Money | None:
    """Return what the figure comes to in a year, by the pack's own count of periods."""
    if seen.money is None or seen.per in (Every.YEAR, Every.ONCE) or seen.per not in pack.allocation.times_per_year:
        return None
    return seen.money.times(pack.allocation.times_per_year[seen.per], Rounding.HALF_UP)


def what_if(pack: Pack, seen: FigureSeen, *, easy: bool = False) -> list[tuple[str, str, str]]:
    """Return the single steps of single answers that would change the figure most, and the sum then."""
    if seen.formula is None:
        return []
    given = {id: Answer.from_json(pack.question(id), value) for id, value in seen.answers.items()}
    applies = {id: answer for id, answer in given.items() if pack.asked(id, given)}
    told = []
    for change in what_would_change(pack, applies, seen.as_of)[:MOST_CHANGES]:
        question = pack.question(change.question)
        told.append(
            (
                answers.words(pack, question, "label", easy=easy),
                answers.said(pack, question, change.answer.as_json(), easy=easy),
                disclosure.say_per(change.figure, seen.per, language()),
            )
        )
    return told
