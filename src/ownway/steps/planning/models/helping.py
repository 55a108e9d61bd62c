"""Who helps with a plan, and how far the person lets them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.trail.models import AppendOnly
from ownway.steps.planning.models.plans import Plan

ACCESS = ("view", "comment", "write", "none")
"""How far a helper is let in; *none* ends it."""


class PlanHelper(AppendOnly):
    """That a helper was let into a plan from a moment on; the latest row of a helper counts."""

    id = models.UUIDField(primary_key=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="helpers")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    access = models.CharField(max_length=20)
    sections = ArrayField(models.CharField(max_length=80), default=list)
    """The sections they are let into; none named means all."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "planning_helper"
        constraints = [models.CheckConstraint(condition=models.Q(access__in=ACCESS), name="planning_helper_access")]
        indexes = [models.Index(fields=["plan", "helper"], name="planning_helper_of")]
