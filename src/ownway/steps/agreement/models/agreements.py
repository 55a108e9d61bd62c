"""An agreement as it was signed and said yes to, and a plan as it was returned; a version meets one, once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText


class Agreement(AppendOnly):
    """A plan agreed by a named person: the version, the sum, the decision, and the budget it committed (G6)."""

    id = models.UUIDField(primary_key=True)
    version = models.OneToOneField("planning.PlanVersion", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    figure_id = models.UUIDField()
    decision_id = models.UUIDField()
    budget_id = models.UUIDField()
    pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    every = models.CharField(max_length=20)
    plan_pence_year = models.BigIntegerField()
    starts = models.DateField()
    rule_version = models.CharField(max_length=80)
    words = SealedText(subject="person_id", default="", blank=True)
    signed_by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        db_table = "agreement_agreement"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(signed_by=models.F("person")), name="agreement_not_signed_for_oneself"
            ),
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="agreement_not_below_nothing"),
        ]
        indexes = [models.Index(fields=["person", "signed_at"], name="agreement_of")]


class Assent(AppendOnly):
    """That the person said yes to an agreement: themselves, or heard by somebody by phone, on paper or face to face."""

    id = models.UUIDField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="assents")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    words = SealedText(subject="person_id", default="", blank=True)
    """What they said, in their own words; where it was on paper, where the paper is kept."""
    said_on = models.DateField()
    decision_id = models.UUIDField(null=True)
    """The decision that keeps whoever heard it to their word; nothing where the person said it themselves."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "agreement_assent"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=["self", "phone", "paper", "with_someone"]),
                name="agreement_assent_channel",
            ),
        ]


class Returned(AppendOnly):
    """A plan that came back: the decision, and the tests it failed."""

    id = models.UUIDField(primary_key=True)
    version = models.OneToOneField("planning.PlanVersion", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    decision_id = models.UUIDField()
    failed = ArrayField(models.CharField(max_length=80))
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "agreement_returned"
