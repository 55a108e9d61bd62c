"""Keeps the person's yes to their agreement, said by themselves or heard by somebody; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [
        ("agreement", "0002_risks_and_panel"),
        ("people", "0007_visit_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assent",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("channel", models.CharField(max_length=20)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("said_on", models.DateField()),
                ("decision_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assents",
                        to="agreement.agreement",
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
                "db_table": "agreement_assent",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["self", "phone", "paper", "with_someone"])),
                        name="agreement_assent_channel",
                    )
                ],
            },
        ),
        migrations.RunSQL(append_only_sql("agreement_assent"), migrations.RunSQL.noop),
    ]
