"""Adds many rows by the database's fastest way; its triggers, checks and keys hold as ever."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

AS_THEY_ARE = (models.UUIDField, models.ForeignKey, models.TextField, models.BigIntegerField, models.SmallIntegerField)
"""What a row holds of these is what the database is told; anything else is prepared or sealed first."""


def copy_rows(model: type[models.Model], columns: Collection[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows given as values in the order of *columns*, in one statement."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        table = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with cursor.copy(table) as copy:
            for row in rows:
                copy.write_row(row)


def copy_all(model: type[models.Model], fresh: Sequence[models.Model]) -> None:
    """Add fresh rows of one model in one statement, sealed where a field is; a generated column is the database's."""
    if not fresh:
        return
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    # Sealing may ask the database for a key, and nothing can be asked of it while it takes rows: so all come first.
    columns = [
        [row.__dict__[field.attname] for row in fresh]
        if isinstance(field, AS_THEY_ARE)
        else [field.get_db_prep_save(field.pre_save(row, True), connection) for row in fresh]
        for field in fields
    ]
    copy_rows(model, [field.column for field in fields], zip(*columns, strict=True))
