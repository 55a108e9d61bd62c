"""Writes down what saved money is meant for, tells of a surplus, and takes it back: told first, never at once."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.decisions import queries as decisions_asked
from ownway.registers.letters import actions as letters
from ownway.registers.money import actions as money
from ownway.registers.money.rules.rates import DatedRate
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.agreement.models import Agreement
from ownway.steps.spending import policies
from ownway.steps.spending.models import MeantFor, MeantNoLonger, SurplusEnded, SurplusTold
from ownway.steps.spending.models.savings import KINDS
from ownway.steps.spending.queries.recording import agreed_for
from ownway.steps.spending.queries.savings import SavingsSeen, parts_as_json, savings_of, why_not_yet
from ownway.steps.spending.rules.cannot import CannotSave, CannotTakeSurplus
from ownway.steps.spending.rules.surplus import most_by
from ownway.values import Asker, Every, Money, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

MOST_PENCE = 10**9
FURTHEST = timedelta(days=5 * 366)
"""How far ahead money can be meant for something: what is meant for something is never left over (U3)."""
CLOCK = "surplus_taken_back"


def save_for(asker: Asker, *, now: datetime, person: UUID, kind: str, what: str, pence: int, until: date) -> UUID:
    """Write down that so many pence of what is saved are meant for something until a day, and return the row.

    *kind* is ``saving``, ``tax`` or ``bill``. The same told again is one.

    :raises CannotSave: ``savings.no_such_kind``, ``savings.no_sum``, ``savings.day_gone``, ``savings.too_far``,
        ``savings.nothing_agreed``, or ``savings.more_than_comes`` above all that the budget gives until that day.
    """
    policies.check_may(asker, "save", person=person, now=now)
    said = clean_text(what, longest=300, field="what", required=True)
    if kind not in KINDS:
        raise CannotSave("savings.no_such_kind", field="kind")
    if type(pence) is not int or not 0 < pence <= MOST_PENCE:
        raise CannotSave("savings.no_sum", field="pence")
    today = timezone.localdate(now)
    if until < today:
        raise CannotSave("savings.day_gone", field="until")
    if until > today + FURTHEST:
        raise CannotSave("savings.too_far", field="until", latest=(today + FURTHEST).isoformat())
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotSave("savings.nothing_agreed")
    if pence > (most := _most_by(agreed, until)):
        day = until.isoformat()
        raise CannotSave("savings.more_than_comes", field="pence", most=most, currency=agreed.currency, day=day)
    with transaction.atomic():
        take_turn("spending.savings", person)
        same = MeantFor.objects.filter(
            person_id=person, kind=kind, pence=pence, until=until, by_id=asker.party, ended=None
        )
        before = next((row for row in same if str(row.what) == said), None)
        if before is not None:
            return before.id
        kept = MeantFor.objects.create(
            id=new_identifier(now),
            person_id=person,
            kind=kind,
            what=said,
            pence=pence,
            currency=agreed.currency,
            until=until,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="spending.save",
            thing="meant_for",
            thing_id=kept.id,
            after={"kind": kind, "pence": pence, "until": until.isoformat()},
        )
    return kept.id


def _most_by(agreed: Agreement, until: date) -> int:
    rate = DatedRate(agreed.starts, agreed.pence, Every(agreed.every))
    return most_by(rate, agreed.plan_pence_year, until)


def save_no_longer(asker: Asker, *, now: datetime, meant: UUID) -> UUID:
    """Say that money is not meant for something any more, and return the row; a second time changes nothing.

    :raises NotFound: when there is no such thing for the asker.
    """
    row = MeantFor.objects.filter(pk=meant).first()
    if row is None:
        raise NotFound("savings.unknown")
    policies.check_may(asker, "save", person=row.person_id, now=now)
    with transaction.atomic():
        take_turn("spending.savings", row.person_id)
        if not MeantNoLonger.objects.filter(meant=row).exists():
            MeantNoLonger.objects.create(id=new_identifier(now), meant=row, by_id=asker.party, at=now)
            trail.note_change(
                asker, now=now, about=row.person_id, deed="spending.save", thing="meant_for", thing_id=row.id
            )
    return row.id


def tell_surplus(asker: Asker, *, now: datetime, person: UUID, words: str) -> UUID:
    """Tell *person* that a surplus is to be taken back, with every part of it, and return the surplus.

    Nothing is taken: the letter says from which day on it can be, how to challenge it, and how to say what the money is
    meant for. One surplus is told at a time.

    :raises CannotTakeSurplus: ``surplus.none``, ``surplus.told_already``, ``surplus.carried_over`` or
        ``surplus.never_taken`` where the programme says so, ``spending.nothing_agreed``.
    """
    policies.check_may(asker, "tell_surplus", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    with transaction.atomic():
        take_turn("spending.savings", person)
        seen = savings_of(asker, person=person, now=now)
        agreed = agreed_for(person, now=now)
        if seen is None or agreed is None:
            raise CannotTakeSurplus("spending.nothing_agreed")
        if seen.rule is None:
            raise CannotTakeSurplus("surplus.never_taken")
        if seen.rule.carries_over:
            raise CannotTakeSurplus("surplus.carried_over")
        if seen.open is not None:
            raise CannotTakeSurplus("surplus.told_already")
        if not seen.surplus.pence:
            raise CannotTakeSurplus("surplus.none")
        surplus, earliest = new_identifier(now), seen.today + timedelta(days=seen.rule.tell_days)
        decision = _decide(asker, seen, surplus, said, now=now)
        SurplusTold.objects.create(
            id=surplus,
            person_id=person,
            agreement=agreed,
            pence=seen.surplus.pence,
            currency=seen.currency,
            parts=parts_as_json(seen.surplus.parts),
            earliest=earliest,
            words=said,
            decision_id=decision,
            by_id=asker.party,
            at=now,
        )
        decisions.start_clock(
            asker,
            now=now,
            about=person,
            kind=CLOCK,
            due=earliest,
            waits_on_role="finance",
            thing="surplus",
            thing_id=surplus,
        )
        _write(asker, seen, surplus, said, earliest, now=now)
        after = {"pence": seen.surplus.pence, "earliest": earliest.isoformat()}
        trail.note_change(
            asker, now=now, about=person, deed="spending.tell_surplus", thing="surplus", thing_id=surplus, after=after
        )
    return surplus


def _decide(asker: Asker, seen: SavingsSeen, surplus: UUID, said: str, *, now: datetime) -> UUID:
    return decisions.decide(
        asker,
        now=now,
        about=seen.person,
        kind="surplus_told",
        outcome="taken_back",
        reasons=[part.reason for part in seen.surplus.parts],
        words=said,
        rule_version=seen.pack.version,
        thing="surplus",
        thing_id=surplus,
        challenge_within_days=seen.pack.agreement.challenge_within_days,
        answer_within_days=seen.pack.agreement.answer_within_days,
    )


def _write(asker: Asker, seen: SavingsSeen, surplus: UUID, said: str, earliest: date, *, now: datetime) -> None:
    letters.write(
        asker,
        now=now,
        to=seen.person,
        about=seen.person,
        kind="surplus_told",
        facts={
            "pence": seen.surplus.pence,
            "currency": seen.currency,
            "earliest": earliest.isoformat(),
            "words": said,
            "challenge_within_days": seen.pack.agreement.challenge_within_days,
            "answer_within_days": seen.pack.agreement.answer_within_days,
        },
        reasons=[part.reason for part in seen.surplus.parts],
        pack=seen.pack,
        thing="surplus",
        thing_id=surplus,
    )


def take_back_surplus(asker: Asker, *, now: datetime, surplus: UUID, pence: int, on: date, words: str = "") -> Money:
    """Record that *pence* of a surplus came back from whoever holds the money, and return how much; it ends with it.

    Never before the day that was told, never while it is challenged, never more than was told nor more than is still
    left over now: what the person has since said it is meant for stays theirs. Told again, nothing happens.

    :raises CannotTakeSurplus: ``surplus.too_early``, ``surplus.challenged``, ``surplus.overturned``,
        ``surplus.less_is_left`` or ``surplus.ended``.
    """
    row = _found(surplus)
    policies.check_may(asker, "take_surplus", person=row.person_id, now=now)
    with transaction.atomic():
        take_turn("spending.savings", row.person_id)
        _check_open(row)
        decision = decisions_asked.decision(asker, decision=row.decision_id, now=now)
        why = why_not_yet(row, decision.standing, timezone.localdate(now))
        if why is not None:
            raise CannotTakeSurplus(why)
        seen = savings_of(asker, person=row.person_id, now=now)
        left = min(row.pence, seen.surplus.pence) if seen else 0
        if not 0 < pence <= left:
            raise CannotTakeSurplus("surplus.less_is_left", field="pence", left=left, currency=row.currency)
        journal = money.return_overpaid(
            asker,
            now=now,
            key=f"surplus:{surplus}",
            budget=row.agreement.budget_id,
            pence=pence,
            on=on,
            words=words,
        )
        _end(asker, row, pence, words, journal, now=now)
    return Money(pence, row.currency)


def let_surplus_be(asker: Asker, *, now: datetime, surplus: UUID, words: str) -> UUID:
    """Decide that a surplus that was told is not taken back, with a reason, and return it.

    :raises CannotTakeSurplus: ``surplus.ended``.
    """
    row = _found(surplus)
    policies.check_may(asker, "tell_surplus", person=row.person_id, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    with transaction.atomic():
        take_turn("spending.savings", row.person_id)
        _check_open(row)
        decisions.decide(
            asker,
            now=now,
            about=row.person_id,
            kind="surplus_let_be",
            outcome="let_be",
            words=said,
            thing="surplus",
            thing_id=surplus,
        )
        _end(asker, row, 0, said, None, now=now)
        letters.write(
            asker,
            now=now,
            to=row.person_id,
            about=row.person_id,
            kind="surplus_let_be",
            facts={"pence": row.pence, "currency": row.currency, "words": said},
            thing="surplus",
            thing_id=surplus,
        )
    return row.id


def _found(surplus: UUID) -> SurplusTold:
    row: SurplusTold | None = SurplusTold.objects.select_related("agreement").filter(pk=surplus).first()
    if row is None:
        raise NotFound("surplus.unknown")
    return row


def _check_open(row: SurplusTold) -> None:
    if SurplusEnded.objects.filter(surplus=row).exists():
        raise CannotTakeSurplus("surplus.ended")


def _end(asker: Asker, row: SurplusTold, pence: int, words: str, journal: UUID | None, *, now: datetime) -> None:
    SurplusEnded.objects.create(
        id=new_identifier(now),
        surplus=row,
        person_id=row.person_id,
        pence=pence,
        words=clean_text(words, longest=4000, field="words"),
        journal=journal,
        by_id=asker.party,
        at=now,
    )
    reason = Reason("surplus.taken" if pence else "surplus.let_be", {"pence": pence, "currency": row.currency})
    decisions.stop_clock(asker, now=now, kind=CLOCK, thing_id=row.id, reason=reason)
    trail.note_change(
        asker,
        now=now,
        about=row.person_id,
        deed="spending.take_surplus" if pence else "spending.tell_surplus",
        thing="surplus",
        thing_id=row.id,
        after={"pence": pence},
    )
