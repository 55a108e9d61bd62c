"""Writes a pack's questions as a FHIR R4 Questionnaire, with the points of each answer and the routing."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ownway.rulebook.fhir import codes
from ownway.rulebook.fhir.conditions import enabling, is_boolean, system_of
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Column, Kind, Level, Question, Section, State
from ownway.values import Rounding, round_to_whole

USUAL_SKIPS = (State.NOT_KNOWN, State.DECLINED, State.LATER)
PLACES = 12


def questionnaire_of(pack: Pack, url: str = "") -> dict[str, Any]:
    """Return the Questionnaire of a pack; :func:`ownway.rulebook.exact_json.write` makes it a file.

    *url* is its canonical address; without one it is named ``urn:ownway:programme:<id>``. Numbers are integers or
    decimals with every digit. Both ``itemWeight`` (SDC 4) and ``ordinalValue`` (older) carry the points.
    """
    return _Writing(pack).whole(url or f"urn:ownway:programme:{pack.id}")


def decimal(number: Fraction) -> Decimal | int:
    """Return an exact number as JSON writes it; what no decimal ends is rounded to twelve places, a half upwards."""
    if number.denominator == 1:
        return number.numerator
    return Decimal(round_to_whole(number * 10**PLACES, Rounding.HALF_UP)).scaleb(-PLACES)


def ends(number: Fraction) -> bool:
    """Whether some decimal of twelve places or fewer is that very number."""
    return bool((number * 10**PLACES).denominator == 1)


class _Writing:
    """Writes one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.tongue = pack.languages[0]
        self.boolean = frozenset(
            question.id
            for question in pack.questions
            if is_boolean(question, self._has(f"question.{question.id}.level.yes"))
        )

    def whole(self, url: str) -> dict[str, Any]:
        """Return the questionnaire."""
        pack = self.pack
        period = {"start": pack.in_force.start.isoformat()}
        if pack.in_force.end is not None:
            period["end"] = pack.in_force.end.isoformat()
        head: dict[str, Any] = {
            "resourceType": "Questionnaire",
            "id": pack.id,
            "language": self.tongue,
            "url": url,
            "version": pack.version,
            "name": "".join(part.capitalize() for part in pack.id.replace("_", "-").split("-")),
            **self.said("title", "pack.name"),
            "status": "active",
            "experimental": pack.illustrative,
            "subjectType": ["Patient"],
            **self.said("description", "pack.summary"),
            "effectivePeriod": period,
        }
        if pack.notice:
            head |= self.said("copyright", pack.notice)
        return head | {"item": [self.section(section) for section in pack.sections]}

    def _has(self, key: str) -> bool:
        return any(self.pack.has(key, language) for language in self.pack.languages)

    def said(self, name: str, key: str) -> dict[str, Any]:
        """Return a text under *name*, with its Easy Read twin and its other languages beside it."""
        pack = self.pack
        text = pack.say(key, self.tongue)
        beside: list[dict[str, Any]] = []
        easy = pack.say(key, self.tongue, easy=True)
        if easy != text:
            beside.append({"url": codes.EASY, "valueString": easy})
        for language in pack.languages[1:]:
            there, simple = pack.say(key, language), pack.say(key, language, easy=True)
            if not pack.has(key, language) and there == text:
                continue
            inner = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": there}]
            if simple != there:
                inner.append({"url": codes.EASY, "valueString": simple})
            beside.append({"url": codes.TRANSLATION, "extension": inner})
        return {name: text} | ({f"_{name}": {"extension": beside}} if beside else {})

    def section(self, section: Section) -> dict[str, Any]:
        """Return a section as a group."""
        extension = [{"url": codes.SOURCE, "valueCode": section.source}] if section.source else []
        item = [self.question(self.pack.question(id), section) for id in section.questions]
        return self.item(f"section.{section.id}", "group", f"section.{section.id}", extension) | {"item": item}

    def item(self, link: str, kind: str, key: str, extension: list[dict[str, Any]]) -> dict[str, Any]:
        """Return an item of that kind with its words."""
        made: dict[str, Any] = {"extension": extension} if extension else {}
        return made | {"linkId": link, **self.said("text", key), "type": kind}

    def question(self, question: Question, section: Section) -> dict[str, Any]:
        """Return a question as an item, with what is said beside it as items of their own."""
        extension = [*self.about(question, section), *self.errors(question)]
        rest: dict[str, Any] = {}
        kind = "text"
        match question.kind:
            case Kind.LEVELS | Kind.YES_NO:
                kind = "boolean" if question.id in self.boolean else "choice"
                if kind == "choice":
                    rest["answerOption"] = self.options(question)
            case Kind.NUMBER:
                kind = "quantity" if question.every else "integer" if question.whole else "decimal"
                extension += _range(question)
                for every in question.every:
                    unit = {"system": codes.UCUM, "code": codes.PERIODS[every], "display": every.value}
                    extension.append({"url": codes.UNIT, "valueCoding": unit})
            case Kind.DAY:
                kind = "date"
            case Kind.TEXT:
                rest["maxLength"] = question.longest
            case Kind.TABLE:
                kind = "group"
                rest["repeats"] = True
                extension.append({"url": codes.ROWS_MOST, "valueInteger": question.rows_most})
        if question.asked_if is not None:
            enabled = enabling(question.asked_if, self.pack.by_id, self.boolean)
            extension += enabled.pop("extension", [])
            rest |= enabled
        below = [*self.columns(question), *self.beside(question)]
        made = self.item(question.id, kind, f"question.{question.id}.label", extension)
        return made | rest | ({"item": below} if below else {})

    def about(self, question: Question, section: Section) -> list[dict[str, Any]]:
        """Return what FHIR has no word for, under our own names."""
        kept: list[dict[str, Any]] = []
        if question.kind is Kind.YES_NO and question.id not in self.boolean:
            kept.append({"url": codes.KIND, "valueCode": Kind.YES_NO.value})
        if question.scored and not question.levels:
            kept.append({"url": codes.SCORED, "valueBoolean": True})
        if question.source and question.source != section.source:
            kept.append({"url": codes.SOURCE, "valueCode": question.source})
        if question.scale:
            kept.append({"url": codes.SCALE, "valueCode": question.scale})
        if question.picture:
            kept.append({"url": codes.PICTURE, "valueString": question.picture})
        if question.may_skip != USUAL_SKIPS:
            skips = [state.value for state in question.may_skip] or ["nothing"]
            kept += [{"url": codes.SKIP, "valueCode": state} for state in skips]
        kept += [{"url": codes.GROUP, "valueCode": group} for group in question.groups]
        kept += [{"url": codes.ABOUT, "valueCode": matter} for matter in question.asks_about]
        for state, worth in question.states.items():
            counts = worth if isinstance(worth, str) else written(worth)
            inner = [{"url": "state", "valueCode": state.value}, {"url": "counts", "valueString": counts}]
            kept.append({"url": codes.STATE, "extension": inner})
        return kept

    def errors(self, question: Question) -> Iterator[dict[str, Any]]:
        """Yield the question's own words for what is wrong with an answer."""
        stem = f"question.{question.id}.error."
        keys = {key: None for language in self.pack.languages for key in self.pack.words.get(language, {})}
        for key in keys:
            if key.startswith(stem):
                told = self.said("valueString", key)
                yield {
                    "url": codes.ERROR,
                    "extension": [{"url": "code", "valueCode": key[len(stem) :]}, {"url": "text"} | told],
                }

    def options(self, question: Question) -> list[dict[str, Any]]:
        """Return the answers of a question with levels, with their points."""
        stem = f"question.{question.id}.level."
        return self._options(question.levels, stem, system_of(question))

    def _options(self, levels: Iterable[Level], stem: str, system: str) -> list[dict[str, Any]]:
        made = []
        for level in levels:
            coding = {"system": system, "code": level.id, **self.said("display", f"{stem}{level.id}")}
            weights = [] if level.points is None else _weights(level.points)
            made.append(({"extension": weights} if weights else {}) | {"valueCoding": coding})
        return made

    def columns(self, question: Question) -> Iterator[dict[str, Any]]:
        """Yield the columns of a table question as items of the group."""
        for column in question.columns:
            link, key = f"{question.id}.{column.id}", f"question.{question.id}.column.{column.id}"
            if column.kind is Kind.NUMBER:
                yield self.item(link, "integer" if column.whole else "decimal", key, _range(column))
            else:
                stem = f"question.{question.id}.level."
                options = self._options(column.levels, stem, f"{codes.SYSTEM}{link}")
                yield self.item(link, "choice", key, []) | {"answerOption": options}

    def beside(self, question: Question) -> Iterator[dict[str, Any]]:
        """Yield what stands beside a question, each as a display item: help, why it is asked, the picture in words."""
        for part in ("help", "why", "picture"):
            key = f"question.{question.id}.{part}"
            if self._has(key):
                coding = {"coding": [{"system": codes.CONTROLS, "code": "help"}]}
                extension: list[dict[str, Any]] = [{"url": codes.CONTROL, "valueCodeableConcept": coding}]
                if part != "help":
                    extension.append({"url": codes.KIND, "valueCode": part})
                yield self.item(f"{question.id}/{part}", "display", key, extension)


def _weights(points: Fraction) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {"url": url, "valueDecimal": decimal(points)} for url in (codes.WEIGHT, codes.ORDINAL)
    ]
    return made if ends(points) else [*made, {"url": codes.EXACT, "valueString": written(points)}]


def _range(asked: Question | Column) -> list[dict[str, Any]]:
    kind = "valueInteger" if asked.whole else "valueDecimal"
    made: list[dict[str, Any]] = []
    for url, end in ((codes.LEAST, asked.least), (codes.MOST, asked.most)):
        if end is not None:
            made.append(
                {"url": url, kind if end.denominator == 1 or kind == "valueDecimal" else "valueDecimal": decimal(end)}
            )
    if not asked.whole or (isinstance(asked, Question) and asked.every):
        made.append({"url": codes.PLACES, "valueInteger": asked.places})
    return made
