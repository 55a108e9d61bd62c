"""What is known of one person: their answers as met, what each name counts, and the way each choice went."""

from collections.abc import Mapping
from datetime import date

from ownway.rulebook.engines.asked import Met
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.parts import Parts
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.steps import OLDEST
from ownway.values import Every

Value = Parts | str | None
"""What a name comes to: a number in parts of its scale, a label, or nothing while it is open."""


class Known:
    """The answers of one person on the days a rule asks for, and the steps worked out so far.

    Names have places: the questions in the order of asking, then the steps. *counts* is by place, *met* by the place of
    a question, *ways* by the number of a choice.
    """

    __slots__ = ("answers", "counts", "days", "met", "ways")

    def __init__(self, answers: Mapping[str, Answer], days: Days, choices: int) -> None:
        self.answers = answers
        self.days = days
        self.met: list[Met] = []
        self.counts: list[Value] = []
        self.ways = [0] * choices


def whole_years_or_months(born: date, on: date, every: Every) -> int:
    """Return the whole years or months from one day to another; none before it, and never more than the oldest."""
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    count = months if every is Every.MONTH else months // 12
    return min(max(count, 0), OLDEST[every])
