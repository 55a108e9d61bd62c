"""What would be cheaper or lawful: the same year worked out again with one thing changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ownway.rulebook.model.employing import Employing
from ownway.steps.control.rules.employing.cost import cost_of
from ownway.steps.control.rules.employing.law import lowest_pay
from ownway.steps.control.rules.employing.wish import Wish
from ownway.values import Money, Reason


@dataclass(frozen=True, slots=True)
class Instead:
    """One thing that could be otherwise, and what a year would cost then."""

    reason: Reason
    year: Money


def what_instead(employing: Employing, wish: Wish, currency: str) -> tuple[Instead, ...]:
    """Return single changes, each with the yearly cost that follows from it: lawful pay first, then what saves.

    A change that makes nothing lawful and saves nothing is left out.

    :raises CannotReckonCost: where nothing can be worked out.
    """
    now = cost_of(employing, wish, currency).year
    lowest = lowest_pay(employing, wish)
    found = []
    if wish.pence_hour != lowest:
        at_lowest = cost_of(employing, replace(wish, pence_hour=lowest), currency).year
        code = "employing.at_the_lowest_pay" if wish.pence_hour > lowest else "employing.at_lawful_pay"
        found.append(Instead(Reason(code, {"currency": currency, "lowest": lowest}), at_lowest))
    for reason, other in _others(employing, wish):
        year = cost_of(employing, other, currency).year
        if year < now:
            found.append(Instead(reason, year))
    return tuple(found)


def _others(employing: Employing, wish: Wish) -> Iterator[tuple[Reason, Wish]]:
    if wish.hours_week > 1:
        yield Reason("employing.an_hour_less"), replace(wish, hours_week=wish.hours_week - 1)
    if wish.employs_others:
        yield Reason("employing.with_the_allowance"), replace(wish, employs_others=False)
    if wish.chosen:
        yield Reason("employing.wages_done_yourself"), replace(wish, chosen=frozenset())
    full = employing.weeks_year - employing.holiday_weeks
    if wish.weeks > full:
        yield Reason("employing.without_cover"), replace(wish, weeks=full)
