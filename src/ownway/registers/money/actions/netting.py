"""Lets a payment run pay less by what a person pays themselves, and keeps that apart once the payment went out."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from ownway.registers.money.actions.posting import Book
from ownway.registers.money.models import Account, Line, ShareKept, Suspension
from ownway.registers.money.queries.own_share import shares_of_budgets
from ownway.registers.money.queries.suspensions import CARRIED, suspended_of
from ownway.registers.money.rules import own_share
from ownway.registers.money.rules.own_share import NET, OWN_SHARE
from ownway.registers.money.rules.plan import State
from ownway.registers.money.rules.split import Pot
from ownway.values import Period, new_identifier


class ToKeep:
    """What of people's own shares is still to be left out of payments, while a run is built.

    Payments of one budget for the same days share one share; the first bear it as far as they reach.
    """

    def __init__(self, budgets: Collection[UUID]) -> None:
        self._shares = shares_of_budgets(budgets)
        self._suspended = suspended_of(list(self._shares))
        self._kept: dict[tuple[UUID, date | None], int] = defaultdict(int)
        rows = Line.objects.filter(CARRIED, budget__in=list(self._shares), own_share_pence__gt=0)
        for budget, starts, pence in rows.values_list("budget", "covers_start", "own_share_pence"):
            self._kept[budget, starts] += pence

    def of(self, budget: UUID, covers: Period | None, pence: int) -> int:
        """Return how many of the *pence* of a payment for these days the person pays, and count them as kept."""
        if covers is None or budget not in self._shares:
            return 0
        whole = own_share.share_for(self._shares[budget], NET, covers, self._suspended.get(budget, ()))
        now = max(0, min(whole - self._kept[budget, covers.start], pence))
        self._kept[budget, covers.start] += now
        return now

    def of_again(self, budget: UUID, pence: int) -> int:
        """Return the same for a payment of what earlier ones lack for days that count again after a suspension.

        It covers no days of its own: the person pays what they would have, had those days never been suspended.
        """
        if budget not in self._shares:
            return 0
        rests, lacks = self._suspended.get(budget, ()), -self._kept[budget, None]
        for starts, ends in self._paid_while_resting(budget):
            whole = own_share.share_for(self._shares[budget], NET, Period(starts, ends), rests)
            lacks += max(0, whole - self._kept[budget, starts])
        now = max(0, min(lacks, pence))
        self._kept[budget, None] += now
        return now

    def _paid_while_resting(self, budget: UUID) -> Collection[tuple[date, date]]:
        first = Suspension.objects.filter(budget=budget).order_by("at").values("at")[:1]
        rows = Line.objects.filter(CARRIED, budget=budget, covers_start__isnull=False, run__built_at__gte=first)
        return set(rows.values_list("covers_start", "covers_end"))


def keep_shares(book: Book, journal: UUID, lines: Collection[Line], *, now: datetime) -> None:
    """Post for payments that went out what they were less by; a payment that had to be tried again counts once."""
    netted = [line for line in lines if line.own_share_pence]
    there = _there({line.schedule_id for line in netted})
    kept = []
    for line in netted:
        if (line.schedule_id, line.due_on) in there:
            continue
        book.move(journal, line.budget_id, own_share.kept_back(book.standing(line.budget_id), line.own_share_pence))
        kept.append(
            ShareKept(
                id=new_identifier(now),
                schedule_id=line.schedule_id,
                due_on=line.due_on,
                line=line,
                pence=line.own_share_pence,
                journal_id=journal,
            )
        )
    ShareKept.objects.bulk_create(kept)


def _there(schedules: Collection[UUID]) -> Collection[tuple[UUID, date]]:
    return set(ShareKept.objects.filter(schedule__in=schedules).values_list("schedule_id", "due_on"))


def kept_of(budgets: Collection[UUID]) -> dict[UUID, list[tuple[date, int]]]:
    """Return what payments of budgets were less by, each with the first day it is for, or else the day it fell due."""
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    rows = ShareKept.objects.filter(line__budget__in=budgets)
    for budget, starts, due_on, pence in rows.values_list("line__budget", "line__covers_start", "due_on", "pence"):
        found[budget].append((starts or due_on, pence))
    return found


def less_kept(pots: Sequence[Pot], kept: Collection[tuple[date, int]]) -> list[Pot]:
    """Return the pots of one budget, each with what the person paid for its days taken off: that is no funder's."""
    left = list(pots)
    for day, pence in kept:
        begun = [number for number, pot in enumerate(left) if pot.start <= day]
        if begun:
            number = max(begun, key=lambda one: left[one].start)
            left[number] = replace(left[number], pence=max(0, left[number].pence - pence))
    return left


def shares_begun(budgets: Collection[UUID]) -> dict[UUID, UUID]:
    """Return for budgets into which people pay their share the account of it: identifiers tell what came after it."""
    rows = Account.objects.filter(budget__in=budgets, state=State.CONTRIBUTED.value, purpose=OWN_SHARE)
    return dict(rows.values_list("budget", "pk"))
