"""Serves people who plan by phone or on paper: whoever works with them writes on their word, and hands in on it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.decisions import actions as decisions
from ownway.registers.trail import actions as trail
from ownway.steps.planning import policies
from ownway.steps.planning.actions.rows import keep_helper, one_at_a_time
from ownway.steps.planning.actions.stages import put_in
from ownway.steps.planning.models import Plan
from ownway.steps.planning.queries.plans import found
from ownway.steps.planning.rules.cannot import CannotHandInPlan, CannotLetIn
from ownway.values import Asker, Reason
from ownway.values.cannot import NotAllowed
from ownway.values.text import clean_text

WAYS = ("phone", "paper", "with_someone")
"""How somebody says yes who does not type it themselves."""


def write_on_word(asker: Asker, *, now: datetime, plan: UUID, channel: str, words: str) -> UUID:
    """Let the asker write in a plan as the person asked by phone, on paper or face to face; return the way in (H6).

    *words* say how the person asked. It stands among the decisions on the person's page, where they can challenge it,
    and the way in among their helpers, where they can end it.

    :raises CannotLetIn: when it is not said how the person asked.
    """
    row, _version = found(plan)
    policies.check_may(asker, "write_on_word", person=row.person_id, now=now)
    evidence = clean_text(words, longest=2000, field="words", required=True)
    if channel not in WAYS:
        raise CannotLetIn("planning.no_such_way", field="channel")
    with transaction.atomic():
        one_at_a_time(plan)
        kept = keep_helper(asker, now=now, plan=row, helper=asker.party, access="write")
        _decide(asker, row, now=now, kind="wrote_on_word", channel=channel, words=evidence, thing_id=kept)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="planning.write_on_word",
            thing="plan_helper",
            thing_id=kept,
            after={"channel": channel, "words": evidence},
        )
    return kept


def hand_in_on_word(asker: Asker, *, now: datetime, plan: UUID, channel: str, words: str) -> UUID:
    """Hand a plan in as the person said by phone, on paper or face to face; return the version (H6).

    *words* are the evidence of their yes. Only who was let in to write hands in so.

    :raises NotAllowed: when the asker was not let in to write.
    :raises CannotHandInPlan: with what is still to do, or when it is not said how the person agreed.
    """
    row, _version = found(plan)
    policies.check_may(asker, "hand_in_on_word", person=row.person_id, now=now)
    evidence = clean_text(words, longest=2000, field="words", required=True)
    if channel not in WAYS:
        raise CannotHandInPlan("planning.no_such_way", field="channel")
    with transaction.atomic():
        if not policies.let_in(asker, plan=row, how="write", section=None, now=now):
            raise NotAllowed("people.not_granted", deed="planning.hand_in_on_word")
        version = put_in(asker, now=now, plan=plan, deed="planning.hand_in_on_word")
        _decide(asker, row, now=now, kind="assent_noted", channel=channel, words=evidence, thing_id=version)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="planning.hand_in_on_word",
            thing="plan_version",
            thing_id=version,
            after={"channel": channel, "words": evidence},
        )
    return version


def _decide(asker: Asker, row: Plan, *, now: datetime, kind: str, channel: str, words: str, thing_id: UUID) -> None:
    decisions.decide(
        asker,
        now=now,
        about=row.person_id,
        kind=kind,
        outcome=channel,
        reasons=(Reason(f"planning.{kind}_{channel}"),),
        words=words,
        rule_version=row.pack_version,
        thing="plan",
        thing_id=thing_id,
        challenge_within_days=28,
        answer_within_days=28,
    )
