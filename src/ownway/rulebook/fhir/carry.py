"""Carries a FHIR R4 Questionnaire over into the questions of a pack, or says all that stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ownway.rulebook import exact_json
from ownway.rulebook.fhir import codes
from ownway.rulebook.fhir.errors import CannotCarry
from ownway.rulebook.fhir.kinds import READERS, TYPE_HELP, Reading, Texts, concepts_of, plain
from ownway.rulebook.fhir.routing import asked_if
from ownway.rulebook.fhir.tree import Errors, Part
from ownway.rulebook.fhir.yaml_text import write

KINDS = "group, display, boolean, choice, integer, decimal, quantity, date, text or string"


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a questionnaire: files of questions, the lines for ``pack.yaml`` and the words, and notes."""

    files: Mapping[str, str]
    pack_lines: str
    words: Mapping[str, str]
    """Language → lines for ``words.<language>.yaml``."""
    notes: tuple[str, ...]


def carry(text: str) -> Carried:
    """Return the files that the JSON *text* of a Questionnaire becomes.

    :raises CannotCarry: holding everything that a pack has no place for, each with its path and a way out.
    """
    try:
        read = exact_json.read(text)
    except (ValueError, RecursionError) as wrong:
        raise CannotCarry.alone("the file", str(wrong)[:200], "JSON", "Check the place it names.") from None
    if not isinstance(read, dict) or read.get("resourceType") != "Questionnaire":
        given = read.get("resourceType") if isinstance(read, dict) else "no object"
        raise CannotCarry.alone("resourceType", f"“{given}”", "“Questionnaire”", "Export the questionnaire itself.")
    errors = Errors()
    carrying = _Carrying(Part(read, "Questionnaire", errors))
    carrying.read()
    if errors.found:
        raise CannotCarry(errors.found)
    return carrying.carried()


@dataclass(slots=True)
class _Carrying:
    """Reads one questionnaire."""

    whole: Part
    reading: Reading = field(default_factory=Reading)
    sections: list[dict[str, Any]] = field(default_factory=list)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    section_texts: Texts = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def read(self) -> None:
        """Read sections and questions, then the routing, which may look at any of them."""
        self.reading.language = self.whole.text("language").partition("-")[0] or "en"
        for one in self.whole.parts("contained"):
            if one.content.get("resourceType") == "ValueSet":
                self.reading.valuesets[f"#{one.text('id')}"] = list(concepts_of(one))
        loose: list[Part] = []
        for item in self.whole.parts("item"):
            if item.content.get("type") == "group" and not item.yes("repeats"):
                self.section(item)
            else:
                loose.append(item)
        if loose:
            self.begin_section("questions", "", {self.reading.language: (self.whole.text("title") or "Questions", "")})
            for item in loose:
                self.question(item, ())
        if not self.rules:
            self.whole.refuse("at least one question", "Give items of a kind that can be answered.", key="item")
        self.reading.routes.check_ids(self.ids)
        answers = {link: self.answers(self.rules[id]) for link, id in self.ids.items() if id in self.rules}
        for id, (condition, item) in self.reading.routes.found.items():
            told = asked_if(condition, item, self.reading.routes, self.ids, answers)
            if told is not None:
                self.rules[id]["asked_if"] = told

    def answers(self, rule: Mapping[str, Any]) -> set[str]:
        """Return the answers a question has."""
        levels = rule.get("levels") or self.reading.scales.get(str(rule.get("scale", "")), [])
        return {level["id"] for level in levels} | ({"yes", "no"} if rule["kind"] == "yes_no" else set())

    def begin_section(self, id: str, source: str, said: dict[str, tuple[str, str]]) -> None:
        """Begin a section of the pack."""
        self.sections.append({"id": id, **({"source": source} if source else {}), "questions": []})
        self.section_texts[f"section.{id}"] = said

    def section(self, group: Part) -> None:
        """Read a group at the top as a section; groups within it are read through, their condition taken along."""
        link = group.text("linkId", required=True)
        id = self.name(link.removeprefix("section."), kept=False)
        said = group.said("text", self.reading.language) or {self.reading.language: (link, "")}
        self.begin_section(id, group.code(codes.SOURCE), said)
        self.within(group, (group,))

    def within(self, group: Part, above: tuple[Part, ...]) -> None:
        """Read what stands in a group."""
        for item in group.parts("item"):
            if item.content.get("type") == "group" and not item.yes("repeats"):
                if item.text("text"):
                    item.note("a group within a group has no place of its own; its questions stand in the section.")
                self.within(item, (*above, item))
            else:
                self.question(item, above)

    def name(self, link: str, kept: bool = True) -> str:
        """Return an id of the pack's form for a linkId, each once."""
        base = id = plain(link)
        number = 2
        while kept and id in self.taken:
            id, number = f"{base[:56]}_{number}", number + 1
        if kept:
            self.taken.add(id)
        return id

    def question(self, item: Part, above: tuple[Part, ...]) -> None:
        """Read one item that can be answered; display items outside a question are left out with a note."""
        kind = item.content.get("type")
        if kind == "display":
            item.note("words that stand alone are left out.")
            return
        link = item.text("linkId", required=True)
        if link in self.ids:
            item.refuse("a linkId that stands once", key="linkId")
            return
        reader = READERS.get(str(kind))
        if reader is None:
            item.refuse(f"an item of type {KINDS}", TYPE_HELP.get(str(kind), ""), key="type")
            return
        id = self.name(link)
        self.ids[link] = id
        texts: Texts = {"label": item.said("text", self.reading.language, required=True)}
        self.texts[id] = texts
        rule = reader(self.reading, item, texts)
        self.rules[id] = rule | _about(item)
        self.sections[-1]["questions"].append(id)
        self.reading.routes.keep(id, item, above)
        below = [one for one in item.parts("item") if not (kind == "group" and one.content.get("type") != "display")]
        for one in below:
            if one.content.get("type") == "display":
                part = one.code(codes.KIND) or "help"
                for language, told in one.said("text", self.reading.language).items():
                    before = texts.setdefault(part, {}).get(language)
                    texts[part][language] = told if before is None else (f"{before[0]} {told[0]}", "")
            else:
                one.note("a question under a question is asked after it.")
                self.question(one, above)
        for one in item.extensions(codes.ERROR):
            inner = {str(part.content.get("url")): part for part in one.parts("extension")}
            if "code" in inner and "text" in inner:
                key = f"errors.{inner['code'].text('valueCode')}"
                texts[key] = inner["text"].said("valueString", self.reading.language)

    def carried(self) -> Carried:
        """Return everything as files."""
        languages = [self.reading.language]
        for told in (*self.section_texts.values(), *(said for texts in self.texts.values() for said in texts.values())):
            languages += [language for language in told if language not in languages]
        files = {f"questions/{id}.yaml": write(rule) for id, rule in self.rules.items()}
        for id, texts in self.texts.items():
            for language in languages:
                words = _words(texts, language)
                if words:
                    files[f"questions/{id}.{language}.yaml"] = write(words)
        scales = (
            {"scales": {name: {"levels": levels} for name, levels in self.reading.scales.items()}}
            if self.reading.scales
            else {}
        )
        lines = write({"languages": languages, **scales, "sections": self.sections})
        words_of = {
            language: write(
                {
                    key: {"text": told[language][0], "easy": told[language][1]}
                    if told[language][1]
                    else told[language][0]
                    for key, told in self.section_texts.items()
                    if language in told
                }
            )
            for language in languages
        }
        return Carried(files, lines, words_of, tuple(self.whole.errors.notes))


def _pairs(texts: Texts, language: str) -> dict[str, Any]:
    """Return texts as ``words.<language>.yaml`` has them."""
    said = {key: told[language] for key, told in texts.items() if language in told}
    return {key: {"text": text, "easy": easy} if easy else text for key, (text, easy) in said.items()}


def _words(texts: Texts, language: str) -> dict[str, Any]:
    """Return the content of a question's file of words."""
    made: dict[str, Any] = {}
    easy: dict[str, Any] = {}
    for key, told in texts.items():
        if language not in told:
            continue
        group, _, name = key.partition(".")
        for place, text in ((made, told[language][0]), (easy, told[language][1])):
            if text and name:
                place.setdefault(group, {})[name] = text
            elif text:
                place[group] = text
    return made | ({"easy": easy} if easy else {})


def _about(item: Part) -> dict[str, Any]:
    """Return what stands under our own names."""
    made: dict[str, Any] = {}
    states = {}
    for one in item.extensions(codes.STATE):
        inner = {str(part.content.get("url")): part for part in one.parts("extension")}
        if "state" in inner and "counts" in inner:
            states[inner["state"].text("valueCode")] = inner["counts"].text("valueString")
    skips = item.codes(codes.SKIP)
    lists = {
        "states": states,
        "groups": list(item.codes(codes.GROUP)),
        "asks_about": list(item.codes(codes.ABOUT)),
        "source": item.code(codes.SOURCE),
        "picture": next((one.text("valueString") for one in item.extensions(codes.PICTURE)), ""),
    }
    made |= {key: value for key, value in lists.items() if value}
    if any(one.yes("valueBoolean") for one in item.extensions(codes.SCORED)):
        made["scored"] = True
    if skips:
        made["may_skip"] = [] if skips == ("nothing",) else list(skips)
    return made
