"""A FHIR resource as a tree whose every part knows its own path, so that an error can say where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ownway.rulebook.fhir import codes
from ownway.rulebook.fhir.errors import NotCarried

SHOWN = 60
LONGEST = 4_000


@dataclass(slots=True)
class Errors:
    """What cannot be carried, and what was carried otherwise than it stood there."""

    found: list[NotCarried] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """An element of the resource: its content, its path, and where errors are kept."""

    content: Mapping[str, Any]
    path: str
    errors: Errors

    def refuse(self, expected: str, help: str = "", *, key: str = "", given: object = None) -> None:
        """Keep an error at this element, or at its *key*."""
        shown = self.content.get(key) if given is None and key else given
        where = f"{self.path}.{key}" if key else self.path
        told = "nothing" if shown is None else f"“{str(shown)[:SHOWN]}”"
        self.errors.found.append(NotCarried(where, told, expected, help))

    def note(self, words: str) -> None:
        """Keep what was carried in another way."""
        self.errors.notes.append(f"{self.path}: {words}")

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, or "" where there is none."""
        given = self.content.get(key)
        if given is None:
            if required:
                self.refuse("a text", f"Give “{key}”.", key=key)
            return ""
        if not isinstance(given, str) or not given.strip() or len(given) > LONGEST:
            self.refuse(f"a text of at most {LONGEST} letters", key=key)
            return ""
        return given.strip()

    def number(self, key: str) -> Fraction | None:
        """Return an exact number, or nothing."""
        given = self.content.get(key)
        if isinstance(given, bool) or not isinstance(given, int | Decimal):
            if given is not None:
                self.refuse("a number", key=key)
            return None
        number = Fraction(given)
        if abs(number) >= 10**15 or (number * 10**12).denominator != 1:
            self.refuse("a number of at most fifteen digits and twelve decimals", key=key)
            return None
        return number

    def yes(self, key: str) -> bool:
        """Return whether something is true; absent is not."""
        given = self.content.get(key, False)
        if not isinstance(given, bool):
            self.refuse("true or false", key=key)
        return given is True

    def part(self, key: str) -> "Part":
        """Return the element under *key*, empty where there is none."""
        given = self.content.get(key, {})
        if not isinstance(given, Mapping):
            self.refuse("an object", key=key)
            given = {}
        return Part(given, f"{self.path}.{key}", self.errors)

    def parts(self, key: str) -> "list[Part]":
        """Return the elements of a list."""
        given = self.content.get(key, [])
        if not isinstance(given, list):
            self.refuse("a list", key=key)
            return []
        found = []
        for number, one in enumerate(given):
            if isinstance(one, Mapping):
                found.append(Part(one, f"{self.path}.{key}[{number}]", self.errors))
            else:
                self.refuse("an object", key=f"{key}[{number}]", given=one)
        return found

    def extensions(self, url: str) -> "Iterator[Part]":
        """Yield the extensions of that name."""
        for one in self.parts("extension"):
            if one.content.get("url") == url:
                yield one

    def codes(self, url: str) -> tuple[str, ...]:
        """Return the codes of the extensions of that name."""
        return tuple(one.text("valueCode") for one in self.extensions(url))

    def code(self, url: str) -> str:
        """Return the first code of that name, or ""."""
        return next(iter(self.codes(url)), "")

    def said(self, key: str, language: str, *, required: bool = False) -> "dict[str, tuple[str, str]]":
        """Return a text in each language with its Easy Read twin; *language* is that of the text itself."""
        text = self.text(key, required=required)
        if not text:
            return {}
        beside = self.part(f"_{key}")
        easy = next((one.text("valueString") for one in beside.extensions(codes.EASY)), "")
        told = {language: (text, easy)}
        for one in beside.extensions(codes.TRANSLATION):
            inner = {str(part.content.get("url")): part for part in one.parts("extension")}
            if "lang" in inner and "content" in inner:
                content = inner["content"]
                there = content.text("valueString") or content.text("valueMarkdown")
                simple = inner[codes.EASY].text("valueString") if codes.EASY in inner else ""
                told[inner["lang"].text("valueCode")] = (there, simple)
        return told
