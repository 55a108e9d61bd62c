"""Whether what was gained is worth what it cost: the plane, the ratio, the net benefit, and how sure one may be.

The ratio ΔC ÷ ΔE is never given alone: its quadrant says what it means (Black, Medical Decision Making 1990, 10:
212-214). Net benefit λΔE - ΔC and acceptability curves: Stinnett and Mullahy 1998 (18: S68-S80); Fenwick, Claxton and
Sculpher, Health Economics 2001, 10: 779-787, also for the frontier. The ratio's interval is Fieller's (1954).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from ownway.lab.evaluate.effects import Effect, Effects
from ownway.lab.evaluate.trial import Floats

QUADRANTS = {
    ("more", "better"): "It costs more and does more. Whether that is worth it depends on what a point is worth.",
    ("less", "better"): "It costs less and does more. It is the better choice whatever a point is worth.",
    ("more", "worse"): "It costs more and does less. It is the worse choice whatever a point is worth.",
    ("less", "worse"): "It costs less and does less. Whether that is worth it depends on what is lost with a point.",
    ("same", "same"): "It costs the same and does the same.",
}


@dataclass(frozen=True)
class Ratio:
    """Extra cost for one point more, in pounds; nothing where the outcome does not differ at all.

    *low* and *high* are Fieller's limits; where *shape* is not ``between`` they do not enclose the ratio: ``outside``
    says that it lies below one or above the other, ``anything`` that nothing can be left out.
    """

    pounds: float | None
    quadrant: str
    shares: dict[str, float]
    shape: str
    low: float | None
    high: float | None

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self))


@dataclass(frozen=True)
class Benefit:
    """At one worth of a point: the net benefit in pounds a year, and how likely it is above nothing."""

    worth_pounds: int
    net: Effect
    likely: float

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data, money in whole pence."""
        return {
            "worth_pounds": self.worth_pounds,
            "net_pence_year": whole_pence(self.net.estimate),
            "low_pence_year": whole_pence(self.net.low),
            "high_pence_year": whole_pence(self.net.high),
            "likely": self.likely,
        }


@dataclass(frozen=True)
class Choice:
    """At one worth of a point: how likely each arm is the best, which is best on average, and what certainty is worth.

    The frontier is the likelihood of the arm that is best on average. *certainty_pence* is what knowing for sure would
    be worth, a person and year.
    """

    worth_pounds: int
    likely: tuple[float, ...]
    best: int
    certainty_pence: int

    @property
    def frontier(self) -> float:
        """How likely the arm that is best on average is really the best."""
        return self.likely[self.best]


def whole_pence(pounds: float) -> int:
    """Return pounds as whole pence, halves upwards."""
    return int(np.floor(pounds * 100 + 0.5))


def quadrant_of(cost: float, gain: float) -> str:
    """Return what a pair of differences means, in words."""
    if cost == 0 and gain == 0:
        return QUADRANTS["same", "same"]
    return QUADRANTS["more" if cost > 0 else "less", "better" if gain > 0 else "worse"]


def ratio_of(effects: Effects, outcome: str, weeks: float) -> Ratio:
    """Return the ratio of the extra cost of a year to the gain that is held for that year."""
    cost, gain = effects.at("cost"), effects.at(outcome)
    pair = effects.estimates[[cost, gain]] * (weeks, 1)
    draws = effects.draws[:, [cost, gain]] * (weeks, 1)
    covariance = effects.covariance[np.ix_([cost, gain], [cost, gain])] * np.outer((weeks, 1), (weeks, 1))
    freedom = float(effects.freedom[[cost, gain]].min())
    shape, low, high = fieller(pair[0], pair[1], covariance, float(stats.t.ppf(0.975, freedom)))
    more, better = draws[:, 0] > 0, draws[:, 1] > 0
    shares = {
        "more_better": float((more & better).mean()),
        "less_better": float((~more & better).mean()),
        "more_worse": float((more & ~better).mean()),
        "less_worse": float((~more & ~better).mean()),
    }
    nothing = pair[1] == 0
    return Ratio(None if nothing else float(pair[0] / pair[1]), quadrant_of(*pair), shares, shape, low, high)


def fieller(cost: float, gain: float, covariance: Floats, reach: float) -> tuple[str, float | None, float | None]:
    """Return the shape and the two ends of Fieller's interval for cost ÷ gain; *reach* is in standard errors."""
    square = reach * reach
    a = gain * gain - square * covariance[1, 1]
    b = cost * gain - square * covariance[0, 1]
    c = cost * cost - square * covariance[0, 0]
    under = b * b - a * c
    if a == 0 or under < 0:
        return "anything", None, None
    ends = sorted(((b - np.sqrt(under)) / a, (b + np.sqrt(under)) / a))
    return ("between" if a > 0 else "outside"), float(ends[0]), float(ends[1])


def benefits(effects: Effects, outcome: str, grid: tuple[int, ...], weeks: float) -> tuple[Benefit, ...]:
    """Return the net benefit at each worth of a point: the acceptability curve and what stands behind it."""
    found = []
    for worth in grid:
        weights = np.zeros(len(effects.names))
        weights[effects.at("cost")], weights[effects.at(outcome)] = -weeks, worth
        found.append(Benefit(worth, effects.combined(weights), acceptability(effects, weights)))
    return tuple(found)


def acceptability(effects: Effects, weights: Floats) -> float:
    """Return how likely a weighted sum is above nothing: the share of draws, or by Student's t after filling in."""
    if effects.pooled:
        found = effects.combined(weights)
        if found.error == 0:
            return float(found.estimate > 0)
        return float(stats.t.cdf(found.estimate / found.error, found.freedom))
    drawn = effects.draws @ weights
    return float((drawn > 0).mean() + (drawn == 0).mean() / 2)


def choices(arms: tuple[Effects, ...], outcome: str, grid: tuple[int, ...], weeks: float) -> tuple[Choice, ...]:
    """Return for each worth which arm is best, how likely, and what it would be worth to know (EVPI)."""
    found = []
    for worth in grid:
        drawn = [np.zeros(len(arms[0].draws))]
        means = [0.0]
        for one in arms:
            cost, gain = one.at("cost"), one.at(outcome)
            drawn.append(worth * one.draws[:, gain] - weeks * one.draws[:, cost])
            means.append(worth * float(one.estimates[gain]) - weeks * float(one.estimates[cost]))
        each = np.stack(drawn)
        winners = each == each.max(axis=0)
        likely = (winners / winners.sum(axis=0)).mean(axis=1)
        best = int(np.argmax(means))
        certainty = float(np.maximum(0, each.max(axis=0)).mean() - each.mean(axis=1).max())
        found.append(Choice(worth, tuple(float(share) for share in likely), best, whole_pence(max(0.0, certainty))))
    return tuple(found)
