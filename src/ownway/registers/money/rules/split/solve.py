"""Works out the best split: purpose and the funders' order, then least lapse, then the earliest end, then place."""

from collections import defaultdict
from collections.abc import Sequence

from ownway.registers.money.rules.split.flow import Network, cheapest
from ownway.registers.money.rules.split.parts import OWED, Part, Pot, Proof, Spent, Split
from ownway.registers.money.rules.split.price import table


def split(spends: Sequence[Spent], pots: Sequence[Pot]) -> Split:
    """Return the best split of what is open of *spends* over *pots*; what is settled stays (requirement F4).

    Whole pence, exact, and the same however the input is ordered. What no pot may pay, or has money for, goes to
    :data:`OWED`. Best means, one after the other: the least owed; streams made for the purpose; the order the funders
    agreed; the least that lapses; the earliest end; the order of the pack.

    :raises ValueError: when two spends or two pots share a name, or more is settled on a pot than is there.
    """
    spends = sorted(spends, key=lambda one: (one.on, one.id))
    pots = sorted(pots, key=lambda pot: (pot.place, pot.start, pot.id))
    if len({one.id for one in spends}) < len(spends) or len({pot.id for pot in pots}) < len(pots):
        raise ValueError("Each spend and each pot has a name of its own.")
    room = _room(spends, pots)
    opened = [one for one in spends if one.open]
    rows, unpaid = table(opened, pots)
    # Spends with the same prices are the same to the network, and it is small then.
    alike: dict[tuple[int | None, ...], list[Spent]] = defaultdict(list)
    for one, row in zip(opened, rows, strict=True):
        alike[tuple(row)].append(one)
    costs = [[*row, unpaid] for row in alike]
    supplies = [sum(one.open for one in group) for group in alike.values()]
    network = cheapest(costs, supplies, [*room, sum(supplies)])
    parts = [Part(one.id, pot, pence, is_settled=True) for one in spends for pot, pence in sorted(one.settled.items())]
    for group, flow in zip(alike.values(), network.flow, strict=True):
        parts += _shared_out(group, pots, flow)
    left = {pot.id: pence for pot, pence in zip(pots, network.room, strict=False)}
    names = [pot.id for pot in pots]
    whose = {one.id: number for number, group in enumerate(alike.values()) for one in group}
    order = {name: number for number, name in enumerate([*names, OWED])}
    days = {one.id: number for number, one in enumerate(spends)}
    parts.sort(key=lambda part: (days[part.spent], not part.is_settled, order.get(part.pot, -1)))
    return Split(tuple(part for part in parts if part.pence), left, _proof(network, names, whose))


def _room(spends: Sequence[Spent], pots: Sequence[Pot]) -> list[int]:
    settled: dict[str, int] = defaultdict(int)
    for one in spends:
        for pot, pence in one.settled.items():
            settled[pot] += pence
    # A report may have charged more than a lower award has since left there: then there is no room, and nothing moves.
    return [max(0, pot.pence - settled[pot.id]) for pot in pots]


def _shared_out(group: Sequence[Spent], pots: Sequence[Pot], flow: Sequence[int]) -> list[Part]:
    """Give spends that are alike their parts, the earliest from the pot that ends first; what is owed comes last."""
    last = max((pot.end.toordinal() for pot in pots if pot.end), default=0) + 1
    ends = [pot.end.toordinal() if pot.end else last for pot in pots]
    waiting = sorted(range(len(pots)), key=lambda number: (ends[number], number))
    names = [*(pots[number].id for number in waiting), OWED]
    there = [*(flow[number] for number in waiting), flow[-1]]
    at = 0
    parts = []
    for one in group:
        needed = one.open
        while needed:
            now = min(needed, there[at])
            if now:
                parts.append(Part(one.id, names[at], now))
            needed -= now
            there[at] -= now
            at += not there[at]
    return parts


def _proof(network: Network, names: Sequence[str], whose: dict[str, int]) -> Proof:
    """Read a spend's worth and what a pot would save off the potentials; a pot with room would save nothing."""
    return Proof(
        {spent: network.end - network.near[number] for spent, number in whose.items()},
        {name: max(0, network.end - network.far[number]) for number, name in enumerate(names)},
    )
