"""How the commands of the lab speak: one console, packs read by name, errors in words with a way out."""

import shlex
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from ownway.interfaces.cli.pack import end, err, loaded
from ownway.values import Cannot
from ownway.words.reasons import sentence, what_would_help

__all__ = ["end", "err", "loaded", "out", "pence_of", "refused", "say_how_again", "written"]
out = Console()


def refused(cannot: Cannot) -> NoReturn:
    """Say in words what could not be done and what would help."""
    end(f"{sentence(cannot.why, 'en')} {what_would_help(cannot, 'en')}".strip())


def pence_of(given: str) -> int | None:
    """Return a sum that was typed in pounds, in pence; nothing where none was."""
    # Only who types a sum waits for the libraries of the lab.
    from ownway.lab.populations.numbers import is_doubtful, plainly

    if not given:
        return None
    plain = plainly(given)
    try:
        pence = Decimal(plain) * 100
    except InvalidOperation:
        pence = Decimal("NaN")
    if is_doubtful(plain) or not pence.is_finite() or pence < 0 or pence != pence.to_integral_value():
        end(f"“{given}” cannot be a sum of money: whole pence, not below zero. Write it as 12500000.")
    return int(pence)


def written(path: Path, text: str) -> None:
    """Write a page to a file and say so."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        end(f"The page cannot be written: {wrong}")
    err.print(f"Written: {path}", markup=False, soft_wrap=True)


def say_how_again(archive: Path, outside: Iterable[Path] = ()) -> None:
    """Say where all of a run is kept, and the command that runs it again with the files that stayed *outside* it."""
    words = ["ownway", "lab", "again", str(archive)]
    for path in outside:
        words += ["--population", str(path)]
    told = f"All of it: {archive}. “{shlex.join(words)}” runs it again."
    out.print(told, markup=False, highlight=False, soft_wrap=True)
