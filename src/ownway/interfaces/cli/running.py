"""Commands that need a database: they start the embedded one when DATABASE_URL names none."""

import os
from datetime import UTC, datetime
from pathlib import Path

import typer

from ownway.values import Asker, Basis, new_identifier

SETTINGS = "ownway.config.settings"


def find_database() -> None:
    """Sets DATABASE_URL and OWNWAY_DATABASE_OWNER_URL, from an embedded server when they are not given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not os.environ.get("DATABASE_URL"):
        from ownway.interfaces.cli.embedded import Server

        urls = Server("demo").share()
        os.environ["DATABASE_URL"], os.environ["OWNWAY_DATABASE_OWNER_URL"] = urls.app, urls.owner
    os.environ.setdefault("OWNWAY_DATABASE_OWNER_URL", os.environ["DATABASE_URL"])


def migrate() -> None:
    """Bring the database's tables up to date, as their owner, and say again what the application may do with them."""
    from urllib.parse import urlsplit

    find_database()
    role = urlsplit(os.environ["DATABASE_URL"]).username or "ownway_app"
    os.environ["DATABASE_URL"] = os.environ["OWNWAY_DATABASE_OWNER_URL"]
    import django
    from django.core.management import call_command
    from django.db import connection

    from ownway.interfaces.cli.grants import grant_app_role

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if role != connection.settings_dict["USER"]:
        grant_app_role(connection, role)
    typer.echo("The database is up to date.")


def erase_again(copies: Path) -> None:
    """Repeat every erasure that a second party's copies of the seals know of, and say how many a backup had undone."""
    from ownway.registers.people import actions as people
    from ownway.registers.trail import actions, queries

    now = datetime.now(UTC)
    asker = Asker(Basis.JOB, new_identifier(now), named="set-up")
    destroyed = list(queries.destroyed_by_copies(asker, folder=copies))
    count = actions.destroy_again(asker, now=now, destroyed=destroyed)
    people.forget_erased(asker, now=now)
    typer.echo(f"{len(destroyed)} erasures are known to the second party; {count} were repeated.")


def django(context: typer.Context) -> None:
    """Run one of Django's own commands, such as makemigrations, as the owner of the database."""
    find_database()
    os.environ["DATABASE_URL"] = os.environ["OWNWAY_DATABASE_OWNER_URL"]
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ownway django", *context.args])
