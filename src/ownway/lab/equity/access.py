"""Who comes at all: each part's share of the people who get support, against its share of the population."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm

from ownway.lab.equity.same_need import FEW, SURE, too_few
from ownway.lab.equity.sums import PEOPLE, Sums


@dataclass(frozen=True, slots=True)
class TakeUp:
    """How often people of one part come, as a ratio to all: 1 where as often as others of the population."""

    division: str
    part: str
    people: int | None
    ratio: float | None
    low: float | None
    high: float | None

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        if self.ratio is None:
            return f"{self.part} ({self.division}): too few people for a figure."
        return f"{self.part} ({self.division}): {self.ratio:.2f} times as many come as their share of the population."

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        ends = {
            name: None if one is None else round(one, 3)
            for name, one in (("ratio", self.ratio), ("low", self.low), ("high", self.high))
        }
        return {"division": self.division, "part": self.part, "people": self.people, **ends}


def take_up(sums: Sums, population: Mapping[str, Mapping[str, float]]) -> list[TakeUp]:
    """Return each part's share of those who come over its share of the *population* (division → part → people).

    The interval is that of a count; the population is taken as known. Age has to be alike for a fair comparison: give
    the population of the ages that may come.
    """
    found = []
    wide = float(norm.ppf(1 - (1 - SURE) / 2))
    for division, shares in population.items():
        parts = {name: int(cell[:, PEOPLE].sum()) for name, cell in sums.parts(division).items() if name in shares}
        come, there = sum(parts.values()), sum(shares.values())
        hidden = too_few({name: parts.get(name, 0) for name in shares})
        for name, share in shares.items():
            count = parts.get(name, 0)
            if name in hidden or not come or not share or count < FEW:
                found.append(TakeUp(division, name, None, None, None, None))
                continue
            ratio = (count / come) / (share / there)
            error = wide * np.sqrt(1 / count - 1 / come)
            found.append(
                TakeUp(division, name, count, ratio, float(ratio * np.exp(-error)), float(ratio * np.exp(error)))
            )
    return found
