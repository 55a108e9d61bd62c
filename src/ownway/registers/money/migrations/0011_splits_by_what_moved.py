"""A split keeps what moved: a spend that counts no more says so, and the shares of a spend are found newest first."""

import django.db.models.deletion
from django.db import migrations, models

# The splits kept so far were whole, so what the newest of them leaves out counts no more.
LEFT_OUT = """
insert into money_share (id, split_id, spend_id, kind, pence, reason)
select gen_random_uuid(), newest.id, held.spend_id, '', 0, '{"code": "streams.counts_no_more", "facts": {}}'
from (select distinct on (person_id, programme) id, person_id, programme from money_split
      order by person_id, programme, id desc) newest
cross join lateral (
    select distinct share.spend_id from money_share share join money_split earlier on earlier.id = share.split_id
    where earlier.person_id = newest.person_id and earlier.programme = newest.programme
) held
where not exists (select from money_share share where share.split_id = newest.id and share.spend_id = held.spend_id)
"""


class Migration(migrations.Migration):
    dependencies = [("money", "0010_own_share")]

    operations = [
        migrations.RemoveConstraint(model_name="share", name="money_share_above_nothing"),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence__gt", 0), models.Q(("budget__isnull", True), ("pence", 0)), _connector="OR"),
                name="money_share_something_or_end",
            ),
        ),
        migrations.AlterField(
            model_name="share",
            name="split",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares",
                to="money.split",
            ),
        ),
        migrations.AlterField(
            model_name="share",
            name="spend",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares",
                to="money.journal",
            ),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(fields=["spend", "-split"], name="money_share_newest"),
        ),
        migrations.RunSQL(LEFT_OUT, migrations.RunSQL.noop),
    ]
