"""The challengers: twelve other ways from points to money, each trained on the same people as the default."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression, linprog, nnls

from ownway.lab.calibrate.fitting import Asked, fit, place_knots
from ownway.lab.calibrate.limits import Limits
from ownway.lab.calibrate.sums import People, Sums, sums_of
from ownway.lab.calibrate.table import hats

Real = NDArray[np.float64]
Curve = Callable[[Real], Real]
"""Points to pence a year."""

BANDS = 10
QUANTILE_PEOPLE_MAX = 800
"""The linear programme grows steeply with people; of more, so many are drawn evenly by score."""


@dataclass(frozen=True, slots=True)
class Method:
    """One way: its name, what it is in words, and how it learns."""

    id: str
    words: str
    learn: Callable[[People, Sums], Curve]
    slow: bool = False
    """A slow one is tried on one repeat of the folds only."""
    items: Callable[[People], Callable[[People], Real]] | None = None
    """How one learns that looks at each answer instead of at points."""

    def learned(self, people: People) -> Callable[[People], Real]:
        """Return what this way, having learned from *people*, tells others, in pence a year."""
        if self.items is not None:
            return self.items(people)
        curve = self.learn(people, sums_of(people))
        return lambda others: curve(others.points)


def winsorised(people: People) -> tuple[People, int, int]:
    """Return people with the highest costs cut to the 99th per cent (95th below 150 people), never deleted.

    Beside them stand the cut (pence) and how many were above it. Whoever rescales to the pot loses nothing.
    """
    share = 0.95 if people.count < 150 else 0.99
    at = max(int(np.ceil(share * people.count)) - 1, 0)
    cut = int(np.partition(people.pence, at)[at])
    above = int((people.pence > cut).sum())
    return people.with_pence(np.minimum(people.pence, cut)), cut, above


def default_curve(limits: Limits, count: int | None = None) -> Callable[[People, Sums], Curve]:
    """Return how the default learns under *limits* that concern no group."""

    def learn(people: People, sums: Sums) -> Curve:
        trimmed, _, _ = winsorised(people)
        return fit(sums_of(trimmed), Asked(sums.total, limits), count).at

    return learn


def per_point(people: People, sums: Sums) -> Curve:
    """The pot divided by all points."""
    points = float((sums.points * sums.people).sum()) or 1.0
    price = sums.total / points
    return lambda at: at * price


def of_each_point(share: float) -> Callable[[People, Sums], Curve]:
    """In Control's way: a percentile of the cost of one point over people with any."""

    def learn(people: People, sums: Sums) -> Curve:
        some = people.scores > 0
        price = float(np.quantile(people.pence[some] / people.points[some], share)) if some.any() else 0.0
        return lambda at: at * price

    return learn


def of_each_band(share: float) -> Callable[[People, Sums], Curve]:
    """A percentile of cost within ten bands of equally many people."""

    def learn(people: People, sums: Sums) -> Curve:
        edges = np.unique(np.quantile(people.points, np.linspace(0, 1, BANDS + 1)[1:-1]))
        place = np.searchsorted(edges, people.points, side="right")
        every = float(np.quantile(people.pence, share))
        told = np.array([
            float(np.quantile(people.pence[place == band], share)) if (place == band).any() else every
            for band in range(len(edges) + 1)
        ])  # fmt: skip
        return lambda at: np.asarray(told[np.searchsorted(edges, at, side="right")])

    return learn


def straight(people: People, sums: Sums) -> Curve:
    """A straight line by least squares."""
    slope, level = _line(sums.points, sums.means, sums.people.astype(np.float64))
    return lambda at: level + slope * at


def _line(x: Real, y: Real, weight: Real) -> tuple[float, float]:
    mean_x, mean_y = np.average(x, weights=weight), np.average(y, weights=weight)
    spread = float((weight * (x - mean_x) ** 2).sum())
    slope = float((weight * (x - mean_x) * (y - mean_y)).sum()) / spread if spread else 0.0
    return slope, float(mean_y - slope * mean_x)


def logs(people: People, sums: Sums) -> Curve:
    """Logarithms by least squares, put back with one smearing factor (Duan 1983)."""
    log = np.log(np.maximum(people.pence, 100).astype(np.float64))
    slope, level = _line(people.points, log, np.ones(people.count))
    smear = float(np.exp(log - level - slope * people.points).mean())
    return lambda at: np.asarray(np.exp(level + slope * at) * smear)


def roots(people: People, sums: Sums) -> Curve:
    """Square roots by least squares, squared, as Florida does, without correction."""
    slope, level = _line(people.points, np.sqrt(people.pence), np.ones(people.count))
    return lambda at: np.asarray(np.maximum(level + slope * at, 0) ** 2)


def gamma(people: People, sums: Sums) -> Curve:
    """A gamma model with a log link, by reweighting; the means per score are all that it needs."""
    x = np.stack([np.ones(len(sums.scores)), sums.points / 100], axis=1)
    weight, mean = sums.people.astype(np.float64), np.maximum(sums.means, 1.0)
    beta = np.array([np.log(sums.total / sums.count), 0.0])
    for _ in range(50):
        eta = np.clip(x @ beta, -20, 40)
        working = eta + (mean - np.exp(eta)) / np.exp(eta)
        step = np.linalg.lstsq(x * np.sqrt(weight)[:, None], working * np.sqrt(weight), rcond=None)[0]
        if np.max(np.abs(step - beta)) < 1e-10:
            break
        beta = step
    return lambda at: np.asarray(np.exp(np.clip(beta[0] + beta[1] * at / 100, -20, 40)))


def steps(people: People, sums: Sums) -> Curve:
    """The isotonic mean: any rising steps (pool adjacent violators)."""
    told = isotonic_regression(sums.means, weights=sums.people.astype(np.float64)).x
    return lambda at: np.asarray(np.interp(at, sums.points, told))


def of_items(people: People) -> Callable[[People], Real]:
    """Each answer for itself: rising steps for each question that add up, none below nothing (least squares).

    It sees what points hide: weights that cost does not bear out. For looking at questions, not for deciding.
    """
    tops = np.zeros(0, np.int64) if people.answers is None else people.answers.max(axis=0, initial=0)
    x = _stairs(people, tops)
    y = people.pence.astype(np.float64)
    gram = x.T @ x + 1e-9 * people.count * np.eye(x.shape[1])
    lower = np.linalg.cholesky(gram)
    values, _ = nnls(lower.T, np.linalg.solve(lower, x.T @ y), maxiter=100 * x.shape[1])
    return lambda others: np.asarray(_stairs(others, tops) @ values)


def _stairs(people: People, tops: NDArray[np.int64]) -> Real:
    columns: list[NDArray[Any]] = [np.ones(people.count)]
    if people.answers is not None:
        columns += [people.answers[:, at] >= level for at, top in enumerate(tops) for level in range(1, top + 1)]
    return np.stack(columns, axis=1).astype(np.float64)


def quantiles(people: People, sums: Sums) -> Curve:
    """The default's knots through the median of costs by linear programme, then scaled to the pot."""
    rows = np.argsort(people.scores, kind="stable")
    if people.count > QUANTILE_PEOPLE_MAX:
        rows = rows[np.linspace(0, people.count - 1, QUANTILE_PEOPLE_MAX).astype(np.int64)]
    some = people.some(rows)
    knots = place_knots(sums, 5)
    basis = hats(some.points, list(knots))
    scale = max(float(some.pence.max()), 1.0)
    size, count = len(knots), some.count
    rising = np.zeros((max(size - 1, 0), size + 2 * count))
    for at in range(size - 1):
        rising[at, at], rising[at, at + 1] = 1.0, -1.0
    solved = linprog(
        np.concatenate([np.zeros(size), np.ones(2 * count)]),
        A_ub=rising if size > 1 else None,
        b_ub=np.zeros(size - 1) if size > 1 else None,
        A_eq=np.hstack([basis, np.eye(count), -np.eye(count)]),
        b_eq=some.pence / scale,
        method="highs",
    )
    values = solved.x[:size] * scale
    costs = float(sums.people @ (hats(sums.points, list(knots)) @ values))
    fitted = values * (sums.total / costs) if costs else values
    return lambda at: np.asarray(hats(at, list(knots)) @ fitted)


def methods(limits: Limits, count: int | None = None) -> Mapping[str, Method]:
    """Return the default and its challengers by name."""
    listed = (
        Method("default", "rising line through few knots, least squares", default_curve(limits, count)),
        Method("per_point", "one price for every point", per_point),
        Method("point_median", "median cost of a point", of_each_point(0.5)),
        Method("point_p80", "80th percentile of the cost of a point (in Control)", of_each_point(0.8)),
        Method("band_median", "median of each of ten bands", of_each_band(0.5)),
        Method("band_p70", "70th percentile of each of ten bands", of_each_band(0.7)),
        Method("straight", "straight line, least squares", straight),
        Method("logs", "logarithms, one smearing factor", logs),
        Method("roots", "square roots, squared back", roots),
        Method("gamma", "gamma model with a log link", gamma),
        Method("steps", "rising steps (isotonic mean)", steps),
        Method("quantiles", "rising line through the median, scaled to the pot", quantiles, slow=True),
        Method("items", "each answer for itself, rising steps that add up", per_point, items=of_items),
    )
    return {method.id: method for method in listed}
