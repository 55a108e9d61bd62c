"""Who comes at all: each part's share of the people who get support, against its share of the population."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm

from ownway.lab.equity.same_need import FEW, SURE, too_few
from ownway.lab.equity.sums import PEOPLE, Sums
from ownway.values import Cannot

BETWEEN = re.compile(r"\s*[;,\t|]\s*")
LINES_MOST = 2_000
PEOPLE_MOST = 10**10


class CannotMeasure(Cannot):
    """What equity is measured against cannot be read."""


def population_of(text: str, divisions: Collection[str]) -> dict[str, dict[str, float]]:
    """Return a population as division → part → people, from lines of ``division; part; people``.

    A line of headings at the beginning and empty lines are nothing. Thousands may be parted by spaces.

    :raises CannotMeasure: ``simulation.bad_population``, naming the first line that says no such thing.
    """
    found: dict[str, dict[str, float]] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        cells = BETWEEN.split(line.strip())
        if not line.strip() or (number == 1 and cells[-1].casefold() == "people"):
            continue
        people = cells[2].replace(" ", "").replace("\u00a0", "") if len(cells) == 3 else ""
        right = people.isascii() and people.isdigit() and 0 < int(people) <= PEOPLE_MOST
        if not right or number > LINES_MOST or cells[0] not in divisions or cells[1] in found.get(cells[0], {}):
            raise CannotMeasure(
                "simulation.bad_population",
                field="population",
                line=number,
                said=line.strip()[:60],
                divisions=", ".join(divisions),
            )
        found.setdefault(cells[0], {})[cells[1]] = float(people)
    return found


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
        sure = "It may be chance." if (self.low or 0) <= 1 <= (self.high or 0) else "It is hardly chance."
        told = f"{self.ratio:.2f} times as many come as their share of the population"
        return f"{self.part} ({self.division}): {told} ({self.low:.2f} to {self.high:.2f}). {sure}"

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
