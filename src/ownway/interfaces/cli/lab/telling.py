"""How the commands of the lab speak: one console, packs read by name, errors in words with a way out."""

from typing import NoReturn

from rich.console import Console

from ownway.interfaces.cli.pack import end, err, loaded
from ownway.values import Cannot
from ownway.words.reasons import sentence, what_would_help

__all__ = ["end", "err", "loaded", "out", "refused"]
out = Console()


def refused(cannot: Cannot) -> NoReturn:
    """Say in words what could not be done and what would help."""
    end(f"{sentence(cannot.why, 'en')} {what_would_help(cannot, 'en')}".strip())
