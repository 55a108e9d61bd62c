"""When a regular payment falls due, and on which days banks carry it."""

from ownway.registers.money.rules.dates.calendars import (
    CALENDARS,
    WEEKENDS,
    BacsDays,
    Calendar,
    WhenShut,
    bacs_days,
    calendar_of,
    pay_day,
    usual_calendar,
)
from ownway.registers.money.rules.dates.dues import Due, count_of_dues, dues

__all__ = [
    "CALENDARS",
    "WEEKENDS",
    "BacsDays",
    "Calendar",
    "Due",
    "WhenShut",
    "bacs_days",
    "calendar_of",
    "count_of_dues",
    "dues",
    "pay_day",
    "usual_calendar",
]
