"""Adds people up by part and score, all that the questions of equity rest on; no person is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Codes = tuple[tuple[str, ...], NDArray[Any]]

SCORES = 101
"""Need is told in whole points from 0 to 100."""
PEOPLE, SUM, SQUARES, LOGS = range(4)
WHOLE = ("everyone", "everyone")
CROSSES = (("sex", "ethnicity"), ("group", "sex"), ("group", "ethnicity"))
"""Which divisions are also looked at together: who stands where two meet is seen by neither alone."""


@dataclass
class Sums:
    """By division and part an array of scores by people, money, its squares, and money times its logarithm (pounds)."""

    held: dict[tuple[str, str], Numbers] = field(default_factory=dict)

    def count(self, divided: Mapping[str, Codes], score: NDArray[Any], money: Numbers) -> None:
        """Count people under each part; *money* in pounds a year, *score* from 0 to 100."""
        points = np.clip(score, 0, SCORES - 1).astype(np.int64)
        whole = {WHOLE[0]: ((WHOLE[1],), np.zeros(len(points), np.int64))}
        logs = money * np.log(np.maximum(money, 1e-9))
        for division, (names, codes) in {**divided, **crossed(divided), **whole}.items():
            key = codes.astype(np.int64) * SCORES + points
            size = len(names) * SCORES
            cells = [np.bincount(key, weights, size) for weights in (None, money, money * money, logs)]
            for name, cell in zip(names, np.stack(cells, -1).reshape(len(names), SCORES, 4), strict=True):
                if cell[:, PEOPLE].any():
                    held = self.held.get((division, name))
                    self.held[division, name] = cell.astype(np.float64) if held is None else held + cell

    def parts(self, division: str) -> dict[str, Numbers]:
        """Return the parts of one division, by name."""
        return {name: cell for (one, name), cell in sorted(self.held.items()) if one == division}

    @property
    def divisions(self) -> tuple[str, ...]:
        """The divisions that were counted, everyone apart."""
        return tuple(dict.fromkeys(one for one, _ in sorted(self.held) if one != WHOLE[0]))

    @property
    def whole(self) -> Numbers:
        """What was counted of everyone."""
        return self.held.get(WHOLE, np.zeros((SCORES, 4)))


def crossed(divided: Mapping[str, Codes]) -> dict[str, Codes]:
    """Return the divisions that come of two together."""
    found: dict[str, Codes] = {}
    for one, two in CROSSES:
        if one in divided and two in divided:
            (outer, first), (inner, second) = divided[one], divided[two]
            names = tuple(f"{a} / {b}" for a in outer for b in inner)
            found[f"{one} and {two}"] = names, first.astype(np.int64) * len(inner) + second
    return found
