"""A table of what was promised to the parts of a budget that pay no cash; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [("control", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Promised",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("starts", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="control.degreechosen"
                    ),
                ),
            ],
            options={
                "db_table": "control_promised",
                "constraints": [
                    models.UniqueConstraint(fields=("part", "starts"), name="control_one_promise_a_period"),
                    models.CheckConstraint(
                        condition=models.Q(("pence__gte", 0)), name="control_promise_not_below_nothing"
                    ),
                ],
            },
        ),
        migrations.RunSQL(append_only_sql("control_promised"), migrations.RunSQL.noop),
    ]
