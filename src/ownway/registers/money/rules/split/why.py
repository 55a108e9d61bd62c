"""Says why a split is as it is, each part by itself and the whole, as reasons that a page turns into words."""

from collections import defaultdict
from collections.abc import Sequence

from ownway.registers.money.rules.split.parts import OWED, Pot, Spent, Split, may_pay
from ownway.values import Reason
from ownway.values.reason import Fact


def why_each(one: Spent, pot: Pot | None, pots: Sequence[Pot]) -> Reason:
    """Return why *pot* (nothing where it is owed) pays for a spend, among all *pots*."""
    if pot is None:
        return _why_owed(one, pots)
    facts = {"stream": pot.stream, "kind": one.kind}
    if one.only:
        return Reason("streams.its_share", facts)
    others = [other for other in pots if may_pay(other, one) and other.stream != pot.stream]
    if not others:
        return Reason("streams.only_one", facts)
    if any(_rank(other) < _rank(pot) for other in others):
        return Reason("streams.those_before_used_up", facts)
    same = [other for other in others if _rank(other) == _rank(pot)]
    if same:
        end = pot.end.isoformat() if pot.end else None
        return Reason("streams.ends_first" if end else "streams.pack_order", facts | {"end": end})
    made_for_it = bool(pot.kinds) and not any(other.kinds for other in others)
    return Reason("streams.made_for_it" if made_for_it else "streams.funders_order", facts)


def _rank(pot: Pot) -> tuple[bool, int]:
    return not pot.kinds, pot.order


def _why_owed(one: Spent, pots: Sequence[Pot]) -> Reason:
    """Return why no pot may pay: no money, no period, a report, the fence or the law of that day's streams."""
    facts = {"kind": one.kind, "day": one.on.isoformat()}
    mine = [pot for pot in pots if one.only in ("", pot.stream)]
    if any(may_pay(pot, one) for pot in mine):
        return Reason("streams.no_money_left", facts)
    on_day = [pot for pot in mine if pot.start <= one.on and (pot.end is None or one.on < pot.end)]
    if not on_day:
        return Reason("streams.not_in_period", facts)
    if any(one.kind not in pot.forbidden and (not pot.kinds or one.kind in pot.kinds) for pot in on_day):
        return Reason("streams.reported_already", facts)
    barred = next((pot.stream for pot in on_day if one.kind in pot.forbidden), "")
    return Reason("streams.forbidden", facts | {"stream": barred}) if barred else Reason("streams.fenced", facts)


def why_whole(spends: Sequence[Spent], pots: Sequence[Pot], found: Split) -> Reason:
    """Return why no other split saves more, from what a reader can check.

    A pot that ends with money left could only take more where a spend it may pay for is paid by a stream that comes
    after it; the proof says that there is none.
    """
    known = {one.id: one for one in spends}
    paid: dict[str, int] = defaultdict(int)
    for part in found.parts:
        paid[part.pot] += part.pence
    because = []
    for pot in sorted(pots, key=lambda one: (one.place, one.start)):
        left = found.left[pot.id]
        end = pot.end.isoformat() if pot.end else None
        facts: dict[str, Fact] = {"stream": pot.stream, "left": left, "pence": paid[pot.id], "end": end}
        if not left:
            because.append(Reason("streams.used_up", facts))
            continue
        elsewhere = [
            part
            for part in found.parts
            if part.pot != pot.id and not part.is_settled and may_pay(pot, known[part.spent])
        ]
        if not elsewhere:
            because.append(Reason("streams.nothing_else_for_it", facts))
        else:
            because.append(Reason("streams.others_come_first", facts))
    if found.owed:
        because.append(Reason("streams.owed", {"pence": found.owed}))
    lapses = sum(found.left[pot.id] for pot in pots if pot.end is not None)
    return Reason("streams.no_other_saves_more", {"left": lapses, "owed": paid[OWED]}, tuple(because))
