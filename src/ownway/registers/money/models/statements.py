"""Statements as they came in, entry by entry, and what somebody said each entry is; nothing of it is ever changed."""

from django.db import models
from django.db.models import F, Q

from ownway.registers.money.models.ledger import Journal
from ownway.registers.money.models.payments import Line, Run
from ownway.registers.money.rules.statements.matching import Became
from ownway.registers.trail.models import AppendOnly, SealedJSON, SealedText

LINES = (Became.PAID.value, Became.RETURNED.value)


class StatementAccount(AppendOnly):
    """An account of which statements come in: the authority's where nobody is named, else a person's own.

    *mark* is a keyed hash of its number, so that the number itself stands nowhere open.
    """

    id = models.UUIDField(primary_key=True)
    owner = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    mark = models.TextField()
    currency = models.TextField()
    number = SealedText(subject="owner_id")
    at = models.DateTimeField()

    class Meta:
        """One row for each account of an owner."""

        constraints = (
            models.UniqueConstraint(
                fields=("owner", "mark", "currency"), nulls_distinct=False, name="money_statement_account_one"
            ),
        )


class Statement(AppendOnly):
    """One statement as it was taken in; no balances where a person's own table told none.

    *sha256* is of the file it came in, which is not kept: its entries are.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(StatementAccount, on_delete=models.PROTECT, related_name="statements")
    number = models.TextField(blank=True)
    sequence = models.BigIntegerField(null=True)
    opening_pence = models.BigIntegerField(null=True)
    closing_pence = models.BigIntegerField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    moved_pence = models.BigIntegerField()
    count = models.IntegerField()
    sha256 = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """A numbered statement comes in once; opening and entries make the closing balance."""

        constraints = (
            models.UniqueConstraint(
                fields=("account", "number"), condition=~Q(number=""), name="money_statement_number_once"
            ),
            models.CheckConstraint(
                condition=Q(opening_pence__isnull=True)
                | Q(closing_pence__isnull=True)
                | Q(closing_pence=F("opening_pence") + F("moved_pence")),
                name="money_statement_adds_up",
            ),
        )


class StatementEntry(AppendOnly):
    """One entry of a statement; *details* are name, words and references as the bank gave them."""

    id = models.UUIDField(primary_key=True)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(StatementAccount, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.IntegerField()
    on = models.DateField()
    pence = models.BigIntegerField()
    mark = models.TextField()
    details = SealedJSON(subject="owner_id")

    class Meta:
        """An entry of an account comes in once."""

        constraints = (models.UniqueConstraint(fields=("account", "mark"), name="money_statement_entry_once"),)
        indexes = (models.Index(fields=("owner", "on"), name="money_statement_entry_owner"),)


class EntryMatch(AppendOnly):
    """What somebody said an entry is, and why; *undone_at* of :class:`EntryUndone` takes it back."""

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(StatementEntry, on_delete=models.PROTECT, related_name="matches")
    attempt = models.SmallIntegerField()
    became = models.TextField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, null=True, related_name="+")
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, null=True, related_name="+")
    reasons = SealedJSON(subject="entry.owner_id")
    words = SealedText(subject="entry.owner_id", null=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """An entry becomes one thing at a time, and each thing names what it is."""

        constraints = (
            models.UniqueConstraint(fields=("entry", "attempt"), name="money_entry_match_attempt"),
            models.CheckConstraint(
                condition=Q(
                    became__in=[Became.PAID.value, Became.RETURNED.value], run__isnull=False, line__isnull=False
                )
                | Q(became=Became.RUN_PAID.value, run__isnull=False, line__isnull=True)
                | Q(became=Became.SPEND.value, run__isnull=True, line__isnull=True, journal__isnull=False)
                | Q(became=Became.ASIDE.value, run__isnull=True, line__isnull=True, journal__isnull=True),
                name="money_entry_match_whole",
            ),
        )


class EntryUndone(AppendOnly):
    """The end of a match: the entry waits again."""

    id = models.UUIDField(primary_key=True)
    match = models.OneToOneField(EntryMatch, on_delete=models.PROTECT, related_name="undone")
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
