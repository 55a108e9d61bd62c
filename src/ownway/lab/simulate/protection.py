"""Protects people while a rule changes: a cap on what is lost and gained each year, a taper, a floor, and its price."""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.model import MovingOver, ProtectedYear

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Protection:
    """How a change is phased in.

    While it lasts, a person's sum in year *t* is the new one, but no lower than the old one less *loss_most* of it a
    year, and no higher than the old one and *gain_most* of it a year (nothing: no cap). With *taper* the old sum goes
    over to the new in equal steps instead. *floor* says whether the sum never falls below what meeting the needs was
    costed at, where that is known. In the year after *years* everyone has the new sum. Who is new, or had nothing, has
    it at once. *given* are the shares of each year where a pack says them itself.
    """

    name: str
    years: int = 5
    loss_most: Fraction | None = None
    gain_most: Fraction | None = None
    taper: bool = False
    floor: bool = True
    given: tuple[ProtectedYear, ...] = ()

    @classmethod
    def of_pack(cls, rule: MovingOver) -> "Protection":
        """Return the protection that a pack says for itself, row by row."""
        return cls("as the pack says", years=len(rule.years), floor=rule.floor, given=rule.years)

    def shares(self, year: int) -> ProtectedYear:
        """Return what holds in a year, 1 the first, as a pack says it: shares of at most six digits."""
        if self.given:
            return self.given[year - 1]
        new_share = Fraction(year, self.years + 1) if self.taper else Fraction(1)
        least = None if self.loss_most is None else six_digits((1 - self.loss_most) ** year)
        most = None if self.gain_most is None else six_digits((1 + self.gain_most) ** year)
        return ProtectedYear(date.min, new_share, least, most)

    def into_pack(self, starts: date, source: str) -> MovingOver | None:
        """Return the block of a pack that protects people just so from a day on, or nothing where all is at once."""
        if not self.years:
            return None
        days = [a_year_on(starts, number) for number in range(self.years + 1)]
        rows = tuple(replace(self.shares(number + 1), starts=days[number]) for number in range(self.years))
        return MovingOver(rows, days[-1], self.floor, source)

    def in_year(self, year: int, old: Whole, new: Whole, floor: Whole | None = None) -> Whole:
        """Return everyone's sum in a year, 1 the first: whole pence, a half upwards."""
        if year > self.years:
            return new
        found, shares = new, self.shares(year)
        if shares.new_share != 1:
            part, of = shares.new_share.as_integer_ratio()
            found = divided(2 * (new * part + old * (of - part)) + of, 2 * of)
        if shares.least is not None:
            found = np.maximum(found, _times(old, shares.least))
        if shares.most is not None:
            found = np.minimum(found, _times(old, shares.most))
        if self.floor and floor is not None:
            found = np.maximum(found, floor)
        return np.where(old > 0, found, new)

    def told(self) -> str:
        """Return it in words."""
        if self.given:
            return f"what the pack itself says, for {self.years} years"
        if self.taper:
            return f"old sums go over to the new in {self.years + 1} equal steps"
        parts = []
        if self.loss_most is not None:
            lost = f"nobody loses more than {float(self.loss_most * 100):g}% of the old sum for each year gone"
            parts.append(lost if self.loss_most else "nobody has less than before")
        if self.gain_most is not None:
            parts.append(f"nobody gains more than {float(self.gain_most * 100):g}% for each year gone")
        return ", ".join(parts) + f", for {self.years} years" if parts else "everyone has the new sum at once"


def divided(numbers: Whole, by: int) -> Whole:
    """Return whole numbers divided and rounded down: exact up to 2 to the power of 50 and a divisor of a million.

    Doubles are divided many at a time, whole numbers one by one; the nearest double to a quotient of such numbers lies
    on the same side of every whole number as the quotient itself.
    """
    return np.floor(numbers.astype(np.float64) / by).astype(np.int64)


def six_digits(share: Fraction) -> Fraction:
    """Return a share to six digits: what is written in a pack, and keeps every product within 64 bits."""
    return Fraction(round(share * 10**6), 10**6)


def a_year_on(day: date, years: int) -> date:
    """Return the same day so many years on; the last of February where there is none."""
    last = monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))


def _times(old: Whole, by: Fraction) -> Whole:
    return divided(old * round(by * 10**6) + 500_000, 10**6)


USUAL = (
    Protection("at once", years=0),
    Protection("no more than a tenth a year", years=5, loss_most=Fraction(1, 10)),
    Protection("no more than a fifth a year", years=5, loss_most=Fraction(1, 5)),
    Protection("loss and gain capped at a tenth", years=5, loss_most=Fraction(1, 10), gain_most=Fraction(1, 10)),
    Protection("three-year taper", years=2, taper=True),
    Protection("nobody loses", years=5, loss_most=Fraction(0)),
)
"""The ways that are set beside each other; the second is the usual one (default of the pack's notice)."""


@dataclass
class Prices:
    """What each way of protecting costs: by way and year the sum of all, and how many people are above the new sum."""

    ways: tuple[Protection, ...] = USUAL
    sums: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def count(self, old: Whole, new: Whole, floor: Whole | None = None) -> None:
        """Count one piece of people who have a sum under both; the floor only where it is known."""
        losing = old > new
        for way in self.ways:
            # Who does not lose is only held back by a cap on gains or a taper: else nothing needs to be worked out.
            shares = [way.shares(year) for year in range(1, way.years + 1)]
            plain = floor is None and all(one.new_share == 1 and one.most is None for one in shares)
            those = losing if plain else slice(None)
            was, now = old[those], new[those]
            for year in range(1, way.years + 1):
                sums = way.in_year(year, was, now, None if floor is None else floor[those])
                self.add(way.name, year, int((sums - now).sum()), int((sums > now).sum()), int((sums < now).sum()))

    def add(self, name: str, year: int, *numbers: int) -> None:
        """Add a price, people above the new sum, people below it."""
        held = self.sums.setdefault((name, year), [0, 0, 0])
        for place, number in enumerate(numbers):
            held[place] += number

    def merge(self, other: "Prices") -> None:
        """Add all that another has counted."""
        for (name, year), numbers in other.sums.items():
            self.add(name, year, *numbers)

    def as_rows(self, pence_now: int) -> list[dict[str, Any]]:
        """Return one row a way and year: its price in pence and as a share of all new sums, and for how many."""
        return [
            {
                "protection": way.name,
                "means": way.told(),
                "year": year,
                "costs_pence": numbers[0],
                "per_cent": round(100 * numbers[0] / pence_now, 2) if pence_now else None,
                "people_above": numbers[1],
                "people_below": numbers[2],
            }
            for way in self.ways
            for year in range(1, way.years + 2)
            for numbers in [self.sums.get((way.name, year), [0, 0, 0])]
        ]
