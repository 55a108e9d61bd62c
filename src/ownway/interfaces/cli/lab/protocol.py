"""``ownway lab protocol``: locks the protocol of a trial, notes its changes, and allots people by a sealed lot."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ownway.interfaces.cli.lab.evaluate import lock_of, lock_path, read
from ownway.interfaces.cli.lab.telling import end, out, refused
from ownway.values import Cannot

if TYPE_CHECKING:
    from ownway.lab.evaluate import Lock

app = typer.Typer(help="Lock the protocol of a trial, note its changes, and allot people by a sealed lot.")

File = Annotated[Path, typer.Argument(help="The protocol of the trial, as YAML.")]
Secret = Annotated[
    Path | None, typer.Option(help="The sealed order's secret; beside the protocol where not given. Keep it elsewhere.")
]


@app.command()
def example(
    to: Annotated[Path, typer.Option("--out", help="The folder that is written.")],
    people: Annotated[int, typer.Option(min=20, help="How many people are made up.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same people.")] = 20061,
    design: Annotated[
        Literal["randomised", "differences", "stepped"],
        typer.Option(help="By lot; changes of those with and without an offer; or one authority after another."),
    ] = "randomised",
) -> None:
    """Write an example: a protocol and a trial as large as the national one. Everybody in it is made up."""
    from ownway.lab.evaluate import example_of

    protocol, made = example_of(design)
    to.mkdir(parents=True, exist_ok=True)
    _new(to / "protocol.yaml", protocol.read_text(encoding="utf-8"))
    _new(to / "trial.csv", made(seed, people))
    _say(f"Written: {to}. Nobody in it is real.")


@app.command()
def lock(path: File, secret: Secret = None) -> None:
    """Lock a protocol: its hash and today are written beside it, and what a lot decides gets its sealed order."""
    from ownway.lab.evaluate import lock as locked_as
    from ownway.lab.evaluate import read_protocol, seal_of
    from ownway.lab.evaluate.allocation import SECRET_BYTES

    try:
        protocol = read_protocol(read(path))
        if (before := lock_of(path)) is not None:
            end(f"This protocol was locked on {before.locked_on}. Use “ownway lab protocol amend” to change it.")
        seal = ""
        if protocol.design in ("randomised", "stepped"):
            drawn = secrets.token_bytes(SECRET_BYTES)
            _new(_secret_path(path, secret), drawn.hex() + "\n", 0o600)
            seal = seal_of(drawn)
        found = locked_as(protocol, date.today(), seal)
    except Cannot as cannot:
        refused(cannot)
    _new(lock_path(path), json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    _say(f"Locked on {found.locked_on}: {protocol.hash}")
    if seal:
        _say(f"Sealed order: {seal}. Give {_secret_path(path, secret)} to somebody who enrols nobody.")


@app.command()
def amend(path: File, reason: Annotated[str, typer.Option(help="Why the protocol changes.")]) -> None:
    """Note a change of a locked protocol, with its reason and today."""
    from ownway.lab.evaluate import amend as amended
    from ownway.lab.evaluate import read_protocol

    try:
        protocol = read_protocol(read(path))
        found = amended(_locked(path), protocol, date.today(), reason)
    except Cannot as cannot:
        refused(cannot)
    target = lock_path(path)
    part = target.with_name(f".{target.name}.part")
    part.write_text(json.dumps(found.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(target)
    for change in found.amendments[-1].changes:
        _say(change)
    _say(f"Noted as change {len(found.amendments)}: {reason}")


@app.command()
def allocate(
    path: File,
    *,
    person: Annotated[str, typer.Option(help="Who is allotted: the trial's own number for them, no name.")],
    consented: Annotated[str, typer.Option(help="The day they agreed to take part.")],
    baseline: Annotated[str, typer.Option(help="The day of the first interview.")],
    stratum: Annotated[list[str] | None, typer.Option(help="As in authority=Ashbourne; once for each stratum.")] = None,
    secret: Secret = None,
) -> None:
    """Allot one person to an arm. It is written down before it is told, and cannot be drawn again."""
    from ownway.lab.evaluate import allot, read_register

    given = dict(one.partition("=")[::2] for one in stratum or ())
    register = _register_path(path)
    try:
        locked = _locked(path)
        with register.open("a+", encoding="utf-8") as file:
            # Two who enrol at the same moment wait for each other; the line is on the disk before anyone hears of it.
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            line = allot(
                locked,
                _secret(path, secret),
                read_register(file.read()),
                person,
                stratum=given,
                consented_on=_day(consented),
                baseline_on=_day(baseline),
                on=date.today(),
            )
            file.write(json.dumps(line.to_json(), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except Cannot as cannot:
        refused(cannot)
    name = next(arm["name"] for arm in locked.entries[0].said["arms"] if arm["id"] == line.arm)
    _say(f"{line.number}. {person}: {name} ({line.arm})")


@app.command()
def order(
    path: File,
    *,
    authority: Annotated[list[str], typer.Option(help="An authority that takes part; once for each.")],
    steps: Annotated[int, typer.Option(min=2, help="At how many times some of them begin.")],
    secret: Secret = None,
) -> None:
    """Say which authorities begin at which step, by the sealed lot; the same again for whoever opens the seal."""
    from ownway.lab.evaluate import order_of

    try:
        found = order_of(_locked(path), _secret(path, secret), authority, steps)
    except Cannot as cannot:
        refused(cannot)
    _tell(f"{step}. {', '.join(names)}" for step, names in enumerate(found, 1))


@app.command()
def check(path: File, secret: Secret = None) -> None:
    """Open the seal when the trial is over, and work every line of the register out again."""
    from ownway.lab.evaluate import faults_of, read_register

    try:
        lines = read_register(read(_register_path(path)))
        found = faults_of(_locked(path), _secret(path, secret), lines)
    except Cannot as cannot:
        refused(cannot)
    _tell(found)
    _say(f"{len(lines):,} lines, {len(found):,} faults.")
    raise typer.Exit(1 if found else 0)


def _locked(path: Path) -> "Lock":
    found = lock_of(path)
    if found is None:
        end("This protocol is not locked yet. Lock it first with “ownway lab protocol lock”.")
    return found


def _secret_path(path: Path, given: Path | None) -> Path:
    return given or path.with_suffix(".secret")


def _register_path(path: Path) -> Path:
    return path.with_suffix(".register.jsonl")


def _secret(path: Path, given: Path | None) -> bytes:
    try:
        return bytes.fromhex(read(_secret_path(path, given)).strip())
    except ValueError:
        end("The secret cannot be read. Take the file that was made when the protocol was locked.")


def _new(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file that is not there yet; one that is there is never written over."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        end(f"“{path}” is there already. Name another.")
    except OSError as wrong:
        end(f"“{path}” cannot be written: {wrong.strerror}")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        end(f"“{given}” is no day. Write it as 2026-04-01.")


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        _say(line)


def _say(words: str) -> None:
    out.print(words, markup=False, highlight=False, soft_wrap=True)
