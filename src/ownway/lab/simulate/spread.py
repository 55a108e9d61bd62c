"""Keeps how figures are spread within each band of need, exactly and small: every figure once, with how often."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

DENSE = 2**21
"""So many places for figures may be counted at once."""


@dataclass
class Spread:
    """How often each figure is given, by part. A rule gives few different figures, so that a nation's are few too."""

    held: dict[str, tuple[Whole, Whole]] = field(default_factory=dict)

    def count(self, names: Sequence[str], codes: NDArray[Any], pence: Whole) -> None:
        """Count figures under the part of each person's code; who is under a part without a name is left out."""
        most = int(pence.max()) + 1 if len(pence) else 1
        if len(names) * most <= DENSE:
            # Sums of pence a week or month are small numbers: counting places is quicker than sorting.
            table = np.bincount(codes.astype(np.int64) * most + pence, minlength=len(names) * most)
            for name, counts in zip(names, table.reshape(len(names), most), strict=True):
                values = np.flatnonzero(counts)
                if name and len(values):
                    self.add(name, values, counts[values])
            return
        for code, name in enumerate(names):
            there = codes == code
            if name and there.any():
                values, counts = np.unique(pence[there], return_counts=True)
                self.add(name, values, counts.astype(np.int64))

    def add(self, name: str, values: Whole, counts: Whole) -> None:
        """Add figures and how often they come."""
        if name in self.held:
            values = np.concatenate([self.held[name][0], values])
            counts = np.concatenate([self.held[name][1], counts])
            order = np.argsort(values, kind="stable")
            values, counts = values[order], counts[order]
            first = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])) if len(values) else values
            counts = np.add.reduceat(counts, first) if len(values) else counts
            values = values[first]
        self.held[name] = values, counts

    def merge(self, other: "Spread") -> None:
        """Add all that another has counted."""
        for name, (values, counts) in other.held.items():
            self.add(name, values, counts)

    def people(self, name: str) -> int:
        """Return how many there are in a part."""
        return int(self.held[name][1].sum()) if name in self.held else 0

    def quantile(self, name: str, numerator: int, of: int) -> int | None:
        """Return the least figure that so many of all have at most, or nothing where there is nobody."""
        values, counts = self.held.get(name, (np.zeros(0, np.int64), np.zeros(0, np.int64)))
        if not len(values):
            return None
        reached = np.cumsum(counts)
        wanted = -(-int(reached[-1]) * numerator // of)
        return int(values[np.searchsorted(reached, max(wanted, 1))])

    def at_least(self, name: str, pence: int) -> int:
        """Return how many in a part have at least so much."""
        values, counts = self.held[name]
        return int(counts[np.searchsorted(values, pence) :].sum())

    def squares(self) -> int:
        """Return the sum of all squares, exactly: what chance alone does to a total rests on it."""
        return sum(
            int(count) * int(value) ** 2
            for values, counts in self.held.values()
            for value, count in zip(values, counts, strict=True)
        )

    def as_rows(self) -> list[dict[str, Any]]:
        """Return for each part how many people, and what a tenth, a quarter, half and so on have at most."""
        wanted = ((1, 10), (1, 4), (1, 2), (3, 4), (9, 10), (99, 100))
        return [
            {"part": name, "people": self.people(name)}
            | {f"p{100 * one // of}_pence": self.quantile(name, one, of) for one, of in wanted}
            for name in sorted(self.held)
        ]
