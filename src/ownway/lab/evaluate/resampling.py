"""Draws a trial again and again, its pairs of cost and outcome kept together, and works out each by regression.

The numbers come from a counter (splitmix64 of seed, draw and place; Steele, Lea and Flood, OOPSLA 2014), so a draw is
the same however many are made at a time. Each draw is a sum of cross-products that are worked out once a person or
cluster, so ten thousand regressions cost one product of matrices.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ownway.lab.evaluate.trial import Floats, Whole

AT_A_TIME = 2_000_000
RIDGE = 1e-10


@dataclass(frozen=True)
class Resampled:
    """What the draws gave: the fit to the trial itself, each draw's, and the degrees of freedom behind them.

    *fitted* is (arms but the first, responses); *drawn* has the draws in front of that. *widening* says by how much
    draws from few units understate the spread: the square root of units ÷ freedom.
    """

    fitted: Floats
    drawn: Floats
    freedom: int
    widening: float


def resample(
    design: Floats, responses: Floats, unit: Whole, cell: Whole, *, compared: int, seed: int, number: int
) -> Resampled:
    """Return the effects of the arms on each response, for the trial and for *number* draws of it.

    *design* begins with a column of ones and one for each arm but the first (*compared* of them). *unit* says for each
    person what is drawn with them (themselves, a pair, an authority), *cell* within which the units are drawn.
    """
    scaled = design.copy()
    spread = scaled[:, 1 + compared :].std(axis=0)
    scaled[:, 1 + compared :] = (scaled[:, 1 + compared :] - scaled[:, 1 + compared :].mean(axis=0)) / np.where(
        spread > 0, spread, 1.0
    )
    responses = _centred(responses)
    units = int(unit.max()) + 1
    upper = np.triu_indices(scaled.shape[1])
    crossed = np.concatenate(
        [
            scaled[:, upper[0]] * scaled[:, upper[1]],
            (scaled[:, :, None] * responses[:, None, :]).reshape(len(scaled), -1),
        ],
        axis=1,
    )
    order = np.argsort(unit, kind="stable")
    summed: Floats = np.add.reduceat(crossed[order], np.searchsorted(unit[order], np.arange(units)), axis=0)
    cells = np.zeros(units, np.int64)
    cells[unit] = cell
    solve = _Solver(scaled.shape[1], responses.shape[1], compared, upper)
    drawn = [solve(counts @ summed) for counts in _counts(cells, seed, number)]
    sizes = np.unique(cells, return_counts=True)[1]
    freedom = max(1, units - len(sizes))
    return Resampled(
        solve(summed.sum(axis=0, keepdims=True))[0], np.concatenate(drawn), freedom, float(np.sqrt(units / freedom))
    )


def _centred(responses: Floats) -> Floats:
    """Return the responses about their means; one that is the same for everybody is exactly nothing."""
    centred: Floats = responses - responses.mean(axis=0)
    centred[:, np.abs(centred).max(axis=0) <= 1e-12 * np.abs(responses).max(axis=0)] = 0
    return centred


class _Solver:
    """Solves many regressions from their sums of cross-products."""

    def __init__(
        self, width: int, responses: int, compared: int, upper: tuple[NDArray[np.intp], NDArray[np.intp]]
    ) -> None:
        self.width, self.responses, self.compared, self.upper = width, responses, compared, upper

    def __call__(self, sums: Floats) -> Floats:
        width, of_design = self.width, len(self.upper[0])
        square = np.empty((len(sums), width, width))
        square[:, self.upper[0], self.upper[1]] = sums[:, :of_design]
        square[:, self.upper[1], self.upper[0]] = sums[:, :of_design]
        # A column that a draw holds nothing of gets no weight, instead of breaking the draw.
        square[:, np.arange(width), np.arange(width)] += RIDGE * sums[:, :1]
        right = sums[:, of_design:].reshape(len(sums), width, self.responses)
        solved: Floats = np.asarray(np.linalg.solve(square, right), np.float64)
        return solved[:, 1 : 1 + self.compared]


def _counts(cells: Whole, seed: int, number: int) -> Iterator[Floats]:
    """Yield, some draws at a time, how often each unit is in a draw; as many of each cell as it has."""
    units = len(cells)
    order = np.argsort(cells, kind="stable")
    sizes = np.unique(cells, return_counts=True)[1]
    size = np.repeat(sizes, sizes).astype(np.uint64)
    start = np.repeat(np.cumsum(sizes) - sizes, sizes)
    step = max(1, AT_A_TIME // units)
    for first in range(0, number, step):
        draws = min(step, number - first)
        chance = _numbers(seed, first * units, draws * units).reshape(draws, units)
        picked = ((chance >> np.uint64(32)) * size >> np.uint64(32)).astype(np.int64)
        which = order[picked + start] + np.arange(draws)[:, None] * units
        yield np.bincount(which.ravel(), minlength=draws * units).reshape(draws, units).astype(np.float64)


def _numbers(seed: int, first: int, number: int) -> NDArray[np.uint64]:
    """Return numbers of 64 bits, from place *first* of the row that belongs to *seed*."""
    state = np.arange(first + 1, first + number + 1, dtype=np.uint64)
    state *= np.uint64(0x9E3779B97F4A7C15)
    state += np.uint64((seed * 0xD1342543DE82EF95 + 0x2545F4914F6CDD1D) % (1 << 64))
    state ^= state >> np.uint64(30)
    state *= np.uint64(0xBF58476D1CE4E5B9)
    state ^= state >> np.uint64(27)
    state *= np.uint64(0x94D049BB133111EB)
    state ^= state >> np.uint64(31)
    return state


def levels(freedom: int, sure: float = 0.95) -> tuple[float, float]:
    """Return the shares at which draws are read for an interval that is *sure*.

    Few units make the plain percentiles too narrow; the shares move out to what Student's t asks for (the expanded
    percentile interval of Hesterberg, The American Statistician 2015, 69: 371-386).
    """
    units = freedom + 1
    low = float(stats.norm.cdf(-np.sqrt(units / freedom) * stats.t.ppf((1 + sure) / 2, freedom)))
    return low, 1 - low
