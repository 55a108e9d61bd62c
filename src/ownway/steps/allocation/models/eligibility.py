"""The decision whether a programme is open to a person: one of its own, never a side effect of points."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.allocation.models.assessments import Assessment


class Eligibility(AppendOnly):
    """Whether the programme is open to the person, why, and what is offered where it is not; the latest row counts."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="eligibilities")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    eligible = models.BooleanField()
    words = SealedText(subject="person_id")
    offer = SealedText(subject="person_id", blank=True)
    """What somebody is offered to whom the programme is not open: advice, a place, a person to ask."""
    decision_id = models.UUIDField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_eligibility"
        indexes = (models.Index(fields=["person", "at"], name="allocation_eligibility_of"),)
