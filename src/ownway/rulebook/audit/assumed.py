"""One step worked out on assumed inputs, number by number and without reasons: a second reading of every operator.

The audit reckons for itself, so a fault of the engine that tells people their figures is not repeated here.
"""

from fractions import Fraction

from ownway.rulebook.audit.arithmetic import REFUSED, REFUSES, WORK_OUT
from ownway.rulebook.audit.inputs import Inputs, Picks, Value
from ownway.rulebook.engines.days import Days
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Step
from ownway.values.rounding import round_to_step


class Kept(Fraction):
    """A fraction that remembers its hash: the audit looks the same few numbers up millions of times."""

    __slots__ = ("remembered",)
    remembered: int

    def __hash__(self) -> int:  # type: ignore[override]
        return self.remembered

    def __eq__(self, other: object) -> bool:
        return self is other or super().__eq__(other)


class Assumed(Inputs):
    """The inputs that one step is tried on, and what steps came to on inputs that were tried before."""

    def __init__(self, pack: Pack, days: Days) -> None:
        super().__init__(pack, days)
        self._done: dict[object, Value] = {}
        self._numbers: dict[tuple[int, int], Kept] = {}

    def value(self, step: Step, picks: Picks) -> Value:
        """Return what a step comes to on these inputs, rounded as the step says; nothing where the rule refuses."""
        key = (step.id, tuple(picks.items()))
        if key not in self._done:
            self._done[key] = self.kept(step, self.worked_out(step, picks))
        return self._done[key]

    def worked_out(self, step: Step, picks: Picks) -> Fraction | str | None:
        """Return what a step comes to on these inputs before it is rounded."""
        self.picks = picks
        value = WORK_OUT[type(step)](step, self)
        return None if value == REFUSED and type(step) is REFUSES else value

    def kept(self, step: Step, value: Fraction | str | None) -> Value:
        """Return a result as it is kept: rounded as the step says, and equal numbers as one and the same object."""
        if not isinstance(value, Fraction):
            return value
        rounding = step.rounding
        rounded = value if rounding is None else round_to_step(value, rounding.to, rounding.by)
        key = (rounded.numerator, rounded.denominator)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = Kept(rounded)
            number.remembered = hash(rounded)
        return number
