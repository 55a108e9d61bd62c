"""The reading age of what a pack says to people: how long its sentences and its words are.

The measure is LIX (Björnsson 1968): words a sentence, plus the percentage of words of more than six letters. It needs
no syllables, so one formula serves many languages; the school years that go with it are Anderson's (Lix and Rix:
variations on a little-known readability index, Journal of Reading 26(6), 1983, pages 490 to 496). Reading age is the
year plus five.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.model.pack import Pack

YEARS = ((10, 1), (15, 2), (20, 3), (24, 4), (28, 5), (32, 6), (36, 7), (40, 8), (44, 9), (48, 10), (52, 11), (56, 12))
"""Below this LIX: this school year (Anderson 1983); thirteen from the last on."""

FIRST_YEAR_AGE = 5


@dataclass(frozen=True, slots=True)
class Language:
    """How a language is measured: letters of a long word, the age to aim at, and the age no text may pass."""

    long_word: int
    aim: int
    most: int
    easy_most: int


LANGUAGES: Mapping[str, Language] = {
    "en": Language(long_word=6, aim=12, most=18, easy_most=14),
    "cy": Language(long_word=6, aim=12, most=18, easy_most=14),
    "fr": Language(long_word=7, aim=12, most=18, easy_most=14),
    "es": Language(long_word=7, aim=12, most=18, easy_most=14),
    "nl": Language(long_word=8, aim=12, most=18, easy_most=14),
    "de": Language(long_word=9, aim=12, most=18, easy_most=14),
}
"""The limits by language. Languages that build long words count a longer word as long; the limits are ours."""

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
SENTENCE = re.compile(r"[.!?:;\n]+(?:\s|$)")
PLACE = re.compile(r"\{[^}]*\}")
ENOUGH = 12
"""Fewer words than this say nothing of how hard a text is; they are measured together with what stands around them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard one text is: its words, its LIX and the age from which it is read with ease."""

    key: str
    language: str
    easy: bool
    words: int
    lix: Fraction
    age: int


def lix_of(text: str, long_word: int = 6) -> Fraction:
    """Return words a sentence plus long words a hundred words; nothing for a text without words."""
    words = WORD.findall(PLACE.sub(" ", text))
    sentences = [part for part in SENTENCE.split(text) if WORD.search(part)]
    if not words:
        return Fraction(0)
    long = sum(len(word) > long_word for word in words)
    return Fraction(len(words), max(len(sentences), 1)) + Fraction(100 * long, len(words))


def age_of(lix: Fraction) -> int:
    """Return the age in years from which a text of this LIX is read with ease."""
    year = next((year for below, year in YEARS if lix < below), 13)
    return year + FIRST_YEAR_AGE


def readings(pack: Pack) -> Iterator[Reading]:
    """Yield the reading age of every question (its label, help, reason and answers together) and every other text."""
    for language, said in pack.words.items():
        limits = LANGUAGES.get(language)
        if limits is None:
            continue
        texts: dict[str, list[str]] = {}
        easy: dict[str, list[str]] = {}
        for key, one in said.items():
            name = ".".join(key.split(".")[:2])
            texts.setdefault(name, []).append(one.text)
            if one.easy:
                easy.setdefault(name, []).append(one.easy)
        for simple, parts in ((False, texts), (True, easy)):
            for name, lines in parts.items():
                text = "\n".join(_told_apart(lines))
                count = len(WORD.findall(PLACE.sub(" ", text)))
                if count >= ENOUGH:
                    lix = lix_of(text, limits.long_word)
                    yield Reading(name, language, simple, count, lix, age_of(lix))


def _told_apart(lines: list[str]) -> Iterator[str]:
    """Yield the lines worth measuring: one word, or a line that differs by its number only, is read at a glance."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        words = tuple(WORD.findall(line))
        if len(words) > 1 and words not in seen:
            seen.add(words)
            yield line


def look_at_reading(pack: Pack) -> Iterator[Finding]:
    """Yield a finding for each text that is too hard: a note above the age aimed at; above the limit it blocks."""
    for one in readings(pack):
        limits = LANGUAGES[one.language]
        most = limits.easy_most if one.easy else limits.most
        kind = "easy" if one.easy else "plain"
        if one.age > (most if one.easy else limits.aim):
            says = f"“{one.key}” ({one.language}, {kind}) asks for the reading of someone aged {one.age}."
            yield Finding(f"reading.{one.language}.{kind}.{one.key}", says, blocks=one.age > most)
