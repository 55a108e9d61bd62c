"""Opens budgets, changes their rates and charges the ledger for one period at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from ownway.registers.money.actions.posting import Book, Draft, open_journal, open_journals
from ownway.registers.money.models import Budget, Charge, Cut, Rate
from ownway.registers.money.models.among import among
from ownway.registers.money.models.ledger import not_reversed
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.queries.suspensions import suspended_of
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.rates import DatedRate, pence_for, rate_on, unspent
from ownway.registers.money.rules.refusals import CannotCharge, CannotOpenBudget
from ownway.registers.money.rules.suspensions import with_suspensions
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Every, Money, Period, new_identifier
from ownway.values.text import clean_text

LONGEST_PERIOD = timedelta(days=3_660)


def open_budget(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    person: UUID,
    programme: str,
    stream: str,
    rate: Money,
    every: Every,
    starts: date,
    rule_version: str,
) -> UUID:
    """Open a person's budget from one stream at a dated rate, and return it (requirement G6).

    Nothing is charged yet: the days are, one period at a time, by :func:`charge_period`.

    :raises CannotOpenBudget: ``money.budget_there`` when the person has one from this stream; its rate can change.
    """
    check_may(asker, "money.open_budget", about=person, now=now)
    _check_rate(rate)
    given = {"programme": programme, "stream": stream, "rate": rate.pence, "currency": rate.currency}
    given |= {"every": every, "starts": starts.isoformat(), "rule_version": rule_version, "person": str(person)}
    with transaction.atomic():
        entry = open_journal(
            asker, now=now, key=key, kind="open_budget", content=given, about=person, answer=new_identifier(now)
        )
        if not entry.is_first:
            return entry.answer
        budget = Budget(
            id=entry.answer,
            person_id=person,
            programme=clean_text(programme, longest=100, required=True),
            stream=clean_text(stream, longest=100, required=True),
            currency=rate.currency,
            opened_at=now,
        )
        if Budget.objects.filter(person=person, programme=budget.programme, stream=budget.stream).exists():
            raise CannotOpenBudget("money.budget_there")
        budget.save()
        Book([budget]).open(budget.pk, (movements.GRANTED, movements.LEFT), now=now)
        row = Rate(id=new_identifier(now), budget=budget, starts=starts, pence=rate.pence, every=every.value)
        row.rule_version, row.journal_id = rule_version, entry.journal
        row.save()
        note_change(
            asker, now=now, about=person, deed="money.open_budget", thing="budget", thing_id=budget.pk, after=given
        )
        return budget.pk


def change_rate(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    budget: UUID,
    rate: Money,
    starts: date,
    every: Every | None = None,
    rule_version: str = "",
) -> UUID:
    """Give a budget another rate from a day on, and return the budget; a rate of nothing ends it.

    Days from *starts* on that were charged already are taken back and charged anew at the new rate. What of them was
    used already stays and comes off money still to come.

    :raises CannotCharge: ``money.rate_there`` when another rate starts on that day, ``money.other_currency``.
    """
    found = check_may_with_budget(asker, "money.change_rate", budget, now=now)
    _check_rate(rate)
    if rate.currency != found.currency:
        raise CannotCharge("money.other_currency", field="rate", given=rate.currency, currency=found.currency)
    given = {"rate": rate.pence, "every": every, "starts": starts.isoformat(), "rule_version": rule_version}
    with transaction.atomic():
        entry = open_journal(asker, now=now, key=key, kind="change_rate", content=given, budget=found, answer=found.pk)
        if not entry.is_first:
            return entry.answer
        book = Book([found])
        before = rates_of([found.pk])[found.pk]
        if found.rates.filter(starts=starts).exists():
            raise CannotCharge("money.rate_there", field="starts", starts=starts.isoformat())
        every = every or (rate_on(before, starts) or before[0]).every
        row = Rate(id=new_identifier(now), budget=found, starts=starts, pence=rate.pence, every=every.value)
        row.rule_version, row.journal_id = rule_version, entry.journal
        row.save()
        charge_anew(asker, book, found, entry.journal, starts=starts, now=now)
        book.post(now)
        note_change(
            asker,
            now=now,
            about=found.person_id,
            deed="money.change_rate",
            thing="budget",
            thing_id=found.pk,
            after=given,
        )
        return entry.answer


def charge_period(
    asker: Asker, *, now: datetime, key: str, budget: UUID, period: Period, pence: int | None = None
) -> UUID:
    """Charge the funder for the days of *period*, and return the journal.

    Without *pence* the sum follows from the dated rates, exact over any cutting of days. Money that is still to come
    off or was overdrawn is met at once.

    :raises CannotCharge: ``money.charged_already`` when a day of it was charged, ``money.no_rate``,
        ``money.period_open`` or ``money.period_too_long``.
    """
    found = check_may_with_budget(asker, "money.charge_period", budget, now=now)
    if period.end is None:
        raise CannotCharge("money.period_open", field="period")
    if period.end - period.start > LONGEST_PERIOD:
        raise CannotCharge("money.period_too_long", field="period", days=LONGEST_PERIOD.days)
    if pence is not None and pence != 0:
        movements.check_pence(pence)
    given = {"start": period.start.isoformat(), "end": period.end.isoformat(), "pence": pence}
    with transaction.atomic():
        entry = open_journal(asker, now=now, key=key, kind="charge", content=given, budget=found, on=period.start)
        if not entry.is_first:
            return entry.answer
        book = Book([found])
        if _overlaps(found, period):
            raise CannotCharge("money.charged_already", field="period", start=given["start"], end=given["end"])
        if pence is None:
            pence = pence_for(rates_of([found.pk])[found.pk], period)
        _keep_charge(found, entry.journal, period, pence, now=now).save()
        if pence:
            book.move(entry.journal, found.pk, movements.granted(pence))
        book.post(now)
        note_change(
            asker,
            now=now,
            about=found.person_id,
            deed="money.charge_period",
            thing="journal",
            thing_id=entry.journal,
            after=given | {"pence": pence},
        )
        return entry.answer


def charge_due(asker: Asker, *, now: datetime, key: str, until: date) -> UUID:
    """Charge every budget for its days before *until* that were not charged yet, and return the journal of the deed.

    Budgets that were never charged begin on the day their first rate starts.
    """
    check_may(asker, "money.charge_period", about=None, now=now)
    with transaction.atomic():
        entry = open_journal(asker, now=now, key=key, kind="charge_due", content={"until": until.isoformat()})
        if entry.is_first:
            budgets = list(Budget.objects.order_by("id"))
            book = Book(budgets)
            charge_up_to(asker, book, dict.fromkeys(budgets, until), key=str(entry.journal), now=now)
            book.post(now)
            note_change(
                asker,
                now=now,
                about=None,
                deed="money.charge_period",
                thing="journal",
                thing_id=entry.journal,
                after={"until": until.isoformat(), "budgets": len(budgets)},
            )
        return entry.answer


def charge_up_to(asker: Asker, book: Book, until: Mapping[Budget, date], *, key: str, now: datetime) -> None:
    """Charge locked budgets, each up to its day, for what was not charged yet; the caller posts the book."""
    rates = rates_of([budget.pk for budget in until])
    begun = charged_until([budget.pk for budget in until])
    days = {}
    for budget, day in until.items():
        start = begun.get(budget.pk) or min((rate.starts for rate in rates[budget.pk]), default=day)
        if start < day:
            days[budget] = Period(start, day)
    _charge(asker, book, days, key=key, now=now)


def rates_of(budgets: Collection[UUID]) -> dict[UUID, list[DatedRate]]:
    """Return the dated rates of budgets, the earliest first, with nothing for the days that are suspended."""
    rates: dict[UUID, list[DatedRate]] = defaultdict(list)
    for row in Rate.objects.filter(budget__in=among(budgets)).order_by("starts"):
        rates[row.budget_id].append(DatedRate(row.starts, row.pence, Every(row.every)))
    for budget, suspended in suspended_of(budgets).items():
        rates[budget] = with_suspensions(rates[budget], suspended)
    return rates


def charged_until(budgets: Collection[UUID]) -> dict[UUID, date]:
    """Return for each budget the day up to which it was charged; one that never was is missing."""
    until: dict[UUID, date] = {}
    for row in _charges(budgets):
        until[row.budget_id] = max(until.get(row.budget_id, row.start), min(row.end, row.cut_from or row.end))
    return until


def _charges(budgets: Collection[UUID]) -> Iterator[Any]:
    rows = Charge.objects.filter(not_reversed("journal"), budget__in=among(budgets))
    yield from rows.annotate(cut_from=Min("cuts__starts")).order_by("budget_id", "start")


def _overlaps(budget: Budget, period: Period) -> bool:
    assert period.end is not None
    return any(
        row.start < period.end and min(row.end, row.cut_from or row.end) > max(period.start, row.start)
        for row in _charges([budget.pk])
    )


def charge_anew(asker: Asker, book: Book, budget: Budget, journal: UUID, *, starts: date, now: datetime) -> None:
    """Take back what was charged for days from *starts* on, and charge them at the rate that governs them now.

    For use inside this app; the caller posts the book.
    """
    cut = _cut_charges(budget, journal, starts, now=now)
    if not cut:
        return
    if pence := sum(row.pence for row in cut):
        book.move(journal, budget.pk, movements.taken_back(book.standing(budget.pk), pence))
    days = Period(max(starts, min(row.charge.start for row in cut)), max(row.charge.end for row in cut))
    _charge(asker, book, {budget: days}, key=f"{journal}:again", now=now)


def _cut_charges(budget: Budget, journal: UUID, starts: date, *, now: datetime) -> list[Cut]:
    cuts = []
    for row in _charges([budget.pk]):
        ends = min(row.end, row.cut_from or row.end)
        if ends <= max(starts, row.start):
            continue
        left = row.pence - sum(cut.pence for cut in row.cuts.all())
        back = unspent(Period(row.start, ends), left, starts)
        cuts.append(Cut(id=new_identifier(now), charge=row, starts=starts, pence=back, journal_id=journal))
    return Cut.objects.bulk_create(cuts)


def _charge(asker: Asker, book: Book, days: Mapping[Budget, Period], *, key: str, now: datetime) -> None:
    rates = rates_of([budget.pk for budget in days])
    # Each charge is of one rate, so that a later cut takes back of its days what they were charged.
    parts = [(budget, part) for budget, period in days.items() for part in _cut_at(period, rates[budget.pk])]
    drafts = [Draft(f"{key}:{budget.pk}:{part.start}", budget, part.start) for budget, part in parts]
    journals = open_journals(asker, now=now, kind="charge", drafts=drafts)
    charges = []
    for (budget, period), journal in zip(parts, journals, strict=True):
        pence = pence_for(rates[budget.pk], period)
        charges.append(_keep_charge(budget, journal, period, pence, now=now))
        if pence:
            book.move(journal, budget.pk, movements.granted(pence))
    Charge.objects.bulk_create(charges)


def _cut_at(period: Period, rates: Sequence[DatedRate]) -> Iterator[Period]:
    start = period.start
    for day in sorted({rate.starts for rate in rates}):
        if period.end is not None and start < day < period.end:
            yield Period(start, day)
            start = day
    yield Period(start, period.end)


def _keep_charge(budget: Budget, journal: UUID, period: Period, pence: int, *, now: datetime) -> Charge:
    return Charge(
        id=new_identifier(now),
        budget=budget,
        start=period.start,
        end=period.end or period.start,
        pence=pence,
        journal_id=journal,
    )


def _check_rate(rate: Money) -> None:
    if rate.pence != 0:
        movements.check_pence(rate.pence)
