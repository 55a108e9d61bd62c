"""Keeps what the holder of a code typed and has not sent."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("allocation", "0003_codes_carers_and_paper")]

    operations = [
        migrations.CreateModel(
            name="TypedByCode",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "begun",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="typed",
                        to="allocation.begunbycode",
                    ),
                ),
            ],
            options={"db_table": "allocation_typed_by_code"},
        ),
    ]
