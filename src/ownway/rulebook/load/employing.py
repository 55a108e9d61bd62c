"""Reads what employing an assistant costs: dated rates, oldest first, each with its source."""

from datetime import date
from itertools import pairwise

from ownway.rulebook.load.errors import Faults, Place
from ownway.rulebook.load.fields import Fields
from ownway.rulebook.load.life_events import read_ending
from ownway.rulebook.model.employing import (
    Contribution,
    EmployerRates,
    Employing,
    HoursMost,
    MinimumPay,
    PayFloor,
    SetAside,
    YearlyCost,
)

PENCE_MOST = 10**9
AGE_MOST = 200


def read_employing(control: Fields) -> Employing | None:
    """Return what employing costs, or nothing where the programme does not say."""
    if not control.has("employing"):
        return None
    fields = control.fields("employing", "what employing costs")
    fields.node("until", "the first day of which nothing is known")
    employing = Employing(
        kinds=fields.ids("kinds"),
        until=fields.day("until") or date(1, 1, 1),
        weeks_year=fields.number("weeks_year"),
        holiday_weeks=fields.number("holiday_weeks"),
        holiday_source=fields.id("holiday_source"),
        hours_most=tuple(_hours(row) for row in fields.rows("hours_most", "the most hours from an age", least=1)),
        hours_source=fields.id("hours_source"),
        minimum_pay=tuple(_minimum(row) for row in fields.rows("minimum_pay", "a dated lowest pay", least=1)),
        rates=tuple(_rates(row) for row in fields.rows("rates", "dated rates", least=1)),
        costs=tuple(_cost(row) for row in fields.rows("costs", "a price a year", least=1)),
        ending=read_ending(fields),
    )
    fields.done()
    _check(fields, employing, control.faults)
    return employing


def _hours(row: Fields) -> HoursMost:
    most = HoursMost(row.whole("from_age", 0, AGE_MOST), row.whole("hours", 1, 168))
    row.done()
    return most


def _minimum(row: Fields) -> MinimumPay:
    floors = []
    for inner in row.rows("floors", "a lowest pay", least=1):
        floors.append(PayFloor(inner.whole("from_age", 0, AGE_MOST), inner.whole("pence_hour", 0, PENCE_MOST)))
        inner.done()
    pay = MinimumPay(_starts(row), row.id("source"), tuple(floors))
    row.done()
    return pay


def _starts(row: Fields) -> date:
    row.node("from", "the day from which it holds")
    return row.day("from") or date(1, 1, 1)


def _rates(row: Fields) -> EmployerRates:
    rates = EmployerRates(
        _starts(row),
        tuple(_contribution(inner) for inner in row.rows("contributions", "a contribution", least=1)),
        tuple(_set_aside(inner) for inner in row.rows("set_aside", "a sum set aside", least=1)),
    )
    row.done()
    return rates


def _contribution(row: Fields) -> Contribution:
    contribution = Contribution(
        id=row.id("id"),
        share=row.number("share"),
        source=row.id("source"),
        above_pence_year=_pence(row, "above_pence_year"),
        up_to_pence_year=_pence(row, "up_to_pence_year"),
        trigger_pence_year=_pence(row, "trigger_pence_year"),
        allowance_pence_year=_pence(row, "allowance_pence_year"),
        from_age=row.whole("from_age", 0, AGE_MOST, default=0),
        below_age=row.whole("below_age", 0, AGE_MOST, default=AGE_MOST),
    )
    row.done()
    return contribution


def _set_aside(row: Fields) -> SetAside:
    aside = SetAside(
        id=row.id("id"),
        weeks=row.number("weeks"),
        source=row.id("source"),
        week_pence_most=_pence(row, "week_pence_most"),
        from_age=row.whole("from_age", 0, AGE_MOST, default=0),
        below_age=row.whole("below_age", 0, AGE_MOST, default=AGE_MOST),
    )
    row.done()
    return aside


def _cost(row: Fields) -> YearlyCost:
    pence = row.whole("pence_year", 0, PENCE_MOST)
    cost = YearlyCost(row.id("id"), pence, row.id("source"), row.yes_no("optional", default=False))
    row.done()
    return cost


def _pence(row: Fields, key: str) -> int | None:
    return row.whole(key, 1, PENCE_MOST) if row.has(key) else None


def _check(fields: Fields, employing: Employing, faults: Faults) -> None:
    """Refuse rates out of order, ages out of order, and a year that is all holiday or ends before it begins."""
    for key, days in (
        ("minimum_pay", [one.starts for one in employing.minimum_pay]),
        ("rates", [one.starts for one in employing.rates]),
        ("until", [*(one.starts for one in employing.minimum_pay), employing.until]),
        ("until", [*(one.starts for one in employing.rates), employing.until]),
    ):
        if any(later <= earlier for earlier, later in pairwise(days)):
            _fault(fields, faults, key, "days out of order", "each day after the one before")
    by_age = [[most.from_age for most in employing.hours_most]]
    by_age += [[floor.from_age for floor in pay.floors] for pay in employing.minimum_pay]
    for ages in by_age:
        if ages != sorted(set(ages)):
            _fault(fields, faults, "minimum_pay", "ages out of order", "the youngest first, each age once")
    youngest = [pay.floors[0].from_age for pay in employing.minimum_pay if pay.floors]
    if employing.hours_most and any(age > employing.youngest for age in youngest):
        _fault(fields, faults, "minimum_pay", "no pay for the youngest", "a lowest pay from the youngest age on")
    if not 0 <= employing.holiday_weeks < employing.weeks_year:
        _fault(fields, faults, "holiday_weeks", "no week of work", "fewer weeks of holiday than the year has")


def _fault(fields: Fields, faults: Faults, key: str, given: str, expected: str) -> None:
    faults.add(Place(fields.file, fields.line_of(key)), "table.order", given, expected)
