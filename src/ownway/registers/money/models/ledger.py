"""Accounts, the journals that say why, and the transfers that move whole pence; rows only ever added.

A trigger keeps each account's balance while transfers are added, set-wise, and refuses a transfer between circles,
budgets or currencies; a check refuses a balance below its floor. The application's role cannot write a balance.
Balances are kept and not summed each time, because a floor must hold at the moment of posting however long the
history is; that they equal the sum of their transfers is proved by ``queries.prove_ledger``.
"""

from django.db import models
from django.db.models.functions import Greatest

from ownway.registers.money.models.months import FirstOfMonth, FirstOpenMonth
from ownway.registers.money.rules.plan import CIRCLE_OF, STATES, Circle, State
from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.registers.trail.models.line import TransactionNumber


class Account(AppendOnly):
    """Where pence stand: of which budget (or which payment run), in which state, for what, and in whose hands."""

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey("money.Budget", on_delete=models.PROTECT, null=True, related_name="accounts")
    run = models.ForeignKey("money.Run", on_delete=models.PROTECT, null=True, related_name="accounts")
    state = models.TextField()
    circle = models.GeneratedField(
        expression=models.Case(
            *[
                models.When(state__in=[state.value for state in states], then=models.Value(circle.value))
                for circle, states in STATES.items()
            ],
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    purpose = models.TextField(blank=True)
    holder = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    currency = models.TextField()

    class Meta:
        """One account for each place; only cash stands outside budgets."""

        constraints = (
            models.UniqueConstraint(
                fields=("budget", "run", "state", "purpose", "holder", "currency"),
                nulls_distinct=False,
                name="money_account_place",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(state.value for state in CIRCLE_OF)),
                name="money_account_state",
            ),
            models.CheckConstraint(
                condition=models.Q(budget__isnull=False, run__isnull=True)
                & ~models.Q(state__in=[state.value for state in STATES[Circle.CASH]])
                | models.Q(
                    budget__isnull=True,
                    run__isnull=True,
                    state__in=[State.BANK.value, State.PAID.value],
                )
                | models.Q(budget__isnull=True, run__isnull=False, state=State.CLEARING.value),
                name="money_account_whose",
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}$"),
                name="money_account_currency",
            ),
        )


class Balance(models.Model):
    """How many pence stand on an account, and below what they may not fall; written by triggers alone."""

    append_only = True  # The application's role is granted no UPDATE; the trigger works with the owner's rights.

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True)
    pence = models.BigIntegerField()
    floor = models.BigIntegerField(null=True)

    class Meta:
        """What is not there cannot be promised or paid."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(floor__isnull=True) | models.Q(pence__gte=models.F("floor")),
                name="money_balance_floor",
            ),
        )


class Journal(AppendOnly):
    """One deed about money under its caller's key: when it was recorded, when it was true, and why.

    A second call with the same key and the same content is given *answer*; *fingerprint* tells whether it is the same.
    It counts in the month in which it was true, or where that was closed before, in the first month that was open.
    """

    id = models.UUIDField(primary_key=True)
    key = models.TextField(unique=True)
    kind = models.TextField()
    fingerprint = models.BinaryField(max_length=32)
    answer = models.UUIDField()
    budget = models.ForeignKey("money.Budget", on_delete=models.PROTECT, null=True, related_name="journals")
    about = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    true_on = models.DateField()
    open_from = models.DateField(db_default=FirstOpenMonth())
    month = models.GeneratedField(
        expression=Greatest(FirstOfMonth("true_on"), "open_from"), output_field=models.DateField(), db_persist=True
    )
    by = models.UUIDField(null=True)
    request = models.UUIDField()
    reason = models.JSONField(null=True)
    words = SealedText(subject="about_id", null=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    transaction = models.BigIntegerField(db_default=TransactionNumber())
    """The transaction that wrote it; the database takes a journal's transfers in the same one and in no later one."""

    class Meta:
        """A key is short and not empty; nothing reverses itself."""

        indexes = (
            models.Index(fields=("budget", "true_on"), name="money_journal_budget_day"),
            models.Index(fields=("month",), name="money_journal_month"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(key__regex=r"^.{1,200}$"), name="money_journal_key"),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True) | ~models.Q(reverses=models.F("id")),
                name="money_journal_reverses_another",
            ),
        )


def not_reversed(journal: str) -> models.Q:
    """Return the condition that nothing reversed the journal a row names in its field *journal*.

    It asks whether there is a reversal (``NOT EXISTS``). As a join with nothing on its other side
    (``reversed_by=None``) the database takes it for one row in the end, and goes through the journals of all years.
    """
    return ~models.Q(models.Exists(Journal.objects.filter(reverses=models.OuterRef(journal))))


class Transfer(AppendOnly):
    """Whole pence that leave one account (*debit*) and reach another (*credit*).

    That journal and accounts exist is checked by the posting trigger for all transfers of a statement at once; foreign
    keys checked row by row would take two thirds of the time.
    """

    id = models.UUIDField(primary_key=True)
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, db_constraint=False, related_name="transfers")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, db_constraint=False, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, db_constraint=False, related_name="credits")
    pence = models.BigIntegerField()

    class Meta:
        """A transfer moves something, from one account to another."""

        constraints = (
            models.CheckConstraint(condition=models.Q(pence__gt=0), name="money_transfer_above_nothing"),
            models.CheckConstraint(
                condition=~models.Q(debit=models.F("credit")),
                name="money_transfer_two_accounts",
            ),
        )
