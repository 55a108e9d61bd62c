"""Into which parts a population is divided when winners and losers are counted."""

from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.lab.populations import COST
from ownway.lab.simulate.figures import codes_of
from ownway.lab.simulate.tally import NOT_SAID, WHOLE

AS_THEY_ARE = ("group", "sex", "ethnicity", "place", "setting", "band", "degree")
"""Columns whose texts are the parts."""
AGES = (18, 25, 45, 65, 75, 85)
POUNDS = (1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000)
"""Borders of today's sums a year. Above £60,000 the pilots saw packages fall most."""

AGE_NAMES = ("under 18", "18 to 24", "25 to 44", "45 to 64", "65 to 74", "75 to 84", "85 and over")
SIZE_NAMES = (
    "0 under £1,000",
    *(f"{place} £{low:,} to £{high:,}" for place, (low, high) in enumerate(pairwise(POUNDS), 1)),
    f"{len(POUNDS)} £{POUNDS[-1]:,} and more",
)
TENTHS = tuple(f"{one:02d}" for one in range(1, 11))
"""Places by deprivation, 01 the most deprived tenth."""
NEED_NAMES = tuple(f"{tenth}0 to {tenth}9" for tenth in range(10))
TODAY = "today"
"""By the size of today's cost, where two rules are held against each other and neither is today's."""
CROSSED = ("group", "band")
"""The two that are also looked at together, from which the examples are made."""

Codes = tuple[tuple[str, ...], NDArray[Any]]


def parts_of(piece: pa.Table, was_year: NDArray[np.int64]) -> dict[str, Codes]:
    """Return for each way of dividing a piece the names of its parts and everybody's code.

    *was_year* is today's sum in pence a year.
    """
    size = piece.num_rows
    found: dict[str, Codes] = {WHOLE: ((WHOLE,), np.zeros(size, np.int8))}
    for name in AS_THEY_ARE:
        if name in piece.column_names:
            texts, codes = codes_of(piece[name], NOT_SAID)
            found[name] = tuple(texts), codes
    if "age" in piece.column_names:
        found["age"] = _cut(piece["age"], AGES, AGE_NAMES)
    if "deprivation" in piece.column_names:
        found["deprivation"] = _cut(
            piece["deprivation"], tuple(range(2, 11)), tuple(f"{one:02d}" for one in range(1, 11))
        )
    if "need" in piece.column_names:
        found["need"] = _cut(piece["need"], tuple(range(10, 100, 10)), NEED_NAMES)
    pounds = np.array(POUNDS, np.int64) * 100
    found["size"] = SIZE_NAMES, np.searchsorted(pounds, was_year, side="right")
    if all(name in found for name in CROSSED):
        (outer, first), (inner, second) = (found[name] for name in CROSSED)
        names = tuple(f"{one} / {two}" for one in outer for two in inner)
        found[" and ".join(CROSSED)] = names, first.astype(np.int64) * len(inner) + second
    return found


def by_cost(cost: Any) -> Codes:
    """Return the names of sizes and everybody's code by their cost today, pence a year."""
    return _cut(cost, tuple(100 * border for border in POUNDS), SIZE_NAMES)


def needed(columns: list[str]) -> list[str]:
    """Return which of the columns of a population the parts rest on."""
    return [name for name in columns if name in (*AS_THEY_ARE, "age", "deprivation", "need", COST)]


def _cut(column: Any, borders: tuple[int, ...], names: tuple[str, ...]) -> Codes:
    nulls = column.null_count
    numbers = (pc.fill_null(column.cast(pa.int64()), 0) if nulls else column).to_numpy()
    codes = np.searchsorted(np.array(borders, numbers.dtype), numbers, side="right")
    if not nulls:
        return names, codes
    empty = pc.is_null(column).to_numpy()
    return (*names, NOT_SAID), np.where(empty, len(names), codes)
