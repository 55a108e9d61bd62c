"""Keeps notes of visits; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = ("people_visitnote",)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_while_typing"),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitNote",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("written_at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["person", "day"], name="people_visit_of")],
            },
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
