"""Commands around streams of money: split again what people spent over the streams that may pay for it."""

from datetime import UTC, datetime, time
from typing import Annotated
from uuid import UUID

import typer

from ownway.interfaces.cli.running import find_database
from ownway.values import Asker, Basis, Cannot, new_identifier

app = typer.Typer(name="streams", help="Streams of money, and what each pays for.", no_args_is_help=True)
AT_ONCE = 200
"""So many people are read and written together; one that fails leaves the others as they were."""


@app.callback()
def streams() -> None:
    """Streams of money, and what each pays for."""


@app.command()
def split(
    person: Annotated[list[UUID] | None, typer.Argument(help="whose spending; leave out with --all")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="everybody who has spent anything")] = False,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="as on the evening of this day")] = None,
) -> None:
    """Let each spend be charged to the stream that may pay for it, so that the least is lost.

    What was reported to a funder stays. Done again with nothing new, nothing is written.
    """
    if bool(person) == everyone:
        raise typer.BadParameter("Name people, or say --all.")
    find_database()
    import django

    django.setup()
    from rich.progress import track

    from ownway.steps.spending import actions, queries

    now = datetime.now(UTC)
    if as_of is not None:
        now = min(now, datetime.combine(as_of.date(), time(23, 59), UTC))
    asker = Asker(Basis.JOB, new_identifier(now), named="nightly")
    people = list(person or queries.people_who_spent(asker, now=now))
    changed, failed = 0, 0
    bunches = [people[first : first + AT_ONCE] for first in range(0, len(people), AT_ONCE)]
    for bunch in track(bunches, description="Splitting", disable=len(bunches) < 2):
        try:
            changed += len(actions.split_spending(asker, now=now, people=bunch))
        except Cannot as refused:
            failed += len(bunch)
            typer.echo(f"Not split: {refused}", err=True)
    typer.echo(f"{len(people):,} people looked at; for {changed:,} something moved.")
    raise typer.Exit(1 if failed else 0)
