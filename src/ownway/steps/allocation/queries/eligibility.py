"""Asks whether a programme is open to a person, as it was decided."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import Eligibility
from ownway.steps.allocation.queries.seen import EligibilitySeen
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
