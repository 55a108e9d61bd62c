"""Self-assessments of people who are nobody here yet: sealed under the code they hold, and gone when it ends."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.steps.allocation.rules.voices import CHANNELS


class BegunByCode(models.Model):
    """A self-assessment without a person: found by the keyed hash of its code, which is kept nowhere."""

    id = models.UUIDField(primary_key=True)
    found_by = models.CharField(max_length=32, unique=True)
    programme = models.CharField(max_length=80)
    pack_version = models.CharField(max_length=80)
    started_at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "allocation_begun_by_code"


class AnswerByCode(models.Model):
    """One answer, sealed under the code: without it not even the authority can read it. Never changed, only taken away.

    The question is sealed with the answer, so that nothing tells what was asked of somebody.
    """

    id = models.UUIDField(primary_key=True)
    begun = models.ForeignKey(BegunByCode, on_delete=models.CASCADE, related_name="answers")
    sealed = models.BinaryField()
    follows = ArrayField(models.UUIDField(), default=list)
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_answer_by_code"
        constraints = (
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="allocation_by_code_channel"),
        )


class WrongCode(models.Model):
    """A code that was tried and opens nothing; of its address a keyed hash alone is kept, for an hour."""

    id = models.UUIDField(primary_key=True)
    came_from = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "allocation_wrong_code"
        indexes = (
            models.Index(fields=["came_from", "at"], name="allocation_wrong_from"),
            models.Index(fields=["at"], name="allocation_wrong_at"),
        )


class TypedByCode(models.Model):
    """What the holder of a code typed and has not sent, sealed under the code with its page; it goes with the code."""

    id = models.UUIDField(primary_key=True)
    begun = models.ForeignKey(BegunByCode, on_delete=models.CASCADE, related_name="typed")
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "allocation_typed_by_code"
