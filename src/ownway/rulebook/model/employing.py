"""What employing somebody costs beyond their pay, as dated rates with their sources; no country is known here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ownway.rulebook.model.life_events import Ending


@dataclass(frozen=True, slots=True)
class PayFloor:
    """The lowest lawful pay an hour from an age on, in pence."""

    from_age: int
    pence_hour: int


@dataclass(frozen=True, slots=True)
class MinimumPay:
    """The lowest lawful pay by age, from a day on."""

    starts: date
    source: str
    floors: tuple[PayFloor, ...]

    def floor(self, age: int) -> PayFloor | None:
        """Return the floor for somebody of that age, or nothing below the youngest."""
        return next((one for one in reversed(self.floors) if one.from_age <= age), None)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A *share* of yearly pay that the employer adds, by age; ages run from *from_age* up to but not *below_age*.

    It is taken of the pay above one sum and up to another, and only where pay is more than *trigger_pence_year*; what
    it comes to for all assistants is less a yearly *allowance_pence_year*. Words: ``employing.<id>``.
    """

    id: str
    share: Fraction
    source: str
    above_pence_year: int | None = None
    up_to_pence_year: int | None = None
    trigger_pence_year: int | None = None
    allowance_pence_year: int | None = None
    from_age: int = 0
    below_age: int = 200


@dataclass(frozen=True, slots=True)
class SetAside:
    """So many *weeks* of pay put by each year for the day the job ends, by age; a week counts up to a limit.

    Words: ``employing.<id>``.
    """

    id: str
    weeks: Fraction
    source: str
    week_pence_most: int | None = None
    from_age: int = 0
    below_age: int = 200


@dataclass(frozen=True, slots=True)
class EmployerRates:
    """What an employer adds to pay, from a day on."""

    starts: date
    contributions: tuple[Contribution, ...]
    set_aside: tuple[SetAside, ...]

    @property
    def parts(self) -> tuple[Contribution | SetAside, ...]:
        """All that stands in them."""
        return (*self.contributions, *self.set_aside)


@dataclass(frozen=True, slots=True)
class YearlyCost:
    """A price a year; an *optional* one is only counted where somebody chooses it. Words: ``employing.<id>``."""

    id: str
    pence_year: int
    source: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class HoursMost:
    """The most hours a week that somebody from an age on may be asked to work."""

    from_age: int
    hours: int


@dataclass(frozen=True, slots=True)
class Employing:
    """What employing an assistant costs in a year. Nothing is known from *until* on, and nothing is worked out then.

    A full year has *weeks_year* weeks, *holiday_weeks* of them paid holiday. *kinds* are the kinds of support for which
    somebody is employed; *ending* says what is owed when the work ends.
    """

    kinds: tuple[str, ...]
    until: date
    weeks_year: Fraction
    holiday_weeks: Fraction
    holiday_source: str
    hours_most: tuple[HoursMost, ...]
    hours_source: str
    minimum_pay: tuple[MinimumPay, ...]
    rates: tuple[EmployerRates, ...]
    costs: tuple[YearlyCost, ...]
    ending: Ending | None = None

    @property
    def first_day(self) -> date:
        """The first day for which both the lowest pay and the rates are known."""
        return max(self.minimum_pay[0].starts, self.rates[0].starts)

    @property
    def youngest(self) -> int:
        """The age from which somebody may be employed at all."""
        return self.hours_most[0].from_age

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that is named, each once."""
        named: Iterable[str] = (
            self.holiday_source,
            self.hours_source,
            *(one.source for one in self.minimum_pay),
            *(one.source for rates in self.rates for one in rates.parts),
            *(one.source for one in self.costs),
            *(self.ending.sources if self.ending else ()),
        )
        return tuple(dict.fromkeys(named))

    @property
    def named(self) -> tuple[str, ...]:
        """Every part of the cost that the programme itself names, each once."""
        parts = [one.id for rates in self.rates for one in rates.parts]
        return tuple(dict.fromkeys([*parts, *(one.id for one in self.costs)]))

    def covers(self, day: date) -> bool:
        """Whether rates are known for that day."""
        return self.first_day <= day < self.until

    def minimum_on(self, day: date) -> MinimumPay:
        """Return the lowest pay that holds on a day that is covered."""
        return next(one for one in reversed(self.minimum_pay) if one.starts <= day)

    def rates_on(self, day: date) -> EmployerRates:
        """Return the rates that hold on a day that is covered."""
        return next(one for one in reversed(self.rates) if one.starts <= day)
