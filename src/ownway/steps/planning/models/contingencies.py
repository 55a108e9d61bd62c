"""What the person wants to happen in a bad spell, or when something they rely on falls through."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.planning.models.plans import PlanVersion
from ownway.steps.planning.models.writing import Written


class ContingencyWritten(Written):
    """One thing that may happen, and what is to happen then; in a bad spell it speaks for the person (P8, P12)."""

    contingency = models.UUIDField()
    """The contingency itself, the same through all its wordings and versions."""
    kind = models.CharField(max_length=20)
    happens = SealedText(subject="person_id")
    """How it shows, or what falls through."""
    then = SealedText(subject="person_id")
    """What the person wants then."""
    never = SealedText(subject="person_id", default="", blank=True)
    """What they do not want, whatever happens."""
    who = SealedText(subject="person_id", default="", blank=True)
    """Who steps in, and how to reach them."""
    pence = models.BigIntegerField()
    """What is kept back for it in a year; nothing where it needs no money."""
    currency = models.CharField(max_length=3)
    dropped = models.BooleanField(default=False)

    class Meta:
        db_table = "planning_contingency"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pence__gte=0), name="planning_contingency_keeps_not_below_nothing"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["bad_spell", "falls_through"]), name="planning_contingency_kind"
            ),
        ]
        indexes = [models.Index(fields=["version", "contingency"], name="planning_contingency_of")]


class DepthChosen(AppendOnly):
    """How deep a version of a plan goes, where somebody chose; the latest choice counts (P5)."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    depth = models.CharField(max_length=80)
    why = SealedText(subject="person_id", default="", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "planning_depth"
        indexes = [models.Index(fields=["version", "at"], name="planning_depth_of")]
