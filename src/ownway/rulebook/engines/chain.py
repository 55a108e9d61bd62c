"""The whole chain of reasons: each step with the reasons it stands on, each told in full once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.layout import Layout, Take, taking
from ownway.rulebook.engines.sealed import seal, sealed_reason
from ownway.rulebook.model.conditions import Condition, questions_in, steps_in
from ownway.rulebook.model.steps import Choose, Step
from ownway.rulebook.model.worked import StepResult
from ownway.values import Reason

ORDERS_KEPT = 1_000
"""The first so many orders of telling are kept: a chain goes another way with every choice."""


class Telling(NamedTuple):
    """One step told in full: its number, and what takes the reasons below it from those told before."""

    step: int
    below: Take


@dataclass(frozen=True, slots=True)
class Order:
    """The order in which a chain is told when every choice went its way: those below first, the figure last.

    *again* are the steps that are named once more where they were told in full before.
    """

    full: tuple[Telling, ...]
    again: tuple[int, ...]


class Chain:
    """Tells the chains of one pack. Reasons stand in a row: of the questions, of the steps, of the steps again."""

    def __init__(self, layout: Layout) -> None:
        self.steps = layout.pack.allocation.steps
        self.places = layout.places
        self.questions = len(layout.asked)
        self.figure = layout.pack.allocation.figure_step
        self._choices = {
            step.id: number for number, step in enumerate(each for each in self.steps if isinstance(each, Choose))
        }
        self._orders: dict[tuple[int, ...], Order] = {}

    def of(self, known: Known, results: Sequence[StepResult]) -> Reason:
        """Return the reason of the figure step with all below it."""
        ways = tuple(known.ways)
        order = self._orders.get(ways)
        if order is None:
            order = self._order(ways)
            if len(self._orders) < ORDERS_KEPT:
                self._orders[ways] = order
        told: list[Reason] = [met.why for met in known.met]
        told += [result.reason for result in results]
        first = self.questions
        if order.again:
            told += told[first:]
            after = first + len(results)
            for step in order.again:
                own = told[first + step]
                told[after + step] = sealed_reason(own.code, seal({**own.facts, "again": True}))
        reason = told[-1]
        for step, below in order.full:
            own = told[first + step]
            reason = told[first + step] = sealed_reason(own.code, own.facts, below(told))
        return reason

    def _order(self, ways: tuple[int, ...]) -> Order:
        """Walk the chain from the figure down, as it goes when every choice went its way."""
        full: list[Telling] = []
        again: dict[int, None] = {}
        met: set[str] = set()

        def tell(name: str) -> int:
            """Return where the reason of a name stands, and put the telling of it before that of what rests on it."""
            place = self.places[name]
            number = place - self.questions
            if number < 0:
                return place
            if name in met:
                again[number] = None
                return place + len(self.steps)
            met.add(name)
            below = [tell(each) for each in self._took(self.steps[number], ways)]
            full.append(Telling(number, taking(below)))
            return place

        tell(self.figure)
        return Order(tuple(full), tuple(again))

    def _took(self, step: Step, ways: tuple[int, ...]) -> tuple[str, ...]:
        """Return what a step reckoned with: of a choice, what was looked at and then what was taken."""
        if not isinstance(step, Choose):
            return step.takes
        way = ways[self._choices[step.id]]
        seen: list[str] = []
        for case in step.cases[: way + 1]:
            # The questions and steps that decided come first, then what they led to.
            seen += [name for name in step.takes if name in _looked_at(case.when)]
        take = step.cases[way].take if way < len(step.cases) else step.take
        return tuple(dict.fromkeys(seen + ([take] if take else [])))


def _looked_at(condition: Condition) -> frozenset[str]:
    return questions_in(condition) | steps_in(condition)
