"""Remembers which people were met, ten million of them in a hundred megabytes, so that nobody counts twice."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Seen:
    """The people met so far, each as 64 bits; sorted stretches, the small ones joined as they gather.

    Two of ten million people could be taken for one another with a chance of one in three hundred thousand.
    """

    def __init__(self) -> None:
        self._stretches: list[Whole] = []
        self._runs: list[tuple[int, int]] = []
        self._most = np.iinfo(np.int64).min

    def again(self, ids: Any) -> NDArray[np.bool_]:
        """Return who of these was met before, or stands among them earlier; then remember all of them."""
        told = ids if isinstance(ids, np.ndarray) else np.fromiter(map(hash, ids), np.int64, len(ids))
        if len(told) and (len(told) == 1 or bool((told[1:] > told[:-1]).all())) and told[0] > self._most:
            # Numbers that only rise, as most programs write them: nobody can be met again.
            if int(told[-1]) - int(told[0]) + 1 == len(told):
                self._run(int(told[0]), int(told[-1]))
            else:
                self._keep(told)
            return np.zeros(len(told), bool)
        distinct, first = np.unique(told, return_index=True)
        met = np.ones(len(told), bool)
        met[first] = False
        for low, high in self._runs:
            met |= (told >= low) & (told <= high)
        for stretch in self._stretches:
            place = np.minimum(np.searchsorted(stretch, told), len(stretch) - 1)
            met |= stretch[place] == told
        if len(distinct):
            self._keep(distinct)
        return met

    def _run(self, low: int, high: int) -> None:
        """Remember numbers without a gap by their ends."""
        if self._runs and self._runs[-1][1] + 1 == low:
            low = self._runs.pop()[0]
        self._runs.append((low, high))
        self._most = high

    def _keep(self, distinct: Whole) -> None:
        self._most = max(self._most, int(distinct[-1]))
        self._stretches.append(distinct)
        while len(self._stretches) > 1 and len(self._stretches[-2]) < 2 * len(self._stretches[-1]):
            last, before = self._stretches.pop(), self._stretches.pop()
            joined = np.concatenate([before, last])
            self._stretches.append(joined if before[-1] < last[0] else np.sort(joined))
