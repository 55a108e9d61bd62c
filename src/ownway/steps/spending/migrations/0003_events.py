"""Adds what happened in a life, what is saved for what, and each surplus that was told."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = (
    "spending_event_told",
    "spending_event",
    "spending_event_ended",
    "spending_was_told",
    "spending_meant_for",
    "spending_meant_no_longer",
    "spending_surplus_told",
    "spending_surplus_ended",
)


class Migration(migrations.Migration):
    dependencies = [
        ("agreement", "0001_first"),
        ("people", "0004_first_answers"),
        ("spending", "0002_receipts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("ends_budget", models.BooleanField()),
                ("on", models.DateField()),
                ("rests_from", models.DateField()),
                ("bills_until", models.DateField(null=True)),
                ("rule_version", models.CharField(max_length=80)),
                ("owed", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("overpaid_pence", models.BigIntegerField()),
                ("moved", models.JSONField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("contact", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                (
                    "letters_to",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                ("decision_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.agreement"
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
                "db_table": "spending_event",
            },
        ),
        migrations.CreateModel(
            name="EventEnded",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("outcome", models.CharField(max_length=20)),
                ("on", models.DateField()),
                ("figures", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("decision_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ended", to="spending.event"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "db_table": "spending_event_ended",
            },
        ),
        migrations.CreateModel(
            name="EventTold",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("on", models.DateField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
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
                "db_table": "spending_event_told",
            },
        ),
        migrations.CreateModel(
            name="MeantFor",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("what", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("until", models.DateField()),
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
                "db_table": "spending_meant_for",
            },
        ),
        migrations.CreateModel(
            name="MeantNoLonger",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "meant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ended", to="spending.meantfor"
                    ),
                ),
            ],
            options={
                "db_table": "spending_meant_no_longer",
            },
        ),
        migrations.CreateModel(
            name="SurplusTold",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pence", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("parts", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                ("earliest", models.DateField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("decision_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreement.agreement"
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
                "db_table": "spending_surplus_told",
            },
        ),
        migrations.CreateModel(
            name="SurplusEnded",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("pence", models.BigIntegerField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("journal", models.UUIDField(null=True)),
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
                    "surplus",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ended", to="spending.surplustold"
                    ),
                ),
            ],
            options={
                "db_table": "spending_surplus_ended",
            },
        ),
        migrations.CreateModel(
            name="WasTold",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("whom", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="spending.event"
                    ),
                ),
            ],
            options={
                "db_table": "spending_was_told",
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["person", "at"], name="spending_event_of"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["death", "hospital", "prison", "moved_away", "not_eligible"])),
                name="spending_event_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventended",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ("resumed", "followed", "undone", "settled"))),
                name="spending_event_ended_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtold",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["death", "hospital", "prison", "moved_away", "not_eligible"])),
                name="spending_event_told_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventtold",
            constraint=models.UniqueConstraint(fields=("person", "kind", "on"), name="spending_event_told_once"),
        ),
        migrations.AddIndex(
            model_name="meantfor",
            index=models.Index(fields=["person", "at"], name="spending_meant_for_of"),
        ),
        migrations.AddConstraint(
            model_name="meantfor",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("saving", "tax", "bill"))), name="spending_meant_for_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="meantfor",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gt", 0)), name="spending_meant_for_something"
            ),
        ),
        migrations.AddIndex(
            model_name="surplustold",
            index=models.Index(fields=["person", "at"], name="spending_surplus_of"),
        ),
        migrations.AddConstraint(
            model_name="surplustold",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gt", 0)), name="spending_surplus_above_nothing"
            ),
        ),
        migrations.AddConstraint(
            model_name="surplusended",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gte", 0)), name="spending_surplus_ended_pence"
            ),
        ),
        migrations.AddConstraint(
            model_name="wastold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("whom__in", ["practitioner", "finance", "holder", "assistants", "providers", "family"])
                ),
                name="spending_was_told_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="wastold",
            constraint=models.UniqueConstraint(fields=("event", "whom"), name="spending_was_told_once"),
        ),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
