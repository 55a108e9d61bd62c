"""Asks what a person told of their means, what they pay by it and why, and what in-house support was charged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone

from ownway.registers.money import queries as money
from ownway.registers.money.queries import OwnShareSeen
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.engines.one import CannotWorkOut
from ownway.rulebook.means import charge_of, means_pack
from ownway.rulebook.model import Answer, CannotAnswer, Means, Pack, Question, WorkedOut
from ownway.steps.agreement.models import Agreement
from ownway.steps.control.rules.portions import a_payment
from ownway.steps.planning.rules.lines import budget_in_a_year
from ownway.steps.spending import policies
from ownway.steps.spending.models import ChargeDecided, InHouseUse, MeansAnswer, MeansTold, WaiverAsked
from ownway.steps.spending.queries.recording import agreed_for
from ownway.steps.spending.rules.cannot import CannotTellMeans
from ownway.values import Asker, Every, Money
from ownway.values.cannot import NotFound


@dataclass(frozen=True, slots=True)
class ChargeSeen:
    """What the person pays from a day on, and the chain of reasons that led to it."""

    decision: UUID
    starts: date
    money: Money
    every: Every
    way: str
    worked_out: WorkedOut
    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaiverSeen:
    """A wish not to pay; *decision* and *waived* where it was answered."""

    id: UUID
    words: str
    at: datetime
    decision: UUID | None
    waived: Money | None


@dataclass(frozen=True, slots=True)
class MeansSeen:
    """What a person told of their means, and what comes of it.

    *answers* are the newest of each question; *estimate* is what they come to today, and *handed_in_at* is empty while
    anything changed since they were handed in. *charges* are every charge that was decided, the newest first, side by
    side; *share* is the ledger's view: bills, what was paid, what is late. *rule* says the assessment in its own words.
    """

    person: UUID
    person_name: str
    pack: Pack
    rule: Pack
    means: Means
    budget: Money
    answers: Mapping[str, Mapping[str, Any]]
    open: tuple[Question, ...]
    estimate: WorkedOut | None
    told: UUID | None
    handed_in_at: datetime | None
    charges: tuple[ChargeSeen, ...]
    share: OwnShareSeen | None
    waivers: tuple[WaiverSeen, ...]
    may_tell: bool
    may_decide: bool
    may_ask_waiver: bool
    may_waive: bool

    def charge_on(self, day: date) -> ChargeSeen | None:
        """Return the charge that holds on a day, or nothing."""
        return next((one for one in self.charges if one.starts <= day), None)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that apply to this person, in their order."""
        told = read_answers(self.rule, self.answers)
        return tuple(one for one in self.means.asked if self.rule.applies(one.id, told) is not False)


def means_of(asker: Asker, *, person: UUID, now: datetime) -> MeansSeen:
    """Return what a person told of their means and what they pay by it, by the rules of today.

    :raises NotFound: when the asker may not know the person, or the programme asks nobody to pay.
    :raises CannotTellMeans: ``spending.nothing_agreed`` before there is an agreed budget.
    """
    policies.check_may(asker, "see_means", person=person, now=now)
    agreed, pack, rule, means = rules_for(person, on=timezone.localdate(now), now=now)
    budget = budget_for(agreed, pack, means)
    answers, last = newest_answers(person, pack.id), _last_answer(person, pack.id)
    told = MeansTold.objects.filter(person_id=person, programme=pack.id).order_by("-at", "-id").first()
    checked = read_answers(rule, answers)
    shown = [one for one in means.asked if rule.applies(one.id, checked) is True]
    return MeansSeen(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        rule=rule,
        means=means,
        budget=budget,
        answers=answers,
        open=tuple(one for one in shown if one.id not in answers),
        estimate=_estimate(pack, checked, budget, timezone.localdate(now)) if answers else None,
        told=told.id if told else None,
        handed_in_at=told.at if told and last is not None and told.at >= last else None,
        charges=_charges(person),
        share=money.own_share_of(asker, person=person, now=now),
        waivers=_waivers(person),
        may_tell=policies.may(asker, "tell_means", person=person, now=now),
        may_decide=policies.may(asker, "decide_charge", person=person, now=now),
        may_ask_waiver=policies.may(asker, "ask_waiver", person=person, now=now),
        may_waive=policies.may(asker, "waive", person=person, now=now),
    )


@dataclass(frozen=True, slots=True)
class WaitingSeen:
    """Somebody whose means were told and whose charge is still to be decided, or who asks not to pay."""

    person: UUID
    person_name: str
    at: datetime
    asks_waiver: bool


def means_waiting(asker: Asker, *, now: datetime) -> tuple[WaitingSeen, ...]:
    """Return whose charge waits to be decided and who asks not to pay, the longest wait first."""
    policies.check_may(asker, "see_charges", person=None, now=now)
    newest = MeansTold.objects.order_by("person", "-at", "-id").distinct("person")
    waiting = [(row.person_id, row.at, False) for row in newest if not row.charges.exists()]
    asked = WaiverAsked.objects.filter(decided=None).order_by("at")
    waiting += [(row.person_id, row.at, True) for row in asked]
    names = people.names_of({person for person, _, _ in waiting})
    return tuple(
        WaitingSeen(person, names.get(person, ""), at, asks)
        for person, at, asks in sorted(waiting, key=lambda one: one[1])
    )


@dataclass(frozen=True, slots=True)
class InHouseSeen:
    """What one spend on the authority's own support was made of: how many units, at which unit cost."""

    spend: UUID
    service: str
    units: Fraction
    unit_cost: Money


def in_house_use(asker: Asker, *, spend: UUID, now: datetime) -> InHouseSeen | None:
    """Return what a spend on the authority's own support was made of; nothing for any other spend."""
    row = InHouseUse.objects.select_related("spend", "unit_cost").filter(spend=spend).first()
    if row is None:
        return None
    policies.check_may(asker, "record", person=row.spend.person_id, now=now)
    cost = row.unit_cost
    return InHouseSeen(row.spend_id, row.service, Fraction(row.hundredths, 100), Money(cost.pence, cost.currency))


def may_charge_in_house(asker: Asker, *, person: UUID, now: datetime) -> bool:
    """Whether the asker may charge support of the authority's own to the person's budget."""
    return policies.may(asker, "charge_in_house", person=person, now=now)


def rules_for(person: UUID, *, on: date, now: datetime) -> tuple[Agreement, Pack, Pack, Means]:
    """Return the agreed budget, and the programme's rule in force on a day; for use inside this app."""
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotTellMeans("spending.nothing_agreed")
    programme = programmes.pack(agreed.rule_version).id
    pack = programmes.pack(programmes.in_force(programme, on=on))
    rule = means_pack(pack)
    if rule is None or pack.spending.means is None:
        raise NotFound("means.not_in_programme")
    return agreed, pack, rule, pack.spending.means


def budget_for(agreed: Agreement, pack: Pack, means: Means) -> Money:
    """Return the agreed budget for one period of the assessment, rounded down; for use inside this app."""
    times = pack.planning.times_per_year
    per_year = budget_in_a_year(Money(agreed.pence, agreed.currency), Every(agreed.every), times)
    return a_payment(per_year, means.rule.per, times)


def newest_answers(person: UUID, programme: str) -> dict[str, dict[str, Any]]:
    """Return the newest answer to each question as it is kept; for use inside this app."""
    rows = MeansAnswer.objects.filter(person_id=person, programme=programme).order_by("at", "id")
    return {row.question: row.value for row in rows}


def read_answers(rule: Pack, kept: Mapping[str, Mapping[str, Any]]) -> dict[str, Answer]:
    """Return kept answers as the engine takes them; what the rules of the day do not ask any more is left out."""
    found = {}
    for id, value in kept.items():
        if id in rule.by_id:
            try:
                found[id] = Answer.from_json(rule.by_id[id], value)
            except CannotAnswer:
                # The question was changed since: it is asked again.
                continue
    return found


def _estimate(pack: Pack, answers: Mapping[str, Answer], budget: Money, on: date) -> WorkedOut | None:
    try:
        return charge_of(pack, answers, budget, on)
    except CannotWorkOut:
        return None


def _last_answer(person: UUID, programme: str) -> datetime | None:
    row = MeansAnswer.objects.filter(person_id=person, programme=programme).order_by("-at").first()
    return row.at if row else None


def _charges(person: UUID) -> tuple[ChargeSeen, ...]:
    rows = list(ChargeDecided.objects.filter(person_id=person).order_by("-starts", "-at"))
    names = people.names_of({row.by_id for row in rows})
    return tuple(
        ChargeSeen(
            decision=row.decision,
            starts=row.starts,
            money=Money(row.pence, row.currency),
            every=Every(row.every),
            way=row.way,
            worked_out=WorkedOut.from_json(row.worked_out),
            words=row.words,
            by_name=names.get(row.by_id, ""),
            at=row.at,
        )
        for row in rows
    )


def _waivers(person: UUID) -> tuple[WaiverSeen, ...]:
    rows = WaiverAsked.objects.filter(person_id=person).select_related("decided").order_by("-at")
    found = []
    for row in rows:
        end = getattr(row, "decided", None)
        waived = Money(end.pence, end.currency) if end else None
        found.append(WaiverSeen(row.id, row.words, row.at, end.decision if end else None, waived))
    return tuple(found)
