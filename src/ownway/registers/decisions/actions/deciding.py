"""Takes decisions, each by a named human with its reasons, and keeps what the other side says to them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import get_default_timezone

from ownway.registers.decisions import policies
from ownway.registers.decisions.models import Decision, Reply
from ownway.registers.decisions.rules import clocks
from ownway.registers.people.queries import relations_of
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text

LONGEST_WORDS = 20_000
# Until a programme says otherwise, an answer is owed within four weeks.
ANSWER_WITHIN_DAYS = 28
# Those who stand on the person's side: what they decide is told as the person's own decision.
OWN_SIDE = frozenset({"self", "represents"})


def decide(
    asker: Asker,
    *,
    now: datetime,
    about: UUID,
    kind: str,
    outcome: str,
    reasons: Sequence[Reason] = (),
    words: str = "",
    rule_version: str = "",
    thing: str,
    thing_id: UUID,
    challenge_within_days: int | None = None,
    answer_within_days: int | None = None,
    answer_role: str = "panel",
) -> UUID:
    """Decide something about a person and return the decision's identifier; it needs reasons, or words, or both.

    The decision is told as the person's where they or their representative take it, else as the authority's. It may
    be challenged until *challenge_within_days* have passed (never, without them); then whoever holds *answer_role*
    owes an answer within *answer_within_days*. *kind* names its title (``decisions.kind.<kind>`` in the words), and
    *thing* with *thing_id* what it decides on. The letter is the caller's to write.

    :raises CannotDecide: when no human asks, or there is no reason.
    """
    said = clean_text(words, longest=LONGEST_WORDS, field="words")
    policies.check_may_decide(asker, about=about, reasons=reasons, words=said, now=now)
    assert asker.party is not None  # a human who may decide is in the register
    own = relations_of(asker.party, to=about, now=now) & OWN_SIDE
    today = now.astimezone(get_default_timezone()).date()
    until = None if challenge_within_days is None else clocks.due(today, challenge_within_days)
    with transaction.atomic():
        decision = Decision.objects.create(
            id=new_identifier(now),
            person_id=about,
            kind=kind,
            outcome=outcome,
            voice="person" if own else "authority",
            decided_by_id=asker.party,
            decided_at=now,
            request=asker.request,
            rule_version=rule_version,
            reasons=[reason.as_json() for reason in reasons],
            words=said,
            thing=thing,
            thing_id=thing_id,
            challenge_until=until,
            answer_within_days=ANSWER_WITHIN_DAYS if answer_within_days is None else answer_within_days,
            answer_role=answer_role,
        )
        note_change(
            asker,
            now=now,
            about=about,
            deed="decisions.decide",
            thing="decision",
            thing_id=decision.id,
            reason=Reason("decisions.decided", {"kind": kind, "outcome": outcome}, tuple(reasons), said),
        )
        return decision.id


def reply(asker: Asker, *, now: datetime, decision: UUID, words: str, agrees: bool | None = None) -> UUID:
    """Say one's own side of a decision without challenging it; return the reply's identifier.

    Each side explains itself to the other: the reply stands beside the decision for good.

    :raises NotFound: when there is no such decision that the asker may know of.
    """
    said = clean_text(words, longest=LONGEST_WORDS, field="words", required=True)
    row = Decision.found(decision)
    policies.check_may_reply(asker, decision=row, now=now)
    assert asker.party is not None  # the policy table grants it to parties only
    with transaction.atomic():
        kept = Reply.objects.create(
            id=new_identifier(now),
            decision=row,
            person_id=row.person_id,
            by_id=asker.party,
            at=now,
            words=said,
            agrees=agrees,
        )
        note_change(asker, now=now, about=row.person_id, deed="decisions.reply", thing="decision", thing_id=row.id)
        return kept.id
