"""A table of what became of the changes people wanted in their lives; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0001_first"),
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeAnswered",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("change", models.CharField(max_length=80)),
                ("became", models.CharField(max_length=20)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "telling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="outcomes.telling"
                    ),
                ),
            ],
            options={
                "db_table": "outcomes_change",
            },
        ),
        migrations.AddConstraint(
            model_name="changeanswered",
            constraint=models.UniqueConstraint(fields=("telling", "change"), name="outcomes_change_once"),
        ),
        migrations.AddConstraint(
            model_name="changeanswered",
            constraint=models.CheckConstraint(
                condition=models.Q(became__in=["came", "not_yet", "not_wanted"]), name="outcomes_became_known"
            ),
        ),
        migrations.RunSQL(append_only_sql("outcomes_change"), migrations.RunSQL.noop),
    ]
