"""Discretion tested for bias: whose sum a panel moved up or down, part by part, against others of the same need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.equity.same_need import FEW, Gap, too_few
from ownway.lab.equity.sums import WHOLE, Codes

PEOPLE, UP, DOWN = range(3)


@dataclass
class Moves:
    """How often a panel moved the sums of each part up or down; counts alone, no person is kept."""

    held: dict[tuple[str, str], NDArray[np.int64]] = field(default_factory=dict)

    def count(self, divided: Mapping[str, Codes], before: NDArray[Any], after: NDArray[Any]) -> None:
        """Count people by what stood *before* the panel and *after* it, in pence a year."""
        whole = {WHOLE[0]: ((WHOLE[1],), np.zeros(len(before), np.int64))}
        for division, (names, codes) in {**divided, **whole}.items():
            of = (None, after > before, after < before)
            cells = np.stack([np.bincount(codes, weights, len(names)) for weights in of], -1)
            for name, cell in zip(names, cells.astype(np.int64), strict=True):
                if cell[PEOPLE]:
                    held = self.held.get((division, name))
                    self.held[division, name] = cell if held is None else held + cell

    def rows(self) -> list[dict[str, Any]]:
        """Return a row a part: people, and how many of a hundred were moved up and down; small parts are kept back."""
        found: list[dict[str, Any]] = []
        for division in dict.fromkeys(one for one, _ in sorted(self.held)):
            here = {name: cell for (one, name), cell in sorted(self.held.items()) if one == division}
            hidden = too_few({name: int(cell[PEOPLE]) for name, cell in here.items()})
            found += [
                {"division": division, "part": name, **_shares(cell, name in hidden)} for name, cell in here.items()
            ]
        return found

    @property
    def words(self) -> str:
        """Say of everyone how often a panel moved a sum."""
        cell = self.held.get(WHOLE)
        if cell is None or cell[PEOPLE] < FEW:
            return "Too few people have both a sum before the panel and one after it."
        up, down = (100 * int(cell[at]) / int(cell[PEOPLE]) for at in (UP, DOWN))
        return f"Of {int(cell[PEOPLE]):,} people the panel moved {up:.0f} of a hundred up and {down:.0f} down."


def _shares(cell: NDArray[np.int64], hidden: bool) -> dict[str, Any]:
    if hidden or any(0 < int(one) < FEW for one in (cell[UP], cell[DOWN])):
        return {"people": None if hidden else int(cell[PEOPLE]), "up_per_cent": None, "down_per_cent": None}
    up, down = (round(100 * int(cell[at]) / int(cell[PEOPLE]), 1) for at in (UP, DOWN))
    return {"people": int(cell[PEOPLE]), "up_per_cent": up, "down_per_cent": down}


def moved_words(gap: Gap) -> str:
    """Say in one sentence what a panel left a part with; the gap is of sums after it in per cent of those before."""
    per_cent, low, high = (gap.per_cent(one) for one in (gap.pounds, gap.low, gap.high))
    if per_cent is None or low is None or high is None:
        return f"{gap.part} ({gap.division}): too few people for a figure."
    sure = "It may be chance." if low <= 0 <= high else "It is hardly chance."
    way = "more" if per_cent >= 0 else "less"
    ends = f"from {low:+.1f}\u00a0% to {high:+.1f}\u00a0%".replace("-", "−")
    return (
        f"{gap.part} ({gap.division}): the panel left them {abs(per_cent):.1f}\u00a0% {way} than others of the same "
        f"need ({ends}). {sure}"
    )
