"""What meeting each need would cost, beside the sum the rule gives: how far apart the two are (LR2)."""

from collections.abc import Collection
from fractions import Fraction

from ownway.rulebook.model import Pack
from ownway.values import Money, Reason
from ownway.values.reason import Fact

FAR_APART = Fraction(1, 5)
"""From which share of the figure a difference asks for a reason where the pack names no error band; our own default."""


def needs_of(pack: Pack, answered: Collection[str]) -> tuple[str, ...]:
    """Return the needs that can be costed: answered questions that the rule scores, less those about help."""
    helps = {help for _need, help in pack.allocation.needs_and_help}
    return tuple(one.id for one in pack.questions if one.scored and one.id in answered and one.id not in helps)


def compare(figure: Money, costed: Money, pack: Pack) -> Reason:
    """Return how what the needs would cost stands to the *figure*, both for the same period.

    They are far apart where they differ by more than the pack's own error band, or a fifth of the figure.
    """
    difference = costed - figure
    band = pack.allocation.error_band or FAR_APART
    facts: dict[str, Fact] = {
        "figure": figure.pence,
        "costed": costed.pence,
        "by": abs(difference.pence),
        "currency": figure.currency,
    }
    if abs(difference.pence) <= figure.pence * band:
        return Reason("allocation.costing_near", facts)
    return Reason("allocation.costing_more" if difference.pence > 0 else "allocation.costing_less", facts)


def is_far(reason: Reason) -> bool:
    """Whether a comparison asks for a reason before the figure is told."""
    return reason.code != "allocation.costing_near"
