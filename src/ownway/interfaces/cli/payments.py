"""``ownway payments``: build a run, write its bank file, say what the bank did; it never approves.

It works as the job *payments*, or in the name of whoever gave the token in ``OWNWAY_TOKEN``. What the bank did is a
person's word, so ``confirm`` needs such a token.
"""

import csv
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn
from uuid import UUID

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ownway.interfaces.cli.running import find_database
from ownway.values import Asker, Basis, Cannot, new_identifier

app = typer.Typer(name="payments", help="Payment runs, up to the bank and back; never approved here.")
err = Console(stderr=True)
PIECE = 500
"""So many payments are confirmed in one transaction; after a crash the command goes on where it stopped."""

RunId = Annotated[UUID, typer.Argument(help="The run, by the identifier that `list` shows.")]
Currency = Annotated[str, typer.Option(help="Only what is paid in this currency.")]


@app.command("list")
def list_runs(newest: Annotated[int, typer.Option(help="How many, the newest first.")] = 20) -> None:
    """Show the payment runs and how far each has come."""
    asker, now = _who()
    from ownway.registers.money import queries
    from ownway.words import money

    with _told():
        for one in queries.runs(asker, now=now, newest=newest):
            typer.echo(
                f"{one.id}  {one.pay_on}  {one.state.value:<9}  {one.count:>6}  {money.say(one.total, 'en'):>14}"
            )


@app.command()
def build(
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Pay what falls due by this day.")
    ] = None,
    currency: Currency = "GBP",
    key: Annotated[str, typer.Option(help="Yours for this run; the same key never builds a second.")] = "",
    lines: Annotated[bool, typer.Option("--lines", help="Name each payment too, and each that was left out.")] = False,
) -> None:
    """Build a run of all that falls due; run twice with one day or one key, it builds once. People approve it."""
    asker, now = _who()
    from ownway.registers.money import actions, queries
    from ownway.words import money, reasons

    last = until.date() if until else _today(now)
    with _told("money.nothing_due"):
        run = actions.build_run(
            asker, now=now, pay_on=last, key=f"cli:{key or f'{currency}:{last}'}", currency=currency
        )
        seen, left_out = queries.run_in_short(asker, run=run, now=now)
        typer.echo(f"{run}  {seen.count} payments, {money.say(seen.total, 'en')}, to be paid on {seen.pay_on}.")
        for why, count in left_out:
            typer.echo(f"  {count} left out: {reasons.sentence(why, 'en')}")
        if lines:
            whole = queries.run(asker, run=run, now=now)
            for line in whole.lines:
                typer.echo(f"  {line.due_on}  {money.say(line.money, 'en'):>14}  {line.payee_name}")
            for one in whole.left_out:
                typer.echo(f"  {one.due_on}  {money.say(one.money, 'en'):>14}  {one.payee_name}, left out")
        if not seen.knows_holidays:
            err.print("The list of bank holidays does not reach that day: only weekends are known.")
        typer.echo(f"It waits for {seen.approvals_needed} to approve it.")


@app.command()
def export(
    run: RunId,
    to: Annotated[Path, typer.Option(help="The folder to write the file into.", file_okay=False)] = Path("."),
    kind: Annotated[str, typer.Option(help="The kind of file; the authority's usual one where none is given.")] = "",
) -> None:
    """Write the bank file of an approved run; the file is made once, and the same one is written ever after."""
    asker, now = _who()
    from ownway.registers.money import actions

    with _told():
        file = actions.export_run(asker, now=now, run=run, file_kind=kind)
    place = to / file.name
    if place.exists():
        if hashlib.sha256(place.read_bytes()).hexdigest() != file.sha256:
            _end(f"{place} is there already and is not this file. Move it away, and look at how it came there.")
        typer.echo(f"{place} is there already, unchanged (SHA-256 {file.sha256}).")
        return
    _write(place, file.parts())
    typer.echo(f"{place} {'written again' if file.again else 'written'} (SHA-256 {file.sha256}).")


@app.command()
def sent(run: RunId) -> None:
    """Note that the bank has the file."""
    asker, now = _who()
    from ownway.registers.money import actions

    with _told():
        typer.echo(f"The run is {actions.mark_sent(asker, now=now, run=run).value}.")


@app.command()
def confirm(
    run: RunId,
    paid_on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="On which day the bank paid.")],
    came_back: Annotated[
        Path | None, typer.Option(help="A CSV with the columns payment and why (a bank's code, or words).")
    ] = None,
) -> None:
    """Say that the bank paid a run but for what came back; stopped half-way, run it again and it goes on."""
    if not os.environ.get("OWNWAY_TOKEN"):
        _end("What the bank did is a person's word: give a token of somebody in finance in OWNWAY_TOKEN.")
    asker, now = _who()
    from ownway.registers.money import actions, queries

    back = _returned(came_back) if came_back else {}
    with _told():
        seen = queries.run(asker, run=run, now=now)
        if unknown := set(back) - {line.id for line in seen.lines}:
            _end(f"The run has no payment {min(unknown).hex}; nothing was confirmed.")
        waiting = [line.id for line in seen.lines if not line.end]
        columns = (TextColumn("Confirming"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        state = seen.state
        with Progress(*columns, console=err) as progress:
            task = progress.add_task("", total=len(waiting))
            for piece in (waiting[start : start + PIECE] for start in range(0, len(waiting), PIECE)):
                rejected = {line: back[line] for line in piece if line in back}
                state = actions.confirm_run(
                    asker,
                    now=now,
                    run=run,
                    paid_on=paid_on.date(),
                    lines=[line for line in piece if line not in back],
                    rejected=rejected,
                )
                progress.update(task, advance=len(piece))
    typer.echo(
        f"{len(waiting)} payments told, {len(set(waiting) & set(back))} of them came back. The run is {state.value}."
    )


def _who() -> tuple[Asker, datetime]:
    """Return who asks and when: whoever gave the token, or the job."""
    find_database()
    import django

    django.setup()
    from ownway.registers.people import queries as people

    now = datetime.now(UTC)
    request = new_identifier(now)
    token = os.environ.get("OWNWAY_TOKEN", "")
    if not token:
        return Asker(Basis.JOB, request, named="payments"), now
    known = people.asker_for_token(token, request=request, now=now)
    if known is None:
        _end("The token in OWNWAY_TOKEN does not hold, or holds no longer.")
    return known, now


def _today(now: datetime) -> date:
    from django.utils.timezone import localdate

    return localdate(now)


@contextmanager
def _told(*no_fault: str) -> Iterator[None]:
    """Say what could not be done and what would help, and end; what is *no_fault* ends well."""
    from ownway.words import reasons

    try:
        yield
    except Cannot as cannot:
        said = reasons.sentence(cannot.why, "en")
        if cannot.why.code in no_fault:
            typer.echo(said)
            raise typer.Exit(0) from None
        _end(said, reasons.what_would_help(cannot, "en"))


def _returned(path: Path) -> Mapping[UUID, Any]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as wrong:
        _end(f"{path} cannot be read: {wrong}")
    back: dict[UUID, str] = {}
    for number, row in enumerate(rows, start=2):
        try:
            back[UUID(row["payment"])] = row["why"] or ""
        except (KeyError, ValueError, TypeError):
            _end(f"{path}:{number}: the columns payment (an identifier) and why are wanted; given were {row}.")
    return back


def _write(place: Path, parts: Iterable[bytes]) -> None:
    # Whole or not at all, and readable to nobody else: it holds bank details.
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as part:
        part.writelines(parts)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(place)


def _end(*lines: str) -> NoReturn:
    for line in filter(None, lines):
        err.print(line, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)
