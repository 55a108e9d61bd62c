"""The assistants a person employs: who, on what terms from which day, and which checks were wished and seen."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText


class Assistant(AppendOnly):
    """Somebody who works for a person; all that is told of them lies sealed under the person's key."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200, unique=True)
    """The caller's: the same form sent twice keeps one assistant."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "control_assistant"
        indexes = [models.Index(fields=["person"], name="control_assistant_of")]


class AssistantTerms(AppendOnly):
    """Who an assistant is, what they do, for how many hours and what pay, from a day on.

    Of two rows for a day the one written last holds. No longer *is_employed*: the day is the first on which they do not
    work any more.
    """

    id = models.UUIDField(primary_key=True)
    assistant = models.ForeignKey(Assistant, on_delete=models.PROTECT, related_name="terms")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    is_employed = models.BooleanField()
    told = SealedJSON(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "control_assistant_terms"
        indexes = [models.Index(fields=["assistant", "starts", "id"], name="control_assistant_from")]


class AssistantNoted(AppendOnly):
    """What was noted of an assistant on a day: a check wished, seen or not wanted, or an exception agreed."""

    id = models.UUIDField(primary_key=True)
    assistant = models.ForeignKey(Assistant, on_delete=models.PROTECT, related_name="noted")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    check_id = models.CharField(max_length=80)
    """The check as the programme names it, or the rule that an exception was made of."""
    outcome = models.CharField(max_length=20)
    on = models.DateField()
    words = SealedText(subject="person_id", default="", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "control_assistant_noted"
        indexes = [models.Index(fields=["assistant", "id"], name="control_assistant_said")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=("wished", "seen", "not_wanted", "agreed")),
                name="control_assistant_outcome",
            )
        ]
