"""Tables of plans, their versions, all that was written in them, their helpers and orders; rows are only ever added."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "planning_aim",
    "planning_helper",
    "planning_line",
    "planning_order",
    "planning_plan",
    "planning_section",
    "planning_stage",
    "planning_version",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=80)),
                ("pack_version", models.CharField(max_length=80)),
                ("started_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "db_table": "planning_plan",
            },
        ),
        migrations.CreateModel(
            name="PlanHelper",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("access", models.CharField(max_length=20)),
                (
                    "sections",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        size=None,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helpers",
                        to="planning.plan",
                    ),
                ),
            ],
            options={
                "db_table": "planning_helper",
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "why_changed",
                    ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id"),
                ),
                ("started_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="planning.plan",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "db_table": "planning_version",
            },
        ),
        migrations.CreateModel(
            name="PlanStage",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="planning.planversion",
                    ),
                ),
            ],
            options={
                "db_table": "planning_stage",
            },
        ),
        migrations.CreateModel(
            name="LineWritten",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "follows",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("at", models.DateTimeField()),
                ("line", models.UUIDField()),
                (
                    "what",
                    ownway.registers.trail.models.sealed.SealedText(subject="person_id"),
                ),
                ("aim", models.UUIDField()),
                ("kind", models.CharField(max_length=80)),
                (
                    "who",
                    ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id"),
                ),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=9)),
                ("times", models.PositiveIntegerField()),
                ("every", models.CharField(max_length=20)),
                ("stream", models.CharField(max_length=80)),
                ("degree", models.CharField(blank=True, default="", max_length=80)),
                ("dropped", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.planversion",
                    ),
                ),
            ],
            options={
                "db_table": "planning_line",
            },
        ),
        migrations.CreateModel(
            name="AimWritten",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "follows",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("at", models.DateTimeField()),
                ("aim", models.UUIDField()),
                (
                    "text",
                    ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id"),
                ),
                ("dropped", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.planversion",
                    ),
                ),
            ],
            options={
                "db_table": "planning_aim",
            },
        ),
        migrations.CreateModel(
            name="SectionWritten",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "follows",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("at", models.DateTimeField()),
                ("question", models.CharField(max_length=80)),
                (
                    "text",
                    ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.planversion",
                    ),
                ),
            ],
            options={
                "db_table": "planning_section",
            },
        ),
        migrations.CreateModel(
            name="OrderInForce",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80)),
                (
                    "fixes",
                    ownway.registers.trail.models.sealed.SealedText(subject="person_id"),
                ),
                (
                    "source",
                    ownway.registers.trail.models.sealed.SealedText(subject="person_id"),
                ),
                ("starts", models.DateField()),
                ("ends", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "ended_before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.orderinforce",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "db_table": "planning_order",
                "indexes": [models.Index(fields=["person", "starts"], name="planning_order_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends__isnull", True),
                            ("ends__gt", models.F("starts")),
                            _connector="OR",
                        ),
                        name="planning_order_ends_later",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["person", "started_at"], name="planning_plan_of"),
        ),
        migrations.AddIndex(
            model_name="planhelper",
            index=models.Index(fields=["plan", "helper"], name="planning_helper_of"),
        ),
        migrations.AddConstraint(
            model_name="planhelper",
            constraint=models.CheckConstraint(
                condition=models.Q(("access__in", ("view", "comment", "write", "none"))),
                name="planning_helper_access",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="planning_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="planstage",
            constraint=models.UniqueConstraint(fields=("version", "state"), name="planning_stage_once"),
        ),
        migrations.AddConstraint(
            model_name="planstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "handed_in",
                            "taken_back",
                            "agreed",
                            "returned",
                            "replaced",
                        ],
                    )
                ),
                name="planning_stage_known",
            ),
        ),
        migrations.AddIndex(
            model_name="linewritten",
            index=models.Index(fields=["version", "line"], name="planning_line_of"),
        ),
        migrations.AddConstraint(
            model_name="linewritten",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)),
                name="planning_line_price_not_below_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="linewritten",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)),
                name="planning_line_some_quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="linewritten",
            constraint=models.CheckConstraint(condition=models.Q(("times__gt", 0)), name="planning_line_sometimes"),
        ),
        migrations.AddConstraint(
            model_name="linewritten",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "every__in",
                        [
                            "day",
                            "week",
                            "fortnight",
                            "four_weeks",
                            "month",
                            "quarter",
                            "year",
                            "once",
                        ],
                    )
                ),
                name="planning_line_every",
            ),
        ),
        migrations.AddIndex(
            model_name="aimwritten",
            index=models.Index(fields=["version", "aim"], name="planning_aim_of"),
        ),
        migrations.AddIndex(
            model_name="sectionwritten",
            index=models.Index(fields=["version", "question"], name="planning_section_of"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
