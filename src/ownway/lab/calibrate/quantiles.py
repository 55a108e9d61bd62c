"""Exact quantiles of cost at each score, in one pass by buckets and a selection in each: a readout, not a rule."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _select(values: Any, low: int, high: int, rank: int) -> Any:
    """Return the value that stands at *rank* of values[low..high] once in order; the part is left around it (Hoare)."""
    while high > low:
        middle = (low + high) >> 1
        # The middle of three keeps ordered and constant parts quick.
        if values[middle] < values[low]:
            values[middle], values[low] = values[low], values[middle]
        if values[high] < values[low]:
            values[high], values[low] = values[low], values[high]
        if values[high] < values[middle]:
            values[high], values[middle] = values[middle], values[high]
        pivot = values[middle]
        left, right = low, high
        while left <= right:
            while values[left] < pivot:
                left += 1
            while values[right] > pivot:
                right -= 1
            if left <= right:
                values[left], values[right] = values[right], values[left]
                left += 1
                right -= 1
        if rank <= right:
            high = right
        elif rank >= left:
            low = left
        else:
            return values[rank]
    return values[rank]


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _table(scores: Any, pence: Any, shares: Any, starts: Any, told: Any) -> None:
    bucket = np.empty_like(pence)
    for row in range(scores.shape[0]):
        score = scores[row]
        bucket[starts[score]] = pence[row]
        starts[score] += 1
    begin = 0
    for score in range(told.shape[0]):
        end = starts[score]
        if end > begin:
            high = end - 1
            # From the highest share down, so that each selection works on what the one before left below it.
            for at in range(shares.shape[0] - 1, -1, -1):
                rank = begin + int((end - begin - 1) * shares[at])
                told[score, at] = _select(bucket, begin, high, rank)
                high = rank
        begin = end


def quantile_table(scores: Whole, pence: Whole, shares: Sequence[float]) -> tuple[Whole, Whole]:
    """Return the scores there are, and for each the pence below which *shares* of its people lie.

    A quantile is a cost that somebody has: of n people in order, the one at rank floor((n - 1) × share).
    """
    asked = np.array(sorted(shares), np.float64)
    counts = np.bincount(scores)
    starts = np.zeros(len(counts), np.int64)
    starts[1:] = np.cumsum(counts)[:-1]
    told = np.zeros((len(counts), len(asked)), np.int64)
    _table(scores, pence, asked, starts, told)
    there = np.flatnonzero(counts)
    return there, told[there]
