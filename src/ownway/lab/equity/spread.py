"""How much of the inequality is not due to need, and whether more need brings more money: Theil and concentration."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.equity.same_need import FEW, means, of_mean
from ownway.lab.equity.sums import LOGS, PEOPLE, SCORES, SUM, Sums

Numbers = NDArray[np.float64]
DRAWS = 400
SEED = 2008


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its interval (95 of a hundred) and what it says."""

    id: str
    value: float
    low: float | None
    high: float | None
    words: str

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        ends = [None if one is None else round(one, 4) for one in (self.low, self.high)]
        return {"id": self.id, "value": round(self.value, 4), "low": ends[0], "high": ends[1], "words": self.words}


def theil(cell: Numbers) -> tuple[float, float]:
    """Return the inequality between scores and within them (Theil's T, which is their sum exactly).

    T = (1/n) Σ (y/μ) ln(y/μ), from sums of y and of y ln y at each score.
    """
    people, money = cell[:, PEOPLE].sum(), cell[:, SUM].sum()
    if not money:
        return 0.0, 0.0
    mean = money / people
    whole = (cell[:, LOGS].sum() - money * np.log(mean)) / money
    there = cell[:, SUM] > 0
    share = cell[there, SUM] / money
    between = float((share * np.log(means(cell[there]) / mean)).sum())
    return between, float(whole - between)


def concentration(people: Numbers, values: Numbers) -> float:
    """Return the concentration of *values* by rank, ties at their middle: 2 cov(y, rank) / μ."""
    whole = people.sum()
    mean = (people * values).sum() / whole
    if not mean:
        return 0.0
    rank = (np.cumsum(people) - people / 2) / whole
    return float(2 * (people * values * rank).sum() / whole / mean - 1)


def measures(sums: Sums, seed: int = SEED) -> list[Measure]:
    """Return what holds of everyone: the share of inequality not due to need, and how money follows need.

    Of fewer than five people nothing is said, and where all have the same score, not how money follows it.
    """
    cell = sums.whole
    there = cell[:, PEOPLE] > 0
    if cell[:, PEOPLE].sum() < FEW or there.sum() < 2:
        return []
    between, within = theil(cell)
    share = within / (between + within) if between + within else 0.0
    people, money, score = cell[there, PEOPLE], means(cell[there]), np.arange(SCORES)[there].astype(float)
    c_money, c_need = concentration(people, money), concentration(people, score)
    slope = _slope(people, score, money)
    chance = np.random.default_rng(seed)
    error = np.sqrt(of_mean(cell, there))
    drawn = [
        (concentration(counts, seen) - concentration(counts, score), _slope(counts, score, seen))
        for counts, seen in (
            (np.maximum(chance.poisson(people), 1e-9), money + error * chance.standard_normal(len(money)))
            for _ in range(DRAWS)
        )
    ]
    ends = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    found = [
        Measure("not_due_to_need", share, None, None,
                f"{100 * share:.0f} % of the inequality of sums is among people of the same score."),
        Measure("slope", slope, float(ends[0, 1]), float(ends[1, 1]),
                f"One point more brings £{slope:,.0f} a year more."),
        Measure("more_than_need", c_money - c_need, float(ends[0, 0]), float(ends[1, 0]),
                f"Money is {'more' if c_money > c_need else 'less'} concentrated on those of great need than need is."),
    ]  # fmt: skip
    poor = _by_deprivation(sums)
    return [*found, *([poor] if poor is not None else [])]


def _slope(people: Numbers, score: Numbers, money: Numbers) -> float:
    middle = (people * score).sum() / people.sum()
    spread = (people * (score - middle) ** 2).sum()
    return float((people * (score - middle) * money).sum() / spread) if spread else 0.0


def _by_deprivation(sums: Sums) -> Measure | None:
    """Return whether money follows where people live, need apart: what sums show beyond what need predicts.

    Places are ranked from the most deprived; below zero the deprived get more than their need alone would bring.
    """
    parts = {name: cell for name, cell in sums.parts("deprivation").items() if name != "not said"}
    if len(parts) < 2:
        return None
    usual = means(sums.whole)
    people = np.array([cell[:, PEOPLE].sum() for cell in parts.values()])
    actual = np.array([cell[:, SUM].sum() for cell in parts.values()]) / people
    predicted = np.array([(cell[:, PEOPLE] * usual).sum() for cell in parts.values()]) / people
    value = concentration(people, actual) - concentration(people, predicted)
    chance = np.random.default_rng(SEED)
    apart = np.sqrt([(cell[:, PEOPLE] ** 2 * of_mean(cell, cell[:, PEOPLE] >= 0)).sum() for cell in parts.values()])
    drawn = [
        concentration(people, actual + apart / people * chance.standard_normal(len(people)))
        - concentration(people, predicted)
        for _ in range(DRAWS)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    # An interval that holds nothing is no finding: that money goes one way is said only where it hardly is chance.
    whom = "as much as others" if low <= 0 <= high else "less" if value < 0 else "more"
    words = f"Need apart, people in less deprived places get {whom}: {value:+.3f} on a scale from −1 to 1."
    return Measure("by_deprivation", value, float(low), float(high), words)
