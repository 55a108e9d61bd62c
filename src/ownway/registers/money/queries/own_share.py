"""What people pay towards their support: dated shares, bills, what is open, and what was left out of payments."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate

from ownway.registers.money.models import Account, Bill, Budget, OwnShare, ShareKept, Transfer
from ownway.registers.money.models.among import among
from ownway.registers.money.queries.paying import reference_of
from ownway.registers.money.rules.own_share import OWN_SHARE, DatedShare, arrears, open_bills
from ownway.registers.money.rules.plan import State
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import names_of
from ownway.values import Asker, Every, Money, Period

SETTLED = (State.PAID_IN.value, State.WAIVED.value)


@dataclass(frozen=True, slots=True)
class ShareOfCostSeen:
    """What the person pays from a day on, by which decision."""

    id: UUID
    starts: date
    money: Money
    every: Every
    way: str
    decision: UUID
    rule_version: str


@dataclass(frozen=True, slots=True)
class BillSeen:
    """A bill: for which days, by when, and what of it is still open."""

    id: UUID
    days: Period
    money: Money
    due_on: date
    open: Money
    is_late: bool


@dataclass(frozen=True, slots=True)
class SettledSeen:
    """What was paid of bills, or waived, and when; *kind* is the ledger's word for it."""

    journal: UUID
    kind: str
    on: date
    money: Money
    words: str


@dataclass(frozen=True, slots=True)
class OwnShareSeen:
    """What a person pays of one budget: *now*, what comes *next*, what held before, their bills, and how they stand.

    Public money is in none of these sums. *kept_back* was left out of payments; *own_money* is what the person or
    their family added beside it, which changes nothing here (A7).
    """

    person: UUID
    person_name: str
    budget: UUID
    now: ShareOfCostSeen | None
    next: ShareOfCostSeen | None
    past: tuple[ShareOfCostSeen, ...]
    bills: tuple[BillSeen, ...]
    settled: tuple[SettledSeen, ...]
    billed: Money
    paid: Money
    waived: Money
    due: Money
    late: Money
    kept_back: Money
    own_money: Money
    first_day: date | None
    """The first day on which another share can begin; any day where nothing was billed."""

    @property
    def reference(self) -> str:
        """The signs by which a payment of theirs is known on a statement."""
        return reference_of(self.person)


def own_share_of(asker: Asker, *, person: UUID, now: datetime) -> OwnShareSeen | None:
    """Return what a person pays towards their support, or nothing where no share was ever set.

    :raises NotFound: when the asker may not know the person.
    """
    check_may(asker, "money.see_account", about=person, now=now)
    budget = Budget.objects.filter(person=person, own_shares__isnull=False).order_by("id").first()
    return None if budget is None else _seen([budget], now=now)[0]


def own_shares(asker: Asker, *, now: datetime) -> tuple[OwnShareSeen, ...]:
    """Return everyone who was ever asked to pay, those who owe longest first."""
    check_may(asker, "money.bill", about=None, now=now)
    budgets = list(Budget.objects.filter(own_shares__isnull=False).distinct().order_by("id"))
    seen = _seen(budgets, now=now)
    return tuple(sorted(seen, key=lambda one: (-one.late.pence, -one.due.pence, one.person_name)))


def shares_of_budgets(budgets: Collection[UUID]) -> dict[UUID, list[DatedShare]]:
    """Return the dated shares of budgets, the earliest first; for use inside this app."""
    found: dict[UUID, list[DatedShare]] = defaultdict(list)
    for row in OwnShare.objects.filter(budget__in=among(budgets)).order_by("starts"):
        found[row.budget_id].append(DatedShare(row.starts, row.pence, Every(row.every), row.way))
    return dict(found)


def billed_until(budgets: Collection[UUID]) -> dict[UUID, date]:
    """Return for each budget the first day that was neither billed nor left out of a payment; inside this app."""
    until: dict[UUID, date] = {}
    bills = Bill.objects.filter(budget__in=list(budgets)).values_list("budget").annotate(Max("end"))
    kept = ShareKept.objects.filter(line__budget__in=list(budgets)).values_list("line__budget")
    for budget, end in [*bills, *kept.annotate(Max("line__covers_end"))]:
        until[budget] = max(until.get(budget, end), end)
    return until


def _seen(budgets: Collection[Budget], *, now: datetime) -> list[OwnShareSeen]:
    ids = [budget.pk for budget in budgets]
    shares: dict[UUID, list[OwnShare]] = defaultdict(list)
    for row in OwnShare.objects.filter(budget__in=ids).order_by("starts"):
        shares[row.budget_id].append(row)
    bills: dict[UUID, list[Bill]] = defaultdict(list)
    for bill in Bill.objects.filter(budget__in=ids).order_by("start"):
        bills[bill.budget_id].append(bill)
    settled: dict[UUID, list[SettledSeen]] = defaultdict(list)
    for budget, one in _settled(ids):
        settled[budget].append(one)
    stands = _stands(ids)
    names, free, today = names_of({budget.person_id for budget in budgets}), billed_until(ids), localdate(now)
    return [
        _one(
            budget,
            shares[budget.pk],
            bills[budget.pk],
            settled[budget.pk],
            stand=stands[budget.pk],
            name=names.get(budget.person_id, ""),
            free=free.get(budget.pk),
            today=today,
        )
        for budget in budgets
    ]


def _one(
    budget: Budget,
    shares: list[OwnShare],
    bills: list[Bill],
    settled: list[SettledSeen],
    *,
    stand: dict[str, int],
    name: str,
    free: date | None,
    today: date,
) -> OwnShareSeen:
    def money(pence: int) -> Money:
        return Money(pence, budget.currency)

    told = [_share(row, budget.currency) for row in shares]
    begun = [one for one in told if one.starts <= today]
    done = sum(stand[state] for state in SETTLED)
    still = open_bills([(bill.pk, bill.due_on, bill.pence) for bill in bills], done)
    return OwnShareSeen(
        person=budget.person_id,
        person_name=name,
        budget=budget.pk,
        now=begun[-1] if begun else None,
        next=next((one for one in told if one.starts > today), None),
        past=tuple(reversed(begun[:-1])),
        bills=tuple(
            BillSeen(
                bill.pk,
                Period(bill.start, bill.end),
                money(bill.pence),
                bill.due_on,
                money(one.pence),
                one.pence > 0 and one.due_on < today,
            )
            for bill, one in zip(reversed(bills), reversed(still), strict=True)
        ),
        settled=tuple(settled),
        billed=money(sum(bill.pence for bill in bills)),
        paid=money(stand[State.PAID_IN.value]),
        waived=money(stand[State.WAIVED.value]),
        due=money(stand[State.DUE.value]),
        late=money(arrears(still, today)),
        kept_back=money(stand[State.KEPT_BACK.value]),
        own_money=money(-stand[State.CONTRIBUTED.value]),
        first_day=free,
    )


def _settled(budgets: Collection[UUID]) -> Iterator[tuple[UUID, SettledSeen]]:
    """Yield what was paid of bills or waived, the newest first, each with its budget."""
    rows = Transfer.objects.filter(credit__budget__in=budgets, credit__state__in=SETTLED).select_related("journal")
    for row in rows.select_related("credit").order_by("-journal__true_on", "-id"):
        journal = row.journal
        money = Money(row.pence, row.credit.currency)
        yield row.credit.budget_id, SettledSeen(journal.pk, journal.kind, journal.true_on, money, journal.words or "")


def _stands(budgets: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """Return what stands in each state of each budget; of own money put in, only what is no share."""
    stands: dict[UUID, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in Account.objects.filter(budget__in=budgets).select_related("balance"):
        if row.state != State.CONTRIBUTED.value or row.purpose != OWN_SHARE:
            stands[row.budget_id][row.state] += row.balance.pence
    return stands


def _share(row: OwnShare, currency: str) -> ShareOfCostSeen:
    return ShareOfCostSeen(
        row.pk, row.starts, Money(row.pence, currency), Every(row.every), row.way, row.decision, row.rule_version
    )
