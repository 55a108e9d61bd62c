"""``ownway lab equity``: same need, same money? For a pack's figures or today's costs, over everyone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownway.interfaces.cli.lab.simulate import day_of
from ownway.interfaces.cli.lab.telling import end, err, loaded, out, refused, written
from ownway.values import Cannot

if TYPE_CHECKING:
    from ownway.lab.equity import EquityVerdict
    from ownway.lab.populations import People
    from ownway.lab.simulate.fairness import Fairness

SHOWN = 5
NAMED = 20
"""So many rows that were put aside are named in words; --json has all."""


def equity(
    *,
    population: Annotated[Path | None, typer.Option(help="A CSV or Parquet file of people.")] = None,
    people: Annotated[int, typer.Option(min=0, help="So many people are made up instead.")] = 0,
    pack: Annotated[Path | None, typer.Option(help="Test the figures of this pack; else today's costs.")] = None,
    against: Annotated[
        Path | None, typer.Option("--take-up", help="The population they come from: lines of division; part; people.")
    ] = None,
    as_of: Annotated[str, typer.Option(help="The day the rule is asked for. Today where not given.")] = "",
    html: Annotated[
        Path | None, typer.Option(help="Write it as a page that stands alone, without small numbers.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Test whether people of the same need get the same money; ends with 1 when a part of them does not."""
    from ownway.lab.equity import population_of
    from ownway.lab.populations import COST, Asked, made_up, people_of
    from ownway.lab.simulate import CannotTry
    from ownway.lab.simulate.fairness import DIVISIONS, look
    from ownway.lab.simulate.figures import Rule

    if (population is None) == (not people):
        end("On whom? Give --population for a file of people, or --people for so many made up.")
    rule_pack = None if pack is None else loaded(pack)
    try:
        rule = None if rule_pack is None else Rule.of(rule_pack, day_of(as_of))
        source = None
        if population is None:
            pieces = made_up(Asked(people, packs=() if rule_pack is None else (rule_pack,)))
        else:
            wanted = [] if rule_pack is None else [question.id for question in rule_pack.questions]
            source = people_of(population, wanted, (COST,) if rule is None else ())
            pieces = source.pieces
        there = {} if against is None else population_of(_read(against), DIVISIONS)
        found = look(pieces, rule)
        if not found.people:
            raise CannotTry("simulation.nobody")
    except Cannot as cannot:
        refused(cannot)
    judged = found.verdict(rule, there)
    lines = _told(judged, found)
    if html is not None:
        from ownway.lab.equity.showing import html_of

        tried = "today’s costs" if rule_pack is None else f"the figures of “{rule_pack.id}” {rule_pack.version}"
        care = ["These people are made up; nothing here is about anybody."] if source is None else []
        written(html, html_of(judged, f"{found.people:,} people, by {tried}.", lines, care))
    if as_json:
        out.print_json(
            json.dumps(judged.to_json() | {"people": found.people, "tables": found.tables(), **_aside(source)})
        )
    else:
        for line in lines:
            out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)
        for line in _aside(source)["put_aside"][:NAMED]:
            err.print(line, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(0 if judged.passes else 1)


def _told(judged: "EquityVerdict", found: "Fairness") -> list[str]:
    """Return what was found, each in one sentence, the verdict first."""
    lines = [judged.words, *judged.findings, *(one.words for one in judged.measures)]
    lines += [f"Cannot be told yet: {one}" for one in judged.unsure[:SHOWN]]
    if len(judged.unsure) > SHOWN:
        lines.append(f"{len(judged.unsure) - SHOWN} more parts are too small or too varied to tell (--json has all).")
    lines += [one.words for one in judged.access]
    if judged.panel:
        lines += [found.moves.words, *_moved(judged)]
    return lines + [f"The sum rests on a protected answer: {one}." for one in judged.protected]


def _aside(source: "People | None") -> dict[str, list[str]]:
    """Return the rows of a file that were put aside, each with its rule."""
    return {"put_aside": [] if source is None else [one.told() for one in source.named]}


def _moved(judged: "EquityVerdict") -> list[str]:
    """Return that nothing was found of the panel, where it is so; what was found stands among the findings."""
    from ownway.lab.equity import PANEL_TOLERANCE, panel_findings

    told = sum(gap.told for gap in judged.panel)
    nothing = f"Of {told} parts none is shown to be moved by the panel by over {PANEL_TOLERANCE:g} % more or less."
    return [] if panel_findings(judged.panel) else [nothing]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as wrong:
        end(f"The population cannot be read: {wrong}")
