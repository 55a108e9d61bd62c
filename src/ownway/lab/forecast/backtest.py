"""Tries each way of forecasting on the past: from many months on, as if what came after were not known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.forecast.history import CannotForecast
from ownway.lab.forecast.methods import METHODS, YEAR

Numbers = NDArray[np.float64]
LEAST = 13
SEASONS = 2 * YEAR + 1
"""So many months of history are needed before one is forecast."""


@dataclass(frozen=True, slots=True)
class BackTest:
    """How far each way was from what came: the mean error in per cent, by way; the *best*; and its errors as shares.

    *errors* has for each month ahead the errors that the best way made, what came over what was said.
    """

    best: str
    per_cent: dict[str, float]
    errors: tuple[tuple[float, ...], ...]
    origins: int

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        return (
            f"Tried {self.origins} times on the past: “{self.best}” was off by {self.per_cent[self.best]:.1f} % "
            f"on average, “as last month” by {self.per_cent['as last month']:.1f} %."
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        rounded = {name: round(one, 2) for name, one in self.per_cent.items()}
        return {"best": self.best, "error_per_cent": rounded, "origins": self.origins, "words": self.words}


def back_test(past: Numbers, ahead: int) -> BackTest:
    """Return how each way would have done, from every month on from which something that came is known.

    The best is chosen by weighted absolute percentage error: all that was missed over all that came.

    :raises CannotForecast: ``forecast.too_short`` with fewer than fourteen months.
    """
    if len(past) <= LEAST:
        raise CannotForecast("forecast.too_short", months=len(past), needed=LEAST + 1)
    # Where three years are known, each way may first see two whole ones: seasons need them.
    origins = range(SEASONS if len(past) >= SEASONS + YEAR else LEAST, len(past))
    missed: dict[str, float] = {}
    shares: dict[str, list[list[float]]] = {}
    for name, method in METHODS.items():
        off = came = 0.0
        by_month: list[list[float]] = [[] for _ in range(ahead)]
        for origin in origins:
            real = past[origin : origin + ahead]
            said = method(past[:origin], ahead)[: len(real)]
            off += float(np.abs(real - said).sum())
            came += float(real.sum())
            for place, (one, two) in enumerate(zip(real, said, strict=True)):
                by_month[place].append(float(one / two) if two else 1.0)
        missed[name] = 100 * off / came if came else 0.0
        shares[name] = by_month
    best = min(missed, key=lambda name: (missed[name], list(METHODS).index(name)))
    return BackTest(best, missed, tuple(tuple(one) for one in shares[best]), len(origins))
