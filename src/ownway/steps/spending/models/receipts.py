"""A receipt beside a spend: a photo drawn anew or a PDF, sealed under the key of the person it is about."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedBytes
from ownway.steps.spending.models.spends import Spend


class Receipt(AppendOnly):
    """The bytes of one receipt, and what they are; *sha256* is of the file as it was handed in."""

    id = models.UUIDField(primary_key=True)
    spend = models.ForeignKey(Spend, on_delete=models.PROTECT, related_name="receipts")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=40)
    ending = models.CharField(max_length=10)
    length = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content = SealedBytes(subject="person_id")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A file is kept with a spend once."""

        db_table = "spending_receipt"
        constraints = [models.UniqueConstraint(fields=["spend", "sha256"], name="spending_receipt_once")]
