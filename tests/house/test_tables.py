"""Holds the database to the plan: the application cannot change what is kept for ever; no migration is missing."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from ownway.registers.trail.models import AppendOnly


def kept_for_ever() -> list[str]:
    """Return the tables of all append-only models."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))
    assert len(tables) > 10
    return tables


@pytest.mark.django_db
@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE"])
def test_the_application_has_no_right_to_change_what_is_kept_for_ever(right: str) -> None:
    """The role that serves pages was not granted it, whatever a trigger would say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name WHERE has_table_privilege(current_user, name, %s)",
            [kept_for_ever(), right],
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_a_trigger_guards_what_is_kept_for_ever_from_its_owner_too() -> None:
    """Each append-only table refuses changes by itself: one trigger for rows, one for emptying it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name WHERE (SELECT count(*) FROM pg_trigger"
            " WHERE tgrelid = name::regclass AND NOT tgisinternal AND tgenabled <> 'D') < 2",
            [kept_for_ever()],
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_application_owns_no_table_and_is_no_superuser() -> None:
    """The role that serves pages can neither change the tables nor step round the grants."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT rolsuper, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    """Nothing is left for makemigrations to write."""
    told = io.StringIO()
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith("ownway.")]
    try:
        call_command("makemigrations", *labels, check=True, dry_run=True, stdout=told, verbosity=1)
    except SystemExit as left:
        assert left.code == 0, told.getvalue()
    assert "No changes detected" in told.getvalue()
