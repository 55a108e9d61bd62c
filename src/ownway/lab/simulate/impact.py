"""The impact table of a trial: the same that activation of a pack demands, from counts instead of from people."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.simulate.tally import LESS, MORE, NOT_SAID, NOW, PEOPLE, SAME, WAS, WITHOUT, Tally
from ownway.rulebook.compare import MoneyCompared, Size, for_the_public, numbers_of
from ownway.rulebook.compare.money import SIZES
from ownway.rulebook.model import Pack

FEW = 5
"""Fewer people than this are told by no number."""


def impact_of(tally: Tally, new: Pack) -> dict[str, Any]:
    """Return the table as :func:`ownway.rulebook.compare.impact_table` gives it for the same people and groups."""
    table = numbers_of(compared(tally.whole, new))
    groups = tally.levels("group")
    table["groups"] = [
        {"group": group, **numbers_of(compared(cell, new))}
        for group, cell in groups.items()
        if group not in ("", NOT_SAID)
    ]
    return table


def compared(cell: NDArray[np.int64], new: Pack) -> MoneyCompared:
    """Return what the change does to the people of one part."""
    edges = [(SIZES[0] * 0, SIZES[0]), *pairwise(SIZES), (SIZES[-1], None)]
    people = cell[:, PEOPLE]
    told = [*LESS, SAME, *MORE]
    return MoneyCompared(
        people=int(people.sum()),
        compared=int(people[told].sum()),
        without=int(people[WITHOUT]),
        more=int(people[[*MORE]].sum()),
        less=int(people[[*LESS]].sum()),
        same=int(people[SAME]),
        pence_was=int(cell[told, WAS].sum()),
        pence_now=int(cell[told, NOW].sum()),
        sizes=tuple(
            Size(above, up_to, int(people[more]), int(people[less]))
            for (above, up_to), less, more in zip(edges, LESS, MORE, strict=True)
        ),
        most_gained=None,
        most_lost=None,
        per=new.allocation.per,
        currency=new.currency,
    )


def public_impact(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table as the public may see it."""
    return for_the_public(table)


def winners_and_losers(tally: Tally, *, public: bool = False) -> list[dict[str, Any]]:
    """Return a row for each part of the population: people, who gets more and less, and what that comes to in pence.

    For the *public*, numbers of people between one and four are left out, with every sum that they make up, and another
    part of the same division too, so that nothing is found by taking away.
    """
    rows = []
    for dimension in dict.fromkeys(one for one, _ in sorted(tally.held)):
        here = [_row(dimension, level, cell) for level, cell in tally.levels(dimension).items()]
        rows += suppressed(here) if public else here
    return rows


def _row(dimension: str, level: str, cell: NDArray[np.int64]) -> dict[str, Any]:
    people, change = cell[:, PEOPLE], cell[:, NOW] - cell[:, WAS]
    told = int(people[1:].sum())
    was, now = int(cell[1:, WAS].sum()), int(cell[1:, NOW].sum())
    return {
        "dimension": dimension,
        "part": level,
        "people": int(people.sum()),
        "compared": told,
        "more": int(people[[*MORE]].sum()),
        "less": int(people[[*LESS]].sum()),
        "same": int(people[SAME]),
        "less_by_over_fifth": int(people[[3, 4]].sum()),
        "less_by_over_half": int(people[4]),
        "more_by_over_fifth": int(people[[8, 9]].sum()),
        "gained_pence": int(change[[*MORE]].sum()),
        "lost_pence": -int(change[[*LESS]].sum()),
        "was_pence": was,
        "now_pence": now,
        "mean_was_pence": was // told if told else None,
        "mean_now_pence": now // told if told else None,
        "per_cent": round(100 * (now - was) / was, 1) if was else None,
    }


COUNTS = ("more", "less", "same", "less_by_over_fifth", "less_by_over_half", "more_by_over_fifth")


def suppressed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of one division as the public may see them.

    A part with fewer than five people is left out whole, and the next smallest with it, or its numbers would follow
    from the others; within a part, a small count takes all counts and the sums of gain and loss with it.
    """
    small = {place for place, row in enumerate(rows) if 0 < row["people"] < FEW}
    hidden = set(small)
    if (small and sum(rows[place]["people"] for place in small) < 2 * FEW) or len(small) == 1:
        others = [place for place in range(len(rows)) if place not in small and rows[place]["people"]]
        if others:
            hidden.add(min(others, key=lambda place: rows[place]["people"]))
    found = []
    for place, row in enumerate(rows):
        if place in hidden:
            found.append({name: row[name] if name in ("dimension", "part") else None for name in row})
        elif any(0 < row[name] < FEW for name in COUNTS) or 0 < row["people"] - row["compared"] < FEW:
            gone = (*COUNTS, "gained_pence", "lost_pence", "compared")
            found.append({name: None if name in gone else value for name, value in row.items()})
        else:
            found.append(row)
    return found
