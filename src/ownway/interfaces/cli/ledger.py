"""``ownway ledger``: prove it, hand it out to be checked by others, and say how it stood at any past moment."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ownway.interfaces.cli import verify_ledger
from ownway.interfaces.cli.running import find_database
from ownway.values import Asker, Basis, Cannot, new_identifier

app = typer.Typer(name="ledger", help="Every penny that moved: proof, files for others, past moments.")
SHOWN = 20
"""So many faults are told one by one."""


@app.command()
def prove() -> None:
    """Recompute every balance from its transfers, and every closed month's mark; end with 1 where one is astray."""
    asker, now = _job()
    from ownway.registers.money import queries

    proof = queries.prove_ledger(asker, now=now)
    faults = [*proof.faults, *queries.prove_months(asker, now=now)]
    typer.echo(f"{proof.accounts:,} accounts, {proof.transfers:,} transfers, {proof.moved_pence:,} pence moved.")
    for fault in faults[:SHOWN]:
        typer.echo(f"FOUND: {fault.code} {fault.thing or ''} {fault.pence}")
    typer.echo("Not a penny is astray." if not faults else f"{len(faults)} things are wrong.")
    raise typer.Exit(1 if faults else 0)


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
    kind: Annotated[
        str, typer.Option("--as", help="lines (JSON, what `verify` reads), beancount, or csv (a table of transfers).")
    ] = "lines",
) -> None:
    """Write the whole ledger as of this moment; it holds identifiers and no names."""
    asker, now = _job()
    from ownway.words import reasons

    if file.exists():
        typer.echo(f"{file} is there already.", err=True)
        raise typer.Exit(1)
    try:
        _write(file, kind, asker, now)
    except Cannot as cannot:
        typer.echo(f"{reasons.sentence(cannot.why, 'en')} {reasons.what_would_help(cannot, 'en')}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Written to {file}.")


@app.command()
def verify(file: Annotated[Path, typer.Argument(help="The exported ledger, written as lines.")]) -> None:
    """Check an exported ledger from its transfers alone; the same check runs without ownway as verify_ledger.py."""
    raise typer.Exit(verify_ledger.main([str(file)]))


@app.command()
def balances(
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="As it was true by the end of this day.")],
    known_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"], help="As it was known then (UTC); else as known now."),
    ] = None,
) -> None:
    """Say how the whole ledger stood at a past moment, stream by stream."""
    asker, now = _job()
    from ownway.registers.money import queries
    from ownway.words import money

    then = known_at.replace(tzinfo=UTC) if known_at else None
    for row in queries.ledger_at(asker, on=on.date(), known_at=then, now=now):
        stream = f"{row.programme}/{row.stream}" if row.stream else "cash"
        typer.echo(f"{stream:<40} {row.state.value:<12} {money.say(row.money, 'en'):>20}")


def _job() -> tuple[Asker, datetime]:
    find_database()
    import django

    django.setup()
    now = datetime.now(UTC)
    return Asker(Basis.JOB, new_identifier(now), named="nightly"), now


def _write(file: Path, kind: str, asker: Asker, now: datetime) -> None:
    """Write the file whole or not at all: a half ledger would look like a false one."""
    from ownway.registers.money import queries

    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8", newline="") as part:
        try:
            for text in queries.ledger_book(asker, now=now, kind=kind):
                part.write(text)
            part.flush()
            os.fsync(part.fileno())
        except BaseException:
            Path(part.name).unlink()
            raise
    Path(part.name).replace(file)
