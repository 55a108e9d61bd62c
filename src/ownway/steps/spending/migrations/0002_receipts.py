"""Adds receipts: photos drawn anew and PDFs, sealed."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_first_answers"),
        ("spending", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("media_type", models.CharField(max_length=40)),
                ("ending", models.CharField(max_length=10)),
                ("length", models.IntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", ownway.registers.trail.models.sealed.SealedBytes(subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "spend",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="spending.spend"
                    ),
                ),
            ],
            options={
                "db_table": "spending_receipt",
                "constraints": [models.UniqueConstraint(fields=("spend", "sha256"), name="spending_receipt_once")],
            },
        ),
        migrations.RunSQL(append_only_sql("spending_receipt"), migrations.RunSQL.noop),
    ]
