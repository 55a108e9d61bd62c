"""Schedules, payment runs with their lines, stages, approvals and files, holds, and the account that pays."""

from django.db import models
from django.db.models import F, Q

from ownway.registers.money.models.budgets import Budget
from ownway.registers.money.models.ledger import Journal
from ownway.registers.money.rules.plan import State
from ownway.registers.money.rules.runs import LineEnd, RunState
from ownway.registers.trail.models import AppendOnly, SealedBytes, SealedJSON, SealedText
from ownway.values import Every


class Schedule(AppendOnly):
    """What one holder is paid out of a budget and how often, from a day on; no pence means no longer."""

    id = models.UUIDField(primary_key=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="schedules")
    holder = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(blank=True)
    starts = models.DateField()
    pence = models.BigIntegerField(null=True)
    every = models.TextField()
    in_advance = models.BooleanField()
    degree = models.TextField(blank=True)
    lands = models.TextField()
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="schedule")

    class Meta:
        """One schedule a holder and purpose starts on one day; a payment lands with the holder or is spent at once."""

        constraints = (
            models.UniqueConstraint(
                fields=("budget", "holder", "purpose", "starts"),
                name="money_schedule_start",
            ),
            models.CheckConstraint(
                condition=Q(pence__isnull=True) | Q(pence__gt=0),
                name="money_schedule_pence",
            ),
            models.CheckConstraint(
                condition=Q(every__in=sorted(one.value for one in Every)), name="money_schedule_every"
            ),
            models.CheckConstraint(
                condition=Q(lands__in=[State.WITH_HOLDER.value, State.SPENT.value]),
                name="money_schedule_lands",
            ),
        )


class Run(AppendOnly):
    """One payment run: its lines are fixed when it is built, and it is built by one person and approved by another."""

    id = models.UUIDField(primary_key=True)
    journal = models.OneToOneField(Journal, on_delete=models.PROTECT, related_name="run")
    pay_on = models.DateField()
    currency = models.TextField()
    count = models.IntegerField()
    total_pence = models.BigIntegerField()
    built_by = models.UUIDField(null=True)
    built_at = models.DateTimeField()


class Line(AppendOnly):
    """One payment: what fell due on which day of a schedule, to whom, and to which account as it was confirmed then.

    *asked_pence* is what the schedule says without *own_share_pence*, which the person pays themselves; *pence* is less
    where less was left. A trigger refuses a second line for
    what is under way or paid; after a rejection the next *attempt* may be made.
    """

    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="lines")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="lines")
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="+")
    payee = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    covers_start = models.DateField(null=True)
    covers_end = models.DateField(null=True)
    attempt = models.SmallIntegerField()
    pence = models.BigIntegerField()
    asked_pence = models.BigIntegerField()
    own_share_pence = models.BigIntegerField(db_default=0)
    lands = models.TextField()
    purpose = models.TextField(blank=True)
    details = SealedJSON(subject="payee_id")

    class Meta:
        """What falls due on a day is tried once at a time."""

        constraints = (
            models.UniqueConstraint(fields=("schedule", "due_on", "attempt"), name="money_line_attempt"),
            models.CheckConstraint(
                condition=Q(pence__gt=0, asked_pence__gte=F("pence")),
                name="money_line_pence",
            ),
        )


class LeftOut(AppendOnly):
    """What fell due and could not become a line, with the reason, so that nobody goes unpaid unseen."""

    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="left_out")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    pence = models.BigIntegerField()
    code = models.TextField()


class LineOutcome(AppendOnly):
    """What came of a line; each line ends once. *code* is why the bank sent it back, *words* what it said to that."""

    id = models.UUIDField(primary_key=True)
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="outcome")
    end = models.TextField()
    on = models.DateField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    code = models.TextField(blank=True)
    words = SealedText(subject="line.payee_id", null=True)
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="line_outcomes")

    class Meta:
        """The ends are those of the rules."""

        constraints = (
            models.CheckConstraint(
                condition=Q(end__in=sorted(one.value for one in LineEnd)), name="money_line_outcome_end"
            ),
        )


class Approval(AppendOnly):
    """A second person's yes to a run. *built_by* and *total_pence* are the run's own: a trigger writes them."""

    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="approvals")
    number = models.SmallIntegerField()
    by = models.UUIDField()
    built_by = models.UUIDField(null=True)
    total_pence = models.BigIntegerField()
    limit_pence = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """Two pairs of eyes, within the limit, each approval given once; a run that a job built takes two."""

        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="money_approval_once"),
            models.UniqueConstraint(fields=("run", "by"), name="money_approval_each"),
            models.CheckConstraint(
                condition=Q(built_by__isnull=True) | ~Q(by=F("built_by")),
                name="money_approval_second_person",
            ),
            models.CheckConstraint(
                condition=Q(total_pence__lte=F("limit_pence")),
                name="money_approval_limit",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | Q(number=2, built_by__isnull=True),
                name="money_approval_number",
            ),
        )


class Stage(AppendOnly):
    """A stage that a run reached; a trigger keeps whoever releases the file apart from whoever approved it."""

    id = models.UUIDField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="stages")
    stage = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    file_kind = models.TextField(blank=True)
    sha256 = models.TextField(blank=True)
    code = models.TextField(blank=True)

    class Meta:
        """Each stage is reached once."""

        constraints = (
            models.UniqueConstraint(fields=("run", "stage"), name="money_stage_once"),
            models.CheckConstraint(
                condition=Q(stage__in=sorted(one.value for one in RunState)), name="money_stage_known"
            ),
        )


class RunFile(AppendOnly):
    """The bank file of a run, made once: what it is called and the SHA-256 of its bytes. Its parts hold the bytes."""

    id = models.UUIDField(primary_key=True)
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="file")
    kind = models.TextField()
    name = models.TextField()
    sha256 = models.TextField()
    length = models.BigIntegerField()
    at = models.DateTimeField()


class RunFilePart(AppendOnly):
    """Some of the bytes of a bank file, packed and then sealed; in parts, so that a long file is never held whole."""

    id = models.UUIDField(primary_key=True)
    file = models.ForeignKey(RunFile, on_delete=models.PROTECT, related_name="parts")
    number = models.IntegerField()
    packed = SealedBytes()

    class Meta:
        """The parts of a file are numbered."""

        constraints = (models.UniqueConstraint(fields=("file", "number"), name="money_run_file_part"),)


class Hold(AppendOnly):
    """A decision that a payment waits: what falls due on one day of a schedule, or all of it until released.

    Nothing else stops a regular payment: late paperwork never does. *look_again_on* is when the hold is looked at anew.
    """

    id = models.UUIDField(primary_key=True)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="holds")
    due_on = models.DateField(null=True)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    look_again_on = models.DateField()
    by = models.UUIDField()
    at = models.DateTimeField()


class HoldRelease(AppendOnly):
    """The end of a hold, and the decision behind it; what waited falls due at once."""

    id = models.UUIDField(primary_key=True)
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="release")
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField()
    at = models.DateTimeField()


class ApprovalLimit(AppendOnly):
    """Up to how much someone may approve from a day on; no pence means no longer. Nobody sets their own."""

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    currency = models.TextField()
    starts = models.DateField()
    pence = models.BigIntegerField(null=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """One limit a party and currency starts on one day."""

        constraints = (
            models.UniqueConstraint(
                fields=("party", "currency", "starts"),
                name="money_approval_limit_start",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=F("party")),
                name="money_approval_limit_other",
            ),
        )


class PayingAccount(AppendOnly):
    """The authority's bank account that pays in one currency, from a day on.

    *details* also hold how it pays: ``service_user`` (Bacs), ``calendar``, ``when_shut`` and ``file_kind``.
    """

    id = models.UUIDField(primary_key=True)
    currency = models.TextField()
    starts = models.DateField()
    details = SealedJSON()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """One account a currency starts on one day."""

        constraints = (models.UniqueConstraint(fields=("currency", "starts"), name="money_paying_account_start"),)
