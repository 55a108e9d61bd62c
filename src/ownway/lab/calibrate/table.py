"""A table of knots with straight lines between: what it gives at each score, and exactly what it costs."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.calibrate.sums import Sums
from ownway.values import Rounding, round_to_whole

Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Table:
    """Knots (score in units, whole pence of one period) with straight lines between; outside, the ends go on flat.

    *times* is how many periods a year has: a table of weekly pence has 52.
    """

    knots: tuple[tuple[int, int], ...]
    units: int = 1
    times: int = 1

    def at(self, score: int) -> int:
        """Return the whole pence of one period at *score* units, half a penny going up, as a pack's line step does."""
        knots = self.knots
        if score <= knots[0][0]:
            return knots[0][1]
        for (low, pence), (high, more) in itertools.pairwise(knots):
            if score <= high:
                return round_to_whole(pence + Fraction((more - pence) * (score - low), high - low), Rounding.HALF_UP)
        return knots[-1][1]

    def year(self, score: int) -> int:
        """Return the pence of a year at *score*."""
        return self.at(score) * self.times

    def years(self, sums: Sums) -> NDArray[np.int64]:
        """Return the pence of a year at each score of *sums*."""
        return np.array([self.year(int(score)) for score in sums.scores], np.int64)

    def costs(self, sums: Sums) -> int:
        """Return what everybody is told in a year, in pence, exactly."""
        return sum(self.year(int(score)) * int(people) for score, people in zip(sums.scores, sums.people, strict=True))

    @property
    def hash(self) -> str:
        """A name for exactly this table."""
        return sha256(repr((self.knots, self.units, self.times)).encode()).hexdigest()[:16]

    @property
    def monotone(self) -> bool:
        """Whether more points never give less."""
        return all(low[1] <= high[1] for low, high in zip(self.knots, self.knots[1:], strict=False))

    def steps(self) -> list[tuple[int, int, Fraction]]:
        """Return for each stretch (from, to, pence a point): how steep it is; there are no cliffs in it."""
        return [
            (low[0], high[0], Fraction((high[1] - low[1]) * self.units, high[0] - low[0]))
            for low, high in zip(self.knots, self.knots[1:], strict=False)
        ]

    def to_json(self) -> dict[str, Any]:
        """Return the table as plain values."""
        return {
            "units_a_point": self.units,
            "times_a_year": self.times,
            "knots": [{"at": str(Fraction(at, self.units)), "pence": pence} for at, pence in self.knots],
            "hash": self.hash,
        }


def hats(scores: Real, knots: Sequence[float]) -> Real:
    """Return how much of each knot's value counts at each score: piecewise-linear, flat outside, rows add to one."""
    at = np.asarray(knots, np.float64)
    if len(at) == 1:
        return np.ones((len(scores), 1))
    inside = np.clip(scores, at[0], at[-1])
    place = np.clip(np.searchsorted(at, inside, side="right") - 1, 0, len(at) - 2)
    share = (inside - at[place]) / (at[place + 1] - at[place])
    found = np.zeros((len(scores), len(at)))
    rows = np.arange(len(scores))
    found[rows, place] = 1 - share
    found[rows, place + 1] += share
    return found
