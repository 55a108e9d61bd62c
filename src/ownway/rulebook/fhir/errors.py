"""What of a questionnaire cannot be carried over: where it stands, what was given, what was expected, a way out."""

from collections.abc import Iterable
from dataclasses import dataclass

from ownway.values import Cannot


@dataclass(frozen=True, slots=True, order=True)
class NotCarried:
    """One thing that cannot be carried. *where* is a FHIRPath such as ``Questionnaire.item[2].enableWhen[0]``."""

    where: str
    given: str
    expected: str
    help: str = ""

    def __str__(self) -> str:
        told = f"{self.where}: given {self.given}; expected {self.expected}."
        return f"{told} {self.help}" if self.help else told


class CannotCarry(Cannot):
    """A questionnaire cannot become questions of a pack; *errors* holds all that stands in the way."""

    def __init__(self, errors: Iterable[NotCarried]) -> None:
        self.errors = tuple(dict.fromkeys(errors))
        super().__init__("rulebook.cannot_carry", count=len(self.errors), first=str(self.errors[0]))

    @classmethod
    def alone(cls, where: str, given: str, expected: str, help: str = "") -> "CannotCarry":
        """Return the error that names one thing."""
        return cls((NotCarried(where, given, expected, help),))
