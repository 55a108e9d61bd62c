"""What no money may buy: only what is illegal is blocked, all else is recorded and compared afterwards (U5)."""

from ownway.rulebook.model import Spending


def is_illegal(spending: Spending, kind: str) -> bool:
    """Whether the programme names *kind* as something that no money may buy.

    What a stream's own law or fence forbids is no reason to refuse a fact: it is recorded, that stream does not pay,
    and the reason is told (F6). Nothing is blocked on a guess: a spend of which nobody said the kind is not illegal.
    """
    return kind in spending.illegal
