"""How the commands of the lab speak: one console, packs read by name, errors in words with a way out."""

from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console

from ownway.interfaces.cli.pack import folder_of
from ownway.rulebook.load import PackErrors, load_pack
from ownway.rulebook.model import Pack
from ownway.values import Cannot
from ownway.words.reasons import sentence, what_would_help

out = Console()
err = Console(stderr=True)


def loaded(path: Path) -> Pack:
    """Return a pack by its folder or its name under ``packs/``; where it is broken, say how and end."""
    try:
        return load_pack(folder_of(path))
    except PackErrors as broken:
        for error in broken.errors:
            err.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None


def end(words: str) -> NoReturn:
    """Say why it ends here."""
    err.print(words, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1)


def refused(cannot: Cannot) -> NoReturn:
    """Say in words what could not be done and what would help."""
    end(f"{sentence(cannot.why, 'en')} {what_would_help(cannot, 'en')}".strip())
