"""Same need, same money: the gap between each part of the people and others of the same score, with its interval."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from ownway.lab.equity.sums import PEOPLE, SQUARES, SUM, Sums

Numbers = NDArray[np.float64]

FEW = 5
"""Of fewer people than this nothing is told."""
PRIOR = 5
"""So many people's weight has what others of the same score vary by."""
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Gap:
    """What one part gets more than others of the same score, in pounds a year, with an interval.

    *raw* is the whole difference of means and *explained* what different scores make of it (Oaxaca and Blinder); the
    rest is *pounds*. *per_cent* is of what the others get. All are nothing where the part is too small to be told.
    """

    division: str
    part: str
    people: int | None
    pounds: float | None = None
    low: float | None = None
    high: float | None = None
    others: float | None = None
    raw: float | None = None
    explained: float | None = None
    compared: int | None = None

    @property
    def told(self) -> bool:
        """Whether there are people enough for a figure."""
        return self.pounds is not None

    def per_cent(self, pounds: float | None) -> float | None:
        """Return a sum in per cent of what others of the same score get."""
        return None if pounds is None or not self.others else 100 * pounds / self.others

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        if self.pounds is None or self.low is None or self.high is None:
            return f"{self.part} ({self.division}): too few people for a figure."
        way = "more" if self.pounds >= 0 else "less"
        sure = "It may be chance." if self.low <= 0 <= self.high else "It is hardly chance."
        return (
            f"{self.part} ({self.division}): with the same need £{abs(self.pounds):,.0f} a year {way} than others, "
            f"{abs(self.per_cent(self.pounds) or 0):.1f} %. {sure}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for programs, in whole pounds and tenths of a per cent."""
        numbers = {"gap": self.pounds, "low": self.low, "high": self.high, "others_mean": self.others}
        numbers |= {"raw_gap": self.raw, "explained_by_score": self.explained}
        return {
            "division": self.division,
            "part": self.part,
            "people": self.people,
            "compared": self.compared,
            **{f"{name}_pounds": None if one is None else round(one, 2) for name, one in numbers.items()},
            **{
                f"{name}_per_cent": None if (one := self.per_cent(given)) is None else round(one, 2)
                for name, given in (("gap", self.pounds), ("low", self.low), ("high", self.high))
            },
        }


def gaps(sums: Sums, sure: float = SURE) -> list[Gap]:
    """Return the gap of each part against all others of the same score (direct standardisation on the score).

    The intervals hold together: with the chance *sure* all of them cover, however many there are (Bonferroni).
    Parts of fewer than five people are told by no number, and never one alone in its division.
    """
    found: list[Gap] = []
    every = [name for division in sums.divisions for name in sums.parts(division)]
    tail = (1 - sure) / 2 / max(1, len(every))
    for division in sums.divisions:
        hidden = too_few({name: int(cell[:, PEOPLE].sum()) for name, cell in sums.parts(division).items()})
        for name, cell in sums.parts(division).items():
            if name in hidden:
                found.append(Gap(division, name, None))
            else:
                found.append(_gap(division, name, cell, sums.whole - cell, tail))
    return found


def too_few(people: dict[str, int]) -> frozenset[str]:
    """Return which parts are told by no number: those of under five people, and with a single one the next smallest."""
    hidden = {name for name, count in people.items() if 0 < count < FEW}
    others = [(count, name) for name, count in people.items() if count and name not in hidden]
    if len(hidden) == 1 and others:
        hidden.add(min(others)[1])
    return frozenset(hidden)


def _gap(division: str, name: str, cell: Numbers, rest: Numbers, tail: float) -> Gap:
    there = (cell[:, PEOPLE] > 0) & (rest[:, PEOPLE] > 0)
    people = int(cell[:, PEOPLE].sum())
    compared = float(cell[there, PEOPLE].sum())
    if compared < FEW or rest[there, PEOPLE].sum() < FEW:
        return Gap(division, name, people)
    weight = cell[there, PEOPLE] / compared
    mine, others = means(cell[there]), means(rest[there])
    spread = weight**2 * (of_mean(cell, there, rest) + of_mean(rest, there))
    gap, error = float((weight * (mine - others)).sum()), float(np.sqrt(spread.sum()))
    wide = float(student.ppf(1 - tail, compared - 1))
    raw = float(cell[:, SUM].sum() / people - rest[:, SUM].sum() / rest[:, PEOPLE].sum())
    return Gap(
        division,
        name,
        people,
        gap,
        gap - wide * error,
        gap + wide * error,
        float((weight * others).sum()),
        raw,
        raw - gap,
        int(compared),
    )


def means(cell: Numbers) -> Numbers:
    """Return the mean of each score."""
    return np.asarray(cell[:, SUM] / np.maximum(cell[:, PEOPLE], 1))


def of_mean(cell: Numbers, there: NDArray[np.bool_], others: Numbers | None = None) -> Numbers:
    """Return the variance of the mean at each score.

    A few people say little of how they vary, and one says nothing: their own spread is joined by that of *others* at
    the same score, or of all scores where no others are given, which counts as much as five people.
    """
    people, own = cell[:, PEOPLE], _apart(cell)
    usual = _pooled(cell) if others is None else _apart(others) / np.maximum(others[:, PEOPLE] - 1, 1)
    if others is not None:
        usual = np.where(others[:, PEOPLE] > PRIOR, usual, _pooled(others))
    joined = (own + PRIOR * usual) / (np.maximum(people - 1, 0) + PRIOR)
    return np.asarray((joined / np.maximum(people, 1))[there])


def _apart(cell: Numbers) -> Numbers:
    people = np.maximum(cell[:, PEOPLE], 1)
    return np.asarray(np.maximum(cell[:, SQUARES] - cell[:, SUM] ** 2 / people, 0))


def _pooled(cell: Numbers) -> float:
    freedom = np.maximum(cell[:, PEOPLE] - 1, 0).sum()
    return float(_apart(cell).sum() / freedom) if freedom else 0.0
