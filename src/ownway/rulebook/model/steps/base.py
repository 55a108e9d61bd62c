"""What every step has: a name, a unit, perhaps a rounding, and what it takes."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from ownway.values import Rounding


class Unit(StrEnum):
    """What the result of a step is."""

    POINTS = "points"
    MONEY = "money"
    SHARE = "share"
    TIMES = "times"
    NUMBER = "number"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class RoundTo:
    """The named rounding of a step: to the multiple of *to* (``1/100`` is the penny) by the rule *by*."""

    to: Fraction
    by: Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One named step. Its sentence for the person is ``pack.say("step.<id>")``.

    An input is the id of an earlier step or of a question, which counts with the points of its answer (a number
    question with its number).
    """

    operator: ClassVar[str] = ""

    id: str
    unit: Unit
    rounding: RoundTo | None = None
    source: str = ""

    @property
    def takes(self) -> tuple[str, ...]:
        """The steps and questions it reckons with or looks at, in order."""
        return ()

    @property
    def counts(self) -> tuple[str, ...]:
        """Those of them that count in the result, and do not only decide which way it goes."""
        return self.takes
