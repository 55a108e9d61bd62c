"""What people read is easy: pages, reasons and letters at eleven years, Easy Read below eight and nowhere missing."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.extract import extract_from_file

from tests.house.reading_age import WORD, age, longest

from .source import files

PAGES = "src/ownway/interfaces/web"
WORDS = "src/ownway/words"
TWINS = f"{WORDS}/easy_read"
FIRST_STEPS = re.compile(
    r"web/(templates/)?"
    r"(allocation|planning|agreement|home|public|ideas|directory|file|components|pages|layout|design|account)[/.]"
)
"""Steps 1 to 3 and what stands around them: here every sentence has an Easy Read."""

OF_STAFF = re.compile(
    r"(desks|designing|finance|exchanging|directory/.*keep|directory/change|take_over|"
    r"allocation/.*(checking|eligibility|move\.html|package|tell\.html|told_in_person|all_at_once|costs|show_facts|figures\.py)|"
    r"agreement/.*(judg|approve|refus|sign\.html|test\.html|panelling)|planning/.*(orders|key_in)|ideas/.*check)"
)
"""Pages for those who work here."""

AGE_MOST = 12
EASY_AGE = 8
SENTENCE_MOST = 12
ENOUGH = 12
"""Fewer words than this say nothing of how hard a text is (as in the audit of packs)."""

NOT_FOR_PEOPLE = {"demo.yaml", "trail.yaml", "population.yaml", "bench.yaml"}
"""Said on the command line to those who run an installation."""

NAMES_OF_THE_LAW = {
    "The programme is for people with a learning disability, and for their families.": "it names whom it is for",
    "Does the child have such trouble with eating and drinking that exceptional care is needed?": "§ 15 (6) SGB XI",
    "Does an intellectual disability, a mental illness or a loss of memory or mind play a part?": "RD 174/2011",
    "I need encouragement, so that going out does not distress me overwhelmingly": "the PIP Regulations 2013",
    "How far does sexual behaviour cause trouble for the person or for others?": "the questionnaire QSI",
    "The allowance begins at 60. Before that, ask about the disability compensation benefit (PCH).": "a benefit’s name",
    "{root} times itself is {value} a year, before all sums are fitted to the appropriation.": "Rule 65G-4.0214",
}
"""Texts of packs that stay harder than eleven, because the law or a questionnaire says them so."""

KEYWORDS: dict[str, object] = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": (2,)}
PAIR = re.compile(
    r"_\(\s*\"((?:[^\"\\]|\\.)*)\"[^\"]*?\)\s*if\s+[^\"]{0,60}?easy[^\"]{0,40}?\selse\s*_\(\s*\"((?:[^\"\\]|\\.)*)\""
)
"""Both said at one place, the easy words first."""


def said_on_pages(tree: Path) -> Iterator[tuple[Path, str]]:
    """Yield every sentence of the pages, with the file it stands in."""
    for path in files(tree, ".py", ".html", under=PAGES):
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        options = {} if path.suffix == ".py" else {"trimmed": "true", "encoding": "utf-8"}
        for found in extract_from_file(method, path, keywords=KEYWORDS, options=options):
            for words in found[1] if isinstance(found[1], tuple) else (found[1],):
                if words:
                    yield path, words


def said_in_words(tree: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield every sentence of reasons and letters: its file, what it is (plain, easy, help …), and the words."""
    for folder in ("reasons", "letters"):
        for path in files(tree, ".yaml", under=f"{WORDS}/{folder}"):
            if path.name not in NOT_FOR_PEOPLE:
                for kind, words in _strings(yaml.safe_load(path.read_text(encoding="utf-8")), ""):
                    yield path, kind, words


def said_in_packs(tree: Path) -> Iterator[tuple[Path, bool, str]]:
    """Yield every English text of the packs: its file, whether it is Easy Read, and the words."""
    for path in files(tree, ".yaml", under="packs"):
        if not path.name.endswith(".en.yaml"):
            continue
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        for named, said in written.items():
            for kind, words in _strings(said, named):
                yield path, named == "easy" or kind == "easy", words


def _strings(given: object, named: str) -> Iterator[tuple[str, str]]:
    if isinstance(given, dict):
        for name, value in given.items():
            yield from _strings(value, str(name))
    elif isinstance(given, list):
        for value in given:
            yield from _strings(value, named)
    elif isinstance(given, str):
        yield named, given


def twins(tree: Path) -> dict[str, str]:
    """Return what is said again in Easy Read."""
    found: dict[str, str] = {}
    for path in files(tree, ".yaml", under=TWINS):
        found |= yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return found


def is_hard(words: str) -> bool:
    """Whether a plain text asks for more than the reading of an eleven-year-old."""
    return len(WORD.findall(words)) >= ENOUGH and age(words) >= AGE_MOST


def is_not_easy(words: str) -> bool:
    """Whether a text is too long or too hard for Easy Read."""
    return longest(words) > SENTENCE_MOST or (len(WORD.findall(words)) >= ENOUGH and age(words) >= EASY_AGE)


def violations(tree: Path) -> list[str]:
    """Return each text that is too hard, and each of the first three steps that has no Easy Read."""
    again = twins(tree)
    found = [f"{TWINS} says too hard: {easy}" for easy in again.values() if is_not_easy(easy)]
    paired: set[str] = set()
    for path in files(tree, ".py", ".html", under=PAGES):
        for easy, plain in PAIR.findall(path.read_text(encoding="utf-8")):
            paired |= {easy, plain}
    known = set()
    for path, words in said_on_pages(tree):
        where = path.relative_to(tree).as_posix()
        known.add(words)
        if is_hard(words):
            found.append(f"{where} asks for the reading of someone aged {age(words):.0f}: {words}")
        needs = FIRST_STEPS.search(where) and not OF_STAFF.search(where) and words not in paired
        if needs and words not in again and is_not_easy(words):
            found.append(f"{where} has no Easy Read of: {words}")
    for path, kind, words in said_in_words(tree):
        where = path.relative_to(tree).as_posix()
        if kind.startswith("easy") and is_not_easy(words):
            found.append(f"{where} says too hard in Easy Read: {words}")
        elif not kind.startswith("easy") and is_hard(words):
            found.append(f"{where} asks for the reading of someone aged {age(words):.0f}: {words}")
    for path, easy, words in said_in_packs(tree):
        where = path.relative_to(tree).as_posix()
        if easy and is_not_easy(words):
            found.append(f"{where} says too hard in Easy Read: {words}")
        elif not easy and is_hard(words) and words not in NAMES_OF_THE_LAW:
            found.append(f"{where} asks for the reading of someone aged {age(words):.0f}: {words}")
    if again and (tree / PAGES).is_dir():
        found += [f"{TWINS} says again what no page says: {plain}" for plain in again.keys() - known]
    return sorted(set(found))
