"""Stretches of days, half-open: the first day belongs to them, the last named day does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Every(StrEnum):
    """How often a sum or an event comes round. What one is worth in another is the pack's to say."""

    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from *start* up to but not including *end*; without an *end* it goes on."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"A period ends after it starts; given {self.start} to {self.end}.")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    @property
    def days(self) -> int:
        """How many days it holds.

        :raises ValueError: when it has no end.
        """
        if self.end is None:
            raise ValueError(f"The period from {self.start} goes on, so its days cannot be counted.")
        return (self.end - self.start).days

    def overlap(self, other: "Period") -> "Period | None":
        """Return the days both hold, or nothing where there are none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Period(start, end)

    def weeks(self) -> "Iterator[Period]":
        """Yield its weeks from the first day on; the last may be shorter."""
        start = self.start
        while self.end is None or start < self.end:
            end = start + timedelta(days=7)
            yield Period(start, end if self.end is None else min(end, self.end))
            start = end
