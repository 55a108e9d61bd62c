"""The figures a person was told, each with the whole working behind it."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText
from ownway.steps.allocation.models.assessments import Assessment
from ownway.steps.allocation.rules.figures import KINDS
from ownway.values import Every


class Figure(AppendOnly):
    """One figure as it was told: an estimate, an indicative budget, or the sum agreed with the plan."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="figures")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    pence = models.BigIntegerField(null=True)
    """What the person was told; nothing where answers are missing and only a range could be told."""
    lowest_pence = models.BigIntegerField(null=True)
    highest_pence = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    every = models.CharField(max_length=20)
    as_of = models.DateField()
    """The day whose rule was used."""
    pack_version = models.CharField(max_length=80)
    answers = SealedJSON(subject="person_id")
    """The answers that counted, by question."""
    worked = SealedJSON(subject="person_id")
    """The working in full: every step, its value and its reason; its figure is the formula's."""
    change = SealedJSON(subject="person_id", null=True)
    """Why it differs from the figure before."""
    words = SealedText(subject="person_id", blank=True)
    decision_id = models.UUIDField(null=True)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey("people.Party", null=True, on_delete=models.PROTECT, related_name="+")
    """The person who answers for it; nobody for an estimate, which no one has checked."""
    before = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_figure"
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="allocation_figure_kind"),
            models.CheckConstraint(condition=models.Q(every__in=list(Every)), name="allocation_figure_every"),
            models.CheckConstraint(
                condition=models.Q(pence__gte=0) | models.Q(pence__isnull=True),
                name="allocation_figure_not_below_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="estimate")
                | models.Q(told_by__isnull=False, decision_id__isnull=False, pence__isnull=False),
                name="allocation_figure_decided_by_someone",
            ),
        )
        indexes = (models.Index(fields=["person", "told_at"], name="allocation_figure_of"),)
