"""``ownway statements``: take in what the bank says of the authority's account, file by file; people match it.

It works as the job *payments*, or in the name of whoever gave the token in ``OWNWAY_TOKEN``.
"""

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from ownway.interfaces.cli.payments import _end, _told, _who, err

app = typer.Typer(name="statements", help="Statements of the authority's bank.")

Balance = Annotated[str, typer.Option(help="Where the bank's table tells no balances: this one, like 1234.56.")]


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="camt.053 or a bank's table (CSV), the earliest first.")],
    profile: Annotated[str, typer.Option(help="Whose table it is; found out from its columns where not given.")] = "",
    opening: Balance = "",
    closing: Balance = "",
) -> None:
    """Take in statements. A file is taken in whole or not at all; taken in again, it changes nothing."""
    if (opening or closing) and len(files) > 1:
        _end("Balances can be given for one file at a time.")
    asker, now = _who()
    from ownway.registers.money import actions, queries

    entries = known = 0
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err) as progress:
        task = progress.add_task("Taking in", total=len(files))
        for file in files:
            progress.update(task, description=file.name)
            content = _read(file)
            with _told():
                taken = actions.import_statement(
                    asker, now=now, content=content, profile=profile, opening=_pence(opening), closing=_pence(closing)
                )
            entries += taken.entries
            known += taken.known
            progress.update(task, advance=1)
            again = " It had been taken in before; nothing was changed." if taken.is_again else ""
            typer.echo(f"{file}: {taken.entries} new entries, {taken.known} known.{again}")
    with _told():
        waiting = queries.count_waiting(asker, now=now)
    typer.echo(f"{entries} new entries in all; {waiting} wait on the finance desk to be matched.")


@app.command("list")
def list_statements(newest: Annotated[int, typer.Option(help="How many, the newest first.")] = 20) -> None:
    """Show the statements taken in, their balances and how many of their entries wait."""
    asker, now = _who()
    from ownway.registers.money import queries
    from ownway.words import money

    with _told():
        for one in queries.statements(asker, now=now, newest=newest):
            ends = money.say(one.closing, "en") if one.closing else ""
            typer.echo(
                f"…{one.account:<4}  {one.opened_on}  {one.closed_on}  {one.count:>6} entries  "
                f"{one.waiting:>6} waiting  {ends:>14}"
            )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        _end(f"{file} cannot be read: {wrong.strerror}")


def _pence(given: str) -> int | None:
    if not given:
        return None
    found = re.fullmatch(r"(-?)([0-9]{1,12})(?:\.([0-9]{2}))?", given)
    if found is None:
        _end(f"A balance is written like 1234.56; given was {given}.")
    pence = int(found[2]) * 100 + int(found[3] or 0)
    return -pence if found[1] else pence
