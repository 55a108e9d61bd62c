"""A change of funder can be undone before its day; rows are only ever added."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [("money", "0008_suspensions"), ("people", "0002_ties")]

    operations = [
        migrations.RemoveConstraint(model_name="funder", name="money_funder_start"),
        migrations.AddField(model_name="funder", name="attempt", field=models.SmallIntegerField(default=0)),
        migrations.AddConstraint(
            model_name="funder",
            constraint=models.UniqueConstraint(fields=("budget", "starts", "attempt"), name="money_funder_start"),
        ),
        migrations.CreateModel(
            name="FunderUndone",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("words", ownway.registers.trail.models.sealed.SealedText(blank=True, default="", subject="person_id")),
                ("decision", models.UUIDField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "funder",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="undone", to="money.funder"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
        ),
        migrations.RunSQL(append_only_sql("money_funderundone"), migrations.RunSQL.noop),
    ]
