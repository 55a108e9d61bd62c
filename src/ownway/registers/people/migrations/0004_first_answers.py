"""Adds the first answers that programs are given, to be given again."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.TextField()),
                ("fingerprint", models.BinaryField(max_length=32)),
                ("status", models.SmallIntegerField(null=True)),
                ("answer", ownway.registers.trail.models.sealed.SealedText(null=True, subject="party_id")),
                ("kept_at", models.DateTimeField(db_index=True)),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.party")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("party", "key"), name="people_first_answer_key")],
            },
        ),
    ]
