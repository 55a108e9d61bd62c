"""Decides whether the programme is open to a person: by name, with reasons, a letter, and a way to challenge it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.allocation.actions.rows import one_at_a_time, reach
from ownway.steps.allocation.models import Assessment, Eligibility
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.queries.eligibility import proposal_for
from ownway.steps.allocation.rules import states
from ownway.steps.allocation.rules.cannot import CannotDecideEligibility
from ownway.steps.allocation.rules.eligibility import reasons_for
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text


def decide_eligibility(
    asker: Asker, *, now: datetime, assessment: UUID, eligible: bool, words: str, offer: str = ""
) -> UUID:
    """Decide whether the programme is open to the person, with the reason in *words*; return the decision.

    Where it is not, *offer* says what is offered instead, the self-assessment ends, and the person is told by letter
    how to challenge it. Willingness and ability to manage are never a ground (A11). What the programme's own rule says
    stands among the reasons, whether it was followed or not.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotDecideEligibility: before it is handed in or after it has ended, or where nothing is offered instead.
    """
    row = assessments.found(asker, assessment=assessment, deed="decide_eligibility", now=now)
    why = clean_text(words, longest=4000, field="words", required=True)
    instead = clean_text(offer, longest=4000, field="offer")
    if not eligible and not instead:
        raise CannotDecideEligibility("allocation.nothing_offered", field="offer")
    with transaction.atomic():
        one_at_a_time(row.person_id)
        state = assessments.state(assessments.found(asker, assessment=assessment, deed="decide_eligibility", now=now))
        if states.after(state, "find_not_eligible") is None:
            raise CannotDecideEligibility("allocation.not_being_checked")
        decision = _decide(asker, row, now=now, eligible=eligible, words=why)
        kept = Eligibility.objects.create(
            id=new_identifier(now),
            assessment=row,
            person_id=row.person_id,
            eligible=eligible,
            words=why,
            offer=instead,
            decision_id=decision,
            by_id=asker.party,
            at=now,
        )
        if not eligible:
            _end(asker, row, kept, now=now)
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.decide_eligibility",
            thing="eligibility",
            thing_id=kept.id,
            after={"eligible": eligible, "decision": str(decision)},
        )
    return decision


def _decide(asker: Asker, row: Assessment, *, now: datetime, eligible: bool, words: str) -> UUID:
    allocation = programmes.pack(row.pack_version).allocation
    return decisions.decide(
        asker,
        now=now,
        about=row.person_id,
        kind="eligibility",
        outcome="eligible" if eligible else "not_eligible",
        reasons=reasons_for(eligible=eligible, proposal=proposal_for(row, now=now)),
        words=words,
        rule_version=row.pack_version,
        thing="assessment",
        thing_id=row.id,
        challenge_within_days=allocation.challenge_within_days,
        answer_within_days=allocation.answer_within_days,
    )


def _end(asker: Asker, row: Assessment, kept: Eligibility, *, now: datetime) -> None:
    reason = Reason("allocation.not_eligible", words=kept.words)
    reach(row, "not_eligible", asker=asker, now=now)
    decisions.stop_clock(asker, now=now, kind="check", thing_id=row.id, reason=reason)
    allocation = programmes.pack(row.pack_version).allocation
    until = timezone.localdate(now) + timedelta(days=allocation.challenge_within_days)
    letters.write(
        asker,
        now=now,
        to=row.person_id,
        about=row.person_id,
        kind="not_eligible_told",
        facts={
            "decided_by": people.name_of(asker.party) if asker.party else "",
            "words": kept.words,
            "offer": kept.offer,
            "rule_version": row.pack_version,
            "challenge_until": until.isoformat(),
            "answer_within_days": allocation.answer_within_days,
        },
        thing="assessment",
        thing_id=row.id,
    )
