"""Letters as they were sent, and when each was told: on screen, on paper or by phone."""

from django.db import models

from ownway.registers.people.models import Party
from ownway.registers.trail.models import AppendOnly, SealedJSON

TOLD_BY = ("screen", "paper", "phone")


class Letter(AppendOnly):
    """One letter in the words it was sent in; sealed under the key of the person it is about."""

    id = models.UUIDField(primary_key=True)
    to = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="letters")
    about = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="letters_about")
    kind = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    request = models.UUIDField()
    thing = models.CharField(max_length=60, blank=True)
    thing_id = models.UUIDField(null=True)
    body = SealedJSON(subject="about_id")

    class Meta:
        """Found by reader, by the person it is about and by the thing it tells of."""

        indexes = (
            models.Index(fields=("to", "-written_at"), name="letters_letter_to"),
            models.Index(fields=("about", "-written_at"), name="letters_letter_about"),
            models.Index(fields=("thing_id",), name="letters_letter_thing"),
        )


class Telling(AppendOnly):
    """Says that a letter reached its reader, in one of the ways, at a moment."""

    id = models.UUIDField(primary_key=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="tellings")
    told_by = models.CharField(max_length=10)
    told_at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        """A letter reaches its reader once in each way; the ways are known to the database too."""

        constraints = (
            models.UniqueConstraint(fields=("letter", "told_by"), name="letters_told_once_in_a_way"),
            models.CheckConstraint(condition=models.Q(told_by__in=TOLD_BY), name="letters_told_by"),
        )
