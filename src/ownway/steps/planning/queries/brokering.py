"""The brokers of the directory as one person meets them: the fee for a year first, beside what may be asked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.registers.market import queries as market
from ownway.registers.market.actions import Offer
from ownway.registers.market.queries import ProviderSeen
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import policies
from ownway.steps.planning.models import Plan
from ownway.steps.planning.rules.brokers import fee_in_a_year, most_in_a_year
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.values import Asker, Money
from ownway.values.cannot import NotAllowed


@dataclass(frozen=True, slots=True)
class BrokerSeen:
    """A broker: fee in a year, the most that may be asked, interests, and whether they help this person already."""

    provider: UUID
    party: UUID | None
    offer: Offer
    interest_names: tuple[str, ...]
    fee_year: Money | None
    most_year: Money | None
    is_mine: bool

    @property
    def too_much(self) -> bool:
        """Whether they ask more than the programme lets them."""
        if self.fee_year is None or self.most_year is None or self.fee_year.currency != self.most_year.currency:
            return False
        return self.fee_year > self.most_year


def brokers_for(asker: Asker, *, person: UUID, now: datetime) -> tuple[BrokerSeen, ...]:
    """Return the brokers one can choose from, the lowest fee first, those that ask too much last.

    :raises NotFound: when the asker may not know the person.
    :raises NotAllowed: when they may, and choosing who helps is not theirs.
    """
    policies.check_may(asker, "let_in", person=person, now=now)
    pack, budget = _budget(asker, person, now=now)
    found = market.find(asker, now=now, brokers=True)
    seen = [_seen(one, person, pack, budget, now=now) for one in found]
    return tuple(
        sorted(seen, key=lambda one: (one.too_much, one.fee_year.pence if one.fee_year else 0, one.offer.name))
    )


def offered_to(asker: Asker, *, person: UUID, provider: UUID, now: datetime) -> BrokerSeen:
    """Return one provider as a broker for that person.

    :raises NotFound: when the offer has left the directory, or the asker may not know the person.
    """
    policies.check_may(asker, "let_in", person=person, now=now)
    pack, budget = _budget(asker, person, now=now)
    return _seen(market.provider(asker, provider=provider, now=now), person, pack, budget, now=now)


def _pence(one: BrokerSeen) -> int:
    return one.fee_year.pence if one.fee_year is not None else 0


def _budget(asker: Asker, person: UUID, *, now: datetime) -> tuple[Pack | None, Money | None]:
    plan = Plan.objects.filter(person_id=person).order_by("started_at", "id").last()
    pack = programmes.pack(plan.pack_version) if plan else None
    try:
        told = allocation.figure_of(asker, person=person, now=now)
    except NotAllowed:
        told = None
    if pack is None or told is None or told.money is None:
        return pack, None
    return pack, budget_in_a_year(told.money, told.per, pack.planning.times_per_year)


def _seen(one: ProviderSeen, person: UUID, pack: Pack | None, budget: Money | None, *, now: datetime) -> BrokerSeen:
    fee, most = one.offer.fee, None
    if pack is not None and fee is not None:
        try:
            fee = fee_in_a_year(fee, one.offer.fee_every, pack.planning.times_per_year)
        except KeyError:
            fee = None
        most = most_in_a_year(pack.planning.broker_fee, budget, pack.currency)
    mine = one.party is not None and "brokers_for" in people.relations_of(one.party, to=person, now=now)
    return BrokerSeen(one.id, one.party, one.offer, one.interest_names, fee, most, mine)
