"""What an order of a court or of the law fixes for a person; all else stays theirs to plan."""

from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText


class OrderInForce(AppendOnly):
    """An order that binds a person: what it fixes, where it comes from, and when it ends (P11)."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    fixes = SealedText(subject="person_id")
    source = SealedText(subject="person_id")
    starts = models.DateField()
    ends = models.DateField(null=True)
    ended_before = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    """The earlier row that this one puts right or brings to an end."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "planning_order"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gt=models.F("starts")),
                name="planning_order_ends_later",
            )
        ]
        indexes = [models.Index(fields=["person", "starts"], name="planning_order_of")]
