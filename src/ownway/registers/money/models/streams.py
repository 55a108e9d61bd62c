"""Which stream's money pays for which spend: splits and shares, what funders were told, and who funds a budget."""

from datetime import datetime

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from ownway.registers.money.models.budgets import Budget
from ownway.registers.money.models.ledger import Journal
from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.registers.trail.models.append_only import AppendOnlyQuerySet


class Split(AppendOnly):
    """One split of a person's spending over their streams; it keeps what changed since the one before.

    *proof* is what changed of the certificate and of the reasons of each pot: with those of the splits before it makes
    the whole (``rules/split/kept``). *journal* is what moved on the ledger because of it; nothing where nothing did.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    programme = models.TextField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, null=True, related_name="split")
    as_of = models.DateField()
    at = models.DateTimeField()
    reason = models.JSONField()
    proof = models.JSONField()

    class Meta:
        """Found by whose it is, the newest first."""

        indexes = (models.Index(fields=("person", "programme", "-id"), name="money_split_newest"),)


class Shares(AppendOnlyQuerySet):
    """Reads who bears what."""

    def holding(self, at: datetime | None = None) -> "Shares":
        """Keep those that hold (at a moment): of each spend the shares of the last split that set any for it."""
        ever = Share.objects.filter(spend=OuterRef("spend"))
        if at is not None:
            ever = ever.filter(split__at__lte=at)
        last = Subquery(ever.order_by("-split").values("split")[:1])
        return self.filter(split=last, pence__gt=0)


class Share(AppendOnly):
    """*pence* of a spend that one budget bears, out of its period that begins on *period*, and why.

    No *budget*: no stream may pay it, and it is owed. All shares of a spend are set together, when one of them changes;
    those of the last split that set any hold. A share of nothing, of no budget, says that the spend counts no more.
    """

    id = models.UUIDField(primary_key=True)
    split = models.ForeignKey(Split, on_delete=models.PROTECT, related_name="shares", db_index=False)
    spend = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="shares", db_index=False)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, null=True, related_name="shares")
    period = models.DateField(null=True)
    kind = models.TextField(blank=True)
    pence = models.BigIntegerField()
    reason = models.JSONField()

    objects = Shares.as_manager()

    class Meta:
        """A share is something, or the end of them all, and stands once; the newest of a spend are found at once."""

        indexes = (models.Index(fields=("spend", "-split"), name="money_share_newest"),)
        constraints = (
            models.UniqueConstraint(
                fields=("split", "spend", "budget", "period"), nulls_distinct=False, name="money_share_once"
            ),
            models.CheckConstraint(
                condition=Q(pence__gt=0) | Q(pence=0, budget__isnull=True), name="money_share_something_or_end"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True, period__isnull=True) | Q(budget__isnull=False, period__isnull=False),
                name="money_share_period",
            ),
        )


class StreamReport(AppendOnly):
    """What a stream's funder was told for the days from *start* up to but not including *end*; it never changes."""

    id = models.UUIDField(primary_key=True)
    programme = models.TextField()
    stream = models.TextField()
    start = models.DateField()
    end = models.DateField()
    count = models.IntegerField()
    pence = models.BigIntegerField()
    currency = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """A stream is told of a day once; each report goes on where the last ended."""

        constraints = (
            models.UniqueConstraint(fields=("programme", "stream", "end"), name="money_report_end"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="money_report_days"),
        )


class Reported(AppendOnly):
    """One line of a report: what of a spend the stream was charged, or (below nothing) what is put right since."""

    id = models.UUIDField(primary_key=True)
    report = models.ForeignKey(StreamReport, on_delete=models.PROTECT, related_name="lines")
    spend = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="reported")
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="+")
    period = models.DateField()
    kind = models.TextField(blank=True)
    pence = models.BigIntegerField()

    class Meta:
        """A spend stands in a report once for each budget and period."""

        constraints = (
            models.UniqueConstraint(fields=("report", "spend", "budget", "period"), name="money_reported_once"),
            models.CheckConstraint(condition=~Q(pence=0), name="money_reported_something"),
        )


class StandingFunders(AppendOnlyQuerySet):
    """Reads changes of funder."""

    def standing(self) -> "StandingFunders":
        """Leave out those that were undone."""
        return self.filter(undone=None)


class Funder(AppendOnly):
    """From a day on another stream pays for a budget; the plan, the support and the payments go on (F5)."""

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="funders")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    stream = models.TextField()
    attempt = models.SmallIntegerField(default=0)
    """How many for the same day were undone before."""
    words = SealedText(subject="person_id", default="", blank=True)
    decision = models.UUIDField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    objects = StandingFunders.as_manager()

    class Meta:
        """One funder begins on one day."""

        constraints = (models.UniqueConstraint(fields=("budget", "starts", "attempt"), name="money_funder_start"),)


class FunderUndone(AppendOnly):
    """A change of funder that was undone before its day came; the funder before goes on."""

    id = models.UUIDField(primary_key=True)
    funder = models.OneToOneField(Funder, on_delete=models.PROTECT, related_name="undone")
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    words = SealedText(subject="person_id", default="", blank=True)
    decision = models.UUIDField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
