"""``ownway lab compare`` holds two packs against each other on the same people: who gains and who loses."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TextColumn

from ownway.interfaces.cli.lab.simulate import day_of, mapping_of
from ownway.interfaces.cli.lab.telling import end, err, loaded, out, refused, say_how_again, written
from ownway.interfaces.cli.pack import folder_of
from ownway.rulebook.load.pack import files_of
from ownway.values import Cannot


def compare(
    first: Annotated[Path, typer.Argument(help="The folder of a pack, or its name under packs/.")],
    second: Annotated[Path, typer.Argument(help="The pack it is held against; also that of another country.")],
    *,
    population: Annotated[Path | None, typer.Option(help="A CSV or Parquet file of people.")] = None,
    people: Annotated[int, typer.Option(min=0, help="So many people are made up instead.")] = 0,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same people.")] = 2008,
    rate: Annotated[
        str, typer.Option(help="What one of the second's currency is worth in the first's; else as if of one pot.")
    ] = "",
    mapping: Annotated[
        Path | None, typer.Option(help="YAML: which answers mean what in the second pack's questions.")
    ] = None,
    as_of: Annotated[str, typer.Option(help="The day the rules are asked for. Today where not given.")] = "",
    to: Annotated[
        Path | None, typer.Option("--out", help="A folder, or one file ending in .zip, for all of it.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write it as a page that stands alone, without small numbers.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Hold two packs against each other on the same people: who gains and who loses, by every part of them."""
    # Only who compares waits until the libraries are there.
    from ownway.lab.simulate import Recipe
    from ownway.lab.simulate import compare as compared

    loaded(first)
    loaded(second)
    if (population is None) == (not people):
        end("On whom? Give --population for a file of people, or --people for so many made up.")
    packs = (files_of(folder_of(first)), files_of(folder_of(second)))
    recipe = Recipe(packs[0], day_of(as_of), packs[1], people, seed, mapping=mapping_of(mapping), rate=rate)
    try:
        with Progress(TextColumn("{task.completed:,} people tried"), console=err, transient=True) as bar:
            task = bar.add_task("", total=None)
            found = compared(recipe, population, lambda done: bar.update(task, completed=done))
    except Cannot as cannot:
        refused(cannot)
    if html is not None:
        from ownway.lab.simulate.reporting import compared_html

        written(html, compared_html(found))
    if to is not None:
        found.ran.archive().write(to)
    if as_json:
        out.print_json(json.dumps(found.to_json()))
        return
    for line in found.sentences():
        out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)
    _examples(found.tables()["examples"])
    if found.ran.read is not None:
        out.print(found.ran.read.told(), markup=False, highlight=False)
        for bad in found.ran.read.named[:20]:
            err.print(bad.told(), markup=False, highlight=False, soft_wrap=True)
    else:
        out.print("These people are made up; nothing here is about anybody.", highlight=False)
    if to is not None:
        say_how_again(to, [population] if population is not None else [])


def _examples(rows: list[dict[str, object]]) -> None:
    """Print the example people: each the mean of many, first by the first pack, then by the second."""
    if rows:
        out.print("\nExample people, each the mean of many: by the first, by the second (whole units a period)")
    for row in rows:
        now, was = (int(str(row[name])) / 100 for name in ("now_pence", "was_pence"))
        told = f"{row['name']:<8} {str(row['stands_for']).replace('_', ' '):<34} {now:>10,.0f} {was:>10,.0f}"
        out.print(told, markup=False, highlight=False)
