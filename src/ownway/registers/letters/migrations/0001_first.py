"""Letters as they were sent, and how each reached its reader."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("letters_letter", "letters_telling")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("trail", "0001_first"), ("people", "0002_ties")]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("written_at", models.DateTimeField()),
                ("written_by", models.UUIDField(null=True)),
                ("request", models.UUIDField()),
                ("thing", models.CharField(blank=True, max_length=60)),
                ("thing_id", models.UUIDField(null=True)),
                ("body", ownway.registers.trail.models.sealed.SealedJSON(subject="about_id")),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters_about", to="people.party"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("told_by", models.CharField(max_length=10)),
                ("told_at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="letters.letter"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="letter", index=models.Index(fields=["to", "-written_at"], name="letters_letter_to")
        ),
        migrations.AddIndex(
            model_name="letter", index=models.Index(fields=["about", "-written_at"], name="letters_letter_about")
        ),
        migrations.AddIndex(model_name="letter", index=models.Index(fields=["thing_id"], name="letters_letter_thing")),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.UniqueConstraint(fields=("letter", "told_by"), name="letters_told_once_in_a_way"),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_by__in", ("screen", "paper", "phone"))), name="letters_told_by"
            ),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
