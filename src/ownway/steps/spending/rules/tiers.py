"""What is asked about spending, in proportion to the money: the tier a budget comes under, and the reason (X1)."""

from dataclasses import dataclass
from fractions import Fraction

from ownway.rulebook.model import Spending, Tier
from ownway.values import Money, Reason, Rounding


@dataclass(frozen=True, slots=True)
class TierSeen:
    """The tier a person's money comes under, and why."""

    tier: Tier
    reason: Reason


def tier_for(spending: Spending, per_year: Money) -> TierSeen:
    """Return the first tier whose limit holds a yearly budget; one without a limit holds any."""
    for tier in spending.tiers:
        if tier.up_to_pence_year is not None and per_year.pence > tier.up_to_pence_year:
            continue
        facts = {"budget": per_year.pence, "limit": tier.up_to_pence_year, "currency": per_year.currency}
        code = "spending.tier_for_any_sum" if tier.up_to_pence_year is None else "spending.tier_by_sum"
        if len(spending.tiers) > 1 and tier.up_to_pence_year is None:
            code = "spending.tier_above_the_others"
        return TierSeen(tier, Reason(code, facts))
    last = spending.tiers[-1]
    return TierSeen(
        last, Reason("spending.tier_above_the_others", {"budget": per_year.pence, "currency": per_year.currency})
    )


def reserve(spending: Spending, per_year: Money, weeks_per_year: Fraction) -> Money | None:
    """Return how much may be saved up before it is talked about (U3), or nothing where the pack sets no such sum.

    Rounded up: a penny in doubt is the person's.
    """
    if not spending.reserve_weeks:
        return None
    return per_year.times(spending.reserve_weeks / weeks_per_year, Rounding.UP)
