"""How the commands of the lab speak: one console, packs read by name, errors in words with a way out."""

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from ownway.interfaces.cli.pack import end, err, loaded
from ownway.values import Cannot
from ownway.words.reasons import sentence, what_would_help

__all__ = ["end", "err", "loaded", "out", "refused", "say_how_again", "written"]
out = Console()


def refused(cannot: Cannot) -> NoReturn:
    """Say in words what could not be done and what would help."""
    end(f"{sentence(cannot.why, 'en')} {what_would_help(cannot, 'en')}".strip())


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
