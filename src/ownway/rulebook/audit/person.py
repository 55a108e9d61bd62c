"""What one person is told under a pack, number by number and without reasons: for trying very many of them."""

from datetime import date
from fractions import Fraction

from ownway.rulebook.audit.assumed import Assumed
from ownway.rulebook.audit.findings import Answers
from ownway.rulebook.audit.inputs import Value
from ownway.rulebook.audit.people import outcomes
from ownway.rulebook.engines.days import Days
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.conditions import questions_in
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import State
from ownway.rulebook.model.steps import Step
from ownway.values import Money

LATER, NOT_ASKED = Answer(State.LATER), Answer(State.NOT_ASKED)


class Teller:
    """Works out what is told, and nothing beside it."""

    def __init__(self, pack: Pack, day: date, wanted: tuple[str, ...] = ()) -> None:
        self.pack = pack
        self.outcomes = wanted or outcomes(pack)
        self.coins = Money(0, pack.currency).coins_per_unit
        self.steps = _needed(pack, self.outcomes)
        self.assumed = Assumed(pack, Days.of(day))
        named = {name for step in self.steps for name in step.takes}
        routers = {name for one in pack.questions for name in questions_in(one.asked_if)}
        self.asked = [one for one in pack.questions if one.id in named or one.id in routers]

    def told(self, answers: Answers) -> dict[str, Fraction]:
        """Return the figure and the sums beside it, those that the rule gives for these answers."""
        results = self.results(answers)
        found = {name: results.get(name) for name in self.outcomes}
        return {name: value for name, value in found.items() if isinstance(value, Fraction)}

    def results(self, answers: Answers) -> dict[str, Value]:
        """Return every question's answer as it counts, and every step's result; steps after one not known are not."""
        values: dict[str, Value] = {}
        for question in self.asked:
            applies = self.pack.applies(question, answers)
            answer = answers.get(question.id, LATER)
            values[question.id] = NOT_ASKED if applies is False else answer if applies else None
        for step in self.steps:
            picks = {name: values[name] for name in step.takes}
            values[step.id] = self.assumed.kept(step, self.assumed.worked_out(step, picks))
        return values


def _needed(pack: Pack, wanted: tuple[str, ...]) -> tuple[Step, ...]:
    names = set(wanted)
    for step in reversed(pack.allocation.steps):
        if step.id in names:
            names.update(step.takes)
    return tuple(step for step in pack.allocation.steps if step.id in names)
