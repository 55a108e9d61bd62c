"""What a carer says when asked alone: which help they give gladly, until when, and what nobody else may read."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText


class CarersWord(AppendOnly):
    """The word of one carer about their help for one person; the latest of each carer holds.

    It is sealed under the carer's key, not under that of the person cared for: it is the carer's, also when the
    person's file is handed out or erased.
    """

    id = models.UUIDField(primary_key=True)
    carer = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    value = SealedJSON(subject="carer_id")
    """By question about help, the answer as answers are kept."""
    until = models.DateField(null=True)
    """The last day on which the help is given; nothing where the carer named none."""
    ended = models.BooleanField(default=False)
    """Whether the carer took their help back with this row."""
    words = SealedText(subject="carer_id", blank=True)
    """The private statement: for the carer and the practitioner who works with them alone."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "allocation_carers_word"
        indexes = (models.Index(fields=["person", "at"], name="allocation_word_about"),)
