"""What a pack says of good spells and of things that happen in a life: saving, surplus, and each life event."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Happened(StrEnum):
    """What can happen in a person's life that their budget has to follow. Words: ``life_event.<kind>``."""

    DEATH = "death"
    HOSPITAL = "hospital"
    PRISON = "prison"
    MOVED_AWAY = "moved_away"
    NOT_ELIGIBLE = "not_eligible"


class AtTheEnd(StrEnum):
    """What assistants are owed when their work ends for good."""

    NOTICE = "notice"
    HOLIDAY = "holiday"
    REDUNDANCY = "redundancy"


class ToTell(StrEnum):
    """Who is told when something happened; each is one thing to do on the event's list."""

    PRACTITIONER = "practitioner"
    FINANCE = "finance"
    HOLDER = "holder"
    ASSISTANTS = "assistants"
    PROVIDERS = "providers"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What follows from one thing that can happen in a life.

    An event that *ends* the budget leads to last accounts; any other lets it rest, until it goes on by one deed.
    Payments go on in full for *goes_on_days* after the day. Then each assistant is kept on *retainer_share* of their
    weekly pay for *retainer_weeks*, or, at an end, is owed what *pays* names. Last bills are waited for *bills_days*;
    after *look_again_days* somebody looks whether all of it still fits. *tells* says who is told.
    """

    kind: Happened
    ends: bool
    goes_on_days: int
    look_again_days: int
    tells: tuple[ToTell, ...]
    source: str
    pays: tuple[AtTheEnd, ...] = ()
    retainer_weeks: int = 0
    retainer_share: Fraction = Fraction(0)
    bills_days: int = 0


@dataclass(frozen=True, slots=True)
class Saving:
    """How a surplus is met: taken back at the earliest *tell_days* after the person was told why, or never.

    Where it *carries_over*, nothing is taken back at all. *looked_at_every_days* is how long a surplus may stand before
    somebody talks about it.
    """

    tell_days: int
    carries_over: bool
    looked_at_every_days: int
    source: str


@dataclass(frozen=True, slots=True)
class WeeksByAge:
    """How many *weeks* of pay a year of work counts when it was worked from an age on."""

    from_age: int
    weeks: Fraction


@dataclass(frozen=True, slots=True)
class WeekMost:
    """The most that a week of pay counts, from a day on, in pence."""

    starts: date
    pence: int
    source: str


@dataclass(frozen=True, slots=True)
class Ending:
    """What an assistant is owed when the work ends: notice by years of work, redundancy by years and age.

    Notice is *notice_week_a_year* weeks for each full year, at least *notice_weeks_least* from *notice_from_days* on
    and at most *notice_weeks_most*. Redundancy counts full years from *years_least* on, at most the last *years_most*,
    each by the age in it (*by_age*), and no week above *week_most*. ERA 1996 (England) is written so.
    """

    notice_from_days: int
    notice_weeks_least: int
    notice_week_a_year: Fraction
    notice_weeks_most: int
    notice_source: str
    years_least: int
    years_most: int
    by_age: tuple[WeeksByAge, ...]
    week_most: tuple[WeekMost, ...]
    redundancy_source: str

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that is named, each once."""
        named: Iterable[str] = (self.notice_source, self.redundancy_source, *(one.source for one in self.week_most))
        return tuple(dict.fromkeys(named))

    def most_on(self, day: date) -> WeekMost | None:
        """Return the most that a week counts on a day, or nothing before the first that is known."""
        return next((one for one in reversed(self.week_most) if one.starts <= day), None)
