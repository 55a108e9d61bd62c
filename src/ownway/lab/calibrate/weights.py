"""Weights of questions: as designed, by a panel that compares pairs, or fitted; and which question buys nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.rulebook.model import Pack, Question
from ownway.rulebook.model.steps import InformalSupport

Real = NDArray[np.float64]
Whole = NDArray[np.int64]

POINTS_IN_ALL = 100
NOTHING = 0.001
"""A question that adds less than this share of explained differences buys nothing."""
BLOCK = 100_000


@dataclass(frozen=True, slots=True)
class Items:
    """What people answered: for each question the level of each person (0 is the least), and its points as designed."""

    levels: Mapping[str, Whole]
    designed: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Weight:
    """One question: its highest points as designed and as fitted (both of 100), what leaving it out would lose."""

    question: str
    designed: float
    fitted: float
    levels: tuple[float, ...]
    """The fitted points of each level, rising, of 100."""
    loses: float
    """How much less of the differences in cost would be explained without it (share, 0 to 1)."""

    @property
    def buys_nothing(self) -> bool:
        """Whether the question could be left out as far as cost goes."""
        return self.loses < NOTHING

    @property
    def words(self) -> str:
        """The question in one sentence."""
        if self.buys_nothing:
            return f"“{self.question}” buys nothing: without it cost is explained as well."
        return (
            f"“{self.question}” has {self.designed:.0f} of 100 points; past costs would give it {self.fitted:.0f}. "
            f"Without it {self.loses:.1%} less of the differences is explained."
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted weights of all questions."""

    questions: tuple[Weight, ...]
    r_squared: float
    r_squared_designed: float
    pence_a_point: float

    def to_json(self) -> dict[str, Any]:
        """Return the weights as plain values."""
        return {
            "questions": [
                asdict(one) | {"buys_nothing": one.buys_nothing, "words": one.words} for one in self.questions
            ],
            "r_squared": self.r_squared,
            "r_squared_as_designed": self.r_squared_designed,
            "pence_a_point": self.pence_a_point,
        }


def of_need(pack: Pack) -> list[Question]:
    """Return the questions that can be weighed: those that do not ask how much others help, which follows no need."""
    steps = pack.allocation.steps
    helped = {name for step in steps if isinstance(step, InformalSupport) for name in step.items.values()}
    return [question for question in pack.questions if question.id not in helped]


def fitted_weights(items: Items, pence: Whole) -> Weights:
    """Return rising, non-negative points for each level of each question, by least squares on cost.

    Each step from one level to the next is one unknown that is not below nothing (Lawson and Hanson's method), so more
    need never gives fewer points. Only sums of products are kept, so a nation fits. This is for looking, not for
    deciding: past cost may be past unfairness.

    :raises CannotCalibrate: ``calibrate.nobody``.
    """
    if len(pence) == 0:
        raise CannotCalibrate("calibrate.nobody")
    names = list(items.levels)
    tops = [len(items.designed[name]) - 1 for name in names]
    starts = np.concatenate([[1], 1 + np.cumsum(tops)]).astype(np.int64)
    size = int(starts[-1])
    gram, against, squares, total = np.zeros((size, size)), np.zeros(size), 0.0, 0.0
    for begin in range(0, len(pence), BLOCK):
        part = slice(begin, begin + BLOCK)
        y = pence[part].astype(np.float64)
        x = np.ones((len(y), size))
        for name, start, top in zip(names, starts, tops, strict=False):
            x[:, start : start + top] = items.levels[name][part][:, None] >= np.arange(1, top + 1)
        gram += x.T @ x
        against += x.T @ y
        squares += float(y @ y)
        total += float(y.sum())
    around = squares - total**2 / len(pence)
    whole = _solve(gram, against)
    explained = _explained(gram, against, whole, squares, around)
    sums = [float(whole[start : start + top].sum()) for start, top in zip(starts, tops, strict=False)]
    scale = POINTS_IN_ALL / sum(sums) if sum(sums) else 0.0
    designed_in_all = sum(items.designed[name][-1] for name in names) or 1.0
    found = []
    for name, start, top, height in zip(names, starts, tops, sums, strict=False):
        kept = np.ones(size, bool)
        kept[start : start + top] = False
        rest = _solve(gram[np.ix_(kept, kept)], against[kept])
        less = _explained(gram[np.ix_(kept, kept)], against[kept], rest, squares, around)
        levels = np.concatenate([[0.0], np.cumsum(whole[start : start + top])]) * scale
        found.append(
            Weight(name, float(items.designed[name][-1]) / designed_in_all * POINTS_IN_ALL, height * scale,
                   tuple(float(level) for level in levels), max(explained - less, 0.0))
        )  # fmt: skip
    return Weights(tuple(found), explained, _as_designed(items, pence), 1 / scale if scale else 0.0)


def _solve(gram: Real, against: Real) -> Real:
    scale = np.sqrt(np.maximum(np.diag(gram), 1.0))
    even = gram / np.outer(scale, scale) + 1e-10 * np.eye(len(gram))
    lower = np.linalg.cholesky(even)
    values, _ = nnls(lower.T, np.linalg.solve(lower, against / scale), maxiter=100 * len(gram))
    return np.asarray(values / scale)


def _explained(gram: Real, against: Real, values: Real, squares: float, around: float) -> float:
    left = squares - 2 * float(values @ against) + float(values @ gram @ values)
    return 1 - left / around if around else 0.0


def _as_designed(items: Items, pence: Whole) -> float:
    points = np.zeros(len(pence))
    for name, levels in items.levels.items():
        points += np.asarray(items.designed[name], np.float64)[levels]
    if points.std() == 0 or pence.std() == 0:
        return 0.0
    return float(np.corrcoef(points, pence)[0, 1] ** 2)


@dataclass(frozen=True, slots=True)
class PanelWeights:
    """What a panel holds weightier: points of each question (of 100), and how far it contradicts itself."""

    points: Mapping[str, float]
    comparisons: int
    circles: int
    """Triples in which A beats B, B beats C and C beats A, by majority."""

    @property
    def words(self) -> str:
        """How sure the panel is."""
        if not self.circles:
            return f"{self.comparisons} comparisons, none of which go in a circle."
        return f"{self.comparisons} comparisons; {self.circles} triples go in a circle, so talk about them again."


def panel_weights(comparisons: Sequence[tuple[str, str]]) -> PanelWeights:
    """Return weights from pairs (weightier, lighter), after Bradley and Terry (1952), by Hunter's iteration (2004).

    Half a comparison each way between all questions keeps one that always wins within bounds.

    :raises CannotCalibrate: ``calibrate.bad_weights`` for a question against itself, or none at all.
    """
    names = sorted({name for pair in comparisons for name in pair})
    if len(names) < 2 or any(one == other for one, other in comparisons):
        raise CannotCalibrate("calibrate.bad_weights", said="two different questions are needed")
    place = {name: at for at, name in enumerate(names)}
    wins = np.full((len(names), len(names)), 0.5)
    np.fill_diagonal(wins, 0)
    for one, other in comparisons:
        wins[place[one], place[other]] += 1
    strength = np.ones(len(names))
    games = wins + wins.T
    for _ in range(2_000):
        new = wins.sum(axis=1) / (games / (strength[:, None] + strength[None, :])).sum(axis=1)
        new /= new.sum()
        if np.max(np.abs(new - strength)) < 1e-12:
            break
        strength = new
    beats = wins > wins.T
    circles = round(np.trace(np.linalg.matrix_power(beats.astype(np.int64), 3)) / 3)
    points = {name: float(POINTS_IN_ALL * strength[place[name]] / strength.sum()) for name in names}
    return PanelWeights(points, len(comparisons), circles)
