"""What an assistant is owed when the work ends, or is kept on while it rests: by years of work, age and weekly pay."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median_low

from ownway.rulebook.model import AtTheEnd, Ending
from ownway.rulebook.model.employing import Employing
from ownway.rulebook.model.numbers import written
from ownway.values import Reason, Rounding, round_to_whole
from ownway.values.reason import Fact

ROUNDING = Rounding.UP
"""A penny in doubt is the assistant's."""


@dataclass(frozen=True, slots=True)
class Employed:
    """An assistant: since when, on how many pence a week, and the year they were born where it is known."""

    name: str
    starts: date
    pence_week: int
    born: int | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What one assistant is owed for one thing (``notice``, ``holiday``, ``redundancy``, ``retainer``), and why."""

    name: str
    what: str
    pence: int
    reason: Reason


def full_years(starts: date, ends: date) -> int:
    """Return how many whole years lie between two days; who began on 29 February has a year on the 28th."""
    years = ends.year - starts.year
    return years if _later(starts, years) <= ends else years - 1


def notice_weeks(rule: Ending, starts: date, ends: date) -> Fraction:
    """Return how many weeks of notice are owed to who worked from *starts* and is told on *ends*."""
    if (ends - starts).days < rule.notice_from_days:
        return Fraction(0)
    earned = full_years(starts, ends) * rule.notice_week_a_year
    return min(max(earned, Fraction(rule.notice_weeks_least)), Fraction(rule.notice_weeks_most))


def redundancy_weeks(rule: Ending, starts: date, ends: date, born: date) -> Fraction:
    """Return how many weeks of pay a redundancy counts: full years back from *ends*, each by the age it began at."""
    years = full_years(starts, ends)
    if years < rule.years_least:
        return Fraction(0)
    weeks = Fraction(0)
    for back in range(1, min(years, rule.years_most) + 1):
        age = full_years(born, _later(ends, -back))
        weeks += next((one.weeks for one in reversed(rule.by_age) if one.from_age <= age), Fraction(0))
    return weeks


def owed_at_end(
    employing: Employing, one: Employed, ends: date, pays: Collection[AtTheEnd], currency: str
) -> tuple[Owed, ...]:
    """Return what *one* is owed when the work ends on a day, by what the programme *pays*; nothing where it does not.

    Notice is paid and not worked, so the years count up to its end. Where only the year of birth is known the first of
    January is taken, and where none is known the middle band: both are said.
    """
    rule = employing.ending
    if rule is None or one.starts >= ends or (one.ends is not None and one.ends <= ends):
        return ()
    weeks = notice_weeks(rule, one.starts, ends) if AtTheEnd.NOTICE in pays else Fraction(0)
    until = ends + timedelta(days=round_to_whole(weeks * 7, Rounding.UP))
    found = [_sum(one, "notice", weeks, one.pence_week, {"years": full_years(one.starts, ends), "currency": currency})]
    if AtTheEnd.HOLIDAY in pays:
        found.append(_holiday(employing, one, ends, currency))
    if AtTheEnd.REDUNDANCY in pays:
        found.append(_redundancy(rule, one, until, currency))
    return tuple(each for each in found if each.pence)


def kept_on(one: Employed, weeks: int, share: Fraction, currency: str) -> tuple[Owed, ...]:
    """Return what keeps *one* on while the work rests: a share of weekly pay for so many weeks."""
    pence = round_to_whole(one.pence_week * weeks * share, ROUNDING)
    facts: dict[str, Fact] = {"name": one.name, "weeks": weeks, "share": written(share * 100), "pay": one.pence_week}
    return (Owed(one.name, "retainer", pence, Reason("events.retainer", facts | {"currency": currency})),) * bool(pence)


def _redundancy(rule: Ending, one: Employed, until: date, currency: str) -> Owed:
    most = rule.most_on(until)
    week = one.pence_week if most is None else min(one.pence_week, most.pence)
    middle = median_low(one.from_age for one in rule.by_age)
    born = date(until.year - middle - full_years(one.starts, until), 1, 1) if one.born is None else date(one.born, 1, 1)
    weeks = redundancy_weeks(rule, one.starts, until, born)
    facts: dict[str, Fact] = {"years": min(full_years(one.starts, until), rule.years_most), "most": week}
    code = "redundancy" if one.born is not None else "redundancy_age_not_known"
    owed = _sum(one, code, weeks, week, facts | {"currency": currency})
    return Owed(owed.name, "redundancy", owed.pence, owed.reason)


def _holiday(employing: Employing, one: Employed, ends: date, currency: str) -> Owed:
    """Holiday earned since the last year of work began; what was taken of it is not known here, so none comes off."""
    since = _later(one.starts, full_years(one.starts, ends))
    weeks = employing.holiday_weeks * Fraction((ends - since).days, (_later(since, 1) - since).days)
    return _sum(one, "holiday", weeks, one.pence_week, {"currency": currency})


def _sum(one: Employed, what: str, weeks: Fraction, week: int, facts: dict[str, Fact]) -> Owed:
    pence = round_to_whole(weeks * week, ROUNDING)
    said = written(weeks) if weeks.denominator in (1, 2) else _about(weeks)
    told: dict[str, Fact] = {"name": one.name, "weeks": said, "pay": week}
    return Owed(one.name, what, pence, Reason(f"events.{what}", told | facts))


def _about(weeks: Fraction) -> str:
    return written(Fraction(round_to_whole(weeks * 10, Rounding.HALF_UP), 10))


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
