"""Commands that need a database: they start the embedded one when DATABASE_URL names none."""

import os

import typer

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


def django(context: typer.Context) -> None:
    """Run one of Django's own commands, such as makemigrations, as the owner of the database."""
    find_database()
    os.environ["DATABASE_URL"] = os.environ["OWNWAY_DATABASE_OWNER_URL"]
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ownway django", *context.args])
