"""Makes the pots of a budget: its stream's periods, each with what the rates come to, cut where the funder changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ownway.registers.money.rules.rates import DatedRate, pence_for, times
from ownway.registers.money.rules.split.cut import cut
from ownway.registers.money.rules.split.parts import Pot
from ownway.rulebook.model import Spending, Stream
from ownway.values import Every, Period


@dataclass(frozen=True, slots=True)
class Funded:
    """A budget as the split sees it: its dated rates, and the stream that pays from each day on, the earliest first."""

    id: UUID
    rates: tuple[DatedRate, ...]
    funders: tuple[tuple[date, str], ...]


def pots_of(budget: Funded, spending: Spending, reported_until: Mapping[str, date], until: date) -> Iterator[Pot]:
    """Yield the pots of a budget for days up to and with *until*.

    A stream's periods are counted from the day the budget began, or from the day on which the stream took it over. A
    stream that the pack does not name any more pays nothing new.
    """
    for number, (start, name) in enumerate(budget.funders):
        end = budget.funders[number + 1][0] if number + 1 < len(budget.funders) else None
        stream = spending.stream(name)
        if stream is not None:
            place = [one.id for one in spending.streams].index(name)
            for period in _periods(stream, start, end, until):
                yield _pot(budget, stream, place, period, reported_until.get(name))


def _periods(stream: Stream, start: date, end: date | None, until: date) -> Iterator[Period]:
    if stream.every is Every.ONCE:
        yield Period(start, end)
        return
    number = 0
    while (begins := times(start, stream.every, number)) <= until and (end is None or begins < end):
        ends = times(start, stream.every, number + 1)
        yield Period(begins, min(ends, end) if end else ends)
        number += 1


def _pot(budget: Funded, stream: Stream, place: int, period: Period, reported_until: date | None) -> Pot:
    once = period.end is None
    charged = Period(period.start, period.end or period.start + timedelta(days=1))
    usable = None if once or stream.carries_over or period.end is None else period.end
    return Pot(
        id=pot_name(budget.id, period.start),
        stream=stream.id,
        pence=pence_for(budget.rates, charged),
        start=period.start,
        end=usable + timedelta(days=stream.usable_days) if usable else None,
        order=stream.order,
        place=place,
        kinds=frozenset(stream.allowed_kinds),
        forbidden=frozenset(stream.forbidden),
        reported_until=reported_until,
    )


def pot_name(budget: UUID, start: date) -> str:
    """Return the name of a budget's pot for the period that begins on *start*."""
    return f"{budget} {start.isoformat()}"


def named_pot(name: str) -> tuple[UUID, date]:
    """Return the budget and the first day of a pot, of which :func:`pot_name` gave the name."""
    budget, start = name.split()
    return UUID(budget), date.fromisoformat(start)


def cut_shared(pence: int, kind: str, spending: Spending, streams: Sequence[str]) -> dict[str, int]:
    """Return how a spend is cut before the split: by stream where its kind is shared and all who share are there.

    Uncut it stands under no stream. A part of nothing is left out.
    """
    shared = next((one for one in spending.shared if one.kind == kind), None)
    if shared is None or not set(shared.shares) <= set(streams):
        return {"": pence}
    return {stream: part for stream, part in cut(pence, shared.shares, shared.round).items() if part}
