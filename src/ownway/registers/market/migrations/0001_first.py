"""Providers, and what they offer from which day on."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("market_provider", "market_listing")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("trail", "0001_first"), ("people", "0002_ties")]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.UUIDField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="people.party"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("listed", models.BooleanField()),
                ("name", models.CharField(max_length=200)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("words", models.CharField(blank=True, max_length=4000)),
                ("pence", models.BigIntegerField(null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("per", models.CharField(blank=True, max_length=60)),
                (
                    "good_for",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("web", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("user_led", models.BooleanField()),
                ("is_broker", models.BooleanField()),
                ("fee_pence", models.BigIntegerField(null=True)),
                ("fee_currency", models.CharField(blank=True, max_length=3)),
                ("fee_every", models.CharField(max_length=20)),
                ("interests", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("interests_words", models.CharField(blank=True, max_length=4000)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="listings", to="market.provider"
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["kinds"], name="market_listing_kinds"),
                    django.contrib.postgres.indexes.GinIndex(fields=["places"], name="market_listing_places"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "starts", "ordinal"), name="market_listing_start"),
                    models.CheckConstraint(
                        condition=models.Q(("is_broker", False), ("fee_pence__gte", 0), _connector="OR"),
                        name="market_broker_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pence__isnull", True), ("pence__gte", 0), _connector="OR"),
                        name="market_price",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
