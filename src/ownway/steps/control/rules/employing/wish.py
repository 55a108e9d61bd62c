"""What somebody who thinks of employing an assistant has in mind, and where nothing can be worked out for it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ownway.rulebook.model.employing import Employing, YearlyCost
from ownway.values import Cannot

HOURS_MOST = 168
"""As many hours as a week has."""


class CannotReckonCost(Cannot):
    """What employing somebody would cost cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Help for *hours_week* hours in each of *weeks* weeks of a year, at *pence_hour* before deductions.

    *age* is the assistant's on the first day, *starts*. Who *employs_others* has used the yearly allowance for them, so
    none is counted here. *chosen* names the optional costs that are wanted; *prices* are yearly prices in pence that
    somebody was told and that stand instead of the programme's own.
    """

    hours_week: Fraction
    pence_hour: int
    age: int
    starts: date
    weeks: Fraction = Fraction(52)
    employs_others: bool = False
    chosen: frozenset[str] = frozenset()
    prices: tuple[tuple[str, int], ...] = ()

    def price_of(self, cost: YearlyCost) -> int:
        """Return the yearly price of a cost in pence: what somebody was told, or else the programme's."""
        return dict(self.prices).get(cost.id, cost.pence_year)


def check_wish(employing: Employing, wish: Wish) -> None:
    """Check that there is something to work out.

    :raises CannotReckonCost: for days of which no rates are known, somebody too young to be employed, and hours, weeks
        or pay that nobody can work.
    """
    if not employing.covers(wish.starts):
        first, until = employing.first_day.isoformat(), employing.until.isoformat()
        raise CannotReckonCost("employing.outside_dates", field="starts", first=first, until=until)
    if wish.age < employing.youngest:
        raise CannotReckonCost("employing.too_young", field="age", youngest=employing.youngest)
    if not 0 < wish.hours_week <= HOURS_MOST:
        raise CannotReckonCost("employing.no_such_hours", field="hours_week", most=HOURS_MOST)
    if not 0 < wish.weeks <= employing.weeks_year:
        raise CannotReckonCost("employing.no_such_weeks", field="weeks", most=str(employing.weeks_year))
    if wish.pence_hour <= 0:
        raise CannotReckonCost("employing.no_pay", field="pence_hour")
