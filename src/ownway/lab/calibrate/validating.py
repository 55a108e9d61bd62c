"""How far the table may be trusted: error on people it never saw, challengers on the same folds, bands, bias."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.calibrate.challengers import Curve, Method
from ownway.lab.calibrate.sums import People, sums_of

Real = NDArray[np.float64]

FOLDS = 10
REPEATS = 5
CHECKED_MOST = 20_000
"""Of more people so many are drawn for the checks; the table itself is fitted to all."""
CONFIDENCE = 1.96
FEW = 5


@dataclass(frozen=True, slots=True)
class Score:
    """How one way does on people it never saw; sums in pence a year, shares between 0 and 1."""

    id: str
    words: str
    r_squared: float
    r_squared_error: float
    """Standard error of R squared over the folds of one repeat."""
    mean_error: float
    within_10: float
    within_20: float
    within_50: float
    below_80: float
    pot_ratio: float
    in_sample: float

    @property
    def optimism(self) -> float:
        """How much better it looks on the people it was fitted to."""
        return self.in_sample - self.r_squared

    def to_json(self) -> dict[str, Any]:
        """Return the score as plain values."""
        return asdict(self) | {"optimism": self.optimism}


@dataclass(frozen=True, slots=True)
class Folds:
    """Who is in which fold, repeat by repeat, drawn once for all ways."""

    people: People
    of: tuple[NDArray[np.int64], ...]
    folds: int


def draw_folds(people: People, seed: int, repeats: int = REPEATS) -> Folds:
    """Return ten folds drawn *repeats* times; fewer folds for fewer than twenty people."""
    chance = np.random.default_rng(seed)
    if people.count > CHECKED_MOST:
        people, repeats = people.some(np.sort(chance.choice(people.count, CHECKED_MOST, replace=False))), 1
    folds = max(2, min(FOLDS, people.count // 2))
    of = tuple(chance.permutation(np.arange(people.count) % folds) for _ in range(repeats))
    return Folds(people, of, folds)


def score(method: Method, folds: Folds) -> tuple[Score, Real]:
    """Return how *method* does, and for each person the mean of what it would tell them unseen (pence a year)."""
    people = folds.people
    drawn = folds.of[:1] if method.slow else folds.of
    told = np.zeros((len(drawn), people.count))
    for repeat, of in enumerate(drawn):
        for fold in range(folds.folds):
            test = of == fold
            known = people.some(~test)
            told[repeat, test] = method.learned(known)(people.some(test))
    costs = people.pence.astype(np.float64)
    scores = np.array([r_squared(costs, row) for row in told])
    parts = [
        r_squared(costs[folds.of[0] == fold], told[0][folds.of[0] == fold], float(costs.mean()))
        for fold in range(folds.folds)
    ]
    everyone = method.learned(people)(people)
    near = np.abs(told - costs) / np.maximum(costs, 1.0)
    return Score(
        method.id,
        method.words,
        float(scores.mean()),
        float(np.std(parts, ddof=1) / np.sqrt(len(parts))),
        float(np.abs(told - costs).mean()),
        float((near <= 0.1).mean()),
        float((near <= 0.2).mean()),
        float((near <= 0.5).mean()),
        float((told < 0.8 * costs).mean()),
        float(told.sum() / len(told) / costs.sum()) if costs.sum() else 1.0,
        r_squared(costs, everyone),
    ), told.mean(axis=0)


def r_squared(costs: Real, told: Real, mean: float | None = None) -> float:
    """Return the share of the variance of costs that *told* explains; below zero where the mean would do better."""
    around = float(((costs - (costs.mean() if mean is None else mean)) ** 2).sum())
    return 1 - float(((costs - told) ** 2).sum()) / around if around else 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """How far one cost may be from the figure: eight in ten are nearer (split conformal, Lei and others 2018)."""

    pence: int
    share_of_figure: float
    covers: float

    @property
    def words(self) -> str:
        """The band in words."""
        return (
            f"For eight people in ten, what they cost (scaled to the pot) lies within £{self.pence / 100:,.0f} a year "
            f"of the figure, or within {self.share_of_figure:.0%} of it."
        )


def band(people: People, unseen: Real, seed: int, share: float = 0.8) -> Band:
    """Return the band, set on one half of the people and tried on the other; *covers* is what it held there."""
    chance = np.random.default_rng(seed)
    half = chance.permutation(people.count) < (people.count + 1) // 2
    off = np.abs(people.pence - unseen)
    relative = off / np.maximum(unseen, 1.0)
    wide = _conformal(off[half], share)
    covers = float((off[~half] <= wide).mean()) if (~half).any() else 1.0
    return Band(round(_conformal(off, share)), _conformal(relative, share), covers)


def _conformal(off: Real, share: float) -> float:
    rank = min(int(np.ceil((len(off) + 1) * share)), len(off)) - 1
    return float(np.partition(off, rank)[rank])


@dataclass(frozen=True, slots=True)
class Bias:
    """How far a group, or a tenth of people by figure, is told more (+) or less (-) than it costs, on average."""

    name: str
    people: int
    mean: float | None
    low: float | None
    high: float | None


def bias_by_group(people: People, unseen: Real) -> tuple[Bias, ...]:
    """Return the bias of each group with its 95 per cent interval; fewer than five people are kept back."""
    if people.groups is None:
        return ()
    off = unseen - people.pence
    return tuple(_bias(name, off[people.groups == at]) for at, name in enumerate(people.group_names))


def bias_by_tenth(people: People, unseen: Real) -> tuple[Bias, ...]:
    """Return the bias of each tenth of people, ordered by what they are told."""
    order = np.argsort(unseen, kind="stable")
    off = unseen - people.pence
    parts = np.array_split(order, min(10, people.count))
    return tuple(_bias(f"tenth {at}", off[part]) for at, part in enumerate(parts, start=1))


def _bias(name: str, off: Real) -> Bias:
    if len(off) < FEW:
        return Bias(name, len(off), None, None, None)
    mean = float(off.mean())
    error = CONFIDENCE * float(off.std(ddof=1)) / float(np.sqrt(len(off)))
    return Bias(name, len(off), mean, mean - error, mean + error)


def verdict(scores: Mapping[str, Score]) -> str:
    """Return the first sentence of a report: whether a challenger beats the default by more than a standard error."""
    mine = scores["default"]
    best = max(scores.values(), key=lambda one: one.r_squared)
    words = f"On people it never saw, the table explains {max(mine.r_squared, 0):.0%} of the differences in cost."
    if best.id != "default" and best.r_squared > mine.r_squared + mine.r_squared_error:
        return f"{words} It is beaten by: {best.words}, {best.r_squared:.0%}, with {best.pot_ratio:.0%} of the pot."
    return f"{words} No other way does clearly better."


def curve_of(method: Method, people: People) -> Curve:
    """Return the curve that *method* learns from all *people*."""
    return method.learn(people, sums_of(people))
