"""A pack made ready: its questions, steps and reasons worked out as far as they are the same for everyone."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ownway.rulebook.engines.asked import LATER, NOT_ASKED, Asked
from ownway.rulebook.engines.chain import Chain
from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.known import Known, Value
from ownway.rulebook.engines.layout import Holds, Layout
from ownway.rulebook.engines.operators import MAKE_READY, Arithmetic
from ownway.rulebook.engines.parts import number_of
from ownway.rulebook.engines.telling import Round, Tell, rounding_of, teller_of
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.questions import State
from ownway.rulebook.model.steps import Index, Lookup, On, Step
from ownway.rulebook.model.worked import StepResult
from ownway.values import Money

PACKS_KEPT = 64
"""So many packs are kept ready at a time; one who uses more makes them ready anew."""


class ReadyStep(NamedTuple):
    """One step made ready: its arithmetic, its rounding, and what tells its result."""

    step: Step
    arithmetic: Arithmetic
    to_step: Round | None
    tell: Tell


class ReadyPack:
    """A pack made ready to work people out."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.layout = Layout(pack)
        self.asked: list[tuple[str, Asked, Holds | None]] = []
        for asked in self.layout.asked:
            condition = asked.question.asked_if
            self.asked.append((asked.question.id, asked, None if condition is None else self.layout.holds(condition)))
        self.steps: list[ReadyStep] = []
        for step in pack.allocation.steps:
            arithmetic = MAKE_READY[type(step)](step, self.layout)
            to_step, _ = rounding_of(step, arithmetic.scale)
            tell, scale = teller_of(step, arithmetic, pack.currency)
            self.layout.add(step.id, scale)
            self.steps.append(ReadyStep(step, arithmetic, to_step, tell))
        self.telling = [(ready.arithmetic.work, ready.tell) for ready in self.steps]
        self.chain = Chain(self.layout)
        self.figure = self.layout.places[pack.allocation.figure_step]
        self.figure_scale = self.layout.scale(pack.allocation.figure_step)
        self.coins = Money.nothing(pack.currency).coins_per_unit
        self.version = pack.version
        self.dated_by = frozenset(step.on for step in pack.allocation.steps if isinstance(step, Lookup | Index)) - {
            On.RULE
        }

    def meet(self, answers: Mapping[str, Answer], days: Days) -> Known:
        """Return what is known of one person from their answers: each met, or hidden by the routing, or open."""
        known = Known(answers, days, self.layout.choices)
        meet, counts = known.met.append, known.counts.append
        for name, asked, holds in self.asked:
            answer = answers.get(name, LATER)
            if holds is not None:
                applies = holds(known)
                if applies is not True:
                    met = asked.open(answer) if applies is None else asked.met(NOT_ASKED)
                    meet(met)
                    counts(met.counts)
                    continue
            found = asked.levels.get(answer.value) if answer.state is State.LEVEL else None
            met = found or asked.met(answer)
            meet(met)
            counts(met.counts)
        return known

    def tell(self, known: Known) -> list[StepResult]:
        """Work every step out and return the results as they are told.

        :raises NotPublishedHere: where the scheme's own numbers are missing.
        """
        counts = known.counts.append
        results = []
        for work, tell in self.telling:
            value, result = tell(*work(known))
            counts(value)
            results.append(result)
        return results

    def reckon(self, known: Known) -> None:
        """Work every step out, without telling it.

        :raises NotPublishedHere: where the scheme's own numbers are missing.
        """
        counts = known.counts.append
        for ready in self.steps:
            value, _ = ready.arithmetic.work(known)
            if ready.to_step is not None and value is not None and not isinstance(value, str):
                value = ready.to_step(value)
            counts(value)

    def money(self, value: Value) -> Money | None:
        """Return what the figure step counts as money, or nothing while it is open."""
        if value is None or isinstance(value, str):
            return None
        return Money((number_of(value, self.figure_scale) * self.coins).numerator, self.pack.currency)

    def value(self, known: Known, name: str) -> Fraction | str | None:
        """Return what a step or a question comes to, exactly; nothing while it is open."""
        place = self.layout.places[name]
        value = known.counts[place]
        return value if value is None or isinstance(value, str) else number_of(value, self.layout.scales[place])


_kept: dict[int, ReadyPack] = {}


def ready(pack: Pack) -> ReadyPack:
    """Return the pack made ready; done once for each pack, and kept for the next person."""
    found = _kept.get(id(pack))
    if found is None or found.pack is not pack:
        if len(_kept) >= PACKS_KEPT:
            _kept.clear()
        # What is kept holds the pack itself, so that nothing else can come to have its identity.
        found = _kept[id(pack)] = ReadyPack(pack)
    return found
