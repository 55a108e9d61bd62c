"""On which days banks are open, as dated data with its source; the three days of a Bacs payment; the day one is paid.

A calendar is a file of YAML in the folder beside this module. Weekends are shut everywhere; the file names the other
days, from when until when it knows them, and where they were read. Beyond that only weekends are known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import yaml

from ownway.registers.money.rules.refusals import CannotExport

FOLDER = Path(__file__).parent / "calendars"
DAY = timedelta(days=1)


class WhenShut(StrEnum):
    """When to pay what falls due on a day when banks are shut; the authority says which."""

    BEFORE = "before"
    """On the last bank day before: money comes early, never late."""
    AFTER = "after"
    """On the first bank day after."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bank days of one place: *shut* are the weekdays without banks, known from *first* to *last*."""

    id: str
    name: str
    source: str
    first: date
    last: date
    shut: Mapping[date, str]
    usual_for: tuple[str, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether banks carry payments on *day*."""
        return day.weekday() < 5 and day not in self.shut

    def knows(self, day: date) -> bool:
        """Whether the holidays around *day* are known, and not only its weekend."""
        return self.first <= day <= self.last

    def open_before(self, day: date) -> date:
        """Return *day*, or the last bank day before it."""
        while not self.is_open(day):
            day -= DAY
        return day

    def open_after(self, day: date) -> date:
        """Return *day*, or the first bank day after it."""
        while not self.is_open(day):
            day += DAY
        return day

    def moved(self, day: date, bank_days: int) -> date:
        """Return the day so many bank days later than *day* (earlier, below nothing)."""
        step = DAY if bank_days > 0 else -DAY
        for _ in range(abs(bank_days)):
            day += step
            while not self.is_open(day):
                day += step
        return day

    def paid_on(self, due: date, when_shut: WhenShut) -> date:
        """Return the bank day on which what falls due on *due* is to be paid."""
        return self.open_before(due) if when_shut is WhenShut.BEFORE else self.open_after(due)


WEEKENDS = Calendar("weekends", "Weekends only", "", date.min, date.max, MappingProxyType({}))
"""The calendar where nobody has said which holds."""


@dataclass(frozen=True, slots=True)
class BacsDays:
    """The three bank days of a Bacs payment: the file goes in, the banks work on it, the money is there."""

    handed_in: date
    processed: date
    entered: date


def bacs_days(entered: date, calendar: Calendar) -> BacsDays:
    """Return the three days of a payment that is to be there on *entered*, a bank day (Bacs: three bank days)."""
    return BacsDays(calendar.moved(entered, -2), calendar.moved(entered, -1), entered)


def pay_day(wanted: date, today: date, calendar: Calendar, *, lead: int = 0) -> date:
    """Return the bank day on or before *wanted*, or the first that a file made *today* can still reach.

    *lead* says how many bank days a file takes on its way (two for Bacs).
    """
    return max(calendar.open_before(wanted), calendar.moved(calendar.open_after(today), lead))


def read(id: str, folder: Path = FOLDER) -> Calendar:
    """Return the calendar that a file describes; one that is the *same_as* another has its days.

    :raises ValueError: when a day lies outside the days that the file says it knows, or on a weekend.
    """
    given = yaml.safe_load((folder / f"{id}.yaml").read_text(encoding="utf-8"))
    usual = tuple(given.get("usual_for", ()))
    if "same_as" in given:
        other = read(given["same_as"], folder)
        return Calendar(id, given["name"], other.source, other.first, other.last, other.shut, usual)
    shut = given["shut"]
    if wrong := [day for day in shut if not given["first"] <= day <= given["last"] or day.weekday() >= 5]:
        raise ValueError(f"The calendar {id} names days it should not: {', '.join(map(str, wrong))}.")
    source = f"{given['source']} (read on {given['read_on']})"
    return Calendar(id, given["name"], source, given["first"], given["last"], MappingProxyType(dict(shut)), usual)


CALENDARS: Mapping[str, Calendar] = MappingProxyType(
    {file.stem: read(file.stem) for file in sorted(FOLDER.glob("*.yaml"))}
)
"""The calendars there are, by their names."""


def usual_calendar(currency: str) -> Calendar:
    """Return the calendar by which payments in a currency usually go; weekends only where none says it is."""
    return next((one for one in CALENDARS.values() if currency in one.usual_for), WEEKENDS)


def calendar_of(id: str, currency: str) -> Calendar:
    """Return the calendar of this name, or the usual one of the currency where no name is given.

    :raises CannotExport: ``money.no_such_calendar``.
    """
    if not id:
        return usual_calendar(currency)
    if id not in CALENDARS:
        raise CannotExport("money.no_such_calendar", field="calendar", calendars=", ".join(CALENDARS))
    return CALENDARS[id]
