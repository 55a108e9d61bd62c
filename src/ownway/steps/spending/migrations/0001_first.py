"""Tables of what was spent; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = ("spending_spend", "spending_taken_back")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agreement", "0001_first"),
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Spend",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("line", models.UUIDField(null=True)),
                ("kind", models.CharField(blank=True, max_length=80)),
                ("what", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("on", models.DateField()),
                ("key", models.CharField(max_length=200, unique=True)),
                ("journal", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.agreement"
                    ),
                ),
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
            ],
            options={
                "db_table": "spending_spend",
            },
        ),
        migrations.CreateModel(
            name="TakenBack",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("journal", models.UUIDField(unique=True)),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken_back", to="spending.spend"
                    ),
                ),
            ],
            options={
                "db_table": "spending_taken_back",
            },
        ),
        migrations.AddIndex(
            model_name="spend",
            index=models.Index(fields=["person", "on"], name="spending_of"),
        ),
        migrations.AddConstraint(
            model_name="spend",
            constraint=models.CheckConstraint(condition=models.Q(("pence__gt", 0)), name="spending_above_nothing"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
