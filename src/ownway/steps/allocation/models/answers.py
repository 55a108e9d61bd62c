"""Answers as each voice gave them, and the answers a person settled on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText
from ownway.steps.allocation.models.assessments import Assessment
from ownway.steps.allocation.rules.voices import CHANNELS, VOICES


class GivenAnswer(AppendOnly):
    """What one voice answered to one question at one moment; a later answer follows it and never replaces it."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    voice = models.CharField(max_length=20)
    value = SealedJSON(subject="person_id")
    words = SealedText(subject="person_id", blank=True)
    """What its giver added in their own words."""
    follows = ArrayField(models.UUIDField(), default=list)
    """The answers of the same voice that its giver had before them."""
    channel = models.CharField(max_length=20)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_given_answer"
        constraints = (
            models.CheckConstraint(condition=models.Q(voice__in=VOICES), name="allocation_answer_voice"),
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="allocation_answer_channel"),
        )
        indexes = (models.Index(fields=["assessment", "question"], name="allocation_answer_to"),)


class SettledAnswer(AppendOnly):
    """The answer that counts where voices differed, with the reason and the name of the one who settled it."""

    id = models.UUIDField(primary_key=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="settlements")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    value = SealedJSON(subject="person_id")
    words = SealedText(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_settled_answer"
        indexes = (models.Index(fields=["assessment", "question"], name="allocation_settled_to"),)
