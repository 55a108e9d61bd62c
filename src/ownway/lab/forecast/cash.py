"""What is agreed already, and what goes out of the pot month by month: commitments first, then what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ownway.values import Rounding, round_to_whole


@dataclass(frozen=True, slots=True)
class Commitment:
    """An agreed budget: whole pence a month from its first month to its last, which may be open."""

    pence_month: int
    first: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Cash:
    """One month: what is agreed, what new demand is expected to add, and what is left of the pot after it."""

    month: str
    committed_pence: int
    new_pence: int
    left_pence: int

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "month": self.month,
            "committed_pence": self.committed_pence,
            "new_pence": self.new_pence,
            "left_of_pot_pence": self.left_pence,
        }


def cash_flow(
    months: Iterable[str],
    agreed: Iterable[Commitment],
    new_pence: Iterable[int],
    pot_pence: int,
    price: Fraction = Fraction(0),
) -> list[Cash]:
    """Return month by month what goes out of the *pot*, in whole pence, prices raised by a share (a half penny up)."""
    held = list(agreed)
    left = pot_pence
    found = []
    for month, new in zip(months, new_pence, strict=True):
        there = sum(one.pence_month for one in held if one.first <= month and (not one.last or month <= one.last))
        committed = round_to_whole(there * (1 + price), Rounding.HALF_UP)
        added = round_to_whole(new * (1 + price), Rounding.HALF_UP)
        left -= committed + added
        found.append(Cash(month, committed, added, left))
    return found
