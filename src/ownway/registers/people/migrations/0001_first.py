"""Parties, accounts, names, contact and communication needs; payment details and what was typed in vain."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = (
    "people_contact",
    "people_communication",
    "people_paymentdetails",
    "people_paymentdetailsanswer",
    "people_noticedue",
    "people_noticegiven",
)

# The confirmation repeats who kept the details, so that the database itself can tell the two people apart.
SAME_KEEPER_SQL = """
ALTER TABLE people_paymentdetailsanswer ADD CONSTRAINT people_payment_details_same_keeper
    FOREIGN KEY (details_id, kept_by) REFERENCES people_paymentdetails (id, kept_by)
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("trail", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("ways", ownway.registers.trail.models.sealed.SealedJSON(subject="party_id")),
            ],
        ),
        migrations.CreateModel(
            name="NoticeDue",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("facts", ownway.registers.trail.models.sealed.SealedJSON(subject="to_id")),
                ("made_at", models.DateTimeField()),
                (
                    "contact",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="people.contact"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoticeGiven",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("letter", models.UUIDField(null=True)),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="given", to="people.noticedue"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[("person", "Person"), ("organisation", "Organisation"), ("team", "Team")]
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("person", "organisation", "team"))), name="people_party_kind"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="noticedue",
            name="to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="people.party"
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="people.party"
            ),
        ),
        migrations.CreateModel(
            name="Communication",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("language", models.TextField()),
                ("easy_read", models.BooleanField()),
                ("large_print", models.BooleanField()),
                ("told_by", models.TextField()),
                ("needs", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="party_id")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="communications", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("party", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="people.party")),
            ],
        ),
        migrations.CreateModel(
            name="PartyName",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("name", ownway.registers.trail.models.sealed.SealedText(subject="party_id")),
                ("known_as", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="party_id")),
                ("born", ownway.registers.trail.models.sealed.SealedText(null=True, subject="party_id")),
                ("found_by", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaymentDetails",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("details", ownway.registers.trail.models.sealed.SealedJSON(subject="party_id")),
                ("kept_by", models.UUIDField()),
                ("kept_at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payment_details", to="people.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaymentDetailsAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kept_by", models.UUIDField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("confirmed", models.BooleanField()),
                ("counts_from", models.DateTimeField(null=True)),
                (
                    "details",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="people.paymentdetails"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TypedText",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("path", models.TextField()),
                ("typed", ownway.registers.trail.models.sealed.SealedJSON(subject="party_id")),
                ("kept_at", models.DateTimeField(db_index=True)),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="people.party")),
            ],
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(fields=("party", "starts"), name="people_contact_start"),
        ),
        migrations.AddConstraint(
            model_name="communication",
            constraint=models.UniqueConstraint(fields=("party", "starts"), name="people_communication_start"),
        ),
        migrations.AddConstraint(
            model_name="communication",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_by__in", ("screen", "paper", "phone"))), name="people_communication_told_by"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="people_account_email_small",
            ),
        ),
        migrations.AddIndex(
            model_name="partyname",
            index=django.contrib.postgres.indexes.GinIndex(fields=["found_by"], name="people_name_found_by"),
        ),
        migrations.AddConstraint(
            model_name="partyname",
            constraint=models.UniqueConstraint(fields=("party", "starts"), name="people_name_start"),
        ),
        migrations.AddConstraint(
            model_name="paymentdetails",
            constraint=models.UniqueConstraint(fields=("id", "kept_by"), name="people_payment_details_keeper"),
        ),
        migrations.AddConstraint(
            model_name="paymentdetailsanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("kept_by")), _negated=True), name="people_payment_details_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentdetailsanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed", True), ("counts_from__isnull", False)),
                    models.Q(("confirmed", False), ("counts_from__isnull", True)),
                    _connector="OR",
                ),
                name="people_payment_details_counts_from",
            ),
        ),
        *[migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY],
        migrations.RunSQL(SAME_KEEPER_SQL, migrations.RunSQL.noop),
    ]
