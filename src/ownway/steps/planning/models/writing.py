"""Everything written in a plan: sections, aims and costed lines, each as it was typed and by whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.planning.models.plans import PlanVersion
from ownway.values import Every


class Written(AppendOnly):
    """What all writing in a plan shares: the version, the writer, the moment, and the writing it had before it."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    follows = ArrayField(models.UUIDField(), default=list)
    """The rows its writer had before them; two that follow the same one stand side by side until one follows both."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class SectionWritten(Written):
    """The answer to one of the plan's questions, as one writer left it."""

    question = models.CharField(max_length=80)
    text = SealedText(subject="person_id", default="", blank=True)

    class Meta:
        db_table = "planning_section"
        indexes = [models.Index(fields=["version", "question"], name="planning_section_of")]


class AimWritten(Written):
    """Something the person wants to change or keep, in their own words; outcomes are scored against it later."""

    aim = models.UUIDField()
    """The aim itself, the same through all its wordings and versions."""
    text = SealedText(subject="person_id", default="", blank=True)
    dropped = models.BooleanField(default=False)

    class Meta:
        db_table = "planning_aim"
        indexes = [models.Index(fields=["version", "aim"], name="planning_aim_of")]


class LineWritten(Written):
    """One line of the plan: what is bought or given, by whom, at what price, how often, for which aim."""

    line = models.UUIDField()
    """The line itself, the same through all its wordings and versions."""
    what = SealedText(subject="person_id")
    aim = models.UUIDField()
    kind = models.CharField(max_length=80)
    """One of the pack's kinds of support; help that is free and help from family are kinds too."""
    who = SealedText(subject="person_id", default="", blank=True)
    pence = models.BigIntegerField()
    """The price of one; nothing for what is free."""
    currency = models.CharField(max_length=3)
    quantity = models.DecimalField(max_digits=9, decimal_places=3)
    times = models.PositiveIntegerField()
    every = models.CharField(max_length=20)
    stream = models.CharField(max_length=80)
    degree = models.CharField(max_length=80, blank=True, default="")
    """How far the person would like to hold this part of the money, where they have said."""
    dropped = models.BooleanField(default=False)

    class Meta:
        db_table = "planning_line"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pence__gte=0),
                name="planning_line_price_not_below_nothing",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="planning_line_some_quantity"),
            models.CheckConstraint(condition=models.Q(times__gt=0), name="planning_line_sometimes"),
            models.CheckConstraint(
                condition=models.Q(every__in=[every.value for every in Every]),
                name="planning_line_every",
            ),
        ]
        indexes = [models.Index(fields=["version", "line"], name="planning_line_of")]
