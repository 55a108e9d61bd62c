"""What a table must keep to: floor, cap, steepness, groups, last year's table; and what cannot be kept together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from ownway.lab.calibrate.sums import Sums
from ownway.lab.calibrate.table import Table, hats

Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the table must keep to. Sums are pence a year, points are points.

    *threshold*: below these points there is nothing to give; the *floor* holds from there. *steepest*: pence a point.
    *groups*: named groups whose mean may differ from their mean cost by so many pence at most. *before* with *change*:
    last year's table, from which no knot moves by more than this share.
    """

    threshold: float = 0.0
    floor: int = 0
    cap: int | None = None
    steepest: int | None = None
    groups: Mapping[str, int] = field(default_factory=dict)
    before: Table | None = None
    change: float = 0.1
    nothing_at_zero: bool = False
    """Whether no points give no money."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The limits as rows: weights of knots, least value, the name of each; *unit* names what easing by one means."""

    weights: Real
    least: Real
    names: tuple[str, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Easing:
    """One way to make limits possible: which one, by how much (pence), in words."""

    name: str
    by: float
    words: str


def pounds(pence: float) -> str:
    """Return pence as pounds for reading, without pence."""
    return f"£{pence / 100:,.0f}".replace("£-", "−£")


def rows_of(limits: Limits, knots: Real, sums: Sums, by_group: Mapping[str, Sums]) -> Rows:
    """Return the rows of *limits* for a table with these *knots* (points)."""
    size = len(knots)
    weights: list[Real] = []
    least: list[float] = []
    names: list[str] = []
    words: dict[str, str] = {}

    def add(name: str, row: Real, value: float, says: str = "") -> None:
        weights.append(row)
        least.append(value)
        names.append(name)
        words.setdefault(name, says)

    eye = np.eye(size)
    for at in range(size - 1):
        add("rising", eye[at + 1] - eye[at], 0.0, "more points never give less")
        if limits.steepest is not None:
            wide = knots[at + 1] - knots[at]
            says = f"the steepest point of {pounds(limits.steepest)}"
            add("steepest", -(eye[at + 1] - eye[at]) / wide, -float(limits.steepest), says)
    add("nothing_below_nothing", eye[0], 0.0, "no sum is below nothing")
    if limits.nothing_at_zero and knots[0] <= 0:
        add("nothing_at_zero", -eye[0], 0.0, "the rule that no points give no money")
    if limits.floor:
        add("floor", hats(np.array([limits.threshold]), list(knots))[0], float(limits.floor),
            f"the floor of {pounds(limits.floor)} from {limits.threshold:g} points")  # fmt: skip
    if limits.cap is not None:
        add("cap", -eye[-1], -float(limits.cap), f"the cap of {pounds(limits.cap)}")
    for group, wide in limits.groups.items():
        theirs = by_group[group]
        mean_row = theirs.people @ hats(theirs.points, list(knots)) / theirs.count
        cost = theirs.total / theirs.count
        says = f"{group} within {pounds(wide)} of their mean cost"
        add(f"group {group}", mean_row, cost - wide, says)
        add(f"group {group}", -mean_row, -cost - wide, says)
    if limits.before is not None:
        says = f"no knot more than {limits.change:.0%} from last year's table"
        for at, score in enumerate(knots):
            old = float(limits.before.year(round(score * limits.before.units)))
            add("change", eye[at], old * (1 - limits.change), says)
            add("change", -eye[at], -old * (1 + limits.change), says)
    return Rows(np.array(weights).reshape(-1, size), np.array(least), tuple(names), words)


def easings(rows: Rows, sums_row: Real, pot: float) -> list[Easing]:
    """Return, for limits that cannot all be kept, each single one whose easing would do, the smallest easing first.

    Where no single one does, the least easings of several together. The pot counts as a limit too.
    """
    found = [
        eased
        for name in dict.fromkeys((*rows.names, "pot"))
        if name not in ("rising", "nothing_below_nothing") and (eased := _eased(rows, sums_row, pot, (name,)))
    ]
    if found:
        return sorted((one for several in found for one in several), key=lambda one: abs(one.by))
    every = tuple(name for name in dict.fromkeys(rows.names) if name not in ("rising", "nothing_below_nothing"))
    return _eased(rows, sums_row, pot, every) or []


def _eased(rows: Rows, sums_row: Real, pot: float, names: tuple[str, ...]) -> list[Easing] | None:
    size = rows.weights.shape[1]
    scale = max(abs(pot) / max(float(sums_row.sum()), 1.0), 1.0)
    groups = [name for name in names if name != "pot"]
    moved = len(groups) + 2
    upper = np.zeros((len(rows.names), moved))
    for at, name in enumerate(groups):
        upper[[number for number, one in enumerate(rows.names) if one == name], at] = 1.0
    people = float(sums_row.sum())
    equal = np.concatenate([sums_row / people, np.zeros(len(groups)), [-1.0, 1.0]])[None, :]
    cost = np.concatenate([np.zeros(size), np.ones(moved)])
    may_move = (0, None) if "pot" in names else (0, 0)
    solved = linprog(
        cost,
        A_ub=-np.hstack([rows.weights, upper]),
        b_ub=-rows.least / scale,
        A_eq=equal,
        b_eq=[pot / people / scale],
        bounds=[(None, None)] * size + [(0, None)] * len(groups) + [may_move] * 2,
        method="highs",
    )
    if not solved.success:
        return None
    values = solved.x[size:] * scale
    told = []
    for name, by in zip(groups, values[: len(groups)], strict=True):
        if by > 0.5:
            told.append(Easing(name, float(by), f"Ease {rows.words[name]} by {pounds(by)}."))
    more, less = values[-2] * people, values[-1] * people
    if "pot" in names and max(more, less) > 0.5:
        told.append(
            Easing("pot", float(more - less),
                   f"Make the pot {'larger' if more > less else 'smaller'} by {pounds(max(more, less))} a year.")
        )  # fmt: skip
    return told
