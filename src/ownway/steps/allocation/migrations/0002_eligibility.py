"""The decision whether a programme is open to a person, and the stage it leads to."""

import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql


class Migration(migrations.Migration):
    dependencies = [
        ("allocation", "0001_first"),
        ("people", "0003_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Eligibility",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("eligible", models.BooleanField()),
                ("words", ownway.registers.trail.models.sealed.SealedText(subject="person_id")),
                ("offer", ownway.registers.trail.models.sealed.SealedText(blank=True, subject="person_id")),
                ("decision_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "allocation_eligibility",
            },
        ),
        migrations.RemoveConstraint(
            model_name="assessmentstage",
            name="allocation_stage_known",
        ),
        migrations.AddConstraint(
            model_name="assessmentstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ("open", "handed_in", "told", "not_eligible", "set_aside"))),
                name="allocation_stage_known",
            ),
        ),
        migrations.AddField(
            model_name="eligibility",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="eligibilities", to="allocation.assessment"
            ),
        ),
        migrations.AddField(
            model_name="eligibility",
            name="by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
        ),
        migrations.AddField(
            model_name="eligibility",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
        ),
        migrations.AddIndex(
            model_name="eligibility",
            index=models.Index(fields=["person", "at"], name="allocation_eligibility_of"),
        ),
        migrations.RunSQL(append_only_sql("allocation_eligibility"), migrations.RunSQL.noop),
    ]
