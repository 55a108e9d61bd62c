"""Turns answers into points, numbers, labels and truths: routing, states and what is still open included."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.known import whole_years_or_months
from ownway.rulebook.engines.many.builder import Builder
from ownway.rulebook.engines.many.curves import along, filled, quotient, within
from ownway.rulebook.engines.many.instructions import Lane, Op
from ownway.rulebook.engines.many.layout import EPOCH, Asked, Layout, Numbers
from ownway.rulebook.engines.many.values import KNOWN, Label, Mask, Number, Truth, Value
from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition, StepIs
from ownway.rulebook.model.questions import NO_ANSWER, State
from ownway.rulebook.model.steps import Age, By, Descriptor, Frequency, Reduce, Step
from ownway.values.rounding import round_to_step

DAYS_MOST = 2**18
"""Ages are looked up by day; so many days are seven hundred years."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as the rule sees it: its register of codes, what each code says, what it is worth, what is open."""

    register: int
    says: tuple[str, ...]
    worth: tuple[Fraction | None, ...]
    open: tuple[bool, ...]
    asked: Asked

    def mask(self, open: Sequence[bool]) -> Mask:
        """Return where the codes leave a result open."""
        return frozenset({(self.register, tuple(int(one) for one in open))}) if any(open) else KNOWN


class Answers:
    """The answers of a population, as the steps of a rule take them."""

    def __init__(self, builder: Builder, layout: Layout, days: Days) -> None:
        self.builder = builder
        self.layout = layout
        self.days = days
        self.refusals: list[tuple[str, int]] = []
        """The steps at which the rule refuses, and the register that is 1 where it does."""
        self.steps: dict[str, Value] = {}
        self._told: dict[str, Told] = {}

    def told(self, name: str) -> Told:
        """Return the answer to a question once its routing is known."""
        if name not in self._told:
            self._told[name] = self._read(self.layout.asked[name])
        return self._told[name]

    def _read(self, asked: Asked) -> Told:
        question = asked.question
        register = self.builder.write(Op.ANSWER, Lane.CODE, numbers=(asked.code,))
        says = (*asked.told, "")
        worth: list[Fraction | None] = [self._worth(asked, code) for code in range(len(asked.told))]
        later = asked.code_of(State.LATER)
        open = [code == later and question.waits for code in range(len(asked.told))]
        if question.asked_if is not None:
            applies = self.truth(question.asked_if)
            hidden = asked.code_of(State.NOT_ASKED)
            register = self._routed(applies, register, hidden, asked.open)
        return Told(register, says, (*worth, None), (*open, True), asked)

    def _routed(self, applies: Truth, register: int, hidden: int, open: int) -> int:
        if applies.always == 2:
            return register
        if applies.always is not None:
            return self.builder.write(Op.SAME_MARK, Lane.CODE, numbers=(open if applies.always else hidden,))
        return self.builder.write(Op.ROUTE, Lane.CODE, (applies.register, register), (hidden, open))

    def _worth(self, asked: Asked, code: int) -> Fraction | None:
        if code >= asked.answers:
            return asked.question.worth(NO_ANSWER[code - asked.answers])
        if asked.values:
            return asked.values[code]
        level = asked.question.level(asked.told[code])
        return None if level is None else level.points

    def value(self, name: str) -> Value:
        """Return the result of a step, or the points (or number) of an answer."""
        return self.steps[name] if name in self.steps else self.points(name)

    def number(self, name: str) -> Number:
        """Return the same where it is a number; the loader has proven that it is."""
        found = self.value(name)
        assert isinstance(found, Number)
        return found

    def points(self, name: str) -> Number:
        """Return what an answer is worth."""
        told = self.told(name)
        if told.asked.numbers is not None:
            return self._counted(told, told.asked.numbers, [Fraction(1)] * told.asked.answers)
        return self.by_code(told, told.worth)

    def by_code(self, told: Told, values: Sequence[Fraction | None]) -> Number:
        """Return a number that follows from the code of an answer; open where a code has none."""
        closed = [one for one in filled(values) if isinstance(one, Fraction)]
        return self.builder.coded(told.register, closed, told.mask([one is None for one in values]))

    def _counted(self, told: Told, numbers: Numbers, factors: Sequence[Fraction]) -> Number:
        """Return the number answered times the factor of its code, or what the state is worth instead."""
        given = self._column(numbers)
        states = len(told.says) - told.asked.answers
        times = self.builder.coded(told.register, [*factors] + [factors[0]] * states, KNOWN)
        return self._answered_or_worth(told, self.builder.multiply(given, times), told.worth)

    def _column(self, numbers: Numbers) -> Number:
        register = self.builder.write(Op.NUMBER, numbers.lane, numbers=(numbers.place,))
        return Number(numbers.least, numbers.most, numbers.scale, KNOWN, register)

    def times(self, name: str, step: Frequency) -> Number:
        """Return how often something happens, in the period the step reckons in."""
        told = self.told(name)
        assert told.asked.numbers is not None
        factors = [step.factors[every] for every in told.asked.question.every]
        return self._counted(told, told.asked.numbers, factors)

    def age(self, step: Age) -> Number:
        """Return whole years or months on the day the needs were as told."""
        told = self.told(step.of)
        numbers = told.asked.numbers
        assert numbers is not None
        needs = max((self.days.needs - EPOCH).days, 0)
        column = self._column(numbers)
        last = Number(needs, needs, 1, KNOWN)
        days = self.builder.extreme([column, last], Op.LEAST)

        def years(day: Fraction) -> Fraction:
            born = EPOCH.fromordinal(EPOCH.toordinal() + day.numerator)
            return Fraction(whole_years_or_months(born, self.days.needs, step.every))

        found = along(self.builder, days, years, most=DAYS_MOST)
        assert isinstance(found, Number)
        return self._answered_or_worth(told, found, told.worth)

    def rows(self, step: Reduce | Descriptor) -> Number:
        """Return what a step makes of the rows of a table question."""
        told = self.told(step.of)
        made = next(made for made in told.asked.rows if made.step.id == step.id)
        columns = [self._column(numbers) for numbers in made.numbers]
        found = columns[0]
        if isinstance(step, Reduce) and step.by is By.MEAN:
            one = Number(1, 1, 1, KNOWN)
            found = quotient(self.builder, found, self.builder.extreme([columns[1], one], Op.MOST), step.rounding)
        return self._answered_or_worth(
            told, found, [None if one is None else _as_rounded(one, step) for one in told.worth]
        )

    def _answered_or_worth(self, told: Told, found: Number, worth: Sequence[Fraction | None]) -> Number:
        """Return the number where there is an answer, else what the state is worth."""
        answers = told.asked.answers
        states = list(worth[answers:])
        mask = told.mask([False] * answers + [one is None for one in states])
        if told.asked.question.asked_if is None and not any(one is not None for one in states):
            # The column rests within its bounds where nothing was answered.
            return self.builder.with_mask(found, mask)
        # What is open stands for some number within the bounds of the rest.
        rest = Fraction(found.least, found.scale)
        closed = [rest] * answers + [rest if one is None else one for one in states]
        answered = self.builder.truth_of_codes(told.register, [2] * answers + [0] * len(states))
        picked = self.builder.pick(answered, found, self.builder.coded(told.register, closed, KNOWN))
        assert isinstance(picked, Number)
        return self.builder.with_mask(picked, mask)

    def label(self, name: str) -> Label:
        """Return the label of a step, or the level or state answered."""
        if name in self.steps:
            found = self.steps[name]
            assert isinstance(found, Label)
            return found
        told = self.told(name)
        return Label(told.register, told.says, told.mask(told.open))

    def truth(self, condition: Condition) -> Truth:
        """Return whether a condition holds."""
        match condition:
            case AnswerIs(name, levels, negated):
                told = self.told(name)
                outcomes = [
                    1 if open else 2 * ((says in levels) is not negated)
                    for says, open in zip(told.says, told.open, strict=True)
                ]
                known = outcomes if told.asked.question.asked_if is not None else outcomes[:-1]
                if len(set(known)) == 1:
                    return self.builder.truth(known[0])
                return self.builder.truth_of_codes(told.register, outcomes)
            case StepIs():
                return self._step_is(condition)
            case AllOf(parts):
                return self.builder.join_truths([self.truth(part) for part in parts], all_of=True)
            case AnyOf(parts):
                return self.builder.join_truths([self.truth(part) for part in parts], all_of=False)

    def _step_is(self, condition: StepIs) -> Truth:
        found = self.steps[condition.step]
        if isinstance(found, Label):
            outcomes = [2 * (label in condition.labels) for label in found.labels]
            return self.builder.doubted(self.builder.truth_of_codes(found.register, outcomes), found.mask)
        return self.builder.doubted(within(self.builder, found, condition.least, condition.below), found.mask)


def _as_rounded(worth: Fraction, step: Step) -> Fraction:
    if step.rounding is None:
        return worth
    return round_to_step(worth, step.rounding.to, step.rounding.by)
