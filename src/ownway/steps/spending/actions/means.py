"""Lets a person tell of their means once, and turns that into a charge: a decision with reasons, clock and challenge.

The financial assessment stands in this step, and not in control: it rests on the agreed budget, changes nothing about
who holds it, and all that follows from it (bills, smaller payments, the account) is money being used.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.money import actions as money
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.rulebook.means import charge_of
from ownway.rulebook.model import Answer, Pack, Way, WorkedOut
from ownway.steps.agreement.models import Agreement
from ownway.steps.spending import policies
from ownway.steps.spending.models import ChargeDecided, MeansAnswer, MeansTold
from ownway.steps.spending.queries.means import budget_for, newest_answers, read_answers, rules_for
from ownway.steps.spending.rules.cannot import CannotDecideCharge, CannotTellMeans
from ownway.values import Asker, Money, new_identifier
from ownway.values.text import clean_text


def answer_means(asker: Asker, *, now: datetime, person: UUID, question: str, value: object) -> UUID:
    """Keep an answer to a question of the financial assessment, and return it; earlier answers stay beside it.

    :raises CannotTellMeans: ``means.no_such_question``, or before there is an agreed budget.
    :raises CannotAnswer: where the answer does not fit the question.
    """
    policies.check_may(asker, "tell_means", person=person, now=now)
    _, pack, rule, means = rules_for(person, on=timezone.localdate(now), now=now)
    asked = next((one for one in means.asked if one.id == question), None)
    if asked is None:
        raise CannotTellMeans("means.no_such_question", field="question")
    answer = Answer.from_json(rule.by_id[question], value)
    with transaction.atomic():
        take_turn("spending.means", person)
        row = MeansAnswer.objects.create(
            id=new_identifier(now),
            person_id=person,
            programme=pack.id,
            question=question,
            value=answer.as_json(),
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="spending.tell_means",
            thing="means",
            thing_id=row.id,
            after={"question": question},
        )
    return row.id


def hand_in_means(asker: Asker, *, now: datetime, person: UUID) -> UUID:
    """Hand in what was told of a person's means, and return it; the same answers handed in twice are handed in once.

    Answers may be missing: then nothing is decided until they come. Who would rather not tell hands in just that.

    :raises CannotTellMeans: ``means.nothing_told``.
    """
    policies.check_may(asker, "tell_means", person=person, now=now)
    _, pack, _, _ = rules_for(person, on=timezone.localdate(now), now=now)
    with transaction.atomic():
        take_turn("spending.means", person)
        answers = newest_answers(person, pack.id)
        if not answers:
            raise CannotTellMeans("means.nothing_told")
        before = MeansTold.objects.filter(person_id=person, programme=pack.id).order_by("-at", "-id").first()
        if before is not None and before.answers == answers:
            return before.id
        row = MeansTold.objects.create(
            id=new_identifier(now), person_id=person, programme=pack.id, answers=answers, by_id=asker.party, at=now
        )
        trail.note_change(
            asker, now=now, about=person, deed="spending.tell_means", thing="means", thing_id=row.id, after={}
        )
    return row.id


def decide_charge(
    asker: Asker, *, now: datetime, person: UUID, starts: date, way: str | None = None, words: str = ""
) -> UUID:
    """Decide what a person pays from a day on, by the rule of that day and what they told last; return the decision.

    The sum is the rule's alone. *way* is the programme's own where nothing else is said. The letter tells every reason,
    until when it may be challenged, and what would change it. What held before stays beside it.

    :raises CannotDecideCharge: ``means.nothing_told``, ``means.not_complete`` while an answer is missing,
        ``means.no_such_way`` or ``means.decided_then``.
    :raises CannotBill: for days that were billed already.
    :raises CannotWorkOut: for a day that the rule has no numbers for.
    """
    policies.check_may(asker, "decide_charge", person=person, now=now)
    said = clean_text(words, longest=4000, field="words")
    agreed, pack, rule, means = rules_for(person, on=starts, now=now)
    chosen = means.way.value if way is None else way
    if chosen not in set(Way):
        raise CannotDecideCharge("means.no_such_way", field="way")
    with transaction.atomic():
        take_turn("spending.means", person)
        told = MeansTold.objects.filter(person_id=person, programme=pack.id).order_by("-at", "-id").first()
        if told is None:
            raise CannotDecideCharge("means.nothing_told")
        if ChargeDecided.objects.filter(person_id=person, starts=starts).exists():
            raise CannotDecideCharge("means.decided_then", field="starts", starts=starts.isoformat())
        worked = charge_of(pack, read_answers(rule, told.answers), budget_for(agreed, pack, means), starts)
        if worked.figure is None:
            raise CannotDecideCharge("means.not_complete", missing=len(worked.missing))
        decision = decisions.decide(
            asker,
            now=now,
            about=person,
            kind="charge_decided",
            outcome="pays" if worked.figure else "pays_nothing",
            reasons=[worked.reason],
            words=said,
            rule_version=pack.version,
            thing="means",
            thing_id=told.id,
            challenge_within_days=means.rule.challenge_within_days,
            answer_within_days=means.rule.answer_within_days,
        )
        _keep(asker, told, worked, decision, {"starts": starts, "way": chosen, "words": said}, now=now)
        money.set_own_share(
            asker,
            now=now,
            key=f"charge:{decision}",
            budget=agreed.budget_id,
            share=worked.figure,
            every=worked.per,
            starts=starts,
            way=chosen,
            pay_within_days=means.pay_within_days,
            decision=decision,
            rule_version=pack.version,
        )
        _tell(asker, agreed, (pack, rule), worked, {"starts": starts, "way": chosen, "words": said}, now=now)
    return decision


def _keep(
    asker: Asker, told: MeansTold, worked: WorkedOut, decision: UUID, given: dict[str, Any], *, now: datetime
) -> None:
    assert worked.figure is not None  # decide_charge refuses without
    ChargeDecided.objects.create(
        id=new_identifier(now),
        person_id=told.person_id,
        told=told,
        starts=given["starts"],
        pence=worked.figure.pence,
        currency=worked.figure.currency,
        every=worked.per.value,
        way=given["way"],
        rule_version=worked.version,
        worked_out=worked.as_json(),
        decision=decision,
        words=given["words"],
        by_id=asker.party,
        at=now,
    )
    trail.note_change(
        asker,
        now=now,
        about=told.person_id,
        deed="spending.decide_charge",
        thing="decision",
        thing_id=decision,
        after={"starts": given["starts"].isoformat(), "way": given["way"]},
    )


def _tell(
    asker: Asker,
    agreed: Agreement,
    packs: tuple[Pack, Pack],
    worked: WorkedOut,
    given: dict[str, Any],
    *,
    now: datetime,
) -> None:
    pack, rule = packs
    figure: Money | None = worked.figure
    assert figure is not None  # decide_charge refuses without
    means = pack.spending.means
    assert means is not None  # rules_for found it
    letters.write(
        asker,
        now=now,
        to=agreed.person_id,
        about=agreed.person_id,
        kind="charge_told",
        facts={
            "pence": figure.pence,
            "currency": figure.currency,
            "every": worked.per.value,
            "starts": given["starts"].isoformat(),
            "pays": "yes" if figure else "",
            "by_bill": "yes" if figure and given["way"] == Way.GROSS else "",
            "net": "yes" if figure and given["way"] == Way.NET else "",
            "pay_within_days": means.pay_within_days,
            "challenge_within_days": means.rule.challenge_within_days,
            "answer_within_days": means.rule.answer_within_days,
            "words": given["words"],
        },
        reasons=[worked.reason],
        pack=rule,
        thing="means",
        thing_id=agreed.id,
    )
