"""The default fit: a monotone line through a few knots, least squares on sums per score, exact to the pot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.limits import Limits, Rows, easings, pounds, rows_of
from ownway.lab.calibrate.solving import least_squares
from ownway.lab.calibrate.sums import Sums
from ownway.lab.calibrate.table import Table, hats

Real = NDArray[np.float64]

SMALL, MIDDLE = 150, 600
KNOTS_FEW, KNOTS_SOME, KNOTS_MANY = 3, 5, 7
WEIGHTED_BELOW = 300
"""Below so many people errors count less where sums are large; it steadies small samples (reference: our own trial)."""
ROUND_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted curve: knots in points, values in pence a year, the price of each limit."""

    knots: Real
    values: Real
    prices: Mapping[str, float] = field(default_factory=dict)

    def at(self, points: Real) -> Real:
        """Return pence a year at these points."""
        return np.asarray(hats(points, list(self.knots)) @ self.values, np.float64)


def how_many_knots(people: int) -> int:
    """Return the most knots for so many people: 3, 5 or 7."""
    return KNOTS_FEW if people < SMALL else KNOTS_SOME if people < MIDDLE else KNOTS_MANY


def place_knots(sums: Sums, count: int) -> Real:
    """Return *count* knots: the lowest and highest score, the others at quantiles of the scores, at round points."""
    points, people = sums.points, np.cumsum(sums.people)
    low, high = float(points[0]), float(points[-1])
    if high <= low:
        return np.array([low])
    inner = []
    for at in range(1, count - 1):
        reached = int(np.searchsorted(people, people[-1] * at / (count - 1)))
        inner.append(_rounded(float(points[reached]), low, high))
    kept = sorted({low, high, *(one for one in inner if low < one < high)})
    return np.array(kept)


def _rounded(point: float, low: float, high: float) -> float:
    step = next(step for step in reversed(ROUND_STEPS) if step <= max((high - low) / 8, 1))
    return float(round(point / step) * step)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a fit is asked for: the pot in pence a year, the limits, groups with their sums, knots where given."""

    pot: int
    limits: Limits = field(default_factory=Limits)
    by_group: Mapping[str, Sums] = field(default_factory=dict)
    knots: Sequence[float] = ()


def fit(sums: Sums, asked: Asked, count: int | None = None) -> Fit:
    """Return the least-squares line through knots under the limits, whose sum over all people is the pot.

    Costs are first scaled in proportion to the pot, so that a smaller pot makes everyone's share smaller alike.

    :raises CannotCalibrate: ``calibrate.no_pot``, or ``calibrate.impossible`` with what to ease.
    """
    if asked.pot <= 0:
        raise CannotCalibrate("calibrate.no_pot", pence=asked.pot)
    knots = np.array(sorted(asked.knots)) if asked.knots else place_knots(sums, count or how_many_knots(sums.count))
    basis = hats(sums.points, list(knots))
    means = sums.means * (asked.pot / sums.total) if sums.total else np.full(len(sums.people), asked.pot / sums.count)
    spread = sums.people @ basis
    rows = rows_of(asked.limits, knots, sums, asked.by_group)
    steady = _steadying(knots)
    values = np.full(len(knots), asked.pot / sums.count)
    rounds = 3 if sums.count < WEIGHTED_BELOW else 1
    prices: Real = np.zeros(len(rows.names))
    for turn in range(rounds):
        weight = sums.people / sums.count
        if turn:
            weight = weight / np.maximum(basis @ values, asked.pot / sums.count / 20)
            weight /= weight.sum()
        root = np.sqrt(weight)
        solved = least_squares(
            np.vstack([root[:, None] * basis, steady]),
            np.concatenate([root * means, np.zeros(len(steady))]),
            limits=rows.weights,
            least=rows.least,
            sums=spread,
            total=float(asked.pot),
        )
        if solved is None:
            raise _impossible(rows, spread, asked.pot)
        values, prices = solved.values, solved.prices
    told: dict[str, float] = {}
    for name, price in zip(rows.names, prices, strict=True):
        told[name] = max(told.get(name, 0.0), float(price))
    return Fit(knots, np.maximum(values, 0.0), told)


def _steadying(knots: Real) -> Real:
    """Rows that keep a knot of which nobody tells anything on its neighbours' line; too light to move others."""
    light = 1e-5
    rows = np.zeros((max(len(knots) - 2, 0), len(knots)))
    for at in range(len(rows)):
        left, right = knots[at + 1] - knots[at], knots[at + 2] - knots[at + 1]
        rows[at, at : at + 3] = (1 / left, -1 / left - 1 / right, 1 / right)
    return light * np.vstack([rows, np.eye(len(knots)) / 100])


def _impossible(rows: Rows, spread: Real, pot: int) -> CannotCalibrate:
    found = easings(rows, spread, float(pot))
    conflicting = ", ".join(rows.words.get(one.name, "the pot") for one in found) or "the limits"
    return CannotCalibrate(
        "calibrate.impossible",
        help=" ".join(["Any one of these would do:" if len(found) > 1 else "", *(one.words for one in found)]).strip(),
        limits=conflicting,
        pot=pounds(pot),
    )


def to_table(found: Fit, sums: Sums, pot: int, times: int = 52, step: int = 100) -> Table:
    """Return the fit as whole steps of one period (100: whole pounds), never above the pot.

    What rounding leaves goes to the contingency; there is no hidden scaling.
    """
    knots = [round(float(at) * sums.units) for at in found.knots]
    values = [round(float(value) / times / step) * step for value in found.values]
    values = list(np.maximum.accumulate(np.array(values, np.int64)))
    table = Table(tuple(zip(knots, map(int, values), strict=True)), sums.units, times)
    basis = hats(sums.points, list(found.knots))
    spread = sums.people @ basis
    while (over := table.costs(sums) - pot) > 0 and any(values):
        # The knot that one step fewer brings nearest to the pot without going far below it.
        order = sorted(range(len(values)), key=lambda at: abs(spread[at] * step * times - over))
        for at in order:
            if values[at] >= step and (at == 0 or values[at] - step >= values[at - 1]):
                values[at] -= step
                break
        else:
            break
        table = Table(tuple(zip(knots, map(int, values), strict=True)), sums.units, times)
    return table


@dataclass(frozen=True, slots=True)
class Price:
    """What a limit costs: its name, whether it binds, in words, and how much the error would fall without it."""

    name: str
    binds: bool
    words: str
    error_share: float
    per_pound: float
    """The multiplier: fall of the mean squared error (pounds squared) for one pound of easing."""


def prices_in_words(sums: Sums, asked: Asked, found: Fit) -> list[Price]:
    """Return the price of each limit: who would get what without it."""
    told = []
    rows = rows_of(asked.limits, found.knots, sums, asked.by_group)
    now = found.at(sums.points)
    error = _error(sums, now, asked.pot)
    for name in dict.fromkeys(rows.names):
        if name in ("rising", "nothing_below_nothing"):
            continue
        price = found.prices.get(name, 0.0)
        free = fit(sums, Asked(asked.pot, _without(asked.limits, name), asked.by_group, list(found.knots)))
        then = free.at(sums.points)
        moved = then - now
        big = np.abs(moved) > 100
        if not big.any():
            told.append(Price(name, False, f"{_first_up(rows.words[name])} costs nobody anything.", 0.0, 0.0))
            continue
        more, less = moved > 100, moved < -100
        people_more, people_less = int(sums.people[more].sum()), int(sums.people[less].sum())
        gain = float((sums.people * moved)[more].sum()) / max(people_more, 1)
        loss = float(-(sums.people * moved)[less].sum()) / max(people_less, 1)
        words = (
            f"Without {rows.words[name]} {people_more:,} people would get {pounds(gain)} a year more on average, and "
            f"{people_less:,} would get {pounds(loss)} less."
        )
        share = 1 - _error(sums, then, asked.pot) / error if error else 0.0
        told.append(Price(name, True, words, share, price / 100))
    return told


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def _error(sums: Sums, told: Real, pot: int) -> float:
    scale = pot / sums.total if sums.total else 1.0
    return float((sums.people * (sums.means * scale - told) ** 2).sum() / sums.count)


def _without(limits: Limits, name: str) -> Limits:
    groups = {group: wide for group, wide in limits.groups.items() if f"group {group}" != name}
    off: dict[str, dict[str, Any]] = {
        "floor": {"floor": 0},
        "cap": {"cap": None},
        "steepest": {"steepest": None},
        "change": {"before": None},
        "nothing_at_zero": {"nothing_at_zero": False},
    }
    changed = {"groups": groups} | off.get(name, {})
    return replace(limits, **changed)
