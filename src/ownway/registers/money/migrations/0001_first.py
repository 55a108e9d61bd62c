"""Accounts, journals and transfers; budgets as dated rates; schedules and payment runs."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.line
import ownway.registers.trail.models.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Budget",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.TextField()),
                ("stream", models.TextField()),
                ("currency", models.TextField()),
                ("opened_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("pence", models.BigIntegerField()),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="money.budget"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Journal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.TextField(unique=True)),
                ("kind", models.TextField()),
                ("fingerprint", models.BinaryField(max_length=32)),
                ("answer", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("true_on", models.DateField()),
                ("by", models.UUIDField(null=True)),
                ("request", models.UUIDField()),
                ("reason", models.JSONField(null=True)),
                ("words", ownway.registers.trail.models.sealed.SealedText(null=True, subject="about_id")),
                (
                    "transaction",
                    models.BigIntegerField(db_default=ownway.registers.trail.models.line.TransactionNumber()),
                ),
                (
                    "about",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journals",
                        to="money.budget",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="money.journal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Cut",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField()),
                (
                    "charge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cuts", to="money.charge"
                    ),
                ),
                (
                    "journal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cuts", to="money.journal"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="charge",
            name="journal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="charge", to="money.journal"
            ),
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("due_on", models.DateField()),
                ("covers_start", models.DateField(null=True)),
                ("covers_end", models.DateField(null=True)),
                ("attempt", models.SmallIntegerField()),
                ("pence", models.BigIntegerField()),
                ("asked_pence", models.BigIntegerField()),
                ("lands", models.TextField()),
                ("purpose", models.TextField(blank=True)),
                ("details", ownway.registers.trail.models.sealed.SealedJSON(subject="payee_id")),
                (
                    "budget",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.budget"),
                ),
                (
                    "payee",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LineOutcome",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("end", models.TextField()),
                ("on", models.DateField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("code", models.TextField(blank=True)),
                (
                    "journal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="line_outcomes", to="money.journal"
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="money.line"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PayingAccount",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("currency", models.TextField()),
                ("starts", models.DateField()),
                ("details", ownway.registers.trail.models.sealed.SealedJSON()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("currency", "starts"), name="money_paying_account_start")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("every", models.TextField()),
                ("rule_version", models.TextField(blank=True)),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="money.budget"
                    ),
                ),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rate", to="money.journal"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pay_on", models.DateField()),
                ("currency", models.TextField()),
                ("count", models.IntegerField()),
                ("total_pence", models.BigIntegerField()),
                ("built_by", models.UUIDField(null=True)),
                ("built_at", models.DateTimeField()),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="run", to="money.journal"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="line",
            name="run",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="money.run"),
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.SmallIntegerField()),
                ("by", models.UUIDField()),
                ("built_by", models.UUIDField(null=True)),
                ("total_pence", models.BigIntegerField()),
                ("limit_pence", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="money.run"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("state", models.TextField()),
                (
                    "circle",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                state__in=["granted", "left", "held", "with_holder", "spent", "returned", "lapsed"],
                                then=models.Value("funder"),
                            ),
                            models.When(state__in=["contributed", "own_left", "own_spent"], then=models.Value("own")),
                            models.When(
                                state__in=["shortfall", "owed", "overdrawn", "overgranted"],
                                then=models.Value("shortfall"),
                            ),
                            models.When(state__in=["bank", "clearing", "paid"], then=models.Value("cash")),
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                ("purpose", models.TextField(blank=True)),
                ("currency", models.TextField()),
                (
                    "holder",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="money.budget",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="money.run"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("purpose", models.TextField(blank=True)),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField(null=True)),
                ("every", models.TextField()),
                ("in_advance", models.BooleanField()),
                ("degree", models.TextField(blank=True)),
                ("lands", models.TextField()),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="schedules", to="money.budget"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "journal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="schedule", to="money.journal"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="line",
            name="schedule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="money.schedule"
            ),
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("due_on", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("code", models.TextField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="left_out", to="money.run"
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.schedule"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("stage", models.TextField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("file_kind", models.TextField(blank=True)),
                ("sha256", models.TextField(blank=True)),
                ("code", models.TextField(blank=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stages", to="money.run"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pence", models.BigIntegerField()),
                (
                    "credit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="money.account",
                    ),
                ),
                (
                    "debit",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debits",
                        to="money.account",
                    ),
                ),
                (
                    "journal",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="money.journal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="money.account",
                    ),
                ),
                ("pence", models.BigIntegerField()),
                ("floor", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("floor__isnull", True), ("pence__gte", models.F("floor")), _connector="OR"),
                        name="money_balance_floor",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovalLimit",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("currency", models.TextField()),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField(null=True)),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("party", "currency", "starts"), name="money_approval_limit_start"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", True), models.Q(("by", models.F("party")), _negated=True), _connector="OR"
                        ),
                        name="money_approval_limit_other",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.UniqueConstraint(fields=("person", "programme", "stream"), name="money_budget_one"),
        ),
        migrations.AddIndex(
            model_name="journal",
            index=models.Index(fields=["budget", "true_on"], name="money_journal_budget_day"),
        ),
        migrations.AddConstraint(
            model_name="journal",
            constraint=models.CheckConstraint(
                condition=models.Q(("key__regex", "^.{1,200}$")), name="money_journal_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="journal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True), models.Q(("reverses", models.F("id")), _negated=True), _connector="OR"
                ),
                name="money_journal_reverses_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="cut",
            constraint=models.UniqueConstraint(fields=("charge", "starts"), name="money_cut_start"),
        ),
        migrations.AddConstraint(
            model_name="cut",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)), name="money_cut_not_below_nothing"
            ),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["budget", "start"], name="money_charge_start"),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="money_charge_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)), name="money_charge_not_below_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="lineoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__in", ["paid", "rejected", "taken_out"])), name="money_line_outcome_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.UniqueConstraint(fields=("budget", "starts"), name="money_rate_start"),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)), name="money_rate_not_below_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("every__in", ["day", "fortnight", "four_weeks", "month", "once", "quarter", "week", "year"])
                ),
                name="money_rate_every",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="money_approval_once"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(fields=("run", "by"), name="money_approval_each"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("built_by__isnull", True), models.Q(("by", models.F("built_by")), _negated=True), _connector="OR"
                ),
                name="money_approval_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("total_pence__lte", models.F("limit_pence"))), name="money_approval_limit"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("built_by__isnull", True), ("number", 2)), _connector="OR"),
                name="money_approval_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("budget", "run", "state", "purpose", "holder", "currency"),
                name="money_account_place",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "bank",
                            "clearing",
                            "contributed",
                            "granted",
                            "held",
                            "lapsed",
                            "left",
                            "overdrawn",
                            "overgranted",
                            "owed",
                            "own_left",
                            "own_spent",
                            "paid",
                            "returned",
                            "shortfall",
                            "spent",
                            "with_holder",
                        ],
                    )
                ),
                name="money_account_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("budget__isnull", False),
                        ("run__isnull", True),
                        models.Q(("state__in", ["bank", "clearing", "paid"]), _negated=True),
                    ),
                    models.Q(("budget__isnull", True), ("run__isnull", True), ("state__in", ["bank", "paid"])),
                    models.Q(("budget__isnull", True), ("run__isnull", False), ("state", "clearing")),
                    _connector="OR",
                ),
                name="money_account_whose",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="money_account_currency"
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(
                fields=("budget", "holder", "purpose", "starts"), name="money_schedule_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__isnull", True), ("pence__gt", 0), _connector="OR"),
                name="money_schedule_pence",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("every__in", ["day", "fortnight", "four_weeks", "month", "once", "quarter", "week", "year"])
                ),
                name="money_schedule_every",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("lands__in", ["with_holder", "spent"])), name="money_schedule_lands"
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("schedule", "due_on", "attempt"), name="money_line_attempt"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_pence__gte", models.F("pence")), ("pence__gt", 0)), name="money_line_pence"
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(fields=("run", "stage"), name="money_stage_once"),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["abandoned", "approved", "built", "confirmed", "exported", "sent"])),
                name="money_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gt", 0)), name="money_transfer_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("debit", models.F("credit")), _negated=True), name="money_transfer_two_accounts"
            ),
        ),
    ]
