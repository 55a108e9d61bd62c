"""Counts the days of a clock: plain days, or working days that leave out weekends and days the authority is closed."""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5


def due(start: date, days: int, *, working: bool = False, closed: Collection[date] = ()) -> date:
    """Return the last day of a clock of *days* that starts on *start*, which itself is not counted.

    With *working*, Saturdays, Sundays and the days in *closed* are not counted either.

    :raises ValueError: when *days* is below zero.
    """
    if days < 0:
        raise ValueError(f"A clock counts no days or more; given {days}.")
    if not working:
        return start + timedelta(days=days)
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY and day not in closed
    return day


def days_late(due_on: date, today: date) -> int:
    """Return by how many days *today* is past the day something was due; nothing when it is not."""
    return max(0, (today - due_on).days)
