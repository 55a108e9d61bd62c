"""Asks what employing an assistant truly costs by a programme's dated rates, before anybody decides."""

from dataclasses import dataclass
from datetime import date

from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack, Source
from ownway.steps.control.rules import employing
from ownway.steps.control.rules.employing import Cost, Instead, Wish
from ownway.values import Asker, Reason
from ownway.values.cannot import NotFound

__all__ = ["EmployingSeen", "Wish", "employer_cost"]


@dataclass(frozen=True, slots=True)
class EmployingSeen:
    """What a full year costs, what the law says to it, what changes soon, and what could be otherwise."""

    pack: Pack
    wish: Wish
    cost: Cost
    objections: tuple[Reason, ...]
    rises: tuple[Reason, ...]
    instead: tuple[Instead, ...]
    sources: tuple[Source, ...]


def employer_cost(asker: Asker, *, programme: str, on: date, wish: Wish) -> EmployingSeen:
    """Return what *wish* comes to in a year, by the version of *programme* in force *on* a day. Anyone may ask.

    :raises NotFound: where no version is in force, or it does not say what employing costs.
    :raises CannotReckonCost: where nothing can be worked out for the wish.
    """
    pack = programmes.pack(programmes.in_force(programme, on=on))
    rates = pack.control.employing
    if rates is None:
        raise NotFound("employing.not_told")
    cost = employing.cost_of(rates, wish, pack.currency)
    named = {
        *(rates.holiday_source, rates.hours_source, rates.minimum_on(wish.starts).source),
        *(one.source for one in rates.rates_on(wish.starts).contributions),
        *(one.source for one in rates.rates_on(wish.starts).set_aside),
        *(one.source for one in rates.costs),
    }
    return EmployingSeen(
        pack=pack,
        wish=wish,
        cost=cost,
        objections=employing.objections(rates, wish, pack.currency),
        rises=employing.rises(rates, wish, pack.currency),
        instead=employing.what_instead(rates, wish, pack.currency),
        sources=tuple(source for source in pack.sources if source.id in named),
    )
