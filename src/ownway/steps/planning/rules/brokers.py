"""What a broker may ask in a year, by the programme's cap, and what one does ask."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.model import BrokerFee
from ownway.values import Every, Money, Rounding


def fee_in_a_year(fee: Money, every: Every, times_per_year: Mapping[Every, Fraction]) -> Money:
    """Return a broker's fee for a year by the programme's own conversions; a fee asked once is asked once.

    :raises KeyError: when the programme does not say how often that period comes round in a year.
    """
    return fee if every is Every.ONCE else fee.times(times_per_year[every], Rounding.HALF_UP)


def most_in_a_year(cap: BrokerFee | None, budget: Money | None, currency: str) -> Money | None:
    """Return the most that may be asked in a year, the lesser of share and sum; nothing where no cap can be told."""
    if cap is None:
        return None
    ends = [] if cap.pence_year_most is None else [Money(cap.pence_year_most, currency)]
    if cap.percent_most is not None and budget is not None:
        ends.append(budget.times(Fraction(cap.percent_most, 100), Rounding.DOWN))
    return min(ends, default=None)
