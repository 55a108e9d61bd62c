"""Lines only ever added, seals and their copies, and the key of each person."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.line
import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import REFUSE_CHANGE_SQL, append_only_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("ordinal", models.BigIntegerField(unique=True)),
                ("server", models.BigIntegerField()),
                ("first", models.BigIntegerField()),
                ("below", models.BigIntegerField()),
                ("statement", models.TextField()),
                ("signature", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SubjectKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField(unique=True)),
                ("wrapped", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("subject", models.UUIDField(db_index=True)),
                ("key", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("request", models.UUIDField()),
                ("basis", models.TextField()),
                ("party", models.UUIDField(db_index=True, null=True)),
                ("named", models.TextField(blank=True)),
                ("roles", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ("deed", models.TextField()),
                ("looked", models.BooleanField()),
                ("refused", models.BooleanField()),
                ("subject", models.UUIDField(null=True)),
                ("about", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("thing", models.TextField(blank=True)),
                ("thing_id", models.UUIDField(null=True)),
                ("page", models.TextField(blank=True)),
                ("reason", ownway.registers.trail.models.sealed.SealedJSON(null=True, subject="subject")),
                ("before", ownway.registers.trail.models.sealed.SealedJSON(null=True, subject="subject")),
                ("after", ownway.registers.trail.models.sealed.SealedJSON(null=True, subject="subject")),
                (
                    "transaction",
                    models.BigIntegerField(db_default=ownway.registers.trail.models.line.TransactionNumber()),
                ),
                ("server", models.BigIntegerField(db_default=ownway.registers.trail.models.line.ServerNumber())),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["about"], name="trail_line_about"),
                    models.Index(fields=["thing_id"], name="trail_line_thing"),
                    models.Index(fields=["server", "transaction", "id"], name="trail_line_order"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealCopy",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("to", models.TextField()),
                ("seal", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="trail.seal")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("seal", "to"), name="trail_seal_copied_once")],
            },
        ),
        migrations.RunSQL(REFUSE_CHANGE_SQL, "DROP FUNCTION ownway_refuse_change()"),
        *[
            migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop)
            for table in ("trail_line", "trail_seal", "trail_sealcopy", "trail_tombstone")
        ],
    ]
