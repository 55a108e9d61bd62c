"""Adds statements of banks, their entries, and what somebody said each entry is."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = (
    "money_statementaccount",
    "money_statement",
    "money_statemententry",
    "money_entrymatch",
    "money_entryundone",
)


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0005_months"),
        ("people", "0004_first_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryMatch",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("attempt", models.SmallIntegerField()),
                ("became", models.TextField()),
                ("reasons", ownway.registers.trail.models.sealed.SealedJSON(subject="entry.owner_id")),
                ("words", ownway.registers.trail.models.sealed.SealedText(null=True, subject="entry.owner_id")),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "journal",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.journal"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.line"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.run"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EntryUndone",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "match",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="undone", to="money.entrymatch"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatementAccount",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("mark", models.TextField()),
                ("currency", models.TextField()),
                ("number", ownway.registers.trail.models.sealed.SealedText(subject="owner_id")),
                ("at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.TextField(blank=True)),
                ("sequence", models.BigIntegerField(null=True)),
                ("opening_pence", models.BigIntegerField(null=True)),
                ("closing_pence", models.BigIntegerField(null=True)),
                ("opened_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("moved_pence", models.BigIntegerField()),
                ("count", models.IntegerField()),
                ("sha256", models.TextField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="money.statementaccount",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementEntry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.IntegerField()),
                ("on", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("mark", models.TextField()),
                ("details", ownway.registers.trail.models.sealed.SealedJSON(subject="owner_id")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.statementaccount"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="money.statement"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="entrymatch",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="money.statemententry"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementaccount",
            constraint=models.UniqueConstraint(
                fields=("owner", "mark", "currency"), name="money_statement_account_one", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("account", "number"),
                name="money_statement_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opening_pence__isnull", True),
                    ("closing_pence__isnull", True),
                    (
                        "closing_pence",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opening_pence"), "+", models.F("moved_pence")
                        ),
                    ),
                    _connector="OR",
                ),
                name="money_statement_adds_up",
            ),
        ),
        migrations.AddIndex(
            model_name="statemententry",
            index=models.Index(fields=["owner", "on"], name="money_statement_entry_owner"),
        ),
        migrations.AddConstraint(
            model_name="statemententry",
            constraint=models.UniqueConstraint(fields=("account", "mark"), name="money_statement_entry_once"),
        ),
        migrations.AddConstraint(
            model_name="entrymatch",
            constraint=models.UniqueConstraint(fields=("entry", "attempt"), name="money_entry_match_attempt"),
        ),
        migrations.AddConstraint(
            model_name="entrymatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("became__in", ["paid", "returned"]), ("line__isnull", False), ("run__isnull", False)),
                    models.Q(("became", "run_paid"), ("line__isnull", True), ("run__isnull", False)),
                    models.Q(
                        ("became", "spend"), ("journal__isnull", False), ("line__isnull", True), ("run__isnull", True)
                    ),
                    models.Q(
                        ("became", "aside"), ("journal__isnull", True), ("line__isnull", True), ("run__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="money_entry_match_whole",
            ),
        ),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
