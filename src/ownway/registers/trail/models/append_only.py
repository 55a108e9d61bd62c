"""Rows that are only ever added: refused a change by the model, by the database's triggers and by its grants."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models

from ownway.values import Cannot

APP_ROLE = "ownway_app"
"""The role of the database that serves; it neither owns tables nor is it a superuser."""

REFUSE_CHANGE_SQL = """
CREATE OR REPLACE FUNCTION ownway_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'Rows of % are only ever added; % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$body$;
"""


def append_only_sql(table: str) -> str:
    """Return SQL for ``migrations.RunSQL`` that makes *table* refuse UPDATE, DELETE and TRUNCATE, to anyone.

    The triggers work for each statement, so a change that meets no row is refused too; they hold the owner as well.
    The grants are taken from the application's role besides. ``SELECT … FOR UPDATE`` by that role is refused with
    them: lock a row of another table, or take an advisory lock. The migration depends on ``("trail", "0001_first")``;
    its reverse is ``migrations.RunSQL.noop``, for dropping the table drops the triggers.
    """
    return f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON "{table}"
    FOR EACH STATEMENT EXECUTE FUNCTION ownway_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}"
    FOR EACH STATEMENT EXECUTE FUNCTION ownway_refuse_change();
DO $body$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM {APP_ROLE};
    END IF;
END
$body$;
"""


class CannotOverwrite(Cannot):
    """A row that is only ever added cannot be changed or taken away."""


class AppendOnlyQuerySet(models.QuerySet[Any, Any]):
    """Reads and adds; every way to change rows in place is closed."""

    def _refuse(self) -> NoReturn:
        raise CannotOverwrite("trail.append_only", table=self.model._meta.db_table)

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        self._refuse()

    def delete(self) -> NoReturn:
        """Refuse."""
        self._refuse()

    def bulk_update(self, objs: Iterable[Any], fields: Any, batch_size: int | None = None) -> NoReturn:
        """Refuse."""
        self._refuse()

    def select_for_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: the application's role may not lock these rows."""
        self._refuse()


class AppendOnly(models.Model):
    """Base of every model whose rows are only ever added; its migration runs :func:`append_only_sql`."""

    append_only = True
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Add the row; one that is kept already is refused."""
        if not self._state.adding:
            raise CannotOverwrite("trail.append_only", table=self._meta.db_table)
        # Without this Django tries an UPDATE first, because the identifier is known before the row is.
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise CannotOverwrite("trail.append_only", table=self._meta.db_table)
