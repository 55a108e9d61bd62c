"""Keeps the person's yes to their agreement: said by themselves, or heard by phone, on paper or face to face."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.agreement import policies
from ownway.steps.agreement.models import Agreement, Assent
from ownway.steps.agreement.rules.cannot import CannotAssent
from ownway.steps.planning.actions.spoken import WAYS
from ownway.values import Asker, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

CHALLENGE_WITHIN_DAYS = 28


def assent(
    asker: Asker,
    *,
    now: datetime,
    agreement: UUID,
    channel: str = "self",
    words: str = "",
    said_on: date | None = None,
) -> UUID:
    """Keep that the person said yes to an agreement and to what they take on with it; return the assent (H6, G6).

    They, or who represents them, say it themselves; by phone, on paper or face to face whoever works with them notes
    who heard it (the asker), on which day (today, unless said) and in whose words. A yes that was only heard stands
    among the decisions, where it can be challenged. The money does not wait for it. The same yes twice is kept once.

    :raises CannotAssent: for another way, a day to come or before it was signed, or a later agreement in its place.
    """
    row = Agreement.objects.filter(pk=agreement).first()
    if row is None:
        raise NotFound("agreement.no_such_agreement")
    heard = channel != "self"
    policies.check_may(asker, "note_assent" if heard else "assent", person=row.person_id, now=now)
    if heard and channel not in WAYS:
        raise CannotAssent("planning.no_such_way", field="channel")
    said = clean_text(words, longest=2000, field="words", required=heard)
    day = said_on or timezone.localdate(now)
    if not timezone.localdate(row.signed_at) <= day <= timezone.localdate(now):
        raise CannotAssent("agreement.no_such_day_of_assent", field="said_on")
    with transaction.atomic():
        take_turn("agreement.person", row.person_id)
        if Agreement.objects.filter(person_id=row.person_id, signed_at__gt=row.signed_at).exists():
            raise CannotAssent("agreement.a_later_one_holds")
        before = next((one for one in row.assents.all() if _same(one, asker, channel, said, day)), None)
        if before is not None:
            return before.id
        kept = new_identifier(now)
        Assent.objects.create(
            id=kept,
            agreement=row,
            person_id=row.person_id,
            channel=channel,
            words=said,
            said_on=day,
            decision_id=_decide(asker, row, now=now, channel=channel, words=said) if heard else None,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="agreement.note_assent" if heard else "agreement.assent",
            thing="agreement",
            thing_id=row.id,
            after={"channel": channel, "said_on": day.isoformat(), "words": said},
        )
    return kept


def _same(one: Assent, asker: Asker, channel: str, words: str, day: date) -> bool:
    return (one.by_id, one.channel, one.words, one.said_on) == (asker.party, channel, words, day)


def _decide(asker: Asker, row: Agreement, *, now: datetime, channel: str, words: str) -> UUID:
    return decisions.decide(
        asker,
        now=now,
        about=row.person_id,
        kind="agreement_assent_noted",
        outcome=channel,
        reasons=(Reason(f"agreement.assent_noted_{channel}"),),
        words=words,
        rule_version=row.rule_version,
        thing="agreement",
        thing_id=row.id,
        challenge_within_days=CHALLENGE_WITHIN_DAYS,
        answer_within_days=CHALLENGE_WITHIN_DAYS,
    )
