"""Codes, carers' words, what each need would cost, the person's own look, and forms on paper."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
import ownway.values.period
from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [
        ("allocation", "0002_eligibility"),
        ("people", "0006_while_typing"),
    ]

    operations = [
        migrations.CreateModel(
            name="BegunByCode",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("found_by", models.CharField(max_length=32, unique=True)),
                ("programme", models.CharField(max_length=80)),
                ("pack_version", models.CharField(max_length=80)),
                ("started_at", models.DateTimeField()),
            ],
            options={
                "db_table": "allocation_begun_by_code",
            },
        ),
        migrations.CreateModel(
            name="FactsShown",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("due", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts_shown",
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
            options={
                "db_table": "allocation_facts_shown",
            },
        ),
        migrations.CreateModel(
            name="FactsSaid",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("question", models.CharField(blank=True, max_length=80)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("channel", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "shown",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="said", to="allocation.factsshown"
                    ),
                ),
            ],
            options={
                "db_table": "allocation_facts_said",
            },
        ),
        migrations.CreateModel(
            name="PaperForm",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("programme", models.CharField(max_length=80)),
                ("pack_version", models.CharField(max_length=80)),
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
            options={
                "db_table": "allocation_paper_form",
            },
        ),
        migrations.CreateModel(
            name="PaperKeyed",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("thing_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keyed", to="allocation.paperform"
                    ),
                ),
            ],
            options={
                "db_table": "allocation_paper_keyed",
            },
        ),
        migrations.CreateModel(
            name="WrongCode",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("came_from", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "allocation_wrong_code",
                "indexes": [
                    models.Index(fields=["came_from", "at"], name="allocation_wrong_from"),
                    models.Index(fields=["at"], name="allocation_wrong_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerByCode",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                (
                    "follows",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("channel", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "begun",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="allocation.begunbycode"
                    ),
                ),
            ],
            options={
                "db_table": "allocation_answer_by_code",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("self", "with_someone", "phone", "paper"))),
                        name="allocation_by_code_channel",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CarersWord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("value", ownway.registers.trail.models.sealed.SealedJSON(subject="carer_id")),
                ("until", models.DateField(null=True)),
                ("ended", models.BooleanField(default=False)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="carer_id")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "carer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "allocation_carers_word",
                "indexes": [models.Index(fields=["person", "at"], name="allocation_word_about")],
            },
        ),
        migrations.CreateModel(
            name="NeedCost",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=80)),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("every", models.CharField(max_length=20)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_costs",
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
            options={
                "db_table": "allocation_need_cost",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pence__gte", 0)), name="allocation_cost_not_below_nothing"
                    ),
                    models.CheckConstraint(
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
                        name="allocation_cost_every",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="paperform",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("assessment", "plan"))), name="allocation_paper_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="paperkeyed",
            constraint=models.UniqueConstraint(fields=("form", "thing_id"), name="allocation_paper_once"),
        ),
        migrations.RunSQL(append_only_sql("allocation_carers_word"), migrations.RunSQL.noop),
        migrations.RunSQL(append_only_sql("allocation_need_cost"), migrations.RunSQL.noop),
        migrations.RunSQL(append_only_sql("allocation_facts_shown"), migrations.RunSQL.noop),
        migrations.RunSQL(append_only_sql("allocation_facts_said"), migrations.RunSQL.noop),
        migrations.RunSQL(append_only_sql("allocation_paper_form"), migrations.RunSQL.noop),
        migrations.RunSQL(append_only_sql("allocation_paper_keyed"), migrations.RunSQL.noop),
    ]
