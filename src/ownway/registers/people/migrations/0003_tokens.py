"""Tokens of programs and their ends."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("named", models.TextField()),
                ("scopes", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("hashed", models.TextField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TokenEnd",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="people.token"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="people_token_expires"
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(condition=models.Q(("scopes__len__gt", 0)), name="people_token_scopes"),
        ),
        migrations.RunSQL(append_only_sql("people_token"), migrations.RunSQL.noop),
        migrations.RunSQL(append_only_sql("people_tokenend"), migrations.RunSQL.noop),
    ]
