"""What a person pays towards their own support: a dated share, what it comes to over days, and which bills are open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ownway.registers.money.rules.movements import CONTRIBUTED, GRANTED, LEFT, OVERGRANTED, SHORTFALL, leg
from ownway.registers.money.rules.plan import Leg, Place, Standing, State
from ownway.registers.money.rules.rates import DatedRate, pence_for
from ownway.registers.money.rules.refusals import CannotPost
from ownway.registers.money.rules.suspensions import Suspended, with_suspensions
from ownway.values import Every, Period

OWN_SHARE = "own_share"
"""What the ledger calls own money that is the person's share, so that what a family adds beside it stays apart (A7)."""

BILLED, DUE = Place(State.BILLED), Place(State.DUE)
GROSS, NET = "gross", "net"
"""The ways: the whole budget is paid and the person is sent a bill, or the payment is less by the share."""


@dataclass(frozen=True, slots=True)
class DatedShare:
    """*pence* every so often from *starts* on, paid in one *way*, until the next begins; none is 0 pence."""

    starts: date
    pence: int
    every: Every
    way: str


def share_for(shares: Sequence[DatedShare], way: str, period: Period, suspended: Sequence[Suspended] = ()) -> int:
    """Return the pence that dated shares of one *way* come to over *period*, to the nearest penny.

    However the days are cut, the parts add up. Nothing is asked for days before the first share, or for days on which
    the budget is suspended: who gets nothing pays nothing.
    """
    ordered = sorted(shares, key=lambda share: share.starts)
    if not ordered or period.end is None or period.end <= ordered[0].starts:
        return 0
    rates = [DatedRate(share.starts, share.pence if share.way == way else 0, share.every) for share in ordered]
    days = Period(max(period.start, ordered[0].starts), period.end)
    return pence_for(with_suspensions(rates, suspended), days)


@dataclass(frozen=True, slots=True)
class OpenBill:
    """What is still open of a bill."""

    id: UUID
    due_on: date
    pence: int


def open_bills(bills: Iterable[tuple[UUID, date, int]], settled_pence: int) -> tuple[OpenBill, ...]:
    """Return what is open of each bill once *settled_pence* were paid or waived: the oldest is settled first."""
    found = []
    for id, due_on, pence in bills:
        now = min(pence, settled_pence)
        settled_pence -= now
        found.append(OpenBill(id, due_on, pence - now))
    return tuple(found)


def arrears(bills: Iterable[OpenBill], today: date) -> int:
    """Return the pence of bills whose day to pay has passed. They are shown, and stop no payment."""
    return sum(bill.pence for bill in bills if bill.due_on < today)


def due_after(today: date, within_days: int) -> date:
    """Return the day by which a bill of today is to be paid."""
    return today + timedelta(days=within_days)


def billed(pence: int) -> list[Leg]:
    """The person is sent a bill of *pence*; it is theirs to pay and no public money."""
    return leg(BILLED, DUE, pence)


def paid_in(standing: Standing, pence: int) -> list[Leg]:
    """The person paid *pence* of what they were billed."""
    _check_due(standing, pence)
    return [Leg(DUE, Place(State.PAID_IN), pence)]


def waived(standing: Standing, pence: int) -> list[Leg]:
    """*pence* of what the person was billed are not asked for any more."""
    _check_due(standing, pence)
    return [Leg(DUE, Place(State.WAIVED), pence)]


def _check_due(standing: Standing, pence: int) -> None:
    if pence > (there := standing.get(DUE, 0)):
        raise CannotPost("own_share.less_is_due", field="pence", asked=pence, there=there)


def kept_back(standing: Standing, pence: int) -> list[Leg]:
    """A payment went out that was less by *pence*: the funder keeps them, and the person puts them in.

    What of them was used meanwhile for something else comes off money still to come.
    """
    there = min(pence, standing.get(LEFT, 0))
    return [
        *leg(BILLED, Place(State.KEPT_BACK), pence),
        *leg(LEFT, GRANTED, there),
        *leg(SHORTFALL, OVERGRANTED, pence - there),
        *leg(Place(CONTRIBUTED.state, OWN_SHARE), Place(State.OWN_LEFT), pence),
    ]
