"""``ownway pack audit`` and ``ownway pack diff``: look a rule over, and say what a new version changes."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from ownway.interfaces.cli.pack import AsJson, PackPath, folder_of
from ownway.rulebook.audit import QUICK, WHOLE, audit_as_json, audit_in_words
from ownway.rulebook.audit import audit as look_over
from ownway.rulebook.check import failures_of
from ownway.rulebook.compare import (
    Person,
    compare_money,
    compare_words,
    comparison_as_json,
    comparison_in_words,
    drawn,
    figures_of,
)
from ownway.rulebook.load import PackErrors, files_of, pack_from_files, read_examples
from ownway.rulebook.model import Example, Pack

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

VERSION = re.compile(r"[0-9a-f]{12}-[0-9a-f]{6}")

Quick = Annotated[
    bool, typer.Option("--quick", help="Try all cases only where that takes a second, and a sample elsewhere.")
]
Which = Annotated[str, typer.Argument(help="A folder, a name under packs/, or a version this installation has kept.")]


def audit(
    path: PackPath,
    as_json: AsJson = False,
    quick: Quick = False,
    sample: Annotated[int, typer.Option(help="How many people try what cannot be tried whole.")] = 300,
) -> None:
    """Look a pack over: may more need give less, what does each edge cost; ends with 1 where a finding is open."""
    pack, examples = _read(str(path))
    with err.status("Trying every single step to more need …"):
        found = look_over(pack, sample, QUICK if quick else WHOLE)
    failures = [told for example in examples for told in failures_of(pack, example)]
    if as_json:
        told = audit_as_json(pack, found)
        typer.echo(json.dumps(told | {"worked_examples": len(examples), "failures": failures}, ensure_ascii=False))
    else:
        for line in audit_in_words(pack, found):
            out.print(line)
        out.print("")
        out.print(f"{len(examples)} worked examples of version {pack.version}, {len(failures)} come out otherwise.")
        for failure in failures:
            out.print(f"  {failure}")
    raise typer.Exit(0 if found.passes and not failures else 1)


def diff(
    old: Which,
    new: Which,
    as_json: AsJson = False,
    sample: Annotated[int, typer.Option(help="How many people are drawn by lot.")] = 1_000,
    on: Annotated[str, typer.Option(help="The day both are asked for. The last change of each where not given.")] = "",
) -> None:
    """Say what a new version changes: in words, part by part, and in money, who gets more and who gets less."""
    before, before_examples = _read(old)
    after, after_examples = _read(new)
    day = _day(on)
    worked = [*_people("old", before_examples), *_people("new", after_examples)]
    examples = compare_money(figures_of(before, after, worked, day), after)
    with err.status("Working the figures of both out …"):
        lot = compare_money(figures_of(before, after, drawn(before, after, sample), day), after)
    differences = compare_words(before, after)
    if as_json:
        told = comparison_as_json(before, after, differences, examples, lot)
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        for line in comparison_in_words(before, after, differences, examples, lot):
            out.print(line)


def _people(which: str, examples: tuple[Example, ...]) -> list[Person]:
    return [Person(f"example {example.id} of the {which} version", example.answers) for example in examples]


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        _end(f"“{given}” cannot be a day. Write it as 2026-04-01.")


def _read(which: str) -> tuple[Pack, tuple[Example, ...]]:
    """Return a pack and its worked examples, from a folder or from what this installation has kept."""
    try:
        files = (
            _kept(which) if VERSION.fullmatch(which) and not Path(which).exists() else files_of(folder_of(Path(which)))
        )
        pack = pack_from_files(files)
        return pack, read_examples(pack, files)
    except PackErrors as broken:
        _end(*(str(error) for error in broken.errors))


def _kept(version: str) -> dict[str, str]:
    """Return the files of a version from the database."""
    from ownway.interfaces.cli.running import find_database

    find_database()
    import django

    django.setup()
    from ownway.registers.programmes import queries
    from ownway.values.cannot import NotFound

    try:
        return queries.files(version)
    except NotFound:
        _end(f"This installation has kept no version {version}.")


def _end(*lines: str) -> NoReturn:
    for line in lines:
        err.print(line)
    raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Put the commands among those of ``ownway pack``."""
    app.command("audit")(audit)
    app.command("diff")(diff)
