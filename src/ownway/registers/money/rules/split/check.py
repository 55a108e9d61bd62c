"""Checks a split without solving anything: is it allowed, and do the numbers of its proof leave no better one?

It shares with the solver only what is split (``parts``). A split is the best possible when (linear programming,
complementary slackness) every penny's price less its spend's worth plus its pot's saving is nothing where it was put
and never below nothing elsewhere, and no pot with room left would save anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ownway.registers.money.rules.split.parts import OWED, Pot, Spent, Split


def faults(spends: Sequence[Spent], pots: Sequence[Pot], found: Split) -> tuple[str, ...]:
    """Return what is wrong with a split, in words for whoever checks it; nothing where it is allowed and the best."""
    return (*_not_allowed(spends, pots, found), *_not_best(spends, pots, found))


def _fits(pot: Pot, one: Spent) -> bool:
    begun = pot.start <= one.on and (pot.reported_until is None or pot.reported_until <= one.on)
    not_over = pot.end is None or one.on < pot.end
    for_this = one.kind not in pot.forbidden and (one.kind in pot.kinds or not pot.kinds)
    return begun and not_over and for_this and one.only in ("", pot.stream)


def _not_allowed(spends: Sequence[Spent], pots: Sequence[Pot], found: Split) -> Iterator[str]:
    known, by_name = {one.id: one for one in spends}, {pot.id: pot for pot in pots}
    paid: dict[str, int] = defaultdict(int)
    taken: dict[str, int] = defaultdict(int)
    fixed: dict[tuple[str, str], int] = defaultdict(int)
    for part in found.parts:
        if part.spent not in known or part.pence <= 0:
            yield f"There is no part {part}."
            continue
        paid[part.spent] += part.pence
        taken[part.pot] += part.pence
        if part.is_settled:
            fixed[part.spent, part.pot] += part.pence
        elif part.pot != OWED and (part.pot not in by_name or not _fits(by_name[part.pot], known[part.spent])):
            yield f"“{part.pot}” may not pay for “{part.spent}”."
    for one in spends:
        if paid[one.id] != one.pence:
            yield f"Of “{one.id}” {paid[one.id]} of {one.pence} pence are accounted for."
        if {pot: fixed[one.id, pot] for pot in one.settled} != dict(one.settled):
            yield f"What was settled of “{one.id}” has moved."
    for pot in pots:
        settled = sum(one.settled.get(pot.id, 0) for one in spends)
        if taken[pot.id] > max(pot.pence, settled):
            yield f"“{pot.id}” pays more than it has."
        if found.left.get(pot.id) != max(0, pot.pence - taken[pot.id]):
            yield f"What is left in “{pot.id}” is not what was there less what was taken."


def _not_best(spends: Sequence[Spent], pots: Sequence[Pot], found: Split) -> Iterator[str]:
    worth, saving = found.proof.spends, found.proof.pots
    prices, unpaid = _prices(spends, pots)
    put = {(part.spent, part.pot) for part in found.parts if not part.is_settled}
    for pot in pots:
        gain = saving.get(pot.id, -1)
        if gain < 0 or (gain > 0 and found.left.get(pot.id)):
            yield f"The proof says that a penny more in “{pot.id}” would save {gain}, and there is room in it."
    for one in spends:
        if not one.open:
            continue
        if one.id not in worth:
            yield f"The proof does not speak of “{one.id}”."
            continue
        places = [(pot.id, prices[pot.id], saving.get(pot.id, 0)) for pot in pots if _fits(pot, one)]
        for name, price, gain in [*places, (OWED, unpaid, 0)]:
            over = price - worth[one.id] + gain
            if over < 0 or (over > 0 and (one.id, name) in put):
                yield f"“{one.id}” would be better placed: {over} at “{name}”."


def _prices(spends: Sequence[Spent], pots: Sequence[Pot]) -> tuple[dict[str, int], int]:
    """Return the price of a penny in each pot and unpaid, as one number in which what comes first always wins."""
    ends = sorted({pot.end for pot in pots if pot.end is not None})
    read = {
        pot.id: (
            0,
            0 if pot.kinds else 1,
            pot.order,
            1 if pot.end is None else 0,
            0 if pot.end is None else ends.index(pot.end),
            pot.place,
        )
        for pot in pots
    }
    pence = sum(one.open for one in spends)
    bases = [max([told[level] for told in read.values()] + [0]) * pence + 1 for level in range(1, 6)]

    def number(told: tuple[int, ...]) -> int:
        sum_so_far = told[0]
        for part, base in zip(told[1:], bases, strict=True):
            sum_so_far = sum_so_far * base + part
        return sum_so_far

    return {name: number(told) for name, told in read.items()}, number((1, 0, 0, 0, 0, 0))
