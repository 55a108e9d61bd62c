"""Keeps the talk about the risks of a plan, and the panel for serious ones; rows are only ever added."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = (
    "agreement_risk",
    "agreement_risk_answer",
    "agreement_panel",
    "agreement_panel_called",
    "agreement_panel_wish",
    "agreement_panel_interest",
    "agreement_panel_decided",
)


class Migration(migrations.Migration):
    dependencies = [
        ("agreement", "0001_first"),
        ("people", "0007_visit_notes"),
        ("planning", "0003_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Risk",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("happens", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("likely", models.CharField(max_length=20)),
                ("gained", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("helps", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                (
                    "carried",
                    ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id"),
                ),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planversion"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_risk",
            },
        ),
        migrations.CreateModel(
            name="RiskAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="agreement.risk"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_risk_answer",
            },
        ),
        migrations.CreateModel(
            name="TakenToPanel",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=80)),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.risk"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.planversion"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_panel",
            },
        ),
        migrations.CreateModel(
            name="PanelDecided",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=20)),
                ("members", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("heard", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("minutes", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("decision_id", models.UUIDField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "panel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decided", to="agreement.takentopanel"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_panel_decided",
            },
        ),
        migrations.CreateModel(
            name="PanelCalled",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("place", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("agenda", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="called", to="agreement.takentopanel"
                    ),
                ),
            ],
            options={
                "db_table": "agreement_panel_called",
            },
        ),
        migrations.CreateModel(
            name="InterestDeclared",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("has_interest", models.BooleanField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="agreement.takentopanel",
                    ),
                ),
            ],
            options={
                "db_table": "agreement_panel_interest",
            },
        ),
        migrations.CreateModel(
            name="WishToBeHeard",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("way", models.CharField(max_length=20)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wishes", to="agreement.takentopanel"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "agreement_panel_wish",
            },
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(fields=["version", "at"], name="agreement_risk_of"),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(("likely__in", ("hardly", "perhaps", "likely"))), name="agreement_risk_likely"
            ),
        ),
        migrations.AddConstraint(
            model_name="paneldecided",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ("goes_ahead", "not_yet"))), name="agreement_panel_outcome"
            ),
        ),
        migrations.AddConstraint(
            model_name="wishtobeheard",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ("there", "by_call", "in_writing", "through_somebody", "not"))),
                name="agreement_panel_wish_way",
            ),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
