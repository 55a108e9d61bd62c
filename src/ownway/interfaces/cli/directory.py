"""Commands around the directory of support: take one over from a file of Open Referral UK, and give ours out as one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ownway.interfaces.cli.running import find_database
from ownway.rulebook import exact_json
from ownway.values import Asker, Basis, Cannot, new_identifier
from ownway.words.reasons import sentence

app = typer.Typer(name="directory", help="The directory of support, as a file of Open Referral UK.")


@app.command("import")
def take_over(
    file: Annotated[Path, typer.Argument(help="Services of Open Referral UK as JSON: a page, a list, or lines.")],
    source: Annotated[str, typer.Option(help="Whose directory it is; always the same for the same one.")],
) -> None:
    """Take over a directory; what cannot be taken over is told row by row, and the same file again changes nothing."""
    try:
        content = file.read_bytes()
    except OSError as wrong:
        typer.echo(f"The file cannot be read: {wrong.strerror}", err=True)
        raise typer.Exit(2) from wrong
    find_database()
    import django

    django.setup()
    from ownway.registers.market import actions

    now = datetime.now(UTC)
    asker = Asker(Basis.JOB, new_identifier(now), named="set-up")
    try:
        done = actions.take_over(asker, now=now, content=content, source=source)
    except Cannot as refused:
        typer.echo(sentence(refused.why, "en"), err=True)
        raise typer.Exit(2) from refused
    for row in done.refused:
        typer.echo(
            f"row {row.number} ({row.name or row.id or 'no name'}): {sentence(row.why, 'en', False, None)}", err=True
        )
    told = f"{done.added:,} new, {done.changed:,} changed, {done.same:,} as they were, {done.ended:,} out"
    typer.echo(f"{told}, {len(done.refused):,} refused.")
    raise typer.Exit(1 if done.refused else 0)


@app.command("export")
def give_out(
    file: Annotated[Path | None, typer.Argument(help="Where to write; to the screen where none is named.")] = None,
) -> None:
    """Give the directory out as services of Open Referral UK, with every price to the penny."""
    find_database()
    import django

    django.setup()
    from ownway.registers.market import queries

    now = datetime.now(UTC)
    asker = Asker(Basis.JOB, new_identifier(now), named="set-up")
    services = queries.services(asker, now=now)
    told = exact_json.write({"contents": list(services), "total_items": len(services)})
    if file is None:
        typer.echo(told, nl=False)
        return
    file.write_text(told, encoding="utf-8")
    typer.echo(f"{len(services):,} services written to {file}.")
