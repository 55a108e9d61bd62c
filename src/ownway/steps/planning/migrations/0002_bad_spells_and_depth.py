"""Adds what is to happen in bad spells and when things fall through, and how deep a plan goes."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_first_answers"),
        ("planning", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContingencyWritten",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "follows",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("at", models.DateTimeField()),
                ("contingency", models.UUIDField()),
                ("kind", models.CharField(max_length=20)),
                ("happens", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("then", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("never", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("who", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("dropped", models.BooleanField(default=False)),
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
                "db_table": "planning_contingency",
                "indexes": [models.Index(fields=["version", "contingency"], name="planning_contingency_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pence__gte", 0)), name="planning_contingency_keeps_not_below_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["bad_spell", "falls_through"])),
                        name="planning_contingency_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DepthChosen",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("depth", models.CharField(max_length=80)),
                ("why", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
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
                "db_table": "planning_depth",
                "indexes": [models.Index(fields=["version", "at"], name="planning_depth_of")],
            },
        ),
        *(
            migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop)
            for table in ("planning_contingency", "planning_depth")
        ),
    ]
