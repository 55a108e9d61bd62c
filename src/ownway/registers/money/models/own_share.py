"""What a person pays towards their support: the dated share, bills for days, and what payments were less by."""

from django.db import models
from django.db.models import F, Q

from ownway.registers.money.models.budgets import Budget
from ownway.registers.money.models.ledger import Journal
from ownway.registers.money.models.payments import Line, Schedule
from ownway.registers.money.rules.own_share import GROSS, NET
from ownway.registers.trail.models import AppendOnly
from ownway.values import Every


class OwnShare(AppendOnly):
    """What the person pays of a budget from a day on, by a decision and by which version of the rules; 0 is nothing.

    *way* is gross (they are sent bills) or net (payments are less by it); *pay_within_days* is how long a bill has.
    """

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="own_shares")
    starts = models.DateField()
    pence = models.BigIntegerField()
    every = models.TextField()
    way = models.TextField()
    pay_within_days = models.IntegerField()
    rule_version = models.TextField(blank=True)
    decision = models.UUIDField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="own_share")

    class Meta:
        """One share starts on one day."""

        constraints = (
            models.UniqueConstraint(fields=("budget", "starts"), name="money_own_share_start"),
            models.CheckConstraint(condition=Q(pence__gte=0), name="money_own_share_not_below_nothing"),
            models.CheckConstraint(condition=Q(way__in=[GROSS, NET]), name="money_own_share_way"),
            models.CheckConstraint(
                condition=Q(every__in=sorted(one.value for one in Every)), name="money_own_share_every"
            ),
        )


class Bill(AppendOnly):
    """What a person was asked to pay for the days from *start* up to but not including *end*, by *due_on*.

    A bill of nothing says that days are settled for which nothing is asked.
    """

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="bills")
    start = models.DateField()
    end = models.DateField()
    pence = models.BigIntegerField()
    due_on = models.DateField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="bill")

    class Meta:
        """Bills of a budget follow one another; a trigger refuses a day that is billed twice."""

        constraints = (
            models.UniqueConstraint(fields=("budget", "start"), name="money_bill_start"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="money_bill_days"),
            models.CheckConstraint(condition=Q(pence__gte=0), name="money_bill_not_below_nothing"),
        )


class ShareKept(AppendOnly):
    """What of a person's share a payment was less by when it went out: once for each due day of a schedule."""

    id = models.UUIDField(primary_key=True)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="shares_kept")
    due_on = models.DateField()
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    pence = models.BigIntegerField()
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="shares_kept")

    class Meta:
        """It is kept once, however often the payment had to be tried."""

        constraints = (
            models.UniqueConstraint(fields=("schedule", "due_on"), name="money_share_kept_once"),
            models.CheckConstraint(condition=Q(pence__gt=0), name="money_share_kept_something"),
        )


class UnitCost(AppendOnly):
    """The full cost of one unit of a service from a day on: its parts, how it was worked out, and how sure that is.

    *parts* are whole pence by name and add up to *pence*; the true cost lies between *least_pence* and *most_pence*.
    """

    id = models.UUIDField(primary_key=True)
    programme = models.TextField()
    service = models.TextField()
    starts = models.DateField()
    pence = models.BigIntegerField()
    currency = models.TextField()
    parts = models.JSONField()
    least_pence = models.BigIntegerField()
    most_pence = models.BigIntegerField()
    method = models.TextField()
    source = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """One cost of a service starts on one day; it lies within its range."""

        constraints = (
            models.UniqueConstraint(fields=("programme", "service", "starts"), name="money_unit_cost_start"),
            models.CheckConstraint(
                condition=Q(pence__gt=0, least_pence__gte=0, least_pence__lte=F("pence"), most_pence__gte=F("pence")),
                name="money_unit_cost_range",
            ),
        )
