"""What an operator returns: the exact result, and the facts from which it can be recomputed."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ownway.rulebook.engines.known import Known
from ownway.rulebook.model.steps import Step
from ownway.values.reason import Fact

Result = tuple[Fraction | str | None, Mapping[str, Fact]]
NOT_YET: Result = (None, {})


class NotPublishedHere(Exception):
    """The scheme's own numbers are missing at *step*, and the person's answers need them."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(step)


def numbers_of(step: Step, known: Known, names: Iterable[str] | None = None) -> list[Fraction] | None:
    """Return all inputs (or those named) as numbers, or nothing while one is not known."""
    found = []
    for name in step.takes if names is None else names:
        number = known.number(name)
        if number is None:
            return None
        found.append(number)
    return found
