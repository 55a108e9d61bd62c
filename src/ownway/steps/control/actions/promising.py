"""Holds on the ledger what is agreed for parts of a budget that others buy or provide, payment period by period."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_queries
from ownway.registers.money.queries import StreamSeen
from ownway.registers.people import policies as people
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.control import policies
from ownway.steps.control.models import ControlChosen, DegreeChosen, Promised
from ownway.steps.control.rules.portions import PAYMENT, REST, purpose_of
from ownway.steps.control.rules.promises import begun
from ownway.values import Asker, Every, Period, new_identifier


def keep_promises(asker: Asker, *, now: datetime, person: UUID) -> int:
    """Hold what is agreed for the parts of *person*'s budget that pay no cash; return how many pence were held anew.

    Each payment period that has begun is promised once. What a choice before held for a part that is no longer there
    is free again, or goes to the rest. Whoever may charge the budget does so for the days the promises cover; else
    they wait for whoever may.
    """
    policies.check_may(asker, "promise", person=person, now=now)
    with transaction.atomic():
        lock(person)
        promised = promise_to_parts(asker, now=now, person=person)
        if promised:
            trail.note_change(
                asker,
                now=now,
                about=person,
                deed="control.promise",
                thing="budget",
                thing_id=person,
                after={"pence": promised},
            )
    return promised


def lock(person: UUID) -> None:
    """Let one transaction at a time change how a person's money is held; it lasts until the transaction ends."""
    take_turn("control.person", person)


def promise_to_parts(asker: Asker, *, now: datetime, person: UUID) -> int:
    """Hold what is agreed for parts that pay no cash, inside a transaction that holds the lock; return the pence."""
    today = timezone.localdate(now)
    rows = ControlChosen.objects.filter(person_id=person, starts__lte=today).select_related("agreement")
    choice = rows.order_by("-starts", "-at").first()
    if choice is None:
        return 0
    control = programmes.pack(choice.agreement.rule_version).control
    parts = [part for part in choice.parts.all() if not (found := control.degree(part.degree)) or not found.pays_cash]
    budget = choice.agreement.budget_id
    _free_others(asker, budget, {purpose_of(part.line) for part in parts}, now=now)
    covered = _charged_until(asker, choice, parts, now=now)
    return sum(
        _promise(asker, choice, part, period, now=now)
        for part in parts
        for period in begun(choice.starts, Every(part.every), today)
        if period.end is not None and period.end <= covered
    )


def _free_others(asker: Asker, budget: UUID, wanted: set[str], *, now: datetime) -> None:
    for seen in money_queries.purposes_of(asker, budget=budget, now=now):
        if seen.purpose in wanted or seen.purpose.startswith(PAYMENT) or not seen.promised:
            continue
        key, pence = f"control:free:{new_identifier(now)}", seen.promised.pence
        if REST in wanted:
            money.move(asker, now=now, key=key, budget=budget, pence=pence, purpose=seen.purpose, to_purpose=REST)
        else:
            money.release(asker, now=now, key=key, budget=budget, pence=pence, purpose=seen.purpose)


def _stream(asker: Asker, person: UUID, budget: UUID, *, now: datetime) -> StreamSeen:
    account = money_queries.account_of(asker, person=person, now=now, newest=0)
    assert account is not None  # an agreement opens a budget
    return next(stream for stream in account.streams if stream.budget == budget)


def _charged_until(asker: Asker, choice: ControlChosen, parts: list[DegreeChosen], *, now: datetime) -> date:
    """Return up to which day the budget is charged, having charged it as far as the asker may and is needed."""
    person, budget = choice.person_id, choice.agreement.budget_id
    today = timezone.localdate(now)
    charged = _stream(asker, person, budget, now=now).charged_until or choice.starts
    ends = [period.end for part in parts for period in begun(choice.starts, Every(part.every), today) if period.end]
    needed = max(ends, default=charged)
    if needed <= charged or not people.may(asker, "money.charge_period", about=person, now=now):
        return charged
    key = f"control:charge:{budget}:{new_identifier(now)}"
    money.charge_period(asker, now=now, key=key, budget=budget, period=Period(charged, needed))
    return needed


def _promise(asker: Asker, choice: ControlChosen, part: DegreeChosen, period: Period, *, now: datetime) -> int:
    if not part.pence or part.promises.filter(starts=period.start).exists():
        return 0
    budget = choice.agreement.budget_id
    # What was drawn on before its time is not promised twice: the part gets what is left.
    pence = min(part.pence, _stream(asker, choice.person_id, budget, now=now).still_to_come.pence)
    if pence <= 0:
        return 0
    key = f"control:promise:{part.id}:{period.start.isoformat()}"
    money.hold(asker, now=now, key=key, budget=budget, pence=pence, purpose=purpose_of(part.line))
    Promised.objects.create(id=new_identifier(now), part=part, starts=period.start, pence=pence, at=now)
    return pence
