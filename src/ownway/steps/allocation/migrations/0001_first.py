"""Tables of self-assessments, answers, figures and moving over; every row is only ever added."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
import ownway.values.period
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "allocation_assessment",
    "allocation_assessment_stage",
    "allocation_given_answer",
    "allocation_settled_answer",
    "allocation_figure",
    "allocation_package_before",
    "allocation_told_in_person",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [("people", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=80)),
                ("pack_version", models.CharField(max_length=80)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("self", "self"),
                            ("with_someone", "with_someone"),
                            ("phone", "phone"),
                            ("paper", "paper"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("why_again", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                (
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="allocation.assessment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "started_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={"db_table": "allocation_assessment"},
        ),
        migrations.CreateModel(
            name="AssessmentStage",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("stage", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stages", to="allocation.assessment"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={"db_table": "allocation_assessment_stage"},
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("pence", models.BigIntegerField(null=True)),
                ("lowest_pence", models.BigIntegerField(null=True)),
                ("highest_pence", models.BigIntegerField(null=True)),
                ("currency", models.CharField(max_length=3)),
                ("every", models.CharField(max_length=20)),
                ("as_of", models.DateField()),
                ("pack_version", models.CharField(max_length=80)),
                ("answers", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("worked", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("change", ownway.registers.trail.models.sealed.SealedJSON(null=True, subject="person_id")),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("decision_id", models.UUIDField(null=True)),
                ("told_at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="figures", to="allocation.assessment"
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="allocation.figure"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
            ],
            options={"db_table": "allocation_figure"},
        ),
        migrations.CreateModel(
            name="GivenAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=80)),
                ("voice", models.CharField(max_length=20)),
                ("value", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                (
                    "follows",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("channel", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="allocation.assessment"
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
            options={"db_table": "allocation_given_answer"},
        ),
        migrations.CreateModel(
            name="PackageBefore",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("every", models.CharField(max_length=20)),
                ("since", models.DateField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={"db_table": "allocation_package_before"},
        ),
        migrations.CreateModel(
            name="SettledAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=80)),
                ("value", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="allocation.assessment",
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
            options={"db_table": "allocation_settled_answer"},
        ),
        migrations.CreateModel(
            name="ToldInPerson",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="allocation.assessment"
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
            options={"db_table": "allocation_told_in_person"},
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["person", "started_at"], name="allocation_assessment_of"),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ("self", "with_someone", "phone", "paper"))),
                name="allocation_assessment_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentstage",
            constraint=models.UniqueConstraint(fields=("assessment", "stage"), name="allocation_stage_once"),
        ),
        migrations.AddConstraint(
            model_name="assessmentstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ("open", "handed_in", "told", "set_aside"))),
                name="allocation_stage_known",
            ),
        ),
        migrations.AddIndex(
            model_name="figure", index=models.Index(fields=["person", "told_at"], name="allocation_figure_of")
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("estimate", "indicative", "agreed"))), name="allocation_figure_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "every__in",
                        [
                            ownway.values.period.Every["DAY"],
                            ownway.values.period.Every["WEEK"],
                            ownway.values.period.Every["FORTNIGHT"],
                            ownway.values.period.Every["FOUR_WEEKS"],
                            ownway.values.period.Every["MONTH"],
                            ownway.values.period.Every["QUARTER"],
                            ownway.values.period.Every["YEAR"],
                            ownway.values.period.Every["ONCE"],
                        ],
                    )
                ),
                name="allocation_figure_every",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0), ("pence__isnull", True), _connector="OR"),
                name="allocation_figure_not_below_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "estimate"),
                    models.Q(("decision_id__isnull", False), ("pence__isnull", False), ("told_by__isnull", False)),
                    _connector="OR",
                ),
                name="allocation_figure_decided_by_someone",
            ),
        ),
        migrations.AddIndex(
            model_name="givenanswer", index=models.Index(fields=["assessment", "question"], name="allocation_answer_to")
        ),
        migrations.AddConstraint(
            model_name="givenanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("voice__in", ("person", "advocate", "family", "carer", "practitioner"))),
                name="allocation_answer_voice",
            ),
        ),
        migrations.AddConstraint(
            model_name="givenanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ("self", "with_someone", "phone", "paper"))),
                name="allocation_answer_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="packagebefore",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)), name="allocation_package_not_below_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="packagebefore",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "every__in",
                        [
                            ownway.values.period.Every["DAY"],
                            ownway.values.period.Every["WEEK"],
                            ownway.values.period.Every["FORTNIGHT"],
                            ownway.values.period.Every["FOUR_WEEKS"],
                            ownway.values.period.Every["MONTH"],
                            ownway.values.period.Every["QUARTER"],
                            ownway.values.period.Every["YEAR"],
                            ownway.values.period.Every["ONCE"],
                        ],
                    )
                ),
                name="allocation_package_every",
            ),
        ),
        migrations.AddIndex(
            model_name="settledanswer",
            index=models.Index(fields=["assessment", "question"], name="allocation_settled_to"),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
