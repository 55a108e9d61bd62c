"""Runs of the bench, the work asked for, what came of it, and the versions that were kept."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("bench_run", "bench_work", "bench_done", "bench_brought")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("programmes", "0003_comments_and_withdrawals"), ("trail", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("content", ownway.registers.trail.models.sealed.SealedBytes(null=True)),
                ("ending", models.CharField(default="", max_length=10)),
                ("sha256", models.CharField(default="", max_length=64)),
                ("made_up", models.PositiveIntegerField(default=0)),
                ("seed", models.PositiveIntegerField()),
                ("read", ownway.registers.trail.models.sealed.SealedJSON()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.packversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content__isnull", True), ("made_up__gt", 0))
                        | models.Q(("content__isnull", False), ("made_up", 0)),
                        name="bench_run_people",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("stage", models.CharField(max_length=20)),
                ("settings", models.JSONField()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="works", to="bench.run"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Done",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("found", ownway.registers.trail.models.sealed.SealedJSON()),
                ("archive", ownway.registers.trail.models.sealed.SealedBytes(null=True)),
                ("at", models.DateTimeField()),
                (
                    "work",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="done", to="bench.work"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Brought",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("version", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                (
                    "priced",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bench.work"),
                ),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="brought", to="bench.run"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
