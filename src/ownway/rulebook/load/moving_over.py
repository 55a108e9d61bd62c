"""Reads ``moving_over``: how people who had support before are protected while they move over, by dated year."""

import itertools
from datetime import date
from fractions import Fraction

from ownway.rulebook.load.fields import Fields
from ownway.rulebook.model.moving_over import MovingOver, ProtectedYear

HELP = "Write a row a year, the earliest first, and the day it ends after the last of them."


def read_moving_over(fields: Fields) -> MovingOver | None:
    """Return the protection, or nothing where the pack has none."""
    if not fields.has("moving_over"):
        return None
    inner = fields.fields("moving_over", "how people are protected while they move over")
    years = [year for row in inner.rows("years", "a year", least=1) if (year := _year(row)) is not None]
    ends = inner.day("ends")
    source = inner.id("source")
    floor = inner.yes_no("floor", default=False)
    inner.done()
    days = [year.starts for year in years] + [ends or date.max]
    if ends is None or any(later <= before for before, later in itertools.pairwise(days)):
        inner.faults.add(inner, "table.order", "days that do not rise", "days that rise, and an end", HELP)
    return MovingOver(tuple(years), ends or date.max, floor, source)


def _year(row: Fields) -> ProtectedYear | None:
    starts = row.day("from")
    if starts is None:
        row.faults.add(row, "pack.missing", "no day", "the day from which it holds", HELP)
    new_share = row.number("new_share", default=Fraction(1))
    least, most = row.number_or_nothing("least"), row.number_or_nothing("most")
    row.done()
    fits = 0 <= new_share <= 1 and (least is None or 0 <= least <= 1) and (most is None or most >= 1)
    if not fits:
        expected = "shares: new_share and least from 0 to 1, most from 1 on"
        row.faults.add(row, "pack.share", "a share out of its bounds", expected, "Write 0.9 for nine tenths.")
    return None if starts is None else ProtectedYear(starts, new_share, least, most)
