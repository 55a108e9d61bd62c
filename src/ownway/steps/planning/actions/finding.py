"""Fills a line of a plan from the directory, and lets the person choose a broker, and end it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.market import queries as market
from ownway.registers.market.actions import Offer
from ownway.registers.people import actions as people
from ownway.registers.people import queries as registered
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.planning import policies
from ownway.steps.planning.actions.helping import end_help, let_in
from ownway.steps.planning.actions.ideas import SOMETHING_ELSE
from ownway.steps.planning.actions.lines import LineGiven, add_line, change_line, check_line, given_of
from ownway.steps.planning.actions.rows import draft, standing
from ownway.steps.planning.models import AimWritten, Plan
from ownway.steps.planning.queries.brokering import offered_to
from ownway.steps.planning.queries.plans import found
from ownway.steps.planning.rules.cannot import CannotLetIn, CannotWrite
from ownway.values import Asker, Every
from ownway.values.cannot import NotFound

__all__ = ["choose_broker", "end_broker", "take_from_directory"]

BROKERS = "brokers_for"
EVERY_OF_UNIT = {
    "day": Every.DAY,
    "week": Every.WEEK,
    "fortnight": Every.FORTNIGHT,
    "month": Every.MONTH,
    "quarter": Every.QUARTER,
    "term": Every.QUARTER,
    "year": Every.YEAR,
    "once": Every.ONCE,
    "item": Every.ONCE,
}
"""Units of prices that say themselves how often they are paid; an hour or a visit does not."""


def take_from_directory(
    asker: Asker,
    *,
    now: datetime,
    plan: UUID,
    provider: UUID,
    line: UUID | None = None,
    base: Iterable[UUID] = (),
) -> UUID:
    """Fill provider and price of a *line* from the directory, or add a line for it; return the line.

    A new line is for the first thing the person wants; how often and what for can be changed on the line's page.

    :raises NotFound: when the offer has left the directory.
    :raises CannotWrite: when the plan cannot be written in, has no such line, or says nothing yet of what is wanted.
    """
    offer = market.provider(asker, provider=provider, now=now).offer
    with transaction.atomic():
        row, version = draft(asker, plan=plan, section=None, now=now)
        pack = programmes.pack(row.pack_version)
        if line is not None:
            given = _filled(offer, pack, given_of(check_line(version, line)[-1]))
            change_line(asker, now=now, plan=plan, line=line, given=given, base=base)
            return line
        aims = standing(AimWritten, version=version)
        if not aims:
            raise CannotWrite("planning.no_such_aim")
        kind = next((kind for kind in offer.kinds if kind in pack.planning.kinds_of_support), SOMETHING_ELSE)
        every = _every(offer, pack, Every.WEEK)
        new = LineGiven(
            what=offer.name, aim=aims[0].aim, kind=kind, pence=_pence(offer, pack, 0), every=every, who=offer.name
        )
        return add_line(asker, now=now, plan=plan, given=new)


def choose_broker(asker: Asker, *, now: datetime, plan: UUID, provider: UUID) -> UUID:
    """Let a broker of the directory into the plan to write in it; return the party who helps from now on.

    :raises CannotLetIn: when they are no broker, or ask more than the programme's cap.
    """
    row, _version = found(plan)
    policies.check_may(asker, "let_in", person=row.person_id, now=now)
    seen = offered_to(asker, person=row.person_id, provider=provider, now=now)
    if not seen.offer.is_broker or seen.party is None:
        raise CannotLetIn("market.not_a_broker")
    if seen.too_much:
        assert seen.fee_year is not None and seen.most_year is not None
        fee, most = seen.fee_year, seen.most_year
        raise CannotLetIn("market.fee_above_cap", fee=fee.pence, most=most.pence, currency=fee.currency)
    with transaction.atomic():
        if BROKERS not in registered.relations_of(seen.party, to=row.person_id, now=now):
            people.relate(asker, now=now, who=seen.party, relation=BROKERS, to=row.person_id)
        let_in(asker, now=now, plan=plan, helper=seen.party, access="write")
    return seen.party


def end_broker(asker: Asker, *, now: datetime, plan: UUID, broker: UUID) -> None:
    """End what a broker is to the person, and their way into the plan, at once; what they wrote stays.

    :raises NotFound: when they are no broker of this person.
    """
    row: Plan = found(plan)[0]
    policies.check_may(asker, "let_in", person=row.person_id, now=now)
    if BROKERS not in registered.relations_of(broker, to=row.person_id, now=now):
        raise NotFound("people.not_found")
    with transaction.atomic():
        people.end_relation(asker, now=now, who=broker, relation=BROKERS, to=row.person_id)
        end_help(asker, now=now, plan=plan, helper=broker)


def _filled(offer: Offer, pack: Pack, last: LineGiven) -> LineGiven:
    return replace(last, pence=_pence(offer, pack, last.pence), every=_every(offer, pack, last.every), who=offer.name)


def _pence(offer: Offer, pack: Pack, otherwise: int) -> int:
    if offer.is_free:
        return 0
    return offer.price.pence if offer.price is not None and offer.price.currency == pack.currency else otherwise


def _every(offer: Offer, pack: Pack, otherwise: Every) -> Every:
    every = EVERY_OF_UNIT.get(offer.per.casefold(), otherwise)
    return every if every is Every.ONCE or every in pack.planning.times_per_year else otherwise
