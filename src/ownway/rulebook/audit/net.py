"""The rule as a net: what each step rests on, what several steps look at, and through which one step questions pass."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from ownway.rulebook.model.conditions import questions_in
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Step


class Net:
    """The questions and steps that lead to one step, the *outcome*, each after those it rests on."""

    def __init__(self, pack: Pack, outcome: str) -> None:
        self.pack = pack
        self.outcome = outcome
        self.steps: dict[str, Step] = {step.id: step for step in pack.allocation.steps}
        self.below: dict[str, tuple[str, ...]] = {}
        self._gather(outcome)
        self.order = [name for name in self._every_name() if name in self.below]

    def _every_name(self) -> Iterator[str]:
        yield from (question.id for question in self.pack.questions)
        yield from self.steps

    def _gather(self, outcome: str) -> None:
        open = [outcome]
        while open:
            name = open.pop()
            if name in self.below:
                continue
            if name in self.steps:
                self.below[name] = self.steps[name].takes
            else:
                self.below[name] = tuple(sorted(questions_in(self.pack.question(name).asked_if)))
            open += self.below[name]

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The questions in the net, in the order in which they are asked."""
        return tuple(name for name in self.order if name not in self.steps)

    @cached_property
    def routers(self) -> frozenset[str]:
        """The questions that decide whether others in the net are asked."""
        return frozenset(above for name in self.questions for above in self.below[name])

    @cached_property
    def shared(self) -> frozenset[str]:
        """The names that more than one step looks at, one step looks at twice, or the routing looks at."""
        seen: dict[str, int] = {}
        for name in self.order:
            for below in self.below[name]:
                seen[below] = seen.get(below, 0) + 1
        return frozenset(name for name, times in seen.items() if times > 1) | self.routers

    @cached_property
    def under(self) -> Mapping[str, frozenset[str]]:
        """All that a name rests on, itself included."""
        found: dict[str, frozenset[str]] = {}
        for name in self._bottom_up():
            found[name] = frozenset({name}).union(*(found[below] for below in self.below[name]))
        return found

    @cached_property
    def gates(self) -> Mapping[str, frozenset[str]]:
        """The names through which all that a name does reaches the outcome, itself included."""
        above: dict[str, list[str]] = {name: [] for name in self.order}
        for name in self.order:
            for below in self.below[name]:
                above[below].append(name)
        found: dict[str, frozenset[str]] = {self.outcome: frozenset({self.outcome})}
        for name in reversed(self._bottom_up()):
            if name != self.outcome:
                found[name] = frozenset.intersection(*(found[each] for each in above[name])) | {name}
        return found

    def home(self, name: str) -> str:
        """Return the nearest name in which all that a name does comes together again."""
        return min(self.gates[name] - {name}, key=lambda gate: len(self.under[gate]))

    @cached_property
    def local(self) -> Mapping[str, tuple[str, ...]]:
        """The shared names that come together again in a name, each after those it rests on."""
        found: dict[str, list[str]] = {name: [] for name in self.order}
        for name in self._bottom_up():
            if name in self.shared and name != self.outcome:
                found[self.home(name)].append(name)
        return {name: tuple(names) for name, names in found.items()}

    @cached_property
    def needs(self) -> Mapping[str, frozenset[str]]:
        """The shared names from outside that must be known before a name can be tried by itself."""
        found: dict[str, frozenset[str]] = {}
        for name in self._bottom_up():
            met: set[str] = set()
            open = list(self.below[name])
            while open:
                below = open.pop()
                if below in self.shared and below not in self.local[name]:
                    met.add(below)
                else:
                    open += found[below] - met
            found[name] = frozenset(met)
        return found

    def _bottom_up(self) -> list[str]:
        """Return the names so that each comes after all it rests on."""
        placed: dict[str, None] = {}

        def place(name: str) -> None:
            if name not in placed:
                for below in self.below[name]:
                    place(below)
                placed[name] = None

        for name in self.order:
            place(name)
        return list(placed)

    def gate_of(self, question: str) -> str:
        """Return the nearest step through which passes all that its questions do, this one among them.

        Whatever these questions answer acts on the outcome through that step only, so they can be tried by themselves.
        """
        for name in sorted(self.gates[question] - {question}, key=lambda gate: len(self.under[gate])):
            if name in self.steps and all(name in self.gates[each] for each in self.under[name]):
                return name
        return self.outcome
