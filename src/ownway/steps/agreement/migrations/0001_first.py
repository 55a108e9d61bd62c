"""Tables of tests tried, sums approved, agreements signed and plans returned; rows are only ever added."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "agreement_agreement",
    "agreement_returned",
    "agreement_sum_approved",
    "agreement_test_tried",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_ties"),
        ("planning", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Returned",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("decision_id", models.UUIDField()),
                (
                    "failed",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planversion"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_returned",
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("figure_id", models.UUIDField()),
                ("decision_id", models.UUIDField()),
                ("budget_id", models.UUIDField()),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("every", models.CharField(max_length=20)),
                ("plan_pence_year", models.BigIntegerField()),
                ("starts", models.DateField()),
                ("rule_version", models.CharField(max_length=80)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("signed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "signed_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planversion"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_agreement",
                "indexes": [models.Index(fields=["person", "signed_at"], name="agreement_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("signed_by", models.F("person")), _negated=True),
                        name="agreement_not_signed_for_oneself",
                    ),
                    models.CheckConstraint(condition=models.Q(("pence__gte", 0)), name="agreement_not_below_nothing"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SumApproved",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pence_year", models.BigIntegerField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planversion"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_sum_approved",
                "constraints": [models.UniqueConstraint(fields=("version",), name="agreement_sum_approved_once")],
            },
        ),
        migrations.CreateModel(
            name="TestTried",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("test", models.CharField(max_length=80)),
                ("passed", models.BooleanField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planversion"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_test_tried",
                "indexes": [models.Index(fields=["version", "test"], name="agreement_test_of")],
            },
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
