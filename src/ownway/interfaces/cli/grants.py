"""Says what the application's role may do with each table; run as the owner after every migration.

The role may read and write rows, and nothing else: it owns no table and can make none. Where a table is append-only (an
app lists it as ``append_only`` in its ``apps.py``, or its model says ``append_only = True``) it may read rows and add
rows; it can neither change nor remove one.
"""

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

READ_ONLY = ("django_migrations",)


def append_only_tables() -> frozenset[str]:
    """The tables that only ever grow."""
    listed = {table for app in apps.get_app_configs() for table in getattr(app, "append_only", ())}
    marked = {model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False)}
    return frozenset(listed | marked)


def grant_app_role(owner: BaseDatabaseWrapper, role: str) -> None:
    """Gives *role* what it may do, and takes all else from it; *owner* is a connection of the tables' owner."""
    may_add = append_only_tables()
    name = owner.ops.quote_name(role)
    with owner.cursor() as cursor:
        cursor.execute(f"revoke all on all tables in schema public from {name}")
        cursor.execute(f"grant usage on schema public to {name}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {name}")
        cursor.execute(f"grant execute on all functions in schema public to {name}")
        for table in owner.introspection.table_names(cursor):
            if table in READ_ONLY:
                deeds = "select"
            elif table in may_add:
                deeds = "select, insert"
            else:
                deeds = "select, insert, update, delete"
            cursor.execute(f"grant {deeds} on {owner.ops.quote_name(table)} to {name}")
