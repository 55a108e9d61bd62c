"""The cost of a full year, part by part: pay, holiday, cover, what the employer adds, what is put by, fixed prices."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ownway.rulebook.model.employing import Contribution, EmployerRates, Employing, SetAside
from ownway.rulebook.model.numbers import written
from ownway.steps.control.rules.employing.wish import Wish, check_wish
from ownway.values import Money, Reason, Rounding, round_to_whole
from ownway.values.reason import Fact

ROUNDING = Rounding.HALF_UP
"""Each part is rounded once, a half upwards; the total adds rounded parts, so that the page adds up."""
ASKED_FOR = Rounding.UP
"""What a plan must hold for a week or an hour is rounded up, so that the year is never short of pence."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the cost of a year: its *id* (words ``employing.<id>``), what it comes to, and why."""

    id: str
    money: Money
    reason: Reason


@dataclass(frozen=True, slots=True)
class Cost:
    """What a full year costs at the rates of the first day: its parts, together, for a week of the year, an hour."""

    parts: tuple[Part, ...]
    year: Money
    week: Money
    hour: Money
    """For an hour of help that is given, all parts counted."""

    def part(self, id: str) -> Part | None:
        """Return the part of that name, or nothing."""
        return next((part for part in self.parts if part.id == id), None)


def cost_of(employing: Employing, wish: Wish, currency: str) -> Cost:
    """Return what a full year of such employment costs, each part with its reason.

    Every week of work earns its share of paid holiday. One assistant cannot work through their own holiday, so help in
    more weeks than a full year of work has needs cover: somebody else, at the same pay, who earns holiday too.

    :raises CannotReckonCost: where nothing can be worked out; see ``check_wish``.
    """
    check_wish(employing, wish)
    pay = _Pay(employing, wish)
    rates = employing.rates_on(wish.starts)
    parts = [
        *pay.parts(currency),
        *_contributions(rates, wish, pay, currency),
        *_set_aside(rates, wish, currency),
        *_costs(employing, wish, currency),
    ]
    year = sum((part.money for part in parts), Money.nothing(currency))
    hours = wish.hours_week * wish.weeks
    return Cost(
        parts=tuple(parts),
        year=year,
        week=year.times(1 / employing.weeks_year, ASKED_FOR),
        hour=year.times(1 / hours, ASKED_FOR),
    )


class _Pay:
    """What is paid for work and for holiday, in pence a year, to the assistant and to whoever covers."""

    def __init__(self, employing: Employing, wish: Wish) -> None:
        self.wish = wish
        self.holiday_weeks = employing.holiday_weeks
        full = employing.weeks_year - employing.holiday_weeks
        self.weeks = min(wish.weeks, full)
        self.cover_weeks = wish.weeks - self.weeks
        self.earned = employing.holiday_weeks / full
        """Weeks of holiday that one week of work earns."""
        self.work = self._worth(self.weeks)
        self.holiday = self._worth(self.weeks * self.earned)
        self.cover = self._worth(self.cover_weeks) + self._worth(self.cover_weeks * self.earned)

    def _worth(self, weeks: Fraction) -> int:
        return round_to_whole(weeks * self.wish.hours_week * self.wish.pence_hour, ROUNDING)

    def parts(self, currency: str) -> Iterator[Part]:
        """Yield pay, holiday pay and, where it is needed, cover."""
        facts: dict[str, Fact] = {
            "currency": currency,
            "hours": written(self.wish.hours_week),
            "pay": self.wish.pence_hour,
            "weeks": written(self.weeks),
        }
        yield Part("wage", Money(self.work, currency), Reason("employing.wage", facts))
        holiday = {
            "full": written(self.holiday_weeks),
            "weeks": written(self.weeks * self.earned),
        }
        yield Part("holiday", Money(self.holiday, currency), Reason("employing.holiday", holiday))
        if self.cover:
            cover = {"weeks": written(self.cover_weeks)}
            yield Part("cover", Money(self.cover, currency), Reason("employing.cover", cover))

    @property
    def each(self) -> tuple[int, ...]:
        """What each of them is paid in a year."""
        return (self.work + self.holiday, self.cover) if self.cover else (self.work + self.holiday,)


def _contributions(rates: EmployerRates, wish: Wish, pay: _Pay, currency: str) -> Iterator[Part]:
    for id in dict.fromkeys(one.id for one in rates.contributions):
        holds = [one for one in rates.contributions if one.id == id and one.from_age <= wish.age < one.below_age]
        if not holds:
            yield Part(id, Money.nothing(currency), Reason("employing.not_at_that_age", {"age": wish.age}))
        else:
            yield _contribution(holds[0], wish, pay, currency)


def _contribution(rule: Contribution, wish: Wish, pay: _Pay, currency: str) -> Part:
    """Return one contribution over all who are paid, less the allowance, which the employer has once."""
    facts: dict[str, Fact] = {"currency": currency, "share": written(rule.share * 100), "pay": pay.each[0]}
    trigger = rule.trigger_pence_year or 0
    if all(one <= trigger for one in pay.each) and trigger:
        return Part(
            rule.id, Money.nothing(currency), Reason("employing.below_the_trigger", facts | {"trigger": trigger})
        )
    due = sum(round_to_whole(rule.share * _counted(rule, one), ROUNDING) for one in pay.each if one > trigger)
    code = "employing.contribution" if rule.up_to_pence_year is None else "employing.contribution_between"
    facts |= {"above": rule.above_pence_year or 0, "up_to": rule.up_to_pence_year or 0, "due": due}
    charge = Reason(code, facts)
    allowance = rule.allowance_pence_year or 0
    if not allowance or not due:
        return Part(rule.id, Money(due, currency), charge)
    if wish.employs_others:
        used: dict[str, Fact] = {"currency": currency, "allowance": allowance, "due": due}
        return Part(rule.id, Money(due, currency), Reason("employing.allowance_used", used, (charge,)))
    off = min(allowance, due)
    less: dict[str, Fact] = {"currency": currency, "allowance": allowance, "off": off, "due": due, "left": due - off}
    return Part(rule.id, Money(due - off, currency), Reason("employing.allowance", less, (charge,)))


def _counted(rule: Contribution, pence: int) -> int:
    top = pence if rule.up_to_pence_year is None else min(pence, rule.up_to_pence_year)
    return max(0, top - (rule.above_pence_year or 0))


def _set_aside(rates: EmployerRates, wish: Wish, currency: str) -> Iterator[Part]:
    for rule in rates.set_aside:
        if rule.from_age <= wish.age < rule.below_age:
            yield _put_by(rule, wish, currency)


def _put_by(rule: SetAside, wish: Wish, currency: str) -> Part:
    week = wish.hours_week * wish.pence_hour
    most = rule.week_pence_most
    capped = most is not None and week > most
    counted = Fraction(most) if capped and most is not None else week
    facts: dict[str, Fact] = {"currency": currency, "weeks": written(rule.weeks), "most": most or 0}
    code = "employing.put_by_to_a_limit" if capped else "employing.put_by"
    return Part(rule.id, Money(round_to_whole(rule.weeks * counted, ROUNDING), currency), Reason(code, facts))


def _costs(employing: Employing, wish: Wish, currency: str) -> Iterator[Part]:
    told = dict(wish.prices)
    for cost in employing.costs:
        if cost.optional and cost.id not in wish.chosen:
            continue
        code = "employing.price_told" if cost.id in told else "employing.price"
        yield Part(cost.id, Money(wish.price_of(cost), currency), Reason(code))
