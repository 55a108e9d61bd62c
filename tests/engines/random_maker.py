"""Makes a pack bit by bit at random: its questions, its conditions, and what its steps can reach so far."""

import hashlib
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from ownway.rulebook.engines.spans import AnyAnswers, Reach, Span, spans_of
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import (
    AllOf,
    AnswerIs,
    AnyOf,
    Column,
    Condition,
    Kind,
    Level,
    Pack,
    Question,
    RoundTo,
    State,
    Step,
    StepIs,
)
from ownway.values import Every, Rounding

DAY = date(2026, 11, 2)
BASE = load_pack(Path(__file__).parents[2] / "packs" / "in-control")
EVERY = (Every.DAY, Every.WEEK, Every.MONTH)
LABELS = ("low", "middle", "high", "very_high")


class Maker:
    """The making of one pack: its questions, its steps, and what each can reach so far."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.questions: list[Question] = []
        self.steps: list[Step] = []
        self.reached: Mapping[str, Reach] = {}

    def fraction(self, low: int = -4, high: int = 9) -> Fraction:
        """Return a number as packs hold them: mostly whole, sometimes a decimal or a third."""
        return Fraction(self.chance.randint(low * 12, high * 12), self.chance.choice((12, 12, 10, 4, 3, 100, 1)))

    def above(self, least: Fraction = Fraction(0)) -> Fraction:
        """Return a number above *least*."""
        return least + Fraction(self.chance.randint(1, 60), self.chance.choice((1, 2, 4, 10, 3)))

    def rounding(self) -> RoundTo | None:
        """Return a rounding, or none."""
        to = self.chance.choice((Fraction(1), Fraction(1, 100), Fraction(1, 2), Fraction(5), Fraction(1, 3)))
        return RoundTo(to, self.chance.choice(list(Rounding))) if self.chance.random() < 0.5 else None

    # Questions.

    def ask(self) -> None:
        """Add a question of some kind, perhaps with routing on those before it."""
        chance, place = self.chance, len(self.questions)
        kind = chance.choice((Kind.LEVELS, Kind.LEVELS, Kind.YES_NO, Kind.NUMBER, Kind.NUMBER, Kind.DAY, Kind.TABLE))
        states = {
            state: self.fraction(0, 3)
            for state in (State.NOT_ASKED, State.NOT_KNOWN, State.DECLINED, State.LATER)
            if chance.random() < 0.4
        }
        question = Question(f"q{place}", kind, "more", states=states, may_skip=(State.NOT_KNOWN, State.DECLINED))
        if place and chance.random() < 0.4:
            question = replace(question, asked_if=self.condition(steps=False))
        self.questions.append(self._filled(question))

    def scored(self) -> None:
        """Add a question with points, so that there is something to reckon with."""
        question = Question(f"q{len(self.questions)}", Kind.LEVELS, "more", scored=True)
        self.questions.append(self._filled(question))

    def _filled(self, question: Question) -> Question:
        chance = self.chance
        match question.kind:
            case Kind.LEVELS:
                ids = [f"l{number}" for number in range(chance.choice((2, 3, 4, 5, 14)))]
                return replace(question, levels=tuple(Level(id, self.fraction()) for id in ids), scored=True)
            case Kind.YES_NO:
                levels = (Level("no", self.fraction()), Level("yes", self.fraction()))
                return replace(question, levels=levels, scored=True)
            case Kind.NUMBER:
                places = chance.choice((0, 0, 1, 2, 6))
                least = Fraction(chance.choice((0, 0, 1, -3)))
                most = least + chance.choice((1, 9, 300, 90_000))
                every = EVERY[: chance.choice((0, 0, 0, 2, 3))]
                return replace(question, least=least, most=most, places=places, every=every)
            case Kind.TABLE:
                return replace(question, columns=self._columns(), rows_most=chance.choice((1, 3, 7)))
            case _:
                return question

    def _columns(self) -> tuple[Column, ...]:
        levels = tuple(Level(f"c{number}", self.fraction()) for number in range(3))
        low = Fraction(self.chance.choice((0, 0, -5)))
        return (
            Column("what", Kind.LEVELS, levels=levels),
            Column("days", Kind.NUMBER, least=low, most=Fraction(14), places=self.chance.choice((0, 2))),
        )

    def condition(self, steps: bool = True, depth: int = 0) -> Condition:
        """Return a condition over the questions, and the steps where these may be looked at."""
        chance = self.chance
        if depth < 2 and chance.random() < 0.3:
            parts = tuple(self.condition(steps, depth + 1) for _ in range(2))
            return AllOf(parts) if chance.random() < 0.5 else AnyOf(parts)
        if steps and self.steps and chance.random() < 0.5:
            return self._step_is(chance.choice(self.steps))
        question = chance.choice(self.questions)
        known = [level.id for level in question.levels] + ["not_asked", "not_known", "declined", "later"]
        levels = tuple(chance.sample(known, chance.randint(1, min(3, len(known)))))
        return AnswerIs(question.id, levels, negated=chance.random() < 0.4)

    def _step_is(self, step: Step) -> StepIs:
        reach = self.reached[step.id]
        if isinstance(reach, frozenset):
            return StepIs(step.id, labels=tuple(self.chance.sample(sorted(reach), 1)))
        least = self.within(reach) if self.chance.random() < 0.7 else None
        below = self.within(reach) if self.chance.random() < 0.5 or least is None else None
        return StepIs(step.id, least=least, below=below)

    def within(self, span: Span) -> Fraction:
        """Return a number somewhere in a span, or at its end."""
        part = Fraction(self.chance.choice((0, 1, 2, 3, 5, 7, 8)), 8)
        found = span.least + (span.most - span.least) * part
        return found if self.chance.random() < 0.5 else Fraction(found.numerator // found.denominator)

    # What steps can take.

    def numbers(self) -> list[str]:
        """Return everything that counts as a number."""
        scored = [q.id for q in self.questions if q.levels or (q.kind is Kind.NUMBER and not q.every)]
        return scored + [step.id for step in self.steps if isinstance(self.reached[step.id], Span)]

    def span(self, name: str) -> Span:
        """Return how far a number reaches."""
        found = self.reached.get(name)
        return found if isinstance(found, Span) else AnyAnswers(self.pack()).points(name)

    def some(self) -> tuple[str, ...]:
        """Return a few numbers, each once."""
        known = self.numbers()
        return tuple(self.chance.sample(known, min(len(known), self.chance.randint(1, 4))))

    def one(self) -> str:
        """Return one number; the last steps are taken more often, so that rules grow deep."""
        known = self.numbers()
        return self.chance.choice(known + known[-2:] * 2)

    def pack(self) -> Pack:
        """Return the pack as far as it is made; its last step is the figure."""
        allocation = replace(BASE.allocation, steps=tuple(self.steps), figure_step="figure", beside=())
        rule = hashlib.sha256(repr((self.steps, self.questions)).encode()).hexdigest()
        return replace(BASE, questions=tuple(self.questions), sections=(), allocation=allocation, rule_hash=rule)

    def add(self, step: Step) -> bool:
        """Add a step where it is sound whatever the answers."""
        self.steps.append(step)
        reached, faults = spans_of(self.pack(), AnyAnswers(self.pack()))
        if faults:
            self.steps.pop()
            return False
        self.reached = reached
        return True
