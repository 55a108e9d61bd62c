"""The application's role serves and no more."""

import psycopg
import pytest
from django.db import connection
from django.db.utils import ProgrammingError


@pytest.mark.django_db
def test_the_application_is_neither_owner_nor_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == ("ownway_app", False, False, False)
        cursor.execute("select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_the_application_can_make_no_table() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("create table public.something (number int)")


def test_a_database_of_its_own_keeps_what_is_committed(own_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into django_content_type (app_label, model) values ('weather', 'rain')")
    with psycopg.connect(own_database) as other:
        found = other.execute("select model from django_content_type where app_label = 'weather'").fetchall()
    assert found == [("rain",)]
