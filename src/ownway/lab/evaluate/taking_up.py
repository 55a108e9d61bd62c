"""What the budget did to those who took it up because it was offered to them (the complier average effect).

The offer is the instrument: the effect of the offer on cost or outcome, divided by its effect on uptake (Angrist,
Imbens and Rubin, Journal of the American Statistical Association 1996, 91: 444-455). It holds only if the offer
alone, without the budget, changes nothing, and nobody refuses just because it was offered. The interval is Fieller's,
which stays honest where the offer hardly moved uptake (it is the interval of Anderson and Rubin, 1949).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from ownway.lab.evaluate.effects import Effect, Effects
from ownway.lab.evaluate.worth import fieller


@dataclass(frozen=True)
class TakenUp:
    """The effect on those who took it up; *estimate* is nothing where the offer did not clearly move uptake."""

    name: str
    uptake: Effect
    estimate: float | None
    low: float | None
    high: float | None

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "name": self.name,
            "uptake": self.uptake.to_json(),
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
        }


def taken_up(effects: Effects, name: str, factor: float = 1.0) -> TakenUp:
    """Return the effect on those who took up, for one response, in a unit *factor* times its own."""
    uptake = effects.effect("took_up")
    one, two = effects.at(name), effects.at("took_up")
    pair = effects.estimates[[one, two]] * (factor, 1)
    scale = np.outer((factor, 1), (factor, 1))
    covariance = effects.covariance[np.ix_([one, two], [one, two])] * scale
    freedom = float(effects.freedom[one])
    shape, low, high = fieller(pair[0], pair[1], covariance, float(stats.t.ppf(0.975, freedom)))
    if shape != "between" or pair[1] <= 0:
        return TakenUp(name, uptake, None, None, None)
    return TakenUp(name, uptake, float(pair[0] / pair[1]), low, high)
