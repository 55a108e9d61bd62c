"""Roles, relations, representation, capacity and consent."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = (
    "people_roleheld",
    "people_relation",
    "people_representation",
    "people_capacityrecord",
    "people_consent",
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("holds", models.BooleanField()),
                ("written_at", models.DateTimeField()),
                ("purpose", models.TextField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="people.party"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consented", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CapacityRecord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("decision", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("help_tried", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("has_capacity", models.BooleanField()),
                ("best_interest", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("wishes", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("by", models.UUIDField()),
                ("written_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="capacity", to="people.party"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("holds", models.BooleanField()),
                ("written_at", models.DateTimeField()),
                ("kind", models.TextField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="to_id")),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="related", to="people.party"
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Representation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("holds", models.BooleanField()),
                ("written_at", models.DateTimeField()),
                ("basis", models.TextField(blank=True)),
                ("scope", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("evidence", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("wishes", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="represented", to="people.party"
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="represents", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleHeld",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("holds", models.BooleanField()),
                ("written_at", models.DateTimeField()),
                ("role", models.TextField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                fields=("person", "to", "purpose", "starts"), name="people_consent_start"
            ),
        ),
        migrations.AddIndex(
            model_name="relation",
            index=models.Index(fields=["to", "kind"], name="people_relation_to"),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(fields=("who", "kind", "to", "starts"), name="people_relation_start"),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["brokers_for", "cares_for", "family", "member_of", "provides_for", "represents", "works_with"],
                    )
                ),
                name="people_relation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("who", models.F("to")), _negated=True), name="people_relation_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.UniqueConstraint(
                fields=("representative", "person", "starts"), name="people_representation_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="roleheld",
            constraint=models.UniqueConstraint(fields=("party", "role", "starts"), name="people_role_start"),
        ),
        migrations.AddConstraint(
            model_name="roleheld",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "auditor",
                            "broker",
                            "carer",
                            "commissioner",
                            "family",
                            "finance",
                            "pack_designer",
                            "panel",
                            "person",
                            "practitioner",
                            "provider",
                            "representative",
                            "researcher",
                        ],
                    )
                ),
                name="people_role_known",
            ),
        ),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
    ]
