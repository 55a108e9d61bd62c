"""Asks for the person's account: in, out, promised and left, beside the plan, with what is asked about it and why."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from ownway.registers.money import queries as money
from ownway.registers.money.queries import AccountLine
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.steps.agreement.models import Agreement
from ownway.steps.control.rules.portions import PAYMENT, line_of
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.steps.spending import policies
from ownway.steps.spending.models import Spend
from ownway.steps.spending.queries.recording import agreed_for, lines_of, seen_spend
from ownway.steps.spending.queries.seen import AccountPage, ComparedSeen, EntrySeen, LineToBuy, SpendSeen
from ownway.steps.spending.rules.tiers import reserve, tier_for
from ownway.steps.spending.rules.year import months, pace
from ownway.values import Asker, Every, Money

NEWEST = 2_000


def account_of(asker: Asker, *, person: UUID, now: datetime) -> AccountPage | None:
    """Return the account of *person*, or nothing before there is an agreed budget.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    agreed = agreed_for(person, now=now)
    account = money.account_of(asker, person=person, now=now, newest=NEWEST)
    if agreed is None or account is None:
        return None
    pack = programmes.pack(agreed.rule_version)
    year = pack.planning.times_per_year
    lines, spends = lines_of(asker, agreed, now=now), _spends(person)
    per_year = budget_in_a_year(Money(agreed.pence, agreed.currency), Every(agreed.every), year)
    weeks = year.get(Every.WEEK)
    return AccountPage(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        account=account,
        every=Every(agreed.every),
        per_year=per_year,
        entries=_entries(account.lines, lines, spends),
        compared=_compared(asker, agreed, lines, spends.values(), now=now),
        months=months(_moved(account.lines), timezone.localdate(now)),
        pace=pace(agreed.starts, per_year.pence, _moved(account.lines), timezone.localdate(now)),
        tier=tier_for(pack.spending, per_year),
        reserve=reserve(pack.spending, per_year, weeks) if weeks else None,
        may_record=policies.may(asker, "record", person=person, now=now),
        may_move=policies.may(asker, "move", person=person, now=now),
        may_see_savings=policies.may(asker, "see_savings", person=person, now=now),
        may_see_means=policies.may(asker, "see_means", person=person, now=now),
    )


def _spends(person: UUID) -> dict[UUID, SpendSeen]:
    rows = list(Spend.objects.filter(person_id=person).select_related("taken_back").order_by("on", "at"))
    names = people.names_of({row.by_id for row in rows if row.by_id})
    return {row.journal: seen_spend(row, names.get(row.by_id, "")) for row in rows}


def _moved(lines: Iterable[AccountLine]) -> Iterable[tuple[date, int]]:
    return ((line.on, line.pence) for line in lines if line.effect in ("in", "out"))


def _entries(
    lines: Iterable[AccountLine], plan: Iterable[LineToBuy], spends: Mapping[UUID, SpendSeen]
) -> tuple[EntrySeen, ...]:
    named: dict[UUID | None, str] = {line.id: line.what for line in plan}
    return tuple(
        EntrySeen(
            line,
            named.get(spends[line.journal].line if line.journal in spends else line_of(line.purpose), ""),
            spends.get(line.journal),
        )
        for line in lines
    )


def _compared(
    asker: Asker, agreed: Agreement, plan: tuple[LineToBuy, ...], spends: Iterable[SpendSeen], *, now: datetime
) -> tuple[ComparedSeen, ...]:
    """Return each line of the plan beside what was used for it, and last all that was used for none of them."""
    counted = [one for one in spends if one.taken_back_at is None]
    promised = {
        line_of(one.purpose): one.promised
        for one in money.purposes_of(asker, budget=agreed.budget_id, now=now)
        if not one.purpose.startswith(PAYMENT)
    }
    nothing = Money.nothing(agreed.currency)
    known = {line.id for line in plan}

    def used(lines: set[UUID | None]) -> Money:
        return sum((one.money for one in counted if one.line in lines), nothing)

    rows = [
        ComparedSeen(line.id, line.what, line.per_year, used({line.id}), promised.get(line.id, nothing))
        for line in plan
    ]
    others = {one.line for one in counted} - known
    elsewhere = used(others)
    free = promised.get(None, nothing)
    return (*rows, ComparedSeen(None, "", None, elsewhere, free)) if elsewhere or free else tuple(rows)
