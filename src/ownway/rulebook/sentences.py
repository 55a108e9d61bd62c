"""A reason of a pack as a sentence in the pack's own words, with its facts filled in."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from ownway.rulebook.model.numbers import read_back
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import Kind, State
from ownway.rulebook.model.steps import Unit
from ownway.values import Money, Reason, Rounding, round_to_whole
from ownway.values.reason import Fact

PLACE = re.compile(r"\{([a-z0-9_.]+)\}", re.ASCII)
PLACES = 4
BELOW_MONEY = frozenset({"gives_low", "gives_high", "gives", "exact", "least", "most", "added", "sum"})
"""Facts of a money step that are sums of money themselves."""
PERCENT = frozenset({"share", "rate"})
"""Facts that are shares, told in hundredths."""


def say(pack: Pack, reason: Reason, language: str, easy: bool = False) -> str:
    """Return one reason as a sentence; the reasons below it are not told, only named where the sentence asks.

    Codes are ``pack:figure``, ``pack:figure_not_yet``, ``pack:answer:<question>``, ``pack:missing:<question>``,
    ``pack:step:<step>``, and ``pack:word:<key>`` for any other text of the pack, such as a test's at sign-off.

    :raises KeyError: for a reason that is not this pack's.
    """
    tongue = Tongue(pack, language, easy)
    kind = reason.code.split(":")
    if kind[:2] == ["pack", "step"]:
        return tongue.step(reason)
    if kind[:2] == ["pack", "word"]:
        return pack.say(kind[2], language, easy)
    if kind[:2] in (["pack", "answer"], ["pack", "missing"]):
        return tongue.answer(reason, missing=kind[1] == "missing")
    if reason.code == "pack:figure":
        return tongue.fill("reason.figure", {"figure": tongue.money(reason, "pence"), "per": tongue.per(reason)}.get)
    if reason.code == "pack:figure_not_yet":
        return tongue.not_yet(reason)
    raise KeyError(reason.code)


def say_all(pack: Pack, reason: Reason, language: str, easy: bool = False, brief: bool = False) -> Iterator[str]:
    """Yield the whole chain in the order of reckoning: answers first, the figure last, each once.

    A *brief* chain leaves out what was not asked and what counts nothing.
    """
    told: set[str] = set()

    def walk(one: Reason) -> Iterator[str]:
        for below in one.because:
            yield from walk(below)
        name = str(one.facts.get("question") or one.code)
        if name in told or one.facts.get("again") or (one.code.startswith("pack:step:") and not _has_result(one)):
            return
        told.add(name)
        if not (brief and _counts_nothing(one)):
            yield say(pack, one, language, easy)

    yield from walk(reason)


class Tongue:
    """One language of one pack, plain or Easy Read."""

    def __init__(self, pack: Pack, language: str, easy: bool) -> None:
        self.pack = pack
        self.language = language
        self.easy = easy
        self.locale = language.replace("-", "_")

    def fill(self, key: str, fact: Callable[[str], str | None]) -> str:
        """Return a text of the pack with its places filled."""
        text = self.pack.say(key, self.language, self.easy)
        return PLACE.sub(lambda place: fact(place[1]) or "", text)

    def step(self, reason: Reason) -> str:
        """Return the sentence of a step: places name its facts or its inputs."""
        if not _has_result(reason):
            return self.pack.say("reason.not_yet", self.language, self.easy)
        below = {str(one.facts.get("step") or one.facts.get("question")): one for one in reason.because}

        def fact(name: str) -> str | None:
            if name == "value":
                return self.result(reason)
            return self.result(below[name]) if name in below else self.fact(reason, name)

        return self.fill(f"step.{reason.facts['step']}", fact)

    def answer(self, reason: Reason, missing: bool) -> str:
        """Return the sentence of an answer, or of there being none."""
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
            own = (f"{kind}.{question}", f"{kind}.{self.pack.question(question).scale}")
            key = next((name for name in own if self.pack.has(name, self.pack.languages[0])), key)
        level = facts.get("level") or state.value
        number = self.told(question, reason)

        def fact(name: str) -> str | None:
            match name:
                case "question":
                    return self.pack.say(f"question.{question}.label", self.language, self.easy)
                case "answer" if number:
                    return number
                case "answer":
                    return self.pack.say(f"question.{question}.level.{level}", self.language, self.easy)
                case "number":
                    return number
                case "points":
                    return self.number(str(facts.get("points") or "0"))
                case "share":
                    return format_percent(_decimal(read_back(str(facts.get("points") or "0"))), locale=self.locale)
            return None

        return self.fill(key, fact)

    def told(self, question: str, reason: Reason) -> str:
        """Return a number with its period, a day or the rows of a table as they were answered; else nothing."""
        facts = reason.facts
        if "number" in facts:
            return f"{self.number(str(facts['number']))} {self.per(reason)}".strip()
        if "day" in facts:
            return format_date(date.fromisoformat(str(facts["day"])), "long", locale=self.locale)
        return self.rows(question, facts) if facts.get("rows") else ""

    def rows(self, question: str, facts: Mapping[str, Fact]) -> str:
        """Return the rows of a table question, cell by cell, in words."""
        told = []
        for number in range(1, int(str(facts["rows"])) + 1):
            cells = []
            for column in self.pack.question(question).columns:
                cell = str(facts.get(f"row.{number}.{column.id}", ""))
                key = f"question.{question}.level.{cell}"
                try:
                    said = self.pack.say(key, self.language, self.easy)
                except KeyError:
                    said = self.number(cell) if column.kind is Kind.NUMBER else cell
                cells.append(
                    f"{self.pack.say(f'question.{question}.column.{column.id}', self.language, self.easy)}: {said}"
                )
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
            return self.pack.say(f"value.{facts['label']}", self.language, self.easy)
        return self.number(str(facts.get("value") or facts.get("points") or facts.get("number") or "0"))

    def fact(self, reason: Reason, name: str) -> str | None:
        """Return any other fact of a step: a sum of money in a money step, a day, a label or a number."""
        given = reason.facts.get(name)
        if given is None:
            return None
        if name in PERCENT:
            return format_percent(_decimal(read_back(str(given))), locale=self.locale)
        if name == "starts":
            return format_date(date.fromisoformat(str(given)), "long", locale=self.locale)
        if name == "of" or (name == "gives" and reason.facts.get("unit") == Unit.LABEL):
            key = f"value.{given}"
            return self.pack.say(key, self.language, self.easy) if self.pack.has(key, self.language) else str(given)
        if name in BELOW_MONEY and reason.facts.get("unit") == Unit.MONEY:
            return self.sum(read_back(str(given)), self.pack.currency)
        return self.number(str(given))

    def money(self, reason: Reason, key: str) -> str:
        """Return a sum in the reader's writing: ``£275.40``."""
        sum = Money(int(str(reason.facts[key])), str(reason.facts["currency"]))
        return self.sum(Fraction(sum.pence, sum.coins_per_unit), sum.currency)

    def sum(self, units: Fraction, currency: str) -> str:
        """Return a number of pounds, euros and so on as money."""
        return format_currency(_decimal(units), currency, locale=self.locale)

    def number(self, written: str) -> str:
        """Return a number in the reader's writing, to four places: weights and indexes of the law have as many."""
        return format_decimal(_decimal(read_back(written), PLACES), format="#,##0.####", locale=self.locale)

    def per(self, reason: Reason) -> str:
        """Return ``a week`` and the like, or nothing where no period is named."""
        every = reason.facts.get("per") or reason.facts.get("every")
        return self.pack.say(f"per.{every}", self.language, self.easy) if every else ""


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
    return bool({"pence", "label", "value"} & set(reason.facts))


def _counts_nothing(reason: Reason) -> bool:
    """Whether an answer was not asked for or gives no points; steps and missing answers are always told."""
    facts = reason.facts
    return reason.code.startswith("pack:answer:") and (
        facts.get("state") == State.NOT_ASKED or facts.get("points") == "0"
    )


def _decimal(number: Fraction, places: int = 2) -> Decimal:
    """Return the number to so many places, as people are told it."""
    return Decimal(round_to_whole(number * 10**places, Rounding.HALF_UP)).scaleb(-places)
