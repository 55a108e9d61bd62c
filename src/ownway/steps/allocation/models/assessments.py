"""A self-assessment and the stages it has reached."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.allocation.rules.states import MOVES
from ownway.steps.allocation.rules.voices import CHANNELS


class Assessment(AppendOnly):
    """One self-assessment of one person under one version of a programme's pack."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=80)
    pack_version = models.CharField(max_length=80)
    channel = models.CharField(max_length=20, choices=[(channel, channel) for channel in CHANNELS])
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    """The assessment this one looks at again, when the person's needs changed."""
    why_again = SealedText(subject="person_id", blank=True)

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_assessment"
        constraints = (
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="allocation_assessment_channel"),
        )
        indexes = (models.Index(fields=["person", "started_at"], name="allocation_assessment_of"),)


class AssessmentStage(AppendOnly):
    """The moment a self-assessment reached a stage; it reaches each once."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_assessment_stage"
        constraints = (
            models.UniqueConstraint(fields=["assessment", "stage"], name="allocation_stage_once"),
            models.CheckConstraint(condition=models.Q(stage__in=tuple(MOVES)), name="allocation_stage_known"),
        )
