"""Asks where a person's money comes from: one sum, its parts, for whom each stream is, and who pays next (F2, F3)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ownway.registers.money import queries as money
from ownway.registers.money.queries import FunderSeen, StreamSeen
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack, Stream
from ownway.steps.allocation import queries as allocation
from ownway.steps.allocation.queries import StreamFor
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.steps.spending import policies
from ownway.steps.spending.queries.recording import agreed_for, lines_of
from ownway.steps.spending.queries.seen import LineToBuy
from ownway.steps.spending.rules.cannot import CannotMoveToFunder
from ownway.values import Asker, Money
from ownway.values.cannot import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class PartOfMoney:
    """One budget that the person has: who pays for it now, and how it stands."""

    paid_by: str
    stands: StreamSeen
    next: FunderSeen | None


@dataclass(frozen=True, slots=True)
class SourcesSeen:
    """One sum and where it comes from. *eligible* says for each stream of the programme whether it is for the person.

    Nothing is said of streams to one who may not see the answers behind the figure.
    """

    person: UUID
    person_name: str
    pack: Pack
    budget: UUID
    per_year: Money
    parts: tuple[PartOfMoney, ...]
    eligible: tuple[StreamFor, ...]
    now_paying: str
    next_change: FunderSeen | None
    may_change: bool


@dataclass(frozen=True, slots=True)
class FunderChangeSeen:
    """What would come of another funder from a day on: what it may not pay for, and what the one before could not."""

    person: UUID
    person_name: str
    pack: Pack
    before: str
    stream: Stream
    starts: date
    is_back_dated: bool
    not_by_new: tuple[LineToBuy, ...]
    not_by_old: tuple[LineToBuy, ...]
    eligible: StreamFor | None


def sources_of(asker: Asker, *, person: UUID, now: datetime) -> SourcesSeen | None:
    """Return where *person*'s money comes from, or nothing before there is an agreed budget.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    agreed = agreed_for(person, now=now)
    account = money.account_of(asker, person=person, now=now, newest=0)
    if agreed is None or account is None:
        return None
    pack = programmes.pack(agreed.rule_version)
    today = timezone.localdate(now)
    parts = []
    for stands in account.streams:
        funders = money.funders_of(asker, budget=stands.budget, now=now)
        parts.append(
            PartOfMoney(
                paid_by=[one.stream for one in funders if one.starts is None or one.starts <= today][-1],
                stands=stands,
                next=next((one for one in funders if one.starts is not None and one.starts > today), None),
            )
        )
    mine = next(part for part in parts if part.stands.budget == agreed.budget_id)
    return SourcesSeen(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        budget=agreed.budget_id,
        per_year=sum(
            (
                budget_in_a_year(part.stands.rate, part.stands.every, pack.planning.times_per_year)
                for part in parts
                if part.stands.rate.currency == agreed.currency
            ),
            Money.nothing(agreed.currency),
        ),
        parts=tuple(parts),
        eligible=_eligible(asker, person, now=now),
        now_paying=mine.paid_by,
        next_change=mine.next,
        may_change=policies.may(asker, "move_to_funder", person=person, now=now),
    )


def funder_change(asker: Asker, *, person: UUID, stream: str, starts: date, now: datetime) -> FunderChangeSeen:
    """Return what would come of letting another stream pay from *starts* on; nothing is decided by looking.

    :raises CannotMoveToFunder: ``spending.nothing_agreed`` or ``streams.no_such_stream``.
    :raises CannotChangeFunder: for a day on which it cannot begin, and the one who pays already.
    """
    policies.check_may(asker, "move_to_funder", person=person, now=now)
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotMoveToFunder("spending.nothing_agreed")
    pack = programmes.pack(agreed.rule_version)
    new = pack.spending.stream(stream)
    if new is None:
        raise CannotMoveToFunder("streams.no_such_stream", field="stream")
    money.check_may_change(asker, budget=agreed.budget_id, stream=stream, starts=starts, now=now)
    before = money.funders_of(asker, budget=agreed.budget_id, now=now)[-1].stream
    old, lines = pack.spending.stream(before), lines_of(asker, agreed, now=now)
    return FunderChangeSeen(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        before=before,
        stream=new,
        starts=starts,
        is_back_dated=starts <= timezone.localdate(now),
        not_by_new=tuple(line for line in lines if not new.may_buy(line.kind)),
        not_by_old=tuple(line for line in lines if old and not old.may_buy(line.kind) and new.may_buy(line.kind)),
        eligible=next((one for one in _eligible(asker, person, now=now) if one.stream == stream), None),
    )


def _eligible(asker: Asker, person: UUID, *, now: datetime) -> tuple[StreamFor, ...]:
    try:
        return allocation.streams_for(asker, person=person, now=now)
    except (NotFound, NotAllowed):
        return ()
