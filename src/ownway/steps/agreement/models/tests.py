"""What was found when a plan was held against its pack's tests, and the approval of a large sum."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText


class TestTried(AppendOnly):
    """One test tried on one version of a plan by a named person; the latest row of a test counts."""

    __test__ = False

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey("planning.PlanVersion", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    test = models.CharField(max_length=80)
    passed = models.BooleanField()
    words = SealedText(subject="person_id", default="", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "agreement_test_tried"
        indexes = [models.Index(fields=["version", "test"], name="agreement_test_of")]


class SumApproved(AppendOnly):
    """That finance approved a plan's yearly sum; a large sum alone is this and never a risk (G2)."""

    id = models.UUIDField(primary_key=True)
    version = models.ForeignKey("planning.PlanVersion", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    pence_year = models.BigIntegerField()
    words = SealedText(subject="person_id", default="", blank=True)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "agreement_sum_approved"
        constraints = [models.UniqueConstraint(fields=["version"], name="agreement_sum_approved_once")]
