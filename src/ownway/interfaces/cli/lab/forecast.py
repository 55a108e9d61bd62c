"""``ownway lab forecast``: demand by kind of support in the months to come, tried on the past with its error."""

import csv
import json
from pathlib import Path
from typing import Annotated

import typer

from ownway.interfaces.cli.lab.telling import end, err, out, refused
from ownway.values import Cannot


def forecast(
    history: Annotated[Path | None, typer.Option(help="A CSV file with the columns month, kind and amount.")] = None,
    months: Annotated[int, typer.Option(min=1, max=60, help="How many months ahead.")] = 12,
    seed: Annotated[int, typer.Option(min=0, help="Where no file is given, a history is made up by this seed.")] = 2008,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of words.")] = False,
) -> None:
    """Say what the months to come are likely to ask for, and how far off the same way was in the past."""
    from ownway.lab.forecast import forecast as going_on
    from ownway.lab.forecast import history_from_rows, made_up_history

    try:
        if history is None:
            past = made_up_history(seed=seed)
        else:
            with history.open(encoding="utf-8-sig", newline="") as file:
                past, wrong = history_from_rows(csv.DictReader(file))
            for line in wrong[:20]:
                err.print(line, markup=False, highlight=False, soft_wrap=True)
        told = going_on(past, months)
    except (OSError, UnicodeError, csv.Error) as broken:
        end(f"The history cannot be read: {broken}")
    except Cannot as cannot:
        refused(cannot)
    if as_json:
        out.print_json(json.dumps(told.to_json()))
        return
    for line in told.sentences:
        out.print(f"• {line}", markup=False, highlight=False, soft_wrap=True)
