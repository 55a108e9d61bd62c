"""Tables of tellings, aspects of life and scored aims; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "outcomes_aim",
    "outcomes_aspect",
    "outcomes_telling",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pack_version", models.CharField(max_length=80)),
                ("answered", models.CharField(max_length=20)),
                (
                    "helper_words",
                    ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id"),
                ),
                ("on", models.DateField()),
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
                "db_table": "outcomes_telling",
            },
        ),
        migrations.CreateModel(
            name="AspectAnswered",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("aspect", models.CharField(max_length=80)),
                ("answer", models.CharField(max_length=20)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "telling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aspects", to="outcomes.telling"
                    ),
                ),
            ],
            options={
                "db_table": "outcomes_aspect",
            },
        ),
        migrations.CreateModel(
            name="AimScored",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("aim", models.UUIDField()),
                ("score", models.PositiveSmallIntegerField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "telling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aims", to="outcomes.telling"
                    ),
                ),
            ],
            options={
                "db_table": "outcomes_aim",
            },
        ),
        migrations.AddIndex(
            model_name="telling",
            index=models.Index(fields=["person", "on"], name="outcomes_telling_of"),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(("answered__in", ["alone", "with_help", "for_them"])), name="outcomes_answered_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="aspectanswered",
            constraint=models.UniqueConstraint(fields=("telling", "aspect"), name="outcomes_aspect_once"),
        ),
        migrations.AddIndex(
            model_name="aimscored",
            index=models.Index(fields=["person", "aim"], name="outcomes_aim_of"),
        ),
        migrations.AddConstraint(
            model_name="aimscored",
            constraint=models.UniqueConstraint(fields=("telling", "aim"), name="outcomes_aim_once"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
