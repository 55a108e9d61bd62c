"""Keeps invitations; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

TABLES = ("people_invitation", "people_invitationtaken", "people_invitationend")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_visit_notes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("relation", models.TextField()),
                ("email", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("hashed", models.TextField(unique=True)),
                ("by", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvitationEnd",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("confirmed", models.BooleanField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="people.invitation"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InvitationTaken",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken", to="people.invitation"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="people_invitation_expires"
            ),
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in TABLES),
    ]
