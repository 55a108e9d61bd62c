"""What a person told of their means, what they pay by it, what they ask to be spared, and in-house support."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText
from ownway.steps.spending.models.spends import Spend


class MeansAnswer(AppendOnly):
    """One answer to one question of the financial assessment; the newest of each question counts."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    programme = models.TextField()
    question = models.TextField()
    value = SealedJSON(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_means_answer"
        indexes = [models.Index(fields=["person", "question", "-at"], name="spending_means_answer_of")]


class MeansTold(AppendOnly):
    """All answers as they were handed in at one moment; a charge stands on one of these."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    programme = models.TextField()
    answers = SealedJSON(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_means_told"
        indexes = [models.Index(fields=["person", "-at"], name="spending_means_told_of")]


class ChargeDecided(AppendOnly):
    """What a person pays from a day on, worked out from what they told, with the whole chain of reasons."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    told = models.ForeignKey(MeansTold, on_delete=models.PROTECT, related_name="charges")
    starts = models.DateField()
    pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    every = models.CharField(max_length=20)
    way = models.CharField(max_length=20)
    rule_version = models.TextField()
    worked_out = SealedJSON(subject="person_id")
    decision = models.UUIDField(unique=True)
    words = SealedText(subject="person_id", default="", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_charge_decided"
        constraints = [
            models.UniqueConstraint(fields=["person", "starts"], name="spending_one_charge_a_day"),
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="spending_charge_not_below_nothing"),
        ]


class WaiverAsked(AppendOnly):
    """A person's wish not to pay what they were billed, or some of it, in their own words."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    words = SealedText(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_waiver_asked"


class WaiverDecided(AppendOnly):
    """How much of what was billed is not asked for any more (nothing where it was refused), and why."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    asked = models.OneToOneField(WaiverAsked, on_delete=models.PROTECT, null=True, related_name="decided")
    pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    decision = models.UUIDField(unique=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "spending_waiver_decided"
        constraints = [
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="spending_waiver_not_below_nothing")
        ]


class InHouseUse(AppendOnly):
    """Support of the authority's own that was charged to a budget: so many hundredths of a unit at a unit cost."""

    id = models.UUIDField(primary_key=True)
    spend = models.OneToOneField(Spend, on_delete=models.PROTECT, related_name="in_house")
    service = models.TextField()
    unit_cost = models.ForeignKey("money.UnitCost", on_delete=models.PROTECT, related_name="+")
    hundredths = models.BigIntegerField()

    class Meta:
        db_table = "spending_in_house"
        constraints = [models.CheckConstraint(condition=models.Q(hundredths__gt=0), name="spending_in_house_some")]
