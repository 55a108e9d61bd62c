"""One telling of how life goes: aspects of life, and the person's own aims, each with its score and words."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.outcomes.rules.answering import Answered
from ownway.steps.outcomes.rules.changes import Became


class Telling(AppendOnly):
    """One occasion on which somebody told how the person's life goes."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    pack_version = models.CharField(max_length=80)
    answered = models.CharField(max_length=20)
    helper_words = SealedText(subject="person_id", default="", blank=True)
    """Who helped, in the person's words."""
    on = models.DateField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "outcomes_telling"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered__in=[one.value for one in Answered]), name="outcomes_answered_known"
            )
        ]
        indexes = [models.Index(fields=["person", "on"], name="outcomes_telling_of")]


class AspectAnswered(AppendOnly):
    """One aspect of life, better, the same or worse since the start."""

    id = models.UUIDField(primary_key=True)
    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="aspects")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    aspect = models.CharField(max_length=80)
    answer = models.CharField(max_length=20)
    words = SealedText(subject="person_id", default="", blank=True)

    class Meta:
        db_table = "outcomes_aspect"
        constraints = [models.UniqueConstraint(fields=["telling", "aspect"], name="outcomes_aspect_once")]


class AimScored(AppendOnly):
    """One of the person's own aims, scored on the pack's scale."""

    id = models.UUIDField(primary_key=True)
    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="aims")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    aim = models.UUIDField()
    """The aim of the person's plan, the same through all its wordings."""
    score = models.PositiveSmallIntegerField()
    words = SealedText(subject="person_id", default="", blank=True)

    class Meta:
        db_table = "outcomes_aim"
        constraints = [models.UniqueConstraint(fields=["telling", "aim"], name="outcomes_aim_once")]
        indexes = [models.Index(fields=["person", "aim"], name="outcomes_aim_of")]


class ChangeAnswered(AppendOnly):
    """What became of one change the person wanted in their life."""

    id = models.UUIDField(primary_key=True)
    telling = models.ForeignKey(Telling, on_delete=models.PROTECT, related_name="changes")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    change = models.CharField(max_length=80)
    became = models.CharField(max_length=20)
    words = SealedText(subject="person_id", default="", blank=True)

    class Meta:
        db_table = "outcomes_change"
        constraints = [
            models.UniqueConstraint(fields=["telling", "change"], name="outcomes_change_once"),
            models.CheckConstraint(
                condition=models.Q(became__in=[one.value for one in Became]), name="outcomes_became_known"
            ),
        ]
