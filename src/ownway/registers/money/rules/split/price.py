"""What a penny costs in a pot: that it is paid at all, then purpose, the funders' order, lapse, expiry and place."""

from collections.abc import Sequence

from ownway.registers.money.rules.split.parts import Pot, Spent, may_pay

Price = tuple[int, int, int, int, int, int]
"""Unpaid, outside its purpose, the funders' order, out of what never lapses, how late its end, place in the pack."""

UNPAID: Price = (1, 0, 0, 0, 0, 0)


def price(pot: Pot, ends: Sequence[int]) -> Price:
    """Return what a penny from *pot* costs; *ends* are the ends of all pots, ranked."""
    # All that never lapse are alike here, and told apart before: their price stays when a new period brings a new end.
    late = ends.index(pot.end.toordinal()) if pot.end else 0
    return 0, int(not pot.kinds), pot.order, int(pot.end is None), late, pot.place


def ranked_ends(pots: Sequence[Pot]) -> list[int]:
    """Return the days on which pots end, each once, the earliest first."""
    return sorted({pot.end.toordinal() for pot in pots if pot.end})


def scales(prices: Sequence[Price], pence: int) -> Price:
    """Return by how much each part of a price counts: all later parts together never outweigh one earlier penny."""
    counts = [1] * 6
    for number in range(4, -1, -1):
        most = max(one[number + 1] for one in prices)
        counts[number] = counts[number + 1] * (most * pence + 1)
    return tuple(counts)  # type: ignore[return-value]


def whole(one: Price, counts: Price) -> int:
    """Return a price as one whole number."""
    return sum(part * count for part, count in zip(one, counts, strict=True))


def counts_of(spends: Sequence[Spent], pots: Sequence[Pot]) -> Price:
    """Return by how much each part of a price counts in the numbers of this split."""
    ends = ranked_ends(pots)
    return scales([*(price(pot, ends) for pot in pots), UNPAID], sum(spent.open for spent in spends))


def table(spends: Sequence[Spent], pots: Sequence[Pot]) -> tuple[list[list[int | None]], int]:
    """Return what a penny of each spend costs in each pot (nothing: it may not pay), and what a penny unpaid costs."""
    ends = ranked_ends(pots)
    prices = [price(pot, ends) for pot in pots]
    counts = scales([*prices, UNPAID], sum(spent.open for spent in spends))
    wholes = [whole(one, counts) for one in prices]
    rows = [[cost if may_pay(pot, one) else None for pot, cost in zip(pots, wholes, strict=True)] for one in spends]
    return rows, whole(UNPAID, counts)
