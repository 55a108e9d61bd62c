"""Writes the rows that several deeds of allocation share, one deed about a person at a time."""

from datetime import datetime
from uuid import UUID

from ownway.registers.trail.models import take_turn
from ownway.steps.allocation.models import Assessment, AssessmentStage
from ownway.values import Asker, new_identifier


def one_at_a_time(person: UUID) -> None:
    """Wait until no other deed of allocation about *person* is under way; holds until the transaction ends."""
    take_turn("allocation.person", person)


def reach(row: Assessment, stage: str, *, asker: Asker, now: datetime) -> None:
    """Keep that the assessment reached *stage*."""
    AssessmentStage.objects.create(id=new_identifier(now), assessment=row, stage=stage, at=now, by_id=asker.party)
