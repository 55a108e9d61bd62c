"""Gives the functions that lock and post room to sort and join a long run in memory instead of on disk."""

from django.db import migrations

ROOM = """
ALTER FUNCTION money_post() SET work_mem = '32MB';
ALTER FUNCTION money_lock(uuid[]) SET work_mem = '32MB';
"""

ROOM_BACK = """
ALTER FUNCTION money_post() RESET work_mem;
ALTER FUNCTION money_lock(uuid[]) RESET work_mem;
"""


class Migration(migrations.Migration):
    """Runs after the functions stand."""

    dependencies = [("money", "0011_splits_by_what_moved")]

    operations = [migrations.RunSQL(ROOM, ROOM_BACK)]
