"""``ownway lab challengers``: all ways from points to money on several populations, and what the default loses."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownway.interfaces.cli.lab.simulate import day_of
from ownway.interfaces.cli.lab.telling import end, err, loaded, out, refused
from ownway.interfaces.cli.pack import folder_of
from ownway.values import Cannot

if TYPE_CHECKING:
    from ownway.lab.calibrate.ways import Tried


def challengers(
    file: Annotated[list[Path] | None, typer.Argument(help="Files of your own people, as for calibrate.")] = None,
    *,
    pack: Annotated[Path, typer.Option(help="The pack whose points count: a folder, or a name.")] = Path("in-control"),
    people: Annotated[int, typer.Option(min=100, help="How many people are made up for each population.")] = 4_000,
    as_of: Annotated[str, typer.Option(help="The day the rule is asked for. Today where not given.")] = "",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same people and folds.")] = 2008,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Try the default and every other way on three made-up populations, and on files of your own, on the same folds."""
    from ownway.lab.calibrate import gathering, ways
    from ownway.rulebook.model.steps import Line

    rules = loaded(pack)
    if not any(isinstance(step, Line) for step in rules.allocation.steps):
        end(f"“{pack}” has no table from points to money, so nothing can be compared.")
    day = day_of(as_of)
    try:
        with err.status("Fitting every way, and trying it on people it never saw …"):
            found = [
                ways.tried("England’s people, made up", ways.england(rules, day, people, seed), seed),
                ways.tried("Invented people whose costs jump at 40 and 70 points", ways.with_jumps(people, seed), seed),
                ways.tried("Invented people whose costs rise ever steeper", ways.steep(people, seed), seed),
            ]
            for path in file or ():
                gathered = gathering.gather(path, folder_of(pack), "", None, day)
                found.append(ways.tried(path.name, gathered.people, seed))
    except Cannot as cannot:
        refused(cannot)
    if as_json:
        out.print_json(json.dumps({"seed": seed, "populations": [one.to_json() for one in found]}))
        return
    for one in found:
        _tell(one)


def _tell(found: "Tried") -> None:
    out.print(f"\n{found.name}", style="bold", markup=False, highlight=False)
    out.print("explained  mean miss  of the pot  looks better by  way", highlight=False)
    for one in sorted(found.scores.values(), key=lambda score: -score.r_squared):
        told = f"{one.r_squared:>9.3f} {'£' + format(one.mean_error / 100, ',.0f'):>10} {one.pot_ratio:>11.2f}"
        name = f"{one.words} (the default)" if one.id == "default" else one.words
        out.print(f"{told} {one.optimism:>+16.3f}  {name}", markup=False, highlight=False, soft_wrap=True)
    for line in found.words:
        out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)
