"""What stands beside the answers before a figure is fixed: what each need would cost, and the person's own look."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.allocation.models.assessments import Assessment
from ownway.values import Every


class NeedCost(AppendOnly):
    """What meeting one need would cost, as a practitioner reckoned it; the latest for a question counts."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="need_costs")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    pence = models.BigIntegerField()
    """For the figure's own period; nothing takes an earlier row back."""
    currency = models.CharField(max_length=3)
    every = models.CharField(max_length=20)
    words = SealedText(subject="person_id", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_need_cost"
        constraints = (
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="allocation_cost_not_below_nothing"),
            models.CheckConstraint(condition=models.Q(every__in=list(Every)), name="allocation_cost_every"),
        )


class FactsShown(AppendOnly):
    """That the person was shown what was written about them, to say until a day whether it is so."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="facts_shown")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "allocation_facts_shown"


class FactsSaid(AppendOnly):
    """What the person said to it: that it is so (no question), or that an answer to one question is not so, and why."""

    id = models.UUIDField(primary_key=True)
    shown = models.ForeignKey(FactsShown, on_delete=models.PROTECT, related_name="said")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=80, blank=True)
    words = SealedText(subject="person_id", blank=True)
    channel = models.CharField(max_length=20)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "allocation_facts_said"
