"""The other source: what meeting each need costs at local prices, beside what support has cost so far."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.fitting import Asked, Fit, fit
from ownway.lab.calibrate.limits import Limits, pounds
from ownway.lab.calibrate.sums import People, sums_of
from ownway.values import Rounding, round_to_whole

Whole = NDArray[np.int64]
WEEKS = 52


@dataclass(frozen=True, slots=True)
class LocalPrices:
    """Pence a year for meeting each level of each need, with who set them, when and how sure they are."""

    pence: Mapping[str, Mapping[str, int]]
    source: str
    set_on: str
    uncertainty: str


def read_prices(text: str) -> LocalPrices:
    """Return the prices of a YAML text: source, set_on, uncertainty, and ``needs``: question, level, pounds a week.

    :raises CannotCalibrate: ``calibrate.bad_prices`` naming what is wrong.
    """
    try:
        told = yaml.safe_load(text)
        needs = {
            str(question): {str(level): _year(price, f"{question}, {level}") for level, price in levels.items()}
            for question, levels in told["needs"].items()
        }
        return LocalPrices(needs, str(told["source"]), str(told["set_on"]), str(told.get("uncertainty", "")))
    except (yaml.YAMLError, AttributeError, KeyError, TypeError) as wrong:
        raise CannotCalibrate("calibrate.bad_prices", said=str(wrong).splitlines()[0][:200]) from None


def _year(price: Any, where: str) -> int:
    try:
        pence = round_to_whole(Fraction(str(price)) * 100 * WEEKS, Rounding.HALF_UP)
    except (ValueError, ZeroDivisionError):
        raise CannotCalibrate("calibrate.bad_prices", said=f"{where}: “{price}” is no price") from None
    if pence < 0:
        raise CannotCalibrate("calibrate.bad_prices", said=f"{where}: a price is not below nothing")
    return pence


def priced(answers: Mapping[str, NDArray[Any]], prices: LocalPrices) -> Whole:
    """Return what meeting each person's needs costs a year in pence; *answers* holds level names by question.

    :raises CannotCalibrate: where a question has no answers, or a level no price.
    """
    total: Whole | None = None
    for question, levels in prices.pence.items():
        if question not in answers:
            raise CannotCalibrate("calibrate.bad_prices", said=f"nobody's answer to “{question}” is in the file")
        names, place = np.unique(answers[question].astype(str), return_inverse=True)
        unknown = [name for name in names if name not in levels]
        if unknown:
            raise CannotCalibrate("calibrate.bad_prices", said=f"{question}: no price for “{unknown[0]}”")
        costs = np.array([levels[name] for name in names], np.int64)[place]
        total = costs if total is None else total + costs
    if total is None:
        raise CannotCalibrate("calibrate.bad_prices", said="there is no need in it")
    return total


@dataclass(frozen=True, slots=True)
class BothCurves:
    """The table from past cost and the one from local prices, on the same knots, both exact to the same pot."""

    past: Fit
    local: Fit
    needed: int
    """What meeting all needs at local prices would cost, pence a year."""
    pot: int

    @property
    def words(self) -> str:
        """How the two differ, in words."""
        gap = self.local.values - self.past.values
        at = int(np.argmax(np.abs(gap)))
        less = "less" if gap[at] > 0 else "more"
        short = self.needed - self.pot
        covers = f"falls short by {pounds(short)}" if short > 0 else f"leaves {pounds(-short)}"
        return (
            f"At {self.past.knots[at]:g} points, support has cost {pounds(abs(float(gap[at])))} a year {less} than "
            f"meeting the needs does at local prices, both fitted to the pot. To meet all needs the pot {covers}."
        )

    def to_json(self) -> dict[str, Any]:
        """Return both curves as plain values."""
        return {
            "words": self.words,
            "knots": [float(knot) for knot in self.past.knots],
            "past_pence_a_year": [float(value) for value in self.past.values],
            "local_pence_a_year": [float(value) for value in self.local.values],
            "needed": self.needed,
            "pot": self.pot,
        }


def both_curves(people: People, local: Whole, pot: int, limits: Limits, knots: list[float]) -> BothCurves:
    """Return the curve of past cost and that of local prices for the same people, pot, limits and knots."""
    plain = replace(limits, groups={}, before=None)
    past = fit(sums_of(people), Asked(pot, plain, {}, knots))
    return BothCurves(past, fit(sums_of(people.with_pence(local)), Asked(pot, plain, {}, knots)), int(local.sum()), pot)
