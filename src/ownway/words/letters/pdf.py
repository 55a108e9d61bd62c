"""Makes a letter into a tagged PDF (PDF/UA-1), in ordinary or large print, with fonts that travel inside it."""

import json
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst

from ownway.words.letters.letter import Letter
from ownway.words.pictures import PLAIN, drawing, picture_for

FOLDER = Path(__file__).parent
PICTURED = frozenset({"paragraph", "figure", "line"})
"""What has a picture beside it in Easy Read."""

# A letter holds a handful of signs at most that no font of ours has; more would be a script we cannot print.
MOST_UNPRINTABLE = 60
# Every letter below this is in the main font: the Latin alphabets with their accents.
SURELY_PRINTABLE = 0x250


class CannotPrint(RuntimeError):
    """The letter cannot be made into a PDF; the page and the plain text still stand."""


@cache
def fonts() -> typst.Fonts:
    """Return the fonts that come with the product, and no others."""
    # Only fonts that come with the product: the same letter looks the same on every machine.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER / "fonts")])


def pdf(letter: Letter, *, large: bool = False) -> bytes:
    """Return the letter as a PDF that a screen reader can read; *large* gives print of 18 points.

    The standard demands that every sign can be shown. One that no font here has (an emoji, a rare script) is
    replaced by its name in brackets, which is also what would be read out.

    :raises CannotPrint: when the letter is in a script that cannot be printed.
    """
    kept = json.dumps(_with_pictures(letter), ensure_ascii=False)
    unprintable = [sign for sign in sorted(set(kept)) if not _shows(sign)]
    if len(unprintable) > MOST_UNPRINTABLE:
        raise CannotPrint(f"{len(unprintable)} signs of the letter are in no font that comes with the product.")
    for sign in unprintable:
        kept = kept.replace(sign, _named(sign))
    try:
        return _printed(kept, large)
    except typst.TypstError as error:
        raise CannotPrint(str(error)) from error


def _with_pictures(letter: Letter) -> dict[str, Any]:
    """Return a letter as data; in Easy Read each paragraph, sum and line with the drawing that goes with its words.

    A plan is in the person's own words, which nobody puts pictures to.
    """
    data = letter.as_json()
    if letter.easy and letter.kind != "plan":
        for block in data["blocks"]:
            if block["form"] in PICTURED and block["text"]:
                name = "money" if block["form"] == "figure" else picture_for(block["text"], letter.language)
                block["picture"] = drawing(name or PLAIN)
    return data


def _printed(kept: str, large: bool) -> bytes:
    return typst.compile(
        str(FOLDER / "letter.typ"),
        root=str(FOLDER),
        sys_inputs={"letter": kept, "large": "yes" if large else "no"},
        font_paths=fonts(),
        pdf_standards="ua-1",
    )


@lru_cache(maxsize=4096)
def _shows(sign: str) -> bool:
    if ord(sign) < SURELY_PRINTABLE:
        return True
    if unicodedata.category(sign) == "Cf":
        # Joiners cling to their neighbours; orders of direction could make print say what the page does not.
        return False
    alone = Letter("sign", "en", False, "Sign", "", sign, "", ())
    try:
        return bool(_printed(json.dumps(alone.as_json()), False))
    except typst.TypstError:
        return False


def _named(sign: str) -> str:
    # Joiners, and marks that choose an emoji's looks, have nothing to say of their own.
    if unicodedata.category(sign) in ("Cf", "Mn", "Me"):
        return ""
    return f"[{unicodedata.name(sign, 'sign').lower()}]"
