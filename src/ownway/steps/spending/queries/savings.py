"""Asks what of a person's money is saved and for what, and whether any of it is truly too much (U3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.utils import timezone

from ownway.registers.decisions import queries as decisions
from ownway.registers.decisions.rules.states import Standing
from ownway.registers.money import queries as money
from ownway.registers.money.queries import AccountSeen
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import AtTheEnd, Pack, Saving
from ownway.steps.agreement.models import Agreement
from ownway.steps.control import queries as control
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.steps.spending import policies
from ownway.steps.spending.models import MeantFor, SurplusTold
from ownway.steps.spending.queries.recording import agreed_for
from ownway.steps.spending.rules.ending import Employed, Owed, owed_at_end
from ownway.steps.spending.rules.surplus import PartOfSurplus, Surplus, surplus_of
from ownway.steps.spending.rules.tiers import reserve
from ownway.values import Asker, Every, Money, Reason
from ownway.values.cannot import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class MeantSeen:
    """So much of what is saved is meant for something, until a day; *is_over* once that day is gone."""

    id: UUID
    kind: str
    what: str
    money: Money
    until: date
    by_name: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class SurplusSeen:
    """A surplus that the person was told of: when it can be taken back at the earliest, and what came of it.

    *stands* is how the decision stands; while it is *challenged*, nothing is taken. *taken* is nothing before it ended.
    """

    id: UUID
    money: Money
    parts: tuple[PartOfSurplus, ...]
    told_at: datetime
    by_name: str
    words: str
    earliest: date
    decision: UUID
    stands: Standing
    taken: Money | None
    ended_at: datetime | None
    why_not_yet: Reason | None


@dataclass(frozen=True, slots=True)
class SavingsSeen:
    """All that a person has saved: what for, what is owed to assistants by it, and what is left over, part by part."""

    person: UUID
    person_name: str
    pack: Pack
    currency: str
    rule: Saving | None
    reserve: Money | None
    meant: tuple[MeantSeen, ...]
    owed: tuple[Owed, ...]
    surplus: Surplus
    told: tuple[SurplusSeen, ...]
    today: date
    may_save: bool
    may_tell: bool
    may_take: bool

    @property
    def open(self) -> SurplusSeen | None:
        """The surplus that was told and not ended yet, or nothing."""
        return next((one for one in self.told if one.ended_at is None), None)


def savings_of(asker: Asker, *, person: UUID, now: datetime) -> SavingsSeen | None:
    """Return what is saved by *person*, or nothing before there is an agreed budget.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_savings", person=person, now=now)
    agreed = agreed_for(person, now=now)
    account = money.account_of(asker, person=person, now=now, newest=0)
    if agreed is None or account is None:
        return None
    today, pack = timezone.localdate(now), programmes.pack(agreed.rule_version)
    current = pack_in_force(pack, today)
    kept = _reserve(pack, agreed)
    meant = meant_for(person, today=today)
    owed = owed_to_assistants(asker, current, person, today, agreed.currency, now=now)
    surplus = surplus_of(
        with_holder=account.with_holder.pence,
        held=account.promised.pence,
        owed=account.owed.pence,
        reserve=kept.pence if kept else None,
        named=[(one.kind, one.what, one.money.pence) for one in meant],
        for_assistants=sum(one.pence for one in owed),
        currency=agreed.currency,
    )
    rule = current.spending.saving
    return SavingsSeen(
        person=person,
        person_name=people.name_of(person),
        pack=current,
        currency=agreed.currency,
        rule=rule,
        reserve=kept,
        meant=meant,
        owed=owed,
        surplus=surplus,
        told=_told(asker, person, today, now=now),
        today=today,
        may_save=policies.may(asker, "save", person=person, now=now),
        may_tell=_may_be_told(rule, account) and policies.may(asker, "tell_surplus", person=person, now=now),
        may_take=policies.may(asker, "take_surplus", person=person, now=now),
    )


def _may_be_told(rule: Saving | None, account: AccountSeen) -> bool:
    return rule is not None and not rule.carries_over and bool(account)


def pack_in_force(pack: Pack, on: date) -> Pack:
    """Return the version of a programme that is in force on a day, or *pack* where none is; for use inside this app.

    What follows from an event or a surplus is asked of the rules of the day, not of the day of the agreement.
    """
    try:
        return programmes.pack(programmes.in_force(pack.id, on=on))
    except NotFound:
        return pack


def owed_to_assistants(
    asker: Asker, pack: Pack, person: UUID, on: date, currency: str, *, now: datetime
) -> tuple[Owed, ...]:
    """Return what assistants would be owed for notice and holiday if their work ended on a day; inside this app."""
    employing = pack.control.employing
    if employing is None:
        return ()
    pays = (AtTheEnd.NOTICE, AtTheEnd.HOLIDAY)
    return tuple(
        each
        for one in employed_by(asker, person, on, now=now)
        for each in owed_at_end(employing, one, on, pays, currency)
    )


def employed_by(asker: Asker, person: UUID, on: date, *, now: datetime) -> tuple[Employed, ...]:
    """Return who works for *person* on a day as the rules reckon with them; nobody for who may not see them."""
    try:
        found = control.assistants_of(asker, person=person, on=on, now=now)
    except NotAllowed:
        return ()
    return tuple(Employed(one.name, one.starts, one.pence_week, one.born, one.ends) for one in found)


def meant_for(person: UUID, *, today: date) -> tuple[MeantSeen, ...]:
    """Return what of *person*'s money is meant for something and not ended, the soonest first; inside this app.

    What was meant until a day that is gone counts on until somebody has said what became of it.
    """
    rows = list(MeantFor.objects.filter(person_id=person, ended=None).order_by("until", "id"))
    names = people.names_of({row.by_id for row in rows})
    return tuple(
        MeantSeen(
            id=row.id,
            kind=row.kind,
            what=str(row.what),
            money=Money(row.pence, row.currency),
            until=row.until,
            by_name=names.get(row.by_id, ""),
            is_over=row.until < today,
        )
        for row in rows
    )


def _reserve(pack: Pack, agreed: Agreement) -> Money | None:
    year = pack.planning.times_per_year
    weeks: Fraction | None = year.get(Every.WEEK)
    if not weeks:
        return None
    per_year = budget_in_a_year(Money(agreed.pence, agreed.currency), Every(agreed.every), year)
    return reserve(pack.spending, per_year, weeks)


def _told(asker: Asker, person: UUID, today: date, *, now: datetime) -> tuple[SurplusSeen, ...]:
    rows = list(SurplusTold.objects.filter(person_id=person).select_related("ended").order_by("-at", "-id"))
    names = people.names_of({row.by_id for row in rows})
    return tuple(_surplus(asker, row, names.get(row.by_id, ""), today, now=now) for row in rows)


def _surplus(asker: Asker, row: SurplusTold, by_name: str, today: date, *, now: datetime) -> SurplusSeen:
    end = getattr(row, "ended", None)
    stands = decisions.decision(asker, decision=row.decision_id, now=now).standing
    return SurplusSeen(
        id=row.id,
        money=Money(row.pence, row.currency),
        parts=parts_from_json(row.parts),
        told_at=row.at,
        by_name=by_name,
        words=str(row.words),
        earliest=row.earliest,
        decision=row.decision_id,
        stands=stands,
        taken=Money(end.pence, row.currency) if end else None,
        ended_at=end.at if end else None,
        why_not_yet=why_not_yet(row, stands, today),
    )


def why_not_yet(row: SurplusTold, stands: Standing, today: date) -> Reason | None:
    """Return why a surplus cannot be taken back now, or nothing where it can; for use inside this app."""
    if stands is Standing.CHALLENGED:
        return Reason("surplus.challenged")
    if stands is Standing.OVERTURNED:
        return Reason("surplus.overturned")
    if today < row.earliest:
        return Reason("surplus.too_early", {"earliest": row.earliest.isoformat()})
    return None


def parts_as_json(parts: Iterable[PartOfSurplus]) -> list[dict[str, object]]:
    """Return parts in the form in which they are kept."""
    return [{"id": one.id, "pence": one.pence, "reason": one.reason.as_json()} for one in parts]


def parts_from_json(told: Iterable[dict[str, object]]) -> tuple[PartOfSurplus, ...]:
    """Return the parts that :func:`parts_as_json` gave."""
    return tuple(
        PartOfSurplus(str(one["id"]), int(str(one["pence"])), Reason.from_json(one["reason"]))  # type: ignore[arg-type]
        for one in told
    )
