"""What somebody had before they moved over, and that a lower figure was told to them in person."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.allocation.models.assessments import Assessment
from ownway.values import Every


class PackageBefore(AppendOnly):
    """The support somebody already had, as a sum; the latest row counts."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    every = models.CharField(max_length=20)
    since = models.DateField()
    words = SealedText(subject="person_id", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_package_before"
        constraints = (
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="allocation_package_not_below_nothing"),
            models.CheckConstraint(condition=models.Q(every__in=list(Every)), name="allocation_package_every"),
        )


class ToldInPerson(AppendOnly):
    """That a lower figure was told face to face or by phone before any letter, when and by whom."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    words = SealedText(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_told_in_person"
