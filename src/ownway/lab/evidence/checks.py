"""One printed figure beside the same figure worked out from rows: agreeing, differing, or nothing to compare with."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ownway.values.rounding import Rounding, round_to_step


class Outcome(StrEnum):
    """What came of a check."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOTHING_PRINTED = "nothing printed"
    NOT_TO_BE_HAD = "cannot be worked out"


class AveragingRule(StrEnum):
    """Over whom a figure is taken. The name is the sentence a report shows beside it."""

    BOTH = "only people with both figures, each counted once"
    ALL_ROWS = "every printed row, also those without a figure before"
    AUTHORITIES = "the plain mean over authorities, each counted once however many people it has"
    EACH_ROW = "every row of the table, each counted once"
    AT_NUMBERS_A = "averages of Table B, weighted by the numbers of Table A in each authority"
    AT_NUMBERS_B = "averages of Table A, weighted by the numbers of Table B in each authority"
    PRINTED = "arithmetic on printed figures"
    COUNT = "a count of rows"
    PASSAGES = "one printed passage beside another"


@dataclass(frozen=True, slots=True)
class Check:
    """A printed figure or claim, what the rows give, and what comes of it."""

    id: str
    part: str
    statement: str
    printed: str
    recomputed: str
    outcome: Outcome
    rule: AveragingRule
    remark: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the check as plain values."""
        return {
            "id": self.id,
            "part": self.part,
            "statement": self.statement,
            "printed": self.printed,
            "recomputed": self.recomputed,
            "outcome": self.outcome.value,
            "averaging_rule": self.rule.value,
            "remark": self.remark,
        }


def mean(numbers: Iterable[int]) -> Fraction:
    """Return the exact mean.

    :raises ZeroDivisionError: for no numbers.
    """
    given = list(numbers)
    return Fraction(sum(given), len(given))


def saving(before: Fraction | int, after: Fraction | int) -> Fraction:
    """Return how much less *after* is, in per cent of *before*."""
    return 100 * (1 - Fraction(after) / Fraction(before))


def shown(number: Fraction | int, places: int = 3) -> str:
    """Return a number for reading, thousands parted by commas, whole ones without places."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return f"{exact.numerator:,}"
    step = round_to_step(exact, Fraction(1, 10**places), Rounding.HALF_UP)
    return f"{float(step):,.{places}f}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the print; makes its checks."""

    name: str

    def figure(
        self,
        id: str,
        statement: str,
        *,
        printed: Fraction | int,
        rows: Fraction | int,
        rule: AveragingRule,
        slack: Fraction | int = 0,
        remark: str = "",
        places: int = 3,
    ) -> Check:
        """Return a check of a figure: it agrees where *rows* lies within *slack* (half the last printed unit)."""
        agrees = abs(Fraction(rows) - Fraction(printed)) <= slack
        outcome = Outcome.AGREES if agrees else Outcome.DIFFERS
        return Check(id, self.name, statement, shown(printed), shown(rows, places), outcome, rule, remark)

    def claim(
        self, id: str, statement: str, *, printed: str, rows: str, holds: bool, rule: AveragingRule, remark: str = ""
    ) -> Check:
        """Return a check of a claim in words, which holds or does not."""
        outcome = Outcome.AGREES if holds else Outcome.DIFFERS
        return Check(id, self.name, statement, printed, rows, outcome, rule, remark)

    def note(self, id: str, statement: str, rows: str, rule: AveragingRule, remark: str = "") -> Check:
        """Return a figure that the rows give and nobody printed."""
        return Check(id, self.name, statement, "", rows, Outcome.NOTHING_PRINTED, rule, remark)

    def unknowable(self, id: str, statement: str, printed: str, rows: str, why: str) -> Check:
        """Return a printed figure that the rows cannot test, with the nearest they give."""
        return Check(id, self.name, statement, printed, rows, Outcome.NOT_TO_BE_HAD, AveragingRule.BOTH, why)
