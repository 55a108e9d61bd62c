"""The command ``ownway``: to run the server, and a group of commands for each thing that is handled without it."""

import typer

from ownway.interfaces.cli import (
    auditing,
    backup,
    directory,
    exchange,
    lab,
    ledger,
    pack,
    payments,
    people,
    running,
    serving,
    statements,
    streams,
    trail,
)

app = typer.Typer(
    name="ownway",
    help="Self-directed support: run the server, check a pack, work out a figure.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("migrate")(running.migrate)
app.command("django", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(running.django)
app.command("set-up")(serving.set_up)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("demo")(serving.demo)
app.command("serve")(serving.serve)
app.command("work")(serving.work)
app.command("invent", hidden=True)(serving.invent)
exchange.add_to(pack.app)
auditing.add_to(pack.app)
app.add_typer(pack.app, name="pack")
app.add_typer(directory.app, name="directory", no_args_is_help=True)
app.add_typer(lab.app, name="lab", no_args_is_help=True)
app.add_typer(ledger.app, name="ledger", no_args_is_help=True)
app.add_typer(payments.app, name="payments", no_args_is_help=True)
app.add_typer(people.app, name="people", no_args_is_help=True)
app.add_typer(statements.app, name="statements", no_args_is_help=True)
app.add_typer(streams.app, name="streams")
app.add_typer(trail.app, name="trail")


if __name__ == "__main__":
    app()
