"""Draws a table at once from the sums per score that a run holds, for a slider that moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.challengers import winsorised
from ownway.lab.calibrate.fitting import Asked, fit, to_table
from ownway.lab.calibrate.limits import Limits
from ownway.lab.calibrate.showing import mean_costs
from ownway.lab.calibrate.sums import People, Sums, sums_of
from ownway.lab.calibrate.table import Table
from ownway.lab.reports.pictures import Axes, Dots, Line, Picture, chart


def held_sums(people: People) -> dict[str, Any]:
    """Return the sums per score as a run holds them; beside the pence stand those of the fit, the highest costs cut."""
    trimmed, _, _ = winsorised(people)
    return sums_of(people).to_json() | {"trimmed": sums_of(trimmed).to_json()["pence"]}


def preview(
    held: Mapping[str, Any], times: int, pot: int, limits: Limits, knots: Sequence[float] = ()
) -> tuple[Table, Picture, int]:
    """Return a table fitted at once from the sums per score that are *held*, its curve, and what it comes to a year.

    :param pot: Pence a year that are given out.
    :param knots: Where the line may bend, in points: those of the last fit, so that both draw the same table.
    :raises CannotCalibrate: where the pot or limits allow no table.
    """
    if pot <= 0:
        raise CannotCalibrate("calibrate.no_pot", pence=pot)
    scores, people, pence = (np.array(held[name], np.int64) for name in ("score", "people", "pence"))
    sums = Sums(scores, held["units_a_point"], people, pence, np.zeros(len(scores)))
    fitted = replace(sums, pence=np.array(held.get("trimmed", held["pence"]), np.int64))
    table = to_table(fit(fitted, Asked(pot, limits, knots=knots)), fitted, pot, times)
    points = [(at / table.units, gives * times / 100) for at, gives in table.knots]
    means = mean_costs(sums)
    rows = [
        (f"{at / table.units:g}", f"£{gives / 100:,.2f}", f"£{gives * times / 100:,.0f}") for at, gives in table.knots
    ]
    drawn = chart(
        "From points to money a year",
        f"A line that rises from {rows[0][2]} at {rows[0][0]} points to {rows[-1][2]} at {rows[-1][0]} points.",
        Axes("Points", "Pounds a year"),
        lines=[Line("the table", points)],
        dots=[Dots("mean cost today", means)] if means else [],
        headings=("points", "a period", "a year"),
        rows=rows,
    )
    return table, drawn, table.costs(sums)
