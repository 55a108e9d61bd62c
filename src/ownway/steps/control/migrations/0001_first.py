"""Tables of choices of control; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "control_chosen",
    "control_degree_chosen",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreement", "0001_first"),
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="ControlChosen",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("decision_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.agreement"
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
                "db_table": "control_chosen",
            },
        ),
        migrations.CreateModel(
            name="DegreeChosen",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("line", models.UUIDField(null=True)),
                ("degree", models.CharField(max_length=80)),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("every", models.CharField(max_length=20)),
                (
                    "choice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="control.controlchosen"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
            ],
            options={
                "db_table": "control_degree_chosen",
            },
        ),
        migrations.AddIndex(
            model_name="controlchosen",
            index=models.Index(fields=["person", "starts"], name="control_chosen_of"),
        ),
        migrations.AddConstraint(
            model_name="controlchosen",
            constraint=models.UniqueConstraint(fields=("agreement", "starts"), name="control_one_choice_a_day"),
        ),
        migrations.AddConstraint(
            model_name="degreechosen",
            constraint=models.UniqueConstraint(
                fields=("choice", "line"), name="control_one_degree_a_part", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="degreechosen",
            constraint=models.CheckConstraint(condition=models.Q(("pence__gte", 0)), name="control_not_below_nothing"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
