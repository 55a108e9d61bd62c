"""Lets a person ask not to pay what they were billed, and lets the authority waive it, or say why not."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.money import actions as money
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.rulebook.model import Means, Pack
from ownway.steps.agreement.models import Agreement
from ownway.steps.spending import policies
from ownway.steps.spending.models import WaiverAsked, WaiverDecided
from ownway.steps.spending.queries.means import rules_for
from ownway.steps.spending.rules.cannot import CannotWaive
from ownway.values import Asker, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text


def ask_waiver(asker: Asker, *, now: datetime, person: UUID, words: str) -> UUID:
    """Ask, in one's own words, not to pay what was billed or some of it, and return the wish.

    :raises CannotWaive: ``means.asked_already`` while an earlier wish waits for its answer.
    """
    policies.check_may(asker, "ask_waiver", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    with transaction.atomic():
        take_turn("spending.means", person)
        if WaiverAsked.objects.filter(person_id=person, decided=None).exists():
            raise CannotWaive("means.asked_already")
        row = WaiverAsked.objects.create(
            id=new_identifier(now), person_id=person, words=said, by_id=asker.party, at=now
        )
        trail.note_change(
            asker, now=now, about=person, deed="spending.ask_waiver", thing="waiver", thing_id=row.id, after={}
        )
    return row.id


def decide_waiver(
    asker: Asker, *, now: datetime, person: UUID, pence: int, words: str, asked: UUID | None = None
) -> UUID:
    """Waive *pence* of what a person was billed (nothing refuses their wish), and return the decision.

    It needs a reason in words, is told by letter, and can be challenged. *asked* is the wish it answers, if any.

    :raises CannotWaive: ``means.answered_already``, or ``means.nothing_to_waive`` without a sum and without a wish.
    :raises CannotPost: where less is open than is to be waived.
    """
    policies.check_may(asker, "waive", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    agreed, pack, rule, means = rules_for(person, on=timezone.localdate(now), now=now)
    with transaction.atomic():
        take_turn("spending.means", person)
        wish = _wish(person, asked)
        if pence < 0 or (pence == 0 and wish is None):
            raise CannotWaive("means.nothing_to_waive", field="pence")
        reason = Reason("means.waived", {"pence": pence, "currency": agreed.currency}) if pence else None
        decision = decisions.decide(
            asker,
            now=now,
            about=person,
            kind="charge_waived",
            outcome="waived" if pence else "not_waived",
            reasons=[reason] if reason else [],
            words=said,
            rule_version=pack.version,
            thing="waiver",
            thing_id=wish.id if wish else agreed.id,
            challenge_within_days=means.rule.challenge_within_days,
            answer_within_days=means.rule.answer_within_days,
        )
        if reason is not None:
            money.waive_share(
                asker,
                now=now,
                key=f"waive:{decision}",
                budget=agreed.budget_id,
                pence=pence,
                reason=reason,
                decision=decision,
            )
        given = _Decided(person, wish, agreed, pence, said, decision)
        _keep(asker, given, now=now)
        _tell(asker, given, rule, means, now=now)
    return decision


@dataclass(frozen=True, slots=True)
class _Decided:
    person: UUID
    wish: WaiverAsked | None
    agreed: Agreement
    pence: int
    words: str
    decision: UUID

    @property
    def thing(self) -> UUID:
        """What the letter is about: the wish, or else the agreement."""
        return self.wish.id if self.wish else self.agreed.id


def _keep(asker: Asker, given: _Decided, *, now: datetime) -> None:
    WaiverDecided.objects.create(
        id=new_identifier(now),
        person_id=given.person,
        asked=given.wish,
        pence=given.pence,
        currency=given.agreed.currency,
        decision=given.decision,
        by_id=asker.party,
        at=now,
    )
    trail.note_change(
        asker,
        now=now,
        about=given.person,
        deed="spending.waive",
        thing="decision",
        thing_id=given.decision,
        after={"pence": given.pence},
    )


def _tell(asker: Asker, given: _Decided, rule: Pack, means: Means, *, now: datetime) -> None:
    letters.write(
        asker,
        now=now,
        to=given.person,
        about=given.person,
        kind="waiver_told",
        facts={
            "pence": given.pence,
            "currency": given.agreed.currency,
            "waived": "yes" if given.pence else "",
            "words": given.words,
            "challenge_within_days": means.rule.challenge_within_days,
            "answer_within_days": means.rule.answer_within_days,
        },
        reasons=[],
        pack=rule,
        thing="waiver",
        thing_id=given.thing,
    )


def _wish(person: UUID, asked: UUID | None) -> WaiverAsked | None:
    if asked is None:
        return None
    row: WaiverAsked | None = WaiverAsked.objects.filter(pk=asked, person_id=person).first()
    if row is None:
        raise NotFound("means.no_such_wish")
    if WaiverDecided.objects.filter(asked=row).exists():
        raise CannotWaive("means.answered_already")
    return row
