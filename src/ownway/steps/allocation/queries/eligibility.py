"""Asks whether a programme is open to a person: what its rule proposes, and what was decided."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.registers.programmes.queries import ProgrammeSeen
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import Assessment, Eligibility
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.queries.seen import EligibilitySeen
from ownway.steps.allocation.queries.working import reckon, values_now
from ownway.steps.allocation.rules.eligibility import Proposed, proposed
from ownway.values import Asker


def eligibility_of(asker: Asker, *, person: UUID, now: datetime) -> EligibilitySeen | None:
    """Return what was decided last about the eligibility of *person*, or nothing where nothing was.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_figure", person=person, now=now)
    row = Eligibility.objects.filter(person_id=person, at__lte=now).order_by("-at", "-id").first()
    if row is None:
        return None
    return EligibilitySeen(
        assessment=row.assessment_id,
        eligible=row.eligible,
        words=row.words,
        offer=row.offer,
        decision=row.decision_id,
        by_name=people.name_of(row.by_id),
        at=row.at,
    )


def proposed_eligibility(asker: Asker, *, assessment: UUID, now: datetime) -> Proposed | None:
    """Return what the programme's rule says from the answers that count now, or nothing where it has no such rule.

    :raises NotFound: when there is no such assessment for the asker.
    """
    return proposal_for(assessments.found(asker, assessment=assessment, deed="see", now=now), now=now)


def offered_instead(asker: Asker, *, person: UUID, now: datetime) -> tuple[ProgrammeSeen, ...]:
    """Return the programmes that serve everybody with tools and no money, for one to whom another is not open (W16).

    :raises NotFound: when the asker may not know the person.
    """
    seen = eligibility_of(asker, person=person, now=now)
    if seen is None or seen.eligible:
        return ()
    known = programmes.programmes(on=timezone.localdate(now))
    return tuple(one for one in known if programmes.pack(one.version).allocation.plan_only)


def proposal_for(row: Assessment, *, now: datetime) -> Proposed | None:
    """Return what the rule of an assessment's own version proposes, for use inside this app."""
    pack = programmes.pack(row.pack_version)
    if pack.allocation.eligibility is None:
        return None
    return proposed(pack, reckon(row, values_now(row, now=now), as_of=timezone.localdate(now)))
