"""``ownway lab evaluate``: works a trial out as its protocol says, and tells it in words, in JSON or as a page."""

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownway.interfaces.cli.lab.telling import end, err, out, refused, written
from ownway.values import Cannot

if TYPE_CHECKING:
    from ownway.lab.evaluate import Evaluation, Lock

ProtocolPath = Annotated[Path, typer.Option("--protocol", help="The protocol of the trial, as YAML.")]


def evaluate(
    trial: Annotated[Path, typer.Argument(help="The people of the trial: a CSV with the columns the protocol names.")],
    *,
    protocol: ProtocolPath,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the report as a page that stands alone.")] = None,
    to: Annotated[
        Path | None,
        typer.Option("--out", help="Write the report, its figures, pictures and bad rows into this folder."),
    ] = None,
    value_set: Annotated[
        list[Path] | None, typer.Option(help="A licensee's value set, as YAML; may stand several times.")
    ] = None,
    exploring: Annotated[
        bool, typer.Option(help="Go on though the protocol is not as it was locked; the report says so.")
    ] = False,
) -> None:
    """Work a trial out: what an offer cost and did, for whom, and how sure that is."""
    from ownway.lab.evaluate import evaluate as work_out
    from ownway.lab.evaluate import html_of, read_protocol, read_trial, read_value_set, text_of

    try:
        rule = read_protocol(read(protocol))
        locked = lock_of(protocol)
        if locked is not None and not locked.holds(rule) and not exploring:
            end(
                "The protocol is not as it was locked. Write the change down with “ownway lab protocol amend”, or add "
                "--exploring."
            )
        value_sets = {one.id: one for one in (read_value_set(read(path)) for path in value_set or ())}
        people = read_trial(_bytes(trial), rule, value_sets)
        with err.status("Working the trial out …") as bar:
            found = work_out(people, locked, lambda said: bar.update(f"Working the trial out: {said} …"))
    except Cannot as cannot:
        refused(cannot)
    if html is not None:
        written(html, html_of(found))
    if to is not None:
        _folder(found, to)
    if as_json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
        return
    for line in text_of(found):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def lock_path(protocol: Path) -> Path:
    """Return where the lock of a protocol is kept: beside it."""
    return protocol.with_suffix(".lock.json")


def lock_of(protocol: Path) -> "Lock | None":
    """Return the lock of a protocol, where it has one.

    :raises Cannot: where it was changed.
    """
    from ownway.lab.evaluate import read_lock

    path = lock_path(protocol)
    return read_lock(path.read_text(encoding="utf-8")) if path.exists() else None


def read(path: Path) -> str:
    """Return the text of a file; where it cannot be read, say so and end."""
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        end(f"“{path}” is no text in UTF-8. Save it so.")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        end(f"“{path}” cannot be read: {wrong.strerror}")


def _folder(found: "Evaluation", folder: Path) -> None:
    """Write everything of a report into a folder."""
    from ownway.lab.evaluate import html_of
    from ownway.lab.evaluate.showing import curves, plane

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(html_of(found), encoding="utf-8")
    (folder / "results.json").write_text(json.dumps(found.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    for arm in found.arms:
        for at, one in enumerate(arm.outcomes):
            for name, picture in (("plane", plane(one)), ("curves", curves(found, at))):
                target = folder / f"{arm.arm}-{one.measure.id}-{name}.svg"
                target.write_text(picture.svg(), encoding="utf-8")
    with (folder / "bad.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("row", "column", "rule", "left_out"))
        writer.writerows((one.row, one.column, one.rule, "yes" if one.left_out else "no") for one in found.bad)
    err.print(f"Written: {folder}", markup=False, soft_wrap=True)
