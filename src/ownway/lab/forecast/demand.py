"""Demand for one kind of support in the months to come, with an interval from the errors made on the past."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ownway.lab.forecast.backtest import BackTest, Numbers, back_test
from ownway.lab.forecast.methods import METHODS

FEW = 10
"""Of fewer errors no interval is made for a month; those of the month before are widened instead."""


@dataclass(frozen=True)
class Demand:
    """What is expected of one kind: for each month ahead the middle and where eighty of a hundred lie."""

    kind: str
    months: tuple[str, ...]
    expected: Numbers
    low: Numbers
    high: Numbers
    test: BackTest

    def what_if(self, more: Fraction) -> Numbers:
        """Return the same if there are so many more people than expected, as a share (eligibility widened or cut)."""
        return np.asarray(self.expected * float(1 + more))

    def rows(self) -> list[dict[str, Any]]:
        """Return one row a month."""
        return [
            {
                "kind": self.kind,
                "month": month,
                "expected": round(float(middle), 2),
                "low": round(float(low), 2),
                "high": round(float(high), 2),
            }
            for month, middle, low, high in zip(self.months, self.expected, self.low, self.high, strict=True)
        ]


def demand_of(kind: str, past: Numbers, months: tuple[str, ...]) -> Demand:
    """Return the demand for one kind in *months*, by the way that did best on its past.

    :raises CannotForecast: ``forecast.too_short``.
    """
    test = back_test(past, len(months))
    expected = METHODS[test.best](past, len(months))
    lows, highs = [], []
    low, high = 1.0, 1.0
    for errors in test.errors:
        if len(errors) >= FEW:
            ends = np.quantile(errors, [0.1, 0.9])
            # What is further ahead is never surer.
            low, high = min(low, float(ends[0])), max(high, float(ends[1]))
        else:
            low, high = 1 - (1 - low) * 1.1, 1 + (high - 1) * 1.1
        lows.append(low)
        highs.append(high)
    return Demand(kind, months, expected, expected * np.array(lows), expected * np.array(highs), test)
