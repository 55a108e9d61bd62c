"""What a person saves for and what else their money is meant for, and each surplus they were told of."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText

KINDS = ("saving", "tax", "bill")
"""What saved money can be meant for: something planned, tax that falls due, or a bill that is still to come."""


class MeantFor(AppendOnly):
    """So many pence of what is saved are meant for something, until a day; in the person's own words."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    what = SealedText(subject="person_id")
    pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    until = models.DateField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_meant_for"
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="spending_meant_for_kind"),
            models.CheckConstraint(condition=models.Q(pence__gt=0), name="spending_meant_for_something"),
        ]
        indexes = [models.Index(fields=["person", "at"], name="spending_meant_for_of")]


class MeantNoLonger(AppendOnly):
    """What was meant for something is not any more: it was bought, or the person thought again."""

    id = models.UUIDField(primary_key=True)
    meant = models.OneToOneField(MeantFor, on_delete=models.PROTECT, related_name="ended")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_meant_no_longer"


class SurplusTold(AppendOnly):
    """A person was told that a surplus is to be taken back, not before a day; its parts are kept as they were told."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey("agreement.Agreement", on_delete=models.PROTECT, related_name="+")
    pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    parts = SealedJSON(subject="person_id")
    earliest = models.DateField()
    words = SealedText(subject="person_id")
    decision_id = models.UUIDField()
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_surplus_told"
        constraints = [models.CheckConstraint(condition=models.Q(pence__gt=0), name="spending_surplus_above_nothing")]
        indexes = [models.Index(fields=["person", "at"], name="spending_surplus_of")]


class SurplusEnded(AppendOnly):
    """What came of a surplus: so many pence of it are taken back, or nothing where it was let be."""

    id = models.UUIDField(primary_key=True)
    surplus = models.OneToOneField(SurplusTold, on_delete=models.PROTECT, related_name="ended")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    pence = models.BigIntegerField()
    words = SealedText(subject="person_id", default="", blank=True)
    journal = models.UUIDField(null=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_surplus_ended"
        constraints = [models.CheckConstraint(condition=models.Q(pence__gte=0), name="spending_surplus_ended_pence")]
