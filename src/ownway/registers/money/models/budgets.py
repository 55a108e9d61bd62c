"""A budget is a dated rate; the ledger is charged for one period at a time, and a later rate cuts unlived days."""

from django.db import models

from ownway.registers.money.models.ledger import Journal
from ownway.registers.trail.models import AppendOnly
from ownway.values import Every


class Budget(AppendOnly):
    """One person's money from one stream of one programme."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    programme = models.TextField()
    stream = models.TextField()
    currency = models.TextField()
    opened_at = models.DateTimeField()

    class Meta:
        """A person has one budget a stream."""

        constraints = (models.UniqueConstraint(fields=("person", "programme", "stream"), name="money_budget_one"),)


class Rate(AppendOnly):
    """How much the budget is from a day on, and by which version of the rules; 0 pence ends it."""

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="rates")
    starts = models.DateField()
    pence = models.BigIntegerField()
    every = models.TextField()
    rule_version = models.TextField(blank=True)
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="rate")

    class Meta:
        """One rate starts on one day."""

        constraints = (
            models.UniqueConstraint(fields=("budget", "starts"), name="money_rate_start"),
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="money_rate_not_below_nothing"),
            models.CheckConstraint(
                condition=models.Q(every__in=sorted(one.value for one in Every)), name="money_rate_every"
            ),
        )


class Charge(AppendOnly):
    """What the funder agreed for the days from *start* up to but not including *end*."""

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="charges")
    start = models.DateField()
    end = models.DateField()
    pence = models.BigIntegerField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="charge")

    class Meta:
        """No day of a budget is charged twice: that is refused by a trigger."""

        indexes = (models.Index(fields=("budget", "start"), name="money_charge_start"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="money_charge_days"),
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="money_charge_not_below_nothing"),
        )


class Cut(AppendOnly):
    """The days of a charge from *starts* on were taken back, and with them *pence*."""

    id = models.UUIDField(primary_key=True)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="cuts")
    starts = models.DateField()
    pence = models.BigIntegerField()
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="cuts")

    class Meta:
        """A charge is cut once from each day."""

        constraints = (
            models.UniqueConstraint(fields=("charge", "starts"), name="money_cut_start"),
            models.CheckConstraint(condition=models.Q(pence__gte=0), name="money_cut_not_below_nothing"),
        )
