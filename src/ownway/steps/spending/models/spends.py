"""A spend in the words of whoever told of it, beside the journal that moved the money."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText


class Spend(AppendOnly):
    """What was bought, on which day, for how much, and for which line of the plan where that was said."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey("agreement.Agreement", on_delete=models.PROTECT, related_name="+")
    line = models.UUIDField(null=True)
    kind = models.CharField(max_length=80, blank=True)
    what = SealedText(subject="person_id")
    pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    key = models.CharField(max_length=200, unique=True)
    journal = models.UUIDField(unique=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_spend"
        constraints = [models.CheckConstraint(condition=models.Q(pence__gt=0), name="spending_above_nothing")]
        indexes = [models.Index(fields=["person", "on"], name="spending_of")]


class TakenBack(AppendOnly):
    """A spend that was told by mistake, and why it does not count; its money is back where it was."""

    id = models.UUIDField(primary_key=True)
    spend = models.OneToOneField(Spend, on_delete=models.PROTECT, related_name="taken_back")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    words = SealedText(subject="person_id", default="", blank=True)
    journal = models.UUIDField(unique=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_taken_back"
