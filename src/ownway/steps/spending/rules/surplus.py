"""What is truly too much of what is saved: after reserve, plans, what assistants have earned, tax and bills (U3).

People who were asked for money back tell that nobody counted what their assistants had earned or the tax to come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ownway.registers.money.rules.rates import DatedRate, pence_for
from ownway.values import Every, Period, Reason, Rounding, round_to_whole


@dataclass(frozen=True, slots=True)
class PartOfSurplus:
    """One part: its *id*, whole pence that count for it (with a minus what comes off), and why."""

    id: str
    pence: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Surplus:
    """All parts, and what is left over: nothing where they leave less than nothing."""

    parts: tuple[PartOfSurplus, ...]
    currency: str

    @property
    def balance(self) -> int:
        """What the parts come to, in pence; below nothing where more is meant for something than is there."""
        return sum(part.pence for part in self.parts)

    @property
    def pence(self) -> int:
        """The surplus."""
        return max(0, self.balance)


def surplus_of(
    *,
    with_holder: int,
    held: int,
    owed: int,
    reserve: int | None,
    named: Iterable[tuple[str, str, int]],
    for_assistants: int,
    currency: str,
) -> Surplus:
    """Return the surplus and its parts. All sums are whole pence.

    *named* are what the person says it is meant for: each as ``saving``, ``tax`` or ``bill``, in their words, and how
    much. *owed* is what was spent above what was there. Without a *reserve* the programme sets none, and nothing is a
    surplus.
    """
    money = {"currency": currency}
    parts = [
        PartOfSurplus("with_holder", with_holder, Reason("surplus.with_holder", {"pence": with_holder, **money})),
        PartOfSurplus("held", held, Reason("surplus.held", {"pence": held, **money})),
    ]
    kept = reserve if reserve is not None else with_holder + held
    code = "surplus.reserve" if reserve is not None else "surplus.no_limit"
    parts.append(PartOfSurplus("reserve", -kept, Reason(code, {"pence": kept, **money})))
    for kind, what, pence in named:
        parts.append(PartOfSurplus(kind, -pence, Reason(f"surplus.{kind}", {"pence": pence, "what": what, **money})))
    for id, pence in (("assistants", for_assistants), ("owed", owed)):
        if pence:
            parts.append(PartOfSurplus(id, -pence, Reason(f"surplus.{id}", {"pence": pence, **money})))
    return Surplus(tuple(part for part in parts if part.pence or part.id in ("with_holder", "reserve")), currency)


def most_by(rate: DatedRate, plan_pence_year: int, until: date) -> int:
    """Return what a budget gives until a day, and at least in a year: nobody can mean more of it for something.

    *plan_pence_year* is what the plan costs over all streams; the larger of the two counts.
    """
    whole = max(until, rate.starts + timedelta(days=365))
    agreed = rate.pence if rate.every is Every.ONCE else pence_for([rate], Period(rate.starts, whole))
    planned = Fraction(plan_pence_year * (whole - rate.starts).days, 365)
    return max(agreed, round_to_whole(planned, Rounding.UP))
