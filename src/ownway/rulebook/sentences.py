"""A reason of a pack as a sentence in the pack's own words, with its facts filled in."""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from ownway.rulebook.model.numbers import read_back
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, Question, State
from ownway.rulebook.model.steps import Unit
from ownway.rulebook.numerals import Numerals, babel_name, numerals
from ownway.values import Money, Reason
from ownway.values.reason import Fact

PLACE = re.compile(r"\{([a-z0-9_.]+)\}", re.ASCII)
BELOW_MONEY = frozenset({"gives_low", "gives_high", "gives", "exact", "least", "most", "added", "sum"})
"""Facts of a money step that are sums of money themselves."""
PERCENT = frozenset({"share", "rate"})
"""Facts that are shares, told in hundredths."""
TONGUES_KEPT = 256
ANSWERS_KEPT = 4_096


def say(pack: Pack, reason: Reason, language: str, easy: bool = False) -> str:
    """Return one reason as a sentence; the reasons below it are not told, only named where the sentence asks.

    Codes are ``pack:figure``, ``pack:figure_not_yet``, ``pack:answer:<question>``, ``pack:missing:<question>``,
    ``pack:step:<step>``, and ``pack:word:<key>`` for any other text of the pack, such as a test's at sign-off.

    :raises KeyError: for a reason that is not this pack's.
    """
    return tongue_of(pack, language, easy).say(reason)


def say_all(pack: Pack, reason: Reason, language: str, easy: bool = False, brief: bool = False) -> Iterator[str]:
    """Return the whole chain in the order of reckoning: answers first, the figure last, each once.

    A *brief* chain leaves out what was not asked and what counts nothing.
    """
    tongue = tongue_of(pack, language, easy)
    told: set[str] = set()
    sentences: list[str] = []

    def walk(one: Reason) -> None:
        for below in one.because:
            walk(below)
        facts = one.facts
        name = str(facts.get("question") or one.code)
        if name in told or facts.get("again") or (one.code.startswith("pack:step:") and not _has_result(one)):
            return
        told.add(name)
        if not (brief and _counts_nothing(one)):
            sentences.append(tongue.say(one))

    walk(reason)
    return iter(sentences)


class Tongue:
    """One language of one pack, plain or Easy Read. Texts are looked up and taken apart once."""

    def __init__(self, pack: Pack, language: str, easy: bool) -> None:
        self.pack = pack
        self.language = language
        self.easy = easy
        self._pieces: dict[str, list[str]] = {}
        self._answers: dict[tuple[object, ...], str] = {}

    @cached_property
    def numerals(self) -> Numerals:
        """How its readers write numbers."""
        return numerals(babel_name(self.language))

    def say(self, reason: Reason) -> str:
        """Return one reason as a sentence.

        :raises KeyError: for a reason that is not this pack's.
        """
        house, _, rest = reason.code.partition(":")
        kind, _, key = rest.partition(":")
        if house == "pack":
            match kind:
                case "step":
                    return self.step(reason)
                case "answer" | "missing":
                    return self.answer(reason, missing=kind == "missing")
                case "word":
                    return self.text(key)
                case "figure":
                    return self.fill(
                        "reason.figure", {"figure": self.money(reason, "pence"), "per": self.per(reason)}.get
                    )
                case "figure_not_yet":
                    return self.not_yet(reason)
        raise KeyError(reason.code)

    def question(self, id: str) -> Question:
        """Return a question of the self-assessment, or of the financial assessment where it is one of those.

        :raises KeyError: when the pack asks neither.
        """
        means = self.pack.spending.means
        asked = self.pack.by_id.get(id) or next(
            (one for one in (means.questions if means else ()) if one.id == id), None
        )
        return asked or self.pack.question(id)

    def text(self, key: str) -> str:
        """Return a text of the pack as it stands."""
        return self.pack.say(key, self.language, self.easy)

    def fill(self, key: str, fact: Callable[[str], str | None]) -> str:
        """Return a text of the pack with its places filled."""
        pieces = self._pieces.get(key)
        if pieces is None:
            # Every second piece is the name of a place.
            pieces = self._pieces[key] = PLACE.split(self.text(key))
        if len(pieces) == 1:
            return pieces[0]
        filled = pieces.copy()
        filled[1::2] = [fact(name) or "" for name in pieces[1::2]]
        return "".join(filled)

    def step(self, reason: Reason) -> str:
        """Return the sentence of a step: places name its facts or its inputs."""
        if not _has_result(reason):
            return self.text("reason.not_yet")
        below = {str(one.facts.get("step") or one.facts.get("question")): one for one in reason.because}

        def fact(name: str) -> str | None:
            if name == "value":
                return self.result(reason)
            return self.result(below[name]) if name in below else self.fact(reason, name)

        return self.fill(f"step.{reason.facts['step']}", fact)

    def answer(self, reason: Reason, missing: bool) -> str:
        """Return the sentence of an answer, or of there being none."""
        facts = reason.facts
        if "number" in facts or "day" in facts or "rows" in facts:
            return self._answer(reason, missing)
        # A level is told the same to everybody.
        same = (facts["question"], facts.get("state"), facts.get("level"), facts.get("points"), missing)
        found = self._answers.get(same)
        if found is None:
            found = self._answer(reason, missing)
            if len(self._answers) < ANSWERS_KEPT:
                self._answers[same] = found
        return found

    def _answer(self, reason: Reason, missing: bool) -> str:
        facts = reason.facts
        question = str(facts["question"])
        state = State.LATER if missing else State(str(facts["state"]))
        open = state in (State.NOT_KNOWN, State.DECLINED, State.LATER) and "points" not in facts
        key = "reason.missing" if missing or open else ANSWERS.get(state, "reason.no_answer")
        if facts.get("rows") == 0:
            key = "reason.no_answer"
        if key in ("reason.answer", "reason.number", "reason.no_answer"):
            # A question, or all that share its scale, may have sentences of their own.
            kind = "no_answer" if key == "reason.no_answer" else "answer"
            own = (f"{kind}.{question}", f"{kind}.{self.question(question).scale}")
            key = next((name for name in own if self.pack.has(name, self.pack.languages[0])), key)
        level = facts.get("level") or state.value
        number = self.told(question, reason)

        def fact(name: str) -> str | None:
            match name:
                case "question":
                    return self.text(f"question.{question}.label")
                case "answer" if number:
                    return number
                case "answer":
                    return self.text(f"question.{question}.level.{level}")
                case "number":
                    return number
                case "points":
                    return self.numerals.number(str(facts.get("points") or "0"))
                case "share":
                    return self.numerals.share(str(facts.get("points") or "0"))
            return None

        return self.fill(key, fact)

    def told(self, question: str, reason: Reason) -> str:
        """Return a number with its period, a day or the rows of a table as they were answered; else nothing."""
        facts = reason.facts
        if "number" in facts:
            return f"{self.numerals.number(str(facts['number']))} {self.per(reason)}".strip()
        if "day" in facts:
            return self.numerals.day(str(facts["day"]))
        return self.rows(question, facts) if facts.get("rows") else ""

    def rows(self, question: str, facts: Mapping[str, Fact]) -> str:
        """Return the rows of a table question, cell by cell, in words."""
        told = []
        for number in range(1, int(str(facts["rows"])) + 1):
            cells = []
            for column in self.question(question).columns:
                cell = str(facts.get(f"row.{number}.{column.id}", ""))
                key = f"question.{question}.level.{cell}"
                try:
                    said = self.text(key)
                except KeyError:
                    said = self.numerals.number(cell) if column.kind is Kind.NUMBER else cell
                cells.append(f"{self.text(f'question.{question}.column.{column.id}')}: {said}")
            told.append(", ".join(cells))
        return "; ".join(told)

    def not_yet(self, reason: Reason) -> str:
        """Return that there is no figure yet, and the range where it is known."""
        missing = str(reason.facts.get("missing") or 0)
        told = self.fill("reason.figure_not_yet", {"missing": missing}.get)
        if "least_pence" not in reason.facts:
            return told
        ends = {"least": self.money(reason, "least_pence"), "most": self.money(reason, "most_pence")}
        return f"{told} {self.fill('reason.range', (ends | {'per': self.per(reason)}).get)}"

    def result(self, reason: Reason) -> str:
        """Return the result of a step, or the points of an answer."""
        facts = reason.facts
        if "pence" in facts:
            return self.money(reason, "pence")
        if "label" in facts:
            return self.text(f"value.{facts['label']}")
        return self.numerals.number(str(facts.get("value") or facts.get("points") or facts.get("number") or "0"))

    def fact(self, reason: Reason, name: str) -> str | None:
        """Return any other fact of a step: a sum of money in a money step, a day, a label or a number."""
        given = reason.facts.get(name)
        if given is None:
            return None
        if name in PERCENT:
            return self.numerals.share(str(given))
        if name == "starts":
            return self.numerals.day(str(given))
        if name == "of" or (name == "gives" and reason.facts.get("unit") == Unit.LABEL):
            key = f"value.{given}"
            return self.text(key) if self.pack.has(key, self.language) else str(given)
        if name in BELOW_MONEY and reason.facts.get("unit") == Unit.MONEY:
            return self.numerals.money(read_back(str(given)), self.pack.currency)
        return self.numerals.number(str(given))

    def money(self, reason: Reason, key: str) -> str:
        """Return a sum in the reader's writing: ``£275.40``."""
        sum = Money(int(str(reason.facts[key])), str(reason.facts["currency"]))
        return self.numerals.money(Fraction(sum.pence, sum.coins_per_unit), sum.currency)

    def per(self, reason: Reason) -> str:
        """Return ``a week`` and the like, or nothing where no period is named."""
        every = reason.facts.get("per") or reason.facts.get("every")
        return self.text(f"per.{every}") if every else ""


_kept: dict[tuple[int, str, bool], Tongue] = {}


def tongue_of(pack: Pack, language: str, easy: bool) -> Tongue:
    """Return one language of a pack, made once and kept for the next sentence."""
    key = (id(pack), language, easy)
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= TONGUES_KEPT:
            _kept.clear()
        # A tongue holds its pack, so that nothing else can come to have the pack's identity while it is kept.
        found = _kept[key] = Tongue(pack, language, easy)
    return found


ANSWERS = {
    State.LEVEL: "reason.answer",
    State.YES: "reason.answer",
    State.NO: "reason.answer",
    State.NUMBER: "reason.number",
    State.DAY: "reason.number",
    State.TABLE: "reason.number",
    State.NOT_ASKED: "reason.not_asked",
}


def _has_result(reason: Reason) -> bool:
    """Whether a step has come to a result; while answers are missing it may not have."""
    facts = reason.facts
    return "pence" in facts or "value" in facts or "label" in facts


def _counts_nothing(reason: Reason) -> bool:
    """Whether an answer was not asked for or gives no points; steps and missing answers are always told."""
    facts = reason.facts
    return reason.code.startswith("pack:answer:") and (
        facts.get("state") == State.NOT_ASKED or facts.get("points") == "0"
    )
