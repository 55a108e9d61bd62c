"""Adds splits and their shares, reports to funders, and who funds a budget from a day on."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("money_split", "money_share", "money_streamreport", "money_reported", "money_funder")


class Migration(migrations.Migration):
    """Runs after the ledger stands."""

    dependencies = [
        ("money", "0003_holds_and_files"),
        ("people", "0003_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Split",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.TextField()),
                ("as_of", models.DateField()),
                ("at", models.DateTimeField()),
                ("reason", models.JSONField()),
                ("proof", models.JSONField()),
                (
                    "journal",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="split", to="money.journal"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("period", models.DateField(null=True)),
                ("kind", models.TextField(blank=True)),
                ("pence", models.BigIntegerField()),
                ("reason", models.JSONField()),
                (
                    "budget",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="money.budget"
                    ),
                ),
                (
                    "spend",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="money.journal"
                    ),
                ),
                (
                    "split",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="money.split"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StreamReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.TextField()),
                ("stream", models.TextField()),
                ("start", models.DateField()),
                ("end", models.DateField()),
                ("count", models.IntegerField()),
                ("pence", models.BigIntegerField()),
                ("currency", models.TextField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "stream", "end"), name="money_report_end"),
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))), name="money_report_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reported",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("period", models.DateField()),
                ("kind", models.TextField(blank=True)),
                ("pence", models.BigIntegerField()),
                (
                    "budget",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.budget"),
                ),
                (
                    "spend",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reported", to="money.journal"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="money.streamreport"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Funder",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("stream", models.TextField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("decision", models.UUIDField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="funders", to="money.budget"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("budget", "starts"), name="money_funder_start")],
            },
        ),
        migrations.AddIndex(
            model_name="split",
            index=models.Index(fields=["person", "programme", "-id"], name="money_split_newest"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                fields=("split", "spend", "budget", "period"), name="money_share_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(condition=models.Q(("pence__gt", 0)), name="money_share_above_nothing"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("budget__isnull", True), ("period__isnull", True)),
                    models.Q(("budget__isnull", False), ("period__isnull", False)),
                    _connector="OR",
                ),
                name="money_share_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="reported",
            constraint=models.UniqueConstraint(
                fields=("report", "spend", "budget", "period"), name="money_reported_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reported",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence", 0), _negated=True), name="money_reported_something"
            ),
        ),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
