"""Reads what a split needs for many people at once: spends, pots, what was reported, and who bears what so far."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from ownway.registers.money.actions.budgets import rates_of
from ownway.registers.money.actions.netting import kept_of, less_kept, shares_begun
from ownway.registers.money.actions.posting import first_open
from ownway.registers.money.models import (
    Account,
    Budget,
    Funder,
    Journal,
    Reported,
    Share,
    Split,
    StreamReport,
    Transfer,
)
from ownway.registers.money.models.among import among
from ownway.registers.money.models.ledger import not_reversed
from ownway.registers.money.rules.plan import State
from ownway.registers.money.rules.split import OWED, Pot, Spent, split
from ownway.registers.money.rules.split.kept import Told, together
from ownway.registers.money.rules.split.periods import Funded, cut_shared, named_pot, pot_name, pots_of
from ownway.registers.money.rules.split.recharge import USED, own_in_it
from ownway.rulebook.model import Spending

Named = dict[str, tuple[Spent, UUID]]
"""Spends by name, each with its journal: a shared one was cut into several."""


@dataclass(frozen=True, slots=True)
class ToSplit:
    """One person's spending of a programme: the journals of their spends, the kind of each, and the pack's streams."""

    person: UUID
    programme: str
    spending: Spending
    kinds: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Home:
    """Out of which budget a spend was recorded, for which purpose, when and how much.

    *own* of it was met by the family's own money, and *short* by nobody yet.
    """

    person: UUID
    budget: UUID
    purpose: str
    on: date
    pence: int
    own: int = 0
    short: int = 0


class Held(NamedTuple):
    """One share as far as it may change: whose part of which spend, and how much."""

    spend: UUID
    budget: UUID | None
    period: date | None
    pence: int


@dataclass(frozen=True, slots=True)
class Case:
    """One person's spending, ready to be split; *journals* names the journal of each (possibly cut) spend.

    *borne* is who bears what of each journal now, *held* the shares that hold, *told* what is kept of their proof.
    """

    person: UUID
    programme: str
    currency: str
    budgets: tuple[Budget, ...]
    spends: tuple[Spent, ...]
    pots: tuple[Pot, ...]
    journals: Mapping[str, UUID]
    homes: Mapping[UUID, Home]
    borne: Mapping[UUID, Mapping[UUID | None, int]]
    held: frozenset[Held]
    told: Told


def cases_of(people: Sequence[ToSplit], *, today: date) -> Iterator[Case]:
    """Yield each person's case who has a budget, in the order given; a handful of questions to the database for all."""
    budgets: dict[tuple[UUID, str], list[Budget]] = defaultdict(list)
    for budget in Budget.objects.filter(person__in={one.person for one in people}).order_by("id"):
        budgets[budget.person_id, budget.programme].append(budget)
    ids = [budget.pk for group in budgets.values() for budget in group]
    funded = _funded(ids)
    spends = [journal for one in people for journal in one.kinds]
    whose = {one.person for one in people}
    homes, shares, told = homes_of(spends), _shares(whose), _told(whose)
    own_there = own_spent({home.budget for home in homes.values() if home.own})
    settled = _settled(spends, [row for rows in shares.values() for row in rows])
    reported, kept = _reported_until({one.programme for one in people}), kept_of(ids)
    for one in people:
        group = [budget for budget in budgets[one.person, one.programme] if funded[budget.pk].rates]
        group = [budget for budget in group if budget.currency == group[0].currency]
        if not group:
            continue
        mine = {journal: homes[journal] for journal in one.kinds if journal in homes}
        mine = {journal: home for journal, home in mine.items() if home.budget in {budget.pk for budget in group}}
        until = max([today, *(home.on for home in mine.values())])
        pots = [
            pot
            for budget in group
            for pot in less_kept(
                [*pots_of(funded[budget.pk], one.spending, reported.get(one.programme, {}), until)], kept[budget.pk]
            )
        ]
        borne = _borne(shares[one.person, one.programme])
        mine = less_own_gone(mine, borne, own_there)
        ready = partial(_spents, kinds=one.kinds, spending=one.spending, settled=settled, pots=pots)
        named = _own_apart(mine, ready, pots, settled)
        yield Case(
            person=one.person,
            programme=one.programme,
            currency=group[0].currency,
            budgets=tuple(group),
            spends=tuple(spent for spent, _ in named.values()),
            pots=tuple(pots),
            journals={name: journal for name, (_, journal) in named.items()},
            homes=mine,
            borne=borne,
            held=frozenset(shares[one.person, one.programme]),
            told=told.get((one.person, one.programme), {}),
        )


def _own_apart(
    homes: Mapping[UUID, Home],
    ready: Callable[[Mapping[UUID, Home]], Named],
    pots: Sequence[Pot],
    settled: Mapping[UUID, Mapping[str, int]],
) -> Named:
    """Return spends, ready to be split, without the own money that no other budget gives back: no funder is told of it.

    What a funder was told of already stays in.
    """
    told, named = dict(homes), ready(homes)
    while any(home.own for home in told.values()):
        away: Counter[UUID] = Counter()
        for part in split(tuple(spent for spent, _ in named.values()), pots).parts:
            journal = named[part.spent][1]
            if part.pot != OWED and named_pot(part.pot)[0] != homes[journal].budget:
                away[journal] += part.pence
        fewer = {}
        for journal, home in told.items():
            reported = sum(settled.get(journal, {}).values())
            own = own_in_it(homes[journal].own, home.short, away[journal])
            pence = min(home.pence, max(homes[journal].pence - own, reported))
            if pence:
                fewer[journal] = replace(home, pence=pence, own=home.own - (home.pence - pence))
        if fewer == told:
            break
        told, named = fewer, ready(fewer)
    return named


def homes_beside(budget: UUID) -> dict[UUID, Home]:
    """Return all spends that were recorded on a budget and still count."""
    rows = Journal.objects.filter(budget=budget, kind="spend")
    return homes_of(rows.values_list("pk", flat=True))


def elsewhere(home: Home, borne: Mapping[UUID | None, int]) -> dict[UUID, int]:
    """Return what other budgets bear of a spend."""
    return {budget: pence for budget, pence in borne.items() if budget not in (None, home.budget) and pence}


def less_own_gone(
    homes: Mapping[UUID, Home],
    borne: Mapping[UUID, Mapping[UUID | None, int]],
    there: Mapping[UUID, Mapping[str, int]],
) -> dict[UUID, Home]:
    """Return spends with the own money that is in them as the books stand.

    What was given back when another stream bore a spend may have paid for something else before the spend came home:
    it is in the latest of them no more.
    """
    if not any(home.own for home in homes.values()):
        return dict(homes)
    gone: Counter[tuple[UUID, str]] = Counter()
    inside: dict[UUID, int] = {}
    for journal, home in homes.items():
        away = sum(elsewhere(home, borne.get(journal, {})).values())
        inside[journal] = own_in_it(home.own, home.short, away)
        gone[home.budget, home.purpose] += inside[journal]
    found = dict(homes)
    for journal, home in sorted(homes.items(), key=lambda one: (one[1].on, one[0]), reverse=True):
        place = home.budget, home.purpose
        lacking = gone[place] - there[home.budget].get(home.purpose, 0) if home.budget in there else 0
        cut = min(inside[journal], max(0, lacking))
        found[journal] = replace(home, own=home.own - cut)
        gone[place] -= cut
    return found


def own_spent(budgets: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """Return the own money that was used, by budget and purpose; nothing of a budget out of which a share is paid.

    There own money and the person's share stand together.
    """
    shared, found = shares_begun(budgets), defaultdict[UUID, dict[str, int]](dict)
    rows = Account.objects.filter(budget__in=budgets, state=State.OWN_SPENT)
    for budget, purpose, pence in rows.values_list("budget", "purpose", "balance__pence"):
        if budget not in shared:
            found[budget][purpose] = pence or 0
    return dict(found)


def homes_of(spends: Collection[UUID]) -> dict[UUID, Home]:
    """Return where spends that still count were recorded; what people paid as their own share no funder bears."""
    homes: dict[UUID, Home] = {}
    rows = Transfer.objects.filter(
        not_reversed("journal"),
        journal__in=among(spends),
        journal__kind="spend",
        credit__state__in=[one.value for one in USED],
    )
    told = ("journal", "journal__about", "journal__budget", "credit__purpose", "journal__true_on", "pence")
    found = list(rows.values_list(*told, "pk", "credit__state"))
    begun = shares_begun({row[2] for row in found})
    for journal, person, budget, purpose, on, pence, transfer, state in found:
        if state == State.OWN_SPENT and budget in begun and transfer > begun[budget]:
            continue
        before = homes.get(journal, Home(person, budget, purpose, on, 0))
        own = pence if state == State.OWN_SPENT else 0
        short = pence if state in (State.OWED, State.OVERDRAWN) else 0
        homes[journal] = replace(before, pence=before.pence + pence, own=before.own + own, short=before.short + short)
    return homes


def purses_of(people: Collection[UUID]) -> dict[UUID, dict[UUID | None, int]]:
    """Return who bears what of each spend of these people by the splits that hold."""
    return {spend: borne for rows in _shares(people).values() for spend, borne in _borne(rows).items()}


def _borne(rows: Sequence[Held]) -> dict[UUID, dict[UUID | None, int]]:
    borne: dict[UUID, dict[UUID | None, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        borne[row.spend][row.budget] += row.pence
    return {spend: dict(parts) for spend, parts in borne.items()}


def _shares(people: Collection[UUID]) -> dict[tuple[UUID, str], list[Held]]:
    shares: dict[tuple[UUID, str], list[Held]] = defaultdict(list)
    rows = Share.objects.filter(split__person__in=people).holding()
    told = ("split__person", "split__programme", "spend", "budget", "period", "pence")
    for person, programme, *rest in rows.values_list(*told):
        shares[person, programme].append(Held(*rest))
    return shares


def _told(people: Collection[UUID]) -> dict[tuple[UUID, str], Told]:
    """Return what is kept of the certificates that hold, by person and programme."""
    changes: dict[tuple[UUID, str], list[Told]] = defaultdict(list)
    rows = Split.objects.filter(person__in=people).order_by("id")
    for person, programme, proof in rows.values_list("person", "programme", "proof"):
        changes[person, programme].append(proof)
    return {whose: together(told) for whose, told in changes.items()}


def _funded(budgets: Collection[UUID]) -> dict[UUID, Funded]:
    rates = rates_of(budgets)
    later: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    for row in Funder.objects.standing().filter(budget__in=budgets).order_by("starts"):
        later[row.budget_id].append((row.starts, row.stream))
    streams = dict(Budget.objects.filter(pk__in=budgets).values_list("pk", "stream"))
    return {
        budget: Funded(
            budget,
            tuple(rates[budget]),
            ((rates[budget][0].starts, streams[budget]), *later[budget]) if rates[budget] else (),
        )
        for budget in budgets
    }


def _settled(spends: Collection[UUID], held: Sequence[Held]) -> dict[UUID, dict[str, int]]:
    """Return what stays where it is: what a funder was told of, and what stood so when its month was closed.

    What was owed in a closed month may still be met.
    """
    told: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in Reported.objects.filter(spend__in=spends):
        told[row.spend_id][pot_name(row.budget_id, row.period)] += row.pence
    closed: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    shut = _in_closed_months({row.spend for row in held})
    for share in held:
        if share.spend in shut and share.budget is not None and share.period is not None:
            closed[share.spend][pot_name(share.budget, share.period)] += share.pence
    for spend, parts in closed.items():
        for pot, pence in parts.items():
            told[spend][pot] = max(told[spend][pot], pence)
    return {spend: {pot: pence for pot, pence in parts.items() if pence > 0} for spend, parts in told.items()}


def _in_closed_months(spends: Collection[UUID]) -> frozenset[UUID]:
    """Return the spends that count in a month that is closed."""
    return frozenset(Journal.objects.filter(pk__in=spends, month__lt=first_open()).values_list("pk", flat=True))


def _reported_until(programmes: Collection[str]) -> dict[str, dict[str, date]]:
    until: dict[str, dict[str, date]] = defaultdict(dict)
    rows = StreamReport.objects.filter(programme__in=programmes).values("programme", "stream").annotate(last=Max("end"))
    for row in rows:
        until[row["programme"]][row["stream"]] = row["last"]
    return until


def _spents(
    homes: Mapping[UUID, Home],
    kinds: Mapping[UUID, str],
    spending: Spending,
    settled: Mapping[UUID, Mapping[str, int]],
    pots: Sequence[Pot],
) -> Named:
    """Return each spend by name, cut where its kind is shared; what is settled otherwise than cut stays uncut."""
    streams = {pot.id: pot.stream for pot in pots}
    named: Named = {}
    for journal, home in homes.items():
        there = dict(settled.get(journal, {}))
        parts = cut_shared(home.pence, kinds[journal], spending, [*dict.fromkeys(streams.values())])
        by_stream = {
            stream: {pot: pence for pot, pence in there.items() if streams.get(pot, "") == stream} for stream in parts
        }
        if "" in parts or any(sum(by_stream[stream].values()) > pence for stream, pence in parts.items()):
            named[str(journal)] = Spent(str(journal), kinds[journal], home.on, home.pence, there), journal
            continue
        for stream, pence in parts.items():
            name = f"{journal} {stream}"
            named[name] = Spent(name, kinds[journal], home.on, pence, by_stream[stream], stream), journal
    return named
