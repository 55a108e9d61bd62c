"""Adds what people tell of their means, the charges and waivers decided on it, and in-house support charged."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = (
    "spending_means_answer",
    "spending_means_told",
    "spending_charge_decided",
    "spending_waiver_asked",
    "spending_waiver_decided",
    "spending_in_house",
)


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0010_own_share"),
        ("people", "0004_first_answers"),
        ("spending", "0003_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeansTold",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.TextField()),
                ("answers", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "spending_means_told",
            },
        ),
        migrations.CreateModel(
            name="ChargeDecided",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("every", models.CharField(max_length=20)),
                ("way", models.CharField(max_length=20)),
                ("rule_version", models.TextField()),
                ("worked_out", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("decision", models.UUIDField(unique=True)),
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
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="charges", to="spending.meanstold"
                    ),
                ),
            ],
            options={
                "db_table": "spending_charge_decided",
            },
        ),
        migrations.CreateModel(
            name="WaiverAsked",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "spending_waiver_asked",
            },
        ),
        migrations.CreateModel(
            name="WaiverDecided",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("decision", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                (
                    "asked",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided",
                        to="spending.waiverasked",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "spending_waiver_decided",
            },
        ),
        migrations.CreateModel(
            name="InHouseUse",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("service", models.TextField()),
                ("hundredths", models.BigIntegerField()),
                (
                    "spend",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="in_house", to="spending.spend"
                    ),
                ),
                (
                    "unit_cost",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="money.unitcost"
                    ),
                ),
            ],
            options={
                "db_table": "spending_in_house",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("hundredths__gt", 0)), name="spending_in_house_some")
                ],
            },
        ),
        migrations.CreateModel(
            name="MeansAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.TextField()),
                ("question", models.TextField()),
                ("value", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "spending_means_answer",
                "indexes": [models.Index(fields=["person", "question", "-at"], name="spending_means_answer_of")],
            },
        ),
        migrations.AddIndex(
            model_name="meanstold",
            index=models.Index(fields=["person", "-at"], name="spending_means_told_of"),
        ),
        migrations.AddConstraint(
            model_name="chargedecided",
            constraint=models.UniqueConstraint(fields=("person", "starts"), name="spending_one_charge_a_day"),
        ),
        migrations.AddConstraint(
            model_name="chargedecided",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)), name="spending_charge_not_below_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="waiverdecided",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)), name="spending_waiver_not_below_nothing"
            ),
        ),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
