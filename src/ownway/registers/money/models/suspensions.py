"""Days for which a budget is neither charged nor paid, and payments that came back after they were told as paid."""

from django.db import models

from ownway.registers.money.models.budgets import Budget
from ownway.registers.money.models.ledger import Journal
from ownway.registers.money.models.payments import Line
from ownway.registers.trail.models import AppendOnly, SealedText


class Suspension(AppendOnly):
    """A budget is neither charged nor paid from a day on, by a decision; it lasts until its end is written down."""

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="suspensions")
    starts = models.DateField()
    decision = models.UUIDField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="suspension")


class SuspensionEnd(AppendOnly):
    """The first day on which a budget is charged and paid again; the first day of the suspension where it never was."""

    id = models.UUIDField(primary_key=True)
    suspension = models.OneToOneField(Suspension, on_delete=models.PROTECT, related_name="end")
    until = models.DateField()
    decision = models.UUIDField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="suspension_end")


class LateReturn(AppendOnly):
    """A payment that the bank sent back after it told it as paid: its money is left again, and it falls due anew."""

    id = models.UUIDField(primary_key=True)
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="late_return")
    on = models.DateField()
    code = models.TextField()
    words = SealedText(subject="line.payee_id", null=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="late_return")
