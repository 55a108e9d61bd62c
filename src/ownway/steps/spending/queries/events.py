"""Asks what happened in a person's life, what would follow from it, and how a last account stands (U7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from ownway.registers.money import queries as money
from ownway.registers.money.queries import AccountSeen, MetSeen, ScheduleSeen
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Happened, LifeEvent, Pack
from ownway.steps.agreement.models import Agreement
from ownway.steps.spending import policies
from ownway.steps.spending.models import Event, EventTold
from ownway.steps.spending.queries.recording import agreed_for
from ownway.steps.spending.queries.savings import employed_by, pack_in_force
from ownway.steps.spending.rules.cannot import CannotRecordEvent
from ownway.steps.spending.rules.ending import Owed
from ownway.steps.spending.rules.events import LastAccount, check_day_of_event, what_follows
from ownway.values import Asker, Money, Reason
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class EventPreview:
    """What would follow from something that happened on a day, before anybody decides it.

    *stops* are the regular payments that stop, *met* the payments for days that count no more: those that can still be
    taken out of a run, and those that went out, which are paid too much.
    """

    person: UUID
    person_name: str
    pack: Pack
    rule: LifeEvent
    on: date
    rests_from: date
    bills_until: date | None
    owed: tuple[Owed, ...]
    stops: tuple[ScheduleSeen, ...]
    met: tuple[MetSeen, ...]
    with_holder: Money
    left: Money

    @property
    def currency(self) -> str:
        """The money of it all."""
        return self.with_holder.currency

    def money(self, pence: int) -> Money:
        """Return a sum of it as money."""
        return Money(pence, self.currency)

    @property
    def last_day(self) -> date:
        """The last day that is paid in full."""
        return self.rests_from - timedelta(days=1)

    @property
    def owed_together(self) -> Money:
        """What all assistants together are owed."""
        return Money(sum(one.pence for one in self.owed), self.currency)

    @property
    def overpaid(self) -> Money:
        """What went out for days that count no more."""
        return Money(sum(one.too_much.pence for one in self.met if one.is_out), self.currency)

    @property
    def short(self) -> Money:
        """What is lacking with the holder for what assistants are owed."""
        return Money(max(0, self.owed_together.pence - self.with_holder.pence), self.currency)


@dataclass(frozen=True, slots=True)
class ToldSeen:
    """Somebody told that something happened; nothing followed yet."""

    id: UUID
    person: UUID
    kind: Happened
    on: date
    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EventSeen:
    """Something that happened, what was decided on it, who was told, how the money stands, and how it ended.

    *outcome* is ``resumed``, ``undone`` or ``settled``, and empty while it goes on.
    """

    id: UUID
    person: UUID
    person_name: str
    pack: Pack
    rule: LifeEvent
    kind: Happened
    ends_budget: bool
    on: date
    rests_from: date
    bills_until: date | None
    owed: tuple[Owed, ...]
    words: str
    contact: str
    decision: UUID
    by_name: str
    at: datetime
    told: tuple[tuple[str, str, datetime], ...]
    to_tell: tuple[str, ...]
    account: LastAccount
    currency: str
    outcome: str
    ended_on: date | None
    ended_words: str
    ended_by: str
    may_change: bool
    may_settle: bool
    may_return: bool

    def money(self, pence: int) -> Money:
        """Return a sum of it as money."""
        return Money(pence, self.currency)


@dataclass(frozen=True, slots=True)
class EventsSeen:
    """All that happened to one person, the newest first, and what was told and not looked at yet."""

    person: UUID
    person_name: str
    kinds: tuple[Happened, ...]
    told: tuple[ToldSeen, ...]
    events: tuple[EventSeen, ...]
    may_tell: bool
    may_record: bool

    @property
    def open(self) -> EventSeen | None:
        """What goes on now, or nothing."""
        return next((event for event in self.events if not event.outcome), None)


def may_tell_event(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the asker may tell that something happened to *person*."""
    return policies.may(asker, "tell_event", person=person, now=now)


def check_may_tell_event(asker: Asker, *, person: UUID, now: datetime) -> None:
    """Refuse who may not tell that something happened to *person*.

    :raises NotFound: when they may not know the person.
    :raises NotAllowed: when they may, and telling is not for them.
    """
    policies.check_may(asker, "tell_event", person=person, now=now)


def may_see_events(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the asker may see what happened to *person*."""
    return policies.may(asker, "see_events", person=person, now=now)


def preview_of(asker: Asker, *, person: UUID, kind: Happened, on: date, now: datetime) -> EventPreview:
    """Return what would follow from an event; nothing is changed by asking.

    :raises CannotRecordEvent: ``events.nothing_agreed``, ``events.not_said`` where the programme does not say what
        follows, ``events.not_yet`` or ``events.before_budget``.
    """
    policies.check_may(asker, "record_event", person=person, now=now)
    agreed, pack, rule = what_is_said(person, kind, now=now)
    check_day_of_event(on, today=timezone.localdate(now), agreed_from=agreed.starts)
    account = money.account_of(asker, person=person, now=now, newest=0)
    assert account is not None  # an agreement opens a budget
    employed = employed_by(asker, person, on, now=now)
    follows = what_follows(rule, on, pack.control.employing, employed, agreed.currency)
    met = [
        one
        for stream in account.streams
        for one in money.met_by_suspension(asker, budget=stream.budget, starts=follows.rests_from, now=now)
    ]
    schedules = money.schedules_of(asker, person=person, now=now)
    return EventPreview(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        rule=rule,
        on=on,
        rests_from=follows.rests_from,
        bills_until=bills_until(rule, follows.rests_from),
        owed=follows.owed,
        stops=tuple(one for one in schedules if one.money is not None and one.next_due is not None),
        met=tuple(sorted(met, key=lambda one: one.due_on)),
        with_holder=account.with_holder,
        left=account.still_to_come,
    )


def what_is_said(person: UUID, kind: Happened, *, now: datetime) -> tuple[Agreement, Pack, LifeEvent]:
    """Return the agreement, the rules of the day, and what they say of such an event; for use inside this app.

    :raises CannotRecordEvent: ``events.nothing_agreed`` or ``events.not_said``.
    """
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotRecordEvent("events.nothing_agreed")
    pack = pack_in_force(programmes.pack(agreed.rule_version), timezone.localdate(now))
    rule = pack.spending.life_event(kind)
    if rule is None:
        raise CannotRecordEvent("events.not_said", field="kind")
    return agreed, pack, rule


def bills_until(rule: LifeEvent, rests_from: date) -> date | None:
    """Return until when last bills are waited for, or nothing for what does not end the budget."""
    return rests_from + timedelta(days=rule.bills_days) if rule.ends else None


def events_of(asker: Asker, *, person: UUID, now: datetime) -> EventsSeen:
    """Return what happened to *person*, and what was told and not looked at yet.

    Family who may not see the money see what was told; what followed stands in the letters to them.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_events", person=person, now=now)
    rows = list(Event.objects.filter(person_id=person).select_related("ended", "agreement").order_by("-at", "-id"))
    told = [
        row
        for row in EventTold.objects.filter(person_id=person).order_by("-at")
        if not any(one.kind == row.kind and one.at >= row.at for one in rows)
    ]
    names = people.names_of({row.by_id for row in told})
    sees_money = people.may_do(asker, deed="money.see_account", about=person, now=now)
    agreed = agreed_for(person, now=now)
    kinds: tuple[Happened, ...] = ()
    if agreed is not None:
        pack = pack_in_force(programmes.pack(agreed.rule_version), timezone.localdate(now))
        kinds = tuple(event.kind for event in pack.spending.life_events)
    return EventsSeen(
        person=person,
        person_name=people.name_of(person),
        kinds=kinds,
        told=tuple(
            ToldSeen(row.id, person, Happened(row.kind), row.on, str(row.words), names.get(row.by_id, ""), row.at)
            for row in told
        ),
        events=tuple(_event(asker, row, now=now) for row in rows) if sees_money else (),
        may_tell=bool(kinds) and policies.may(asker, "tell_event", person=person, now=now),
        may_record=bool(kinds) and policies.may(asker, "record_event", person=person, now=now),
    )


def event(asker: Asker, *, event: UUID, now: datetime) -> EventSeen:
    """Return one event.

    :raises NotFound: when there is none for the asker.
    """
    row = Event.objects.filter(pk=event).select_related("ended", "agreement").first()
    if row is None:
        raise NotFound("events.unknown")
    policies.check_may(asker, "see_events", person=row.person_id, now=now)
    return _event(asker, row, now=now)


def open_accounts(asker: Asker, *, now: datetime) -> tuple[EventSeen, ...]:
    """Return the events whose last account is still to be made, the one whose bills are due first; for finance."""
    policies.check_may(asker, "see_open_accounts", person=None, now=now)
    rows = Event.objects.filter(ends_budget=True, ended=None).select_related("agreement").order_by("bills_until", "id")
    return tuple(
        _event(asker, row, now=now) for row in rows if policies.may(asker, "see_events", person=row.person_id, now=now)
    )


def _event(asker: Asker, row: Event, *, now: datetime) -> EventSeen:
    end = getattr(row, "ended", None)
    pack = programmes.pack(row.rule_version)
    rule = pack.spending.life_event(Happened(row.kind))
    assert rule is not None  # it was recorded by this version
    told = list(row.told.order_by("at"))
    names = people.names_of({row.by_id, *(one.by_id for one in told), *({end.by_id} if end else ())})
    owed = owed_from_json(row.owed)
    kept = dict(end.figures) if end else {}
    settles = row.ends_budget and policies.may(asker, "settle", person=row.person_id, now=now)
    allowed = not end and policies.may(asker, "record_event", person=row.person_id, now=now)
    return EventSeen(
        id=row.id,
        person=row.person_id,
        person_name=people.name_of(row.person_id),
        pack=pack,
        rule=rule,
        kind=Happened(row.kind),
        ends_budget=row.ends_budget,
        on=row.on,
        rests_from=row.rests_from,
        bills_until=row.bills_until,
        owed=owed,
        words=str(row.words),
        contact=str(row.contact),
        decision=row.decision_id,
        by_name=names.get(row.by_id, ""),
        at=row.at,
        told=tuple((one.whom, names.get(one.by_id, ""), one.at) for one in told),
        to_tell=tuple(one.value for one in rule.tells if one.value not in {kept.whom for kept in told}),
        account=LastAccount(**kept) if kept else last_account(asker, row, owed, kept=0, now=now),
        currency=row.agreement.currency,
        outcome=end.outcome if end else "",
        ended_on=end.on if end else None,
        ended_words=str(end.words) if end else "",
        ended_by=names.get(end.by_id, "") if end else "",
        may_change=allowed,
        may_settle=settles and not end,
        may_return=settles,
    )


def last_account(asker: Asker, row: Event, owed: Iterable[Owed], *, kept: int, now: datetime) -> LastAccount:
    """Return how the money of an event stands now, with *kept* pence for last bills; for use inside this app."""
    account: AccountSeen | None = money.account_of(asker, person=row.person_id, now=now, newest=0)
    assert account is not None  # an event has a budget
    states: dict[str, int] = {}
    for stream in account.streams:
        standing = money.standing_at(asker, budget=stream.budget, day=timezone.localdate(now), now=now)
        for state, sum_of in standing.items():
            states[state.value] = states.get(state.value, 0) + sum_of.pence
    names = ("left", "held", "with_holder", "spent", "returned", "lapsed")
    return LastAccount(
        agreed=-states.get("granted", 0),
        **{name: states.get(name, 0) for name in names},
        overpaid=states.get("overgranted", 0),
        owed=sum(one.pence for one in owed),
        kept=kept,
    )


def owed_as_json(owed: Iterable[Owed]) -> list[dict[str, object]]:
    """Return what assistants are owed in the form in which it is kept."""
    return [{"name": one.name, "what": one.what, "pence": one.pence, "reason": one.reason.as_json()} for one in owed]


def owed_from_json(told: Iterable[dict[str, object]]) -> tuple[Owed, ...]:
    """Return what :func:`owed_as_json` gave."""
    return tuple(
        Owed(str(one["name"]), str(one["what"]), int(str(one["pence"])), Reason.from_json(one["reason"]))  # type: ignore[arg-type]
        for one in told
    )
