"""Tables of how far work has come, and of runs that were put away; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("bench_reached", "bench_putaway")


def _of(table: str, name: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=f"bench.{table}")


class Migration(migrations.Migration):
    """Adds both, with triggers that refuse change."""

    dependencies = (("bench", "0001_first"),)

    operations = (
        migrations.CreateModel(
            name="Reached",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("per_cent", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("work", _of("work", "reached")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="PutAway",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("away", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("run", _of("run", "put_away")),
            ],
            options={"abstract": False},
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    )
