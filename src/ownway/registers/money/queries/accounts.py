"""The person's account: what came in, went out, is promised and is left (requirement C2)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils.timezone import localdate

from ownway.registers.money.models import Account, Budget, Charge, Journal, Rate, Schedule, Transfer
from ownway.registers.money.models.ledger import not_reversed
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.queries.own_share import shares_of_budgets
from ownway.registers.money.queries.seen import AccountLine, AccountSeen, PurposeSeen, ScheduleSeen, StreamSeen
from ownway.registers.money.queries.suspensions import suspended_of
from ownway.registers.money.rules.dates import dues
from ownway.registers.money.rules.own_share import NET, DatedShare, share_for
from ownway.registers.money.rules.plan import STATES, Circle, Leg, Place, Standing, State, after, agreed, total
from ownway.registers.money.rules.rates import DatedRate, rate_on
from ownway.registers.money.rules.runs import LineEnd
from ownway.registers.money.rules.suspensions import to_pay
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import names_of
from ownway.values import Asker, Every, Money

GONE = (State.SPENT, State.RETURNED, State.LAPSED, State.OWN_SPENT, State.OWED, State.OVERDRAWN)
UNUSED = (State.LEFT, State.WITH_HOLDER, State.OWN_LEFT)
BESIDE = [state.value for state in STATES[Circle.SHARE]]
A_YEAR_ON = timedelta(days=366)
NOT_CARRIED = (LineEnd.REJECTED.value, LineEnd.TAKEN_OUT.value)
"""What a line can end as so that its payment falls due anew."""


def account_of(asker: Asker, *, person: UUID, now: datetime, newest: int = 200) -> AccountSeen | None:
    """Return the person's account over all their budgets, its *newest* lines first; nothing before the first budget.

    The sums cover every line, shown or not.
    """
    check_may(asker, "money.see_account", about=person, now=now)
    budgets = list(Budget.objects.filter(person=person).order_by("id"))
    if not budgets:
        return None
    currency = budgets[-1].currency
    budgets = [budget for budget in budgets if budget.currency == currency]
    stands = _standing([budget.pk for budget in budgets])
    all_of_it: dict[Place, int] = defaultdict(int)
    for stand in stands.values():
        for place, pence in stand.items():
            all_of_it[place] += pence

    def money(pence: int) -> Money:
        return Money(pence, currency)

    return AccountSeen(
        person=person,
        currency=currency,
        came_in=money(_came_in(all_of_it)),
        went_out=money(total(all_of_it, *GONE)),
        promised=money(total(all_of_it, State.HELD)),
        left=money(total(all_of_it, *UNUSED)),
        with_holder=money(total(all_of_it, State.WITH_HOLDER)),
        still_to_come=money(total(all_of_it, State.LEFT)),
        owed=money(total(all_of_it, State.OWED, State.OVERDRAWN)),
        to_come_off=money(total(all_of_it, State.OVERGRANTED)),
        own_in=money(-total(all_of_it, State.CONTRIBUTED)),
        own_left=money(total(all_of_it, State.OWN_LEFT)),
        lines=_lines([budget.pk for budget in budgets], newest),
        streams=tuple(_streams(budgets, stands, localdate(now))),
    )


def purposes_of(asker: Asker, *, budget: UUID, now: datetime) -> tuple[PurposeSeen, ...]:
    """Return what of a budget is promised to each purpose and what was used for it, by the name of the purpose."""
    found = check_may_with_budget(asker, "money.see_account", budget, now=now)
    stand = _standing([found.pk])[found.pk]
    used = (State.SPENT, State.OWN_SPENT, State.OWED, State.OVERDRAWN)

    def money(purpose: str, *states: State) -> Money:
        mine = {place: pence for place, pence in stand.items() if place.purpose == purpose}
        return Money(total(mine, *states), found.currency)

    return tuple(
        PurposeSeen(purpose, money(purpose, State.HELD), money(purpose, *used))
        for purpose in sorted({place.purpose for place in stand} - {""})
    )


def schedules_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[ScheduleSeen, ...]:
    """Return the payment schedules of a person that hold now or will, the earliest first."""
    check_may(asker, "money.see_account", about=person, now=now)
    today = localdate(now)
    same: dict[Any, list[Schedule]] = defaultdict(list)
    for row in Schedule.objects.filter(budget__person=person).select_related("budget").order_by("starts", "id"):
        same[row.budget_id, row.holder_id, row.purpose].append(row)
    rows = []
    for kept in same.values():
        begun = [row for row in kept if row.starts <= today]
        rows += begun[-1:] + [row for row in kept if row.starts > today]
    names = names_of({row.holder_id for row in rows})
    shares = shares_of_budgets({row.budget_id for row in rows})
    return tuple(
        _schedule(row, names.get(row.holder_id, ""), today, shares.get(row.budget_id, []))
        for row in sorted(rows, key=lambda row: row.starts)
    )


def _schedule(row: Schedule, name: str, today: date, shares: Sequence[DatedShare]) -> ScheduleSeen:
    carried = row.lines.exclude(outcome__end__in=NOT_CARRIED).filter(late_return=None)
    begun = set(carried.values_list("due_on", flat=True))
    suspended = suspended_of([row.budget_id]).get(row.budget_id, ())
    coming = dues(
        row.starts, Every(row.every), in_advance=row.in_advance, first=today, last=max(today, row.starts) + A_YEAR_ON
    )
    waits = (each for each in coming if each.on not in begun and to_pay(each, row.pence or 0, suspended).pence)
    due = next(waits, None)
    pence = to_pay(due, row.pence or 0, suspended).pence if due else 0
    own = min(pence, share_for(shares, NET, due.covers, suspended)) if due and due.covers else 0
    return ScheduleSeen(
        id=row.pk,
        budget=row.budget_id,
        holder=row.holder_id,
        holder_name=name,
        money=None if row.pence is None else Money(row.pence, row.budget.currency),
        every=Every(row.every),
        starts=row.starts,
        degree=row.degree,
        purpose=row.purpose,
        lands=row.lands,
        next_due=due.on if due else None,
        next_money=Money(pence - own, row.budget.currency),
    )


def _came_in(stand: Standing) -> int:
    return agreed(stand) - total(stand, State.CONTRIBUTED)


def _standing(budgets: Collection[UUID]) -> dict[UUID, dict[Place, int]]:
    stands: dict[UUID, dict[Place, int]] = {budget: {} for budget in budgets}
    for row in Account.objects.filter(budget__in=budgets).select_related("balance"):
        stands[row.budget_id][Place(State(row.state), row.purpose, row.holder_id)] = row.balance.pence
    return stands


def _streams(budgets: Iterable[Budget], stands: dict[UUID, dict[Place, int]], today: date) -> Iterable[StreamSeen]:
    rates: dict[UUID, list[DatedRate]] = defaultdict(list)
    for row in Rate.objects.filter(budget__in=stands).order_by("starts"):
        rates[row.budget_id].append(DatedRate(row.starts, row.pence, Every(row.every)))
    charged: dict[UUID, date] = {}
    charges = Charge.objects.filter(not_reversed("journal"), budget__in=stands).annotate(cut=Min("cuts__starts"))
    for charge in charges:
        until = min(charge.end, charge.cut or charge.end)
        charged[charge.budget_id] = max(charged.get(charge.budget_id, until), until)
    for budget in budgets:
        stand, currency = stands[budget.pk], budget.currency
        rate = rate_on(rates[budget.pk], today) or rates[budget.pk][0]
        yield StreamSeen(
            budget=budget.pk,
            programme=budget.programme,
            stream=budget.stream,
            rate=Money(rate.pence, currency),
            every=rate.every,
            charged_until=charged.get(budget.pk),
            came_in=Money(_came_in(stand), currency),
            went_out=Money(total(stand, *GONE), currency),
            promised=Money(total(stand, State.HELD), currency),
            left=Money(total(stand, *UNUSED), currency),
            with_holder=Money(total(stand, State.WITH_HOLDER), currency),
            still_to_come=Money(total(stand, State.LEFT), currency),
            owed=Money(total(stand, State.OWED, State.OVERDRAWN), currency),
            to_come_off=Money(total(stand, State.OVERGRANTED), currency),
        )


def _lines(budgets: Collection[UUID], newest: int) -> tuple[AccountLine, ...]:
    moved = Transfer.objects.filter(debit__budget__in=budgets).exclude(debit__state__in=BESIDE).values("journal")
    journals = list(
        # Which stream pays is the funders' business: the person's account is one, and a split moves nothing in it.
        # Nor does a bill for what they pay themselves: it stands beside the account, with what was paid of it.
        Journal.objects.filter(pk__in=moved)
        .exclude(kind="split")
        .select_related("reversed_by")
        .order_by("-true_on", "-recorded_at", "-id")[:newest]
    )
    legs: dict[UUID, list[Leg]] = defaultdict(list)
    rows = Transfer.objects.filter(journal__in=journals, debit__budget__in=budgets).select_related("debit", "credit")
    for row in rows.order_by("id"):
        legs[row.journal_id].append(Leg(_place(row.debit), _place(row.credit), row.pence))
    return tuple(_line(journal, legs[journal.pk]) for journal in journals)


def _line(journal: Journal, legs: list[Leg]) -> AccountLine:
    change = after({}, legs)
    came, went = _came_in(change), total(change, *GONE)
    if came:
        effect, pence = "in", came
    elif went:
        effect, pence = "out", -went
    else:
        # The share that a payment was less by goes back and comes in: of what was paid over it is no part.
        inside = [leg for leg in legs if not (leg.debit.is_source or leg.credit.is_source)]
        effect, pence = "between", sum(leg.pence for leg in inside or legs)
    # Where money goes says more of what it is for than where it comes from.
    purposes = sorted(leg.credit.purpose for leg in legs if leg.credit.purpose)
    purposes += sorted(leg.debit.purpose for leg in legs if leg.debit.purpose)
    return AccountLine(
        journal=journal.pk,
        on=journal.true_on,
        recorded_at=journal.recorded_at,
        kind=journal.kind,
        effect=effect,
        pence=pence,
        purpose=purposes[0] if purposes else "",
        words=journal.words or "",
        is_reversed=hasattr(journal, "reversed_by"),
    )


def _place(account: Account) -> Place:
    return Place(State(account.state), account.purpose, account.holder_id)
