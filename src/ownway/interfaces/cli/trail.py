"""Commands around the trail: seal it, hand it out to be checked, destroy again what a restored backup brought back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ownway.interfaces.cli import verify_trail
from ownway.interfaces.cli.running import erase_again, find_database
from ownway.values import Asker, Basis, new_identifier

app = typer.Typer(name="trail", help="The record of every look and every change.", no_args_is_help=True)


def _ready() -> datetime:
    find_database()
    import django

    django.setup()
    return datetime.now(UTC)


def _job(named: str, now: datetime) -> Asker:
    return Asker(Basis.JOB, new_identifier(now), named=named)


@app.command()
def seal() -> None:
    """Seal the lines that no open transaction can add to any more, and copy new seals to the second party."""
    now = _ready()
    from ownway.registers.trail import actions

    sealed = actions.seal_batch(_job("seal", now), now=now)
    copied = actions.copy_seals(_job("seal", now), now=now)
    typer.echo(f"Seals made: {', '.join(map(str, sealed)) or 'none'}. Copies made: {copied}.")


@app.command()
def export(file: Annotated[Path, typer.Argument(help="where to write the trail, one JSON object a line")]) -> None:
    """Write the whole trail to a file that can be checked without ownway; what is sealed stays sealed."""
    now = _ready()
    from ownway.registers.trail import queries

    with file.open("x") as out:
        for line in queries.export(_job("seal", now)):
            out.write(f"{line}\n")
    typer.echo(f"Written to {file}. Check it with verify_trail.py and the public key seal.pub.")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="the exported trail")],
    key: Annotated[Path, typer.Option(help="seal.pub, had from somewhere you trust")],
    copies: Annotated[Path | None, typer.Option(help="the second party's copies of the seals")] = None,
) -> None:
    """Check an exported trail; the same check runs without ownway as verify_trail.py."""
    given = [str(file), "--key", str(key), *(["--copies", str(copies)] if copies else [])]
    raise typer.Exit(verify_trail.main(given))


@app.command("destroy-again")
def destroy_again(copies: Annotated[Path, typer.Argument(help="the second party's copies of the seals")]) -> None:
    """After restoring a backup: destroy again the keys of people who were erased since it was made."""
    _ready()
    erase_again(copies)
