"""Versions of programmes, and from when each is in force."""

import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("programmes_packversion", "programmes_inforce")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("trail", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="PackVersion",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("version", models.CharField(max_length=40, unique=True)),
                ("programme", models.CharField(db_index=True, max_length=60)),
                ("files", models.JSONField()),
                ("rule_hash", models.CharField(max_length=64)),
                ("words_hash", models.CharField(max_length=64)),
                ("kept_at", models.DateTimeField()),
                ("kept_by", models.UUIDField(null=True)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="InForce",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=60)),
                ("starts", models.DateField()),
                ("put_at", models.DateTimeField()),
                ("put_by", models.UUIDField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="programmes.packversion"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("programme", "starts"), name="programmes_start")]},
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
