"""Stories, those that were checked and those taken back."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import ownway.registers.trail.models.sealed
from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("stories_story", "stories_storyshown", "stories_storytakenback")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("trail", "0001_first"), ("people", "0002_ties")]

    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("told_at", models.DateTimeField()),
                (
                    "aims",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("from_pence", models.BigIntegerField(null=True)),
                ("to_pence", models.BigIntegerField(null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("told", ownway.registers.trail.models.sealed.SealedJSON(subject="person_id")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stories", to="people.party"
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="StoryShown",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shown", to="stories.story"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="StoryTakenBack",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "story",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken_back", to="stories.story"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
