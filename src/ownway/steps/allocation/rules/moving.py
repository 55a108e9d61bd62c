"""Moving over from an existing package: old and new on one scale, and what must happen when the new one is lower."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.model import MovingOver, PanelLimits
from ownway.values import Every, Money, Reason, Rounding
from ownway.values.reason import Fact

PROTECTED = "allocation.protected_while_moving"
HELD = "allocation.held_while_moving"
"""A sum above, or below, what the rule gives by itself, while people move over."""


def in_terms_of(money: Money, every: Every, other: Every, times_per_year: Mapping[Every, Fraction]) -> Money:
    """Return what *money* each *every* comes to each *other*, by the pack's own count of periods in a year.

    Rounded half up to a whole penny; a sum that keeps its period stays as it is.

    :raises KeyError: when the pack does not say how often one of the periods comes round in a year.
    """
    if every == other:
        return money
    return money.times(Fraction(times_per_year[every]) / Fraction(times_per_year[other]), Rounding.HALF_UP)


def compare(old: Money, new: Money) -> Reason:
    """Return how the new figure stands to the old package, both for the same period."""
    facts: dict[str, Fact] = {
        "old": old.pence,
        "new": new.pence,
        "by": abs(new.pence - old.pence),
        "currency": new.currency,
    }
    if new < old:
        return Reason("allocation.lower_than_package", facts)
    return Reason("allocation.higher_than_package" if new > old else "allocation.same_as_package", facts)


def by_year(
    rule: MovingOver | None, *, old: Money, new: Money, day: date, costed: Money | None = None
) -> tuple[tuple[date, Money], ...]:
    """Return from which day on which sum somebody who moves over is told: that of *day* first, the new one last.

    *new* is what the rule gives by itself, for the same period as *old*; *costed* what meeting the needs was costed
    at. Empty where the pack protects nobody that day, or the sum is the same in all years.
    """
    if rule is None or rule.on(day) is None:
        return ()
    found: list[tuple[date, Money]] = []
    for year in rule.years:
        told = rule.protected(old, new, max(day, year.starts), costed)
        assert told is not None
        if year.starts <= day:
            found = [(day, told)]
        else:
            found.append((year.starts, told))
    found.append((rule.ends, new))
    return tuple(found) if any(told != new for _, told in found) else ()


def protected(told: Money, rule_gives: Money, until: date) -> Reason:
    """Return why somebody who moves over is told another sum than the rule gives by itself."""
    facts: dict[str, Fact] = {
        "told": told.pence,
        "new": rule_gives.pence,
        "currency": told.currency,
        "until": until.isoformat(),
    }
    return Reason(PROTECTED if told > rule_gives else HELD, facts)


def protection_in(change: Reason | None) -> Reason | None:
    """Return the reason of protection in why a figure is what it is, or nothing."""
    if change is None:
        return None
    return next((reason for reason in change.walk() if reason.code in (PROTECTED, HELD)), None)


def floor_while_challenged(old: Money, new: Money, *, challenge_open: bool) -> Money | None:
    """Return the sum that is not to be gone below while a challenge of a lower figure runs, or nothing.

    Whoever would get less when moving over is protected until they are answered (Making It Personal, chapter 6).
    """
    return old if challenge_open and new < old else None


def panel_ends(formula: Money, limits: PanelLimits) -> tuple[Money, Money]:
    """Return the least and the most to which a panel may move the *formula* figure, both in whole pence inside (A8)."""
    return (
        formula.times(1 - limits.down, Rounding.UP),
        formula.times(1 + limits.up, Rounding.DOWN),
    )
