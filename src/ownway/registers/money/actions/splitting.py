"""Splits people's spending over their streams and moves on the ledger what changed; what was reported stays (F4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.actions.posting import Book, open_journal
from ownway.registers.money.actions.splitting_rows import (
    Case,
    Held,
    Home,
    ToSplit,
    cases_of,
    elsewhere,
    homes_beside,
    homes_of,
    less_own_gone,
    own_spent,
    purses_of,
)
from ownway.registers.money.models import Budget, Share, Split
from ownway.registers.money.rules.movements import OWN_LEFT
from ownway.registers.money.rules.split import OWED, faults, split, why_each, why_whole
from ownway.registers.money.rules.split import Split as Found
from ownway.registers.money.rules.split.cannot import CannotSplit
from ownway.registers.money.rules.split.kept import changed, told_of
from ownway.registers.money.rules.split.periods import named_pot
from ownway.registers.money.rules.split.price import counts_of
from ownway.registers.money.rules.split.recharge import own_in_it, recharged
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, Reason, new_identifier

GONE = Reason("streams.counts_no_more")


class New(NamedTuple):
    """A new split: its row, the shares that it sets, and how many pence no stream may pay."""

    row: Split
    shares: tuple[Share, ...]
    owed: int


def split_streams(
    asker: Asker, *, now: datetime, people: Sequence[ToSplit], even_at_home: bool = False
) -> tuple[UUID, ...]:
    """Split what these people spent over their streams, the best way there is, and return whose split changed.

    Only what no funder was told of moves, and only what moves is kept anew. A split that the checker does not confirm
    is never posted. Where all stays as it was, nothing is written; nor for somebody whose one budget bears all, but
    *even_at_home*, before a report.

    :raises CannotSplit: ``streams.not_proved`` when the proof fails: then there is a fault in the programme.
    """
    for one in people:
        check_may(asker, "money.split_streams", about=one.person, now=now)
    with transaction.atomic():
        for person in sorted({one.person for one in people}):
            take_turn("money.split", person)
        anew = []
        for case in cases_of(people, today=localdate(now)):
            new = _new(case, now=now, even_at_home=even_at_home)
            if new is not None:
                anew.append((case, new))
        book = Book(list({budget.pk: budget for case, _ in anew for budget in case.budgets}.values()))
        for case, new in anew:
            new.row.journal_id = _recharge(asker, book, case, new, now=now)
        Split.objects.bulk_create([new.row for _, new in anew])
        Share.objects.bulk_create([share for _, new in anew for share in new.shares])
        book.post(now)
        for case, new in anew:
            note_change(
                asker,
                now=now,
                about=case.person,
                deed="money.split_streams",
                thing="split",
                thing_id=new.row.pk,
                after={"shares": len(new.shares), "owed": new.owed},
            )
    return tuple(case.person for case, _ in anew)


def bring_home(asker: Asker, *, now: datetime, spend: UUID) -> int | None:
    """Let the budget out of which a spend was recorded bear all of it again, before it is taken back.

    Return how much of the family's own money it had and lacks now, because it paid for something else meanwhile; or
    nothing where no other budget bore any of it.
    """
    before = homes_of([spend]).get(spend)
    if before is None:
        return None
    check_may(asker, "money.split_streams", about=before.person, now=now)
    with transaction.atomic():
        take_turn("money.split", before.person)
        home, borne = before, purses_of([before.person])
        if before.own:
            home = less_own_gone(homes_beside(before.budget), borne, own_spent([before.budget]))[spend]
        gone, away = before.own - home.own, elsewhere(home, borne.get(spend, {}))
        if not away:
            return gone or None
        book = Book(list(Budget.objects.filter(pk__in={home.budget, *away})))
        key = f"split:home:{spend}:{new_identifier(now)}"
        told = {"spend": str(spend), "pence": sum(away.values())}
        entry = open_journal(asker, now=now, key=key, kind="split", content=told, about=home.person)
        missing = _level(book, entry.journal, home, away, {})
        book.post(now)
        note_change(
            asker,
            now=now,
            about=home.person,
            deed="money.split_streams",
            thing="journal",
            thing_id=entry.journal,
            after=told,
        )
    return gone + missing


def _new(case: Case, *, now: datetime, even_at_home: bool) -> New | None:
    """Return the new split's rows, or nothing where it is the one that holds already."""
    found = split(case.spends, case.pots)
    if wrong := faults(case.spends, case.pots, found):
        raise CannotSplit("streams.not_proved", fault=wrong[0])
    row = Split(id=new_identifier(now), person_id=case.person, programme=case.programme, at=now)
    row.as_of = localdate(now)
    shares = _shares(case, row, found, now=now)
    if set(shares) == case.held or (not even_at_home and _all_at_home(case, shares)):
        return None
    why = why_whole(case.spends, case.pots, found)
    row.reason = _with_currency(Reason(why.code, why.facts), case.currency)
    counts = counts_of(case.spends, case.pots)
    row.proof = changed(case.told, told_of(found.proof, counts, why, case.pots))
    before, after = _by_spend(case.held), _by_spend(shares)
    moved = [share for key, share in shares.items() if before[key[0]] != after[key[0]]]
    for spend in sorted(before.keys() - after.keys()):
        moved.append(Share(id=new_identifier(now), split=row, spend_id=spend, pence=0, reason=GONE.as_json()))
    return New(row, tuple(moved), found.owed)


def _shares(case: Case, row: Split, found: Found, *, now: datetime) -> dict[Held, Share]:
    """Return the shares of a split by what they say."""
    pots = {pot.id: pot for pot in case.pots}
    spends = {one.id: one for one in case.spends}
    shares: dict[tuple[UUID, UUID | None, date | None], Share] = {}
    for part in found.parts:
        one, pot = spends[part.spent], pots.get(part.pot)
        spend = case.journals[part.spent]
        budget, period = named_pot(part.pot) if part.pot != OWED else (None, None)
        key = (spend, budget, period)
        if key in shares:
            shares[key].pence += part.pence
            continue
        why = Reason("streams.reported_so") if part.is_settled else why_each(one, pot, case.pots)
        shares[key] = Share(id=new_identifier(now), split=row, spend_id=spend, budget_id=budget, period=period)
        shares[key].kind, shares[key].pence = one.kind, part.pence
        shares[key].reason = _with_currency(why, case.currency)
    return {Held(*key, share.pence): share for key, share in shares.items()}


def _by_spend(shares: Iterable[Held]) -> dict[UUID, set[Held]]:
    by_spend: dict[UUID, set[Held]] = defaultdict(set)
    for share in shares:
        by_spend[share.spend].add(share)
    return by_spend


def _all_at_home(case: Case, shares: Iterable[Held]) -> bool:
    """Whether no split is needed: one budget bears all that was ever recorded on it, and bore it before."""
    borne = [share.budget for share in (*case.held, *shares)]
    return len(case.budgets) == 1 and all(budget == case.budgets[0].pk for budget in borne)


def _with_currency(why: Reason, currency: str) -> dict[str, object]:
    told = Reason(
        why.code,
        dict(why.facts) | {"currency": currency},
        tuple(Reason(below.code, dict(below.facts) | {"currency": currency}) for below in why.because),
    )
    return told.as_json()


def _recharge(asker: Asker, book: Book, case: Case, new: New, *, now: datetime) -> UUID | None:
    """Move on the ledger what other budgets bear than before, and return the journal; nothing where none moves.

    What no other budget bears, the family's own money in it, stands where the spend was recorded.
    """
    after: dict[UUID, dict[UUID, int]] = {share.spend_id: defaultdict(int) for share in new.shares}
    for share in new.shares:
        home = case.homes.get(share.spend_id)
        if home and share.budget_id not in (None, home.budget):
            after[share.spend_id][share.budget_id] += share.pence
    spends = sorted(after.keys() & case.homes.keys())
    before = {spend: elsewhere(case.homes[spend], case.borne.get(spend, {})) for spend in spends}
    moved = [spend for spend in spends if before[spend] != after[spend]]
    if not moved:
        return None
    told = {"spends": [str(spend) for spend in moved]}
    entry = open_journal(asker, now=now, key=f"split:{new.row.pk}", kind="split", content=told, about=case.person)
    for spend in moved:
        _level(book, entry.journal, case.homes[spend], before[spend], after[spend])
    return entry.journal


def _level(book: Book, journal: UUID, home: Home, before: Mapping[UUID, int], after: Mapping[UUID, int]) -> int:
    """Move pence of one spend from the budgets that bear less of it to those that bear more; the rest is its home's.

    Return how much own money should have been in it again and was used for something else in the meantime.
    """
    moved = {budget: after.get(budget, 0) - before.get(budget, 0) for budget in {*before, *after}}
    moved[home.budget] = -sum(moved.values())
    away, then = sum(before.values()), sum(after.values())
    own = own_in_it(home.own, home.short, away) - own_in_it(home.own, home.short, then)
    there = {budget: -pence for budget, pence in sorted(moved.items()) if pence < 0}
    for taker, needed in sorted((budget, pence) for budget, pence in moved.items() if pence > 0):
        still = needed
        for giver in there:
            now = min(still, there[giver])
            if not now:
                continue
            back = min(now, max(own, 0)) if giver == home.budget else 0
            again = min(now, max(-own, 0)) if taker == home.budget else 0
            off, on = recharged(
                book.standing(giver), book.standing(taker), now, home.purpose, own_back=back, own_again=again
            )
            book.move(journal, giver, off)
            book.move(journal, taker, on)
            own += sum(leg.pence for leg in on if leg.debit == OWN_LEFT)
            own -= sum(leg.pence for leg in off if leg.credit == OWN_LEFT)
            there[giver] -= now
            still -= now
    return max(-own, 0)
