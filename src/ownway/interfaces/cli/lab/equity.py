"""``ownway lab equity``: same need, same money? For a pack's figures or today's costs, over everyone."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ownway.interfaces.cli.lab.simulate import day_of
from ownway.interfaces.cli.lab.telling import end, loaded, out, refused
from ownway.values import Cannot

SHOWN = 5


def equity(
    *,
    population: Annotated[Path | None, typer.Option(help="A CSV or Parquet file of people.")] = None,
    people: Annotated[int, typer.Option(min=0, help="So many people are made up instead.")] = 0,
    pack: Annotated[Path | None, typer.Option(help="Test the figures of this pack; else today's costs.")] = None,
    as_of: Annotated[str, typer.Option(help="The day the rule is asked for. Today where not given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Test whether people of the same need get the same money; ends with 1 when a part of them does not."""
    from ownway.lab.populations import COST, Asked, made_up, people_of
    from ownway.lab.simulate.fairness import look
    from ownway.lab.simulate.figures import Rule

    if (population is None) == (not people):
        end("On whom? Give --population for a file of people, or --people for so many made up.")
    rule_pack = None if pack is None else loaded(pack)
    try:
        rule = None if rule_pack is None else Rule.of(rule_pack, day_of(as_of))
        if population is None:
            pieces = made_up(Asked(people, packs=() if rule_pack is None else (rule_pack,)))
        else:
            wanted = [] if rule_pack is None else [question.id for question in rule_pack.questions]
            pieces = people_of(population, wanted, (COST,) if rule is None else ()).pieces
        found = look(pieces, rule)
    except Cannot as cannot:
        refused(cannot)
    judged = found.verdict(rule)
    if as_json:
        out.print_json(json.dumps(judged.to_json() | {"people": found.people, "tables": found.tables()}))
    else:
        lines = [judged.words, *judged.findings, *(one.words for one in judged.measures)]
        lines += [f"Cannot be told yet: {one}" for one in judged.unsure[:SHOWN]]
        if len(judged.unsure) > SHOWN:
            lines.append(
                f"{len(judged.unsure) - SHOWN} more parts are too small or too varied to tell (--json has all)."
            )
        lines += [f"The sum rests on a protected answer: {one}." for one in judged.protected]
        for line in lines:
            out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(0 if judged.passes else 1)
