"""``ownway lab simulate`` tries a pack on everyone; ``ownway lab again`` runs an archive again, byte for byte."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import yaml
from rich.progress import Progress, TextColumn

from ownway.interfaces.cli.lab.telling import end, err, loaded, out, pence_of, refused, say_how_again, written
from ownway.interfaces.cli.pack import folder_of
from ownway.rulebook.load.pack import files_of
from ownway.values import Cannot

if TYPE_CHECKING:
    from ownway.lab.reports.archive import Archive
    from ownway.lab.simulate import Ran


def simulate(
    pack: Annotated[Path, typer.Argument(help="The folder of the pack, or its name under packs/.")],
    *,
    population: Annotated[Path | None, typer.Option(help="A CSV or Parquet file of people.")] = None,
    people: Annotated[int, typer.Option(min=0, help="So many people are made up instead.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same run.")] = 2008,
    pot: Annotated[str, typer.Option(help="The money there is for a year, as 12500000.")] = "",
    against: Annotated[Path | None, typer.Option(help="Another pack to hold it against; else today's costs.")] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="YAML: which answers mean what in the other pack's questions.")
    ] = None,
    as_of: Annotated[
        str, typer.Option(help="The day the rule is asked for, as 2026-04-01. Today where not given.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option("--out", help="A folder, or one file ending in .zip, for all of it.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write it as a page that stands alone, without small numbers.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Try a pack on everyone: totals, winners and losers, protection and its price, stress, and what to hold back."""
    from ownway.lab.simulate import Recipe, run

    loaded(pack)
    if against is not None:
        loaded(against)
    if (population is None) == (not people):
        end("On whom? Give --population for a file of people, or --people for so many made up.")
    recipe = Recipe(
        files_of(folder_of(pack)),
        day_of(as_of),
        None if against is None else files_of(folder_of(against)),
        people,
        seed,
        pence_of(pot),
        mapping_of(mapping),
    )
    try:
        with Progress(TextColumn("{task.completed:,} people tried"), console=err, transient=True) as bar:
            task = bar.add_task("", total=None)
            ran = run(recipe, population, lambda done: bar.update(task, completed=done))
    except Cannot as cannot:
        refused(cannot)
    if html is not None:
        from ownway.lab.simulate.reporting import html_of

        written(html, html_of(ran))
    _tell(ran, to, as_json, [population] if population is not None else [])


def _tell(ran: "Ran", to: Path | None, as_json: bool, outside: list[Path]) -> None:
    if to is not None:
        ran.archive().write(to)
    if as_json:
        out.print_json(json.dumps(ran.shown.to_json()))
        return
    if ran.shown.trial.new.pack.illustrative:
        out.print("The sums of this pack are an illustration.", style="bold")
    for line in ran.shown.sentences():
        out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)
    if ran.read is not None:
        out.print(ran.read.told(), markup=False, highlight=False)
        for bad in ran.read.named[:20]:
            err.print(bad.told(), markup=False, highlight=False, soft_wrap=True)
    else:
        out.print("These people are made up; nothing here is about anybody.", highlight=False)
    if to is not None:
        say_how_again(to, outside)


def again(
    context: typer.Context,
    archive: Annotated[Path, typer.Argument(help="The archive of a run: a folder or a .zip file.")],
    population: Annotated[
        list[Path] | None,
        typer.Option(
            help="A file the run read that is not in the archive, of people for one; may stand several times."
        ),
    ] = None,
) -> None:
    """Run an archive again and say whether every byte of its results is the same; ends with 1 when not."""
    from ownway.interfaces.cli.lab.keeping import kept_again
    from ownway.lab.reports.archive import Archive, differences, read

    try:
        description, data = read(archive)
        command = description["recipe"]["command"]
    except (ValueError, KeyError, TypeError) as wrong:
        end(str(wrong))
    files = population or []
    if command == "simulate":
        made = _tried_again(description, data, files[0] if files else None)
    else:
        kept = kept_again(context, description, data, files)
        made = Archive("", "", {}, kept.data)
        if kept.code != description["recipe"]["ended_with"]:
            end(f"It ended with {description['recipe']['ended_with']} then, and with {kept.code} now.")
    found = list(differences(data, dict(made.data)))
    for one in found:
        err.print(f"{one.path}: {one.why}", markup=False, highlight=False, soft_wrap=True)
    if found:
        others = [
            f"{name} {held} then, {now} now"
            for name, held in description["versions"].items()
            if (now := made.description()["versions"].get(name)) != held
        ]
        end(
            f"{len(found)} of {len(data)} parts came out otherwise. {'; '.join(others) or 'The versions are the same.'}"
        )
    out.print(f"All {len(data)} parts are the same, byte for byte.", highlight=False)


def _tried_again(description: dict[str, Any], data: dict[str, bytes], population: Path | None) -> "Archive":
    """Try a rule again as an archive of a simulation says."""
    from ownway.lab.reports.archive import input_of
    from ownway.lab.simulate import recipe_from, run

    try:
        recipe = recipe_from(description["recipe"], data)
    except (ValueError, KeyError, TypeError) as wrong:
        end(str(wrong))
    for one in description["inputs"]:
        if population is None or not population.is_file():
            end(f"The run read “{one['name']}”, which is not in the archive. Give it as --population.")
        if input_of(population)["hash"] != one["hash"]:
            end(f"“{population}” is not the file that the run read: it has another hash.")
    try:
        return run(recipe, population if description["inputs"] else None).archive()
    except Cannot as cannot:
        refused(cannot)


def day_of(given: str) -> date:
    """Return the day that was written, or today."""
    try:
        return date.fromisoformat(given) if given else datetime.now(UTC).date()
    except ValueError:
        end(f"“{given}” cannot be a day. Write it as 2026-04-01.")


def mapping_of(path: Path | None) -> dict[str, dict[str, object]]:
    """Return what a file of a mapping says: question → {from: column, levels: {theirs: ours}}."""
    if path is None:
        return {}
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as wrong:
        end(f"The mapping cannot be read: {wrong}")
    if not isinstance(held, dict) or not all(isinstance(one, dict) and "from" in one for one in held.values()):
        end("A mapping is question: {from: column, levels: {theirs: ours}}.")
    return held
