"""What was found about a version before it is published, and its publication."""

import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("programmes_validation", "programmes_auditreport", "programmes_impact", "programmes_publication")


def to_version(**more: object) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="programmes.packversion", **more)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_first"), ("trail", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Validation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("data", models.TextField()),
                ("people", models.PositiveIntegerField()),
                ("error_share", models.DecimalField(decimal_places=4, max_digits=7)),
                ("checked_by", models.CharField(max_length=200)),
                ("checked_on", models.DateField()),
                ("expires", models.DateField()),
                ("kept_at", models.DateTimeField()),
                ("kept_by", models.UUIDField(null=True)),
                ("version", to_version(related_name="validations")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="programmes_validation_people"),
                    models.CheckConstraint(
                        condition=models.Q(("expires__gt", models.F("checked_on"))),
                        name="programmes_validation_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("error_share__gte", 0)), name="programmes_validation_error"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="AuditReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("passes", models.BooleanField()),
                ("whole", models.BooleanField()),
                ("examples", models.PositiveIntegerField()),
                ("found", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(null=True)),
                ("version", to_version(related_name="audits")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Impact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("people", models.PositiveIntegerField()),
                ("table", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(null=True)),
                ("against", to_version(related_name="+")),
                ("version", to_version(related_name="impacts")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("notice_days", models.PositiveIntegerField()),
                ("starts", models.DateField()),
                ("consultation", models.TextField()),
                ("published_at", models.DateTimeField()),
                ("published_by", models.UUIDField()),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.auditreport",
                    ),
                ),
                (
                    "impact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.impact"
                    ),
                ),
                (
                    "validation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.validation"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="programmes.packversion",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
