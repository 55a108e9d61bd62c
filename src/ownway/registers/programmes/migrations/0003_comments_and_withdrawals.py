"""What people say to a draft, what is answered, and that a version was taken back before it held."""

import django.db.models.deletion
from django.db import migrations, models

from ownway.registers.trail.models import append_only_sql

APPEND_ONLY = ("programmes_comment", "programmes_commentanswer", "programmes_withdrawal")


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_publishing"), ("trail", "0001_first")]

    operations = [
        migrations.AddField("impact", "population", models.CharField(max_length=200, default="")),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("voice", models.CharField(max_length=20)),
                ("words", models.TextField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="programmes.packversion",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="CommentAnswer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="programmes.comment"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="programmes.packversion",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        *(migrations.RunSQL(append_only_sql(table), migrations.RunSQL.noop) for table in APPEND_ONLY),
    ]
