"""A person's plan, its versions and the states each has reached."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.planning.rules.states import PlanState


class Plan(AppendOnly):
    """One person's plan under one version of a programme's pack; it lives on through its versions."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=80)
    pack_version = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "planning_plan"
        indexes = [models.Index(fields=["person", "started_at"], name="planning_plan_of")]


class PlanVersion(AppendOnly):
    """One version of a plan. What was handed in never changes: a plan that goes on does so in the next version."""

    id = models.UUIDField(primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    why_changed = SealedText(subject="person_id", default="", blank=True)
    """Why this version was begun, in the words of the one who began it."""
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "planning_version"
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="planning_version_number_once")]


class PlanStage(AppendOnly):
    """The moment a version reached a state; it reaches each once."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="stages")
    state = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "planning_stage"
        constraints = [
            models.UniqueConstraint(fields=["version", "state"], name="planning_stage_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in PlanState]),
                name="planning_stage_known",
            ),
        ]
