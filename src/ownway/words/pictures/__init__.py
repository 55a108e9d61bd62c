"""The pictures of Easy Read, drawn for ownway in one plain style: each found by its name or by a sentence's words."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

FOLDER = Path(__file__).parent / "drawn"
"""One drawing a file, ``<name>.svg``, 64 by 64; decoration beside words, so it needs no words of its own."""

TURNS = frozenset({"bus", "car", "forward", "share", "signpost", "steps", "walk"})
"""Pictures with a direction: where people read from right to left they are mirrored."""

PLAIN = "speak"
"""Beside a sentence none of whose words has a picture: somebody says something."""


@cache
def named() -> frozenset[str]:
    """Return the names of all pictures."""
    return frozenset(file.stem for file in FOLDER.glob("*.svg"))


def picture_for(sentence: str, language: str) -> str:
    """Return the picture that goes with a sentence, or "" where none of its words has one.

    The words of *language* are looked for first, then the English ones: what is not translated yet stands in English.
    """
    for spoken in dict.fromkeys((language, "en")):
        for name, words in _words(spoken).items():
            if words.search(sentence):
                return name
    return ""


def drawing(name: str) -> str:
    """Return a picture as SVG.

    :raises KeyError: when there is no such picture.
    """
    if name not in named():
        raise KeyError(name)
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _words(language: str) -> Mapping[str, re.Pattern[str]]:
    """Return, picture by picture, what its words in *language* look like.

    A star stands for any letters, a low line for a space.
    """
    written: dict[str, dict[str, str]] = yaml.safe_load((FOLDER.parent / "words.yaml").read_text(encoding="utf-8"))
    found = {}
    for name, by_language in written.items():
        written_words = by_language.get(language, "").split()
        words = [re.escape(word).replace(r"\*", r"[\w’'-]*").replace("_", r"\s+") for word in written_words]
        if words:
            found[name] = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return MappingProxyType(found)
