"""Keeps what is being typed, one draft of each form that was opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_relations_at_once")]

    operations = [
        migrations.AddField(model_name="typedtext", name="form", field=models.TextField(default="", blank=True)),
        migrations.AddConstraint(
            model_name="typedtext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form", ""), _negated=True),
                fields=("party", "path", "form"),
                name="people_typed_draft",
            ),
        ),
    ]
