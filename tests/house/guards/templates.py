"""Pages carry no script or style of their own, and every word on them can be translated."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment

from .source import files

INLINE = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>",
        re.IGNORECASE,
    ),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}
SPOKEN_ATTRIBUTES = re.compile(r"\b(?:alt|title|placeholder|aria-label)\s*=\s*\"([^\"]*[^\W\d_]{2}[^\"]*)\"")
# Words in the arguments of a component that a person will read.
SPOKEN_KEYS = {
    "text",
    "titleText",
    "label",
    "hint",
    "summaryText",
    "heading",
    "title",
    "caption",
    "visuallyHiddenText",
}
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names that are the same in every language.
SAME_EVERYWHERE = {
    "ownway",
    "nbsp",
    "Cymraeg",
    "English",
    "Deutsch",
    "GOV",
    "UK",
    "CSV",
    "PDF",
    "JSON",
    "YAML",
    "API",
}


@cache
def reader() -> Environment:
    """Return the template language with the extensions the product uses."""
    return Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, words) for words that stand outside ``trans`` and ``_( )``."""
    translating = 0
    tokens = [token for token in reader().lex(source) if token[1] != "whitespace"]
    page = ""
    for at, (_, kind, value) in enumerate(tokens):
        if kind == "name" and tokens[at - 1][1] == "block_begin":
            translating += (value == "trans") - (value == "endtrans")
        elif kind == "data" and not translating:
            page += value
        elif kind in ("block_begin", "variable_begin"):
            # What a placeholder gives is not a word of this template.
            page += " "
        elif kind == "string" and not translating:
            yield from spoken(tokens, at)
    for hit in SPOKEN_ATTRIBUTES.finditer(page):
        yield 0, hit[1]
    bare = re.sub(
        r"<(script|svg|code)\b.*?</\1>|<!--.*?-->|<[^>]*>|&[#\w]+;",
        " ",
        page,
        flags=re.DOTALL,
    )
    for hit in LETTERS.finditer(bare):
        if hit[0] not in SAME_EVERYWHERE:
            yield 0, " ".join(bare[hit.start() : hit.start() + 40].split())
            return


def spoken(tokens: list[tuple[int, str, str]], at: int) -> Iterator[tuple[int, str]]:
    """Yield the string at this place, when it is given to a component as words to be read."""
    line, _, value = tokens[at]
    (_, _, key), (_, kind, sign) = tokens[max(at - 2, 0)], tokens[max(at - 1, 0)]
    compared = at + 1 < len(tokens) and tokens[at + 1][2] in ("in", "not", "==", "!=")
    given = kind == "operator" and sign in (":", "=") and key.strip("'\"") in SPOKEN_KEYS
    if given and not compared and LETTERS.search(value):
        yield line, value


def violations(tree: Path) -> list[str]:
    """Return each template with a script or style of its own, or with words that cannot be translated."""
    found = []
    for path in files(tree, ".html", ".jinja", ".j2", under="src/ownway/interfaces"):
        where = path.relative_to(tree).as_posix()
        source = path.read_text(encoding="utf-8")
        for number, line in enumerate(source.splitlines(), 1):
            found += [f"{where}:{number} holds {what}" for what, pattern in INLINE.items() if pattern.search(line)]
        found += [
            f"{where}:{line} has words that cannot be translated: {words}" for line, words in untranslated(source)
        ]
    return found
