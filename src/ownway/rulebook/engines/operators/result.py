"""What an operator becomes when it is made ready: the exact arithmetic, its scale, and the facts that prove it."""

from collections.abc import Callable
from typing import NamedTuple

from ownway.rulebook.engines.known import Known, Value
from ownway.rulebook.engines.sealed import Facts

Result = tuple[Value, Facts]
NO_FACTS: Facts = {}
NOT_YET: Result = (None, NO_FACTS)


class Arithmetic(NamedTuple):
    """A step's arithmetic before any rounding: a number in parts of *scale*, or a label, or nothing yet.

    The facts are those from which the result can be recomputed. Where they are *kept*, an operator hands out the same
    few again and again (those of a band, of a case), so that a result told before can be told again as it is.
    """

    work: Callable[[Known], Result]
    scale: int = 1
    kept: bool = True


class NotPublishedHere(Exception):
    """The scheme's own numbers are missing at *step*, and the person's answers need them."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(step)
