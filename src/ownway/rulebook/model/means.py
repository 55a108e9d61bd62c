"""What a person pays towards their support by the programme's own dated rule, and which services have a unit cost."""

from dataclasses import dataclass
from enum import StrEnum

from ownway.rulebook.model.allocation import Allocation
from ownway.rulebook.model.questions import Question
from ownway.values import Period


class Way(StrEnum):
    """How a person's share reaches the authority."""

    GROSS = "gross"
    """The whole budget is paid, and the person is sent a bill."""
    NET = "net"
    """The person's share is left out of the payment, and the person adds it themselves."""


@dataclass(frozen=True, slots=True)
class Means:
    """The financial assessment: what is asked, how it becomes a charge for a period, and in which way that is paid.

    *rule* is written in the steps of an allocation and holds on the days of *in_force*. The question *budget* is not
    asked: the agreed budget for the rule's period answers it. A bill is to be paid within *pay_within_days*.
    """

    in_force: Period
    questions: tuple[Question, ...]
    budget: str
    rule: Allocation
    way: Way
    pay_within_days: int

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that a person is asked."""
        return tuple(question for question in self.questions if question.id != self.budget)


@dataclass(frozen=True, slots=True)
class CostedService:
    """A service that the authority provides itself or has bought as a block, counted in a *unit*.

    Words: ``service.<id>`` and ``unit.<unit>``; *kind* is its kind of support.
    """

    id: str
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class UnitCosts:
    """Which services have a full unit cost, and of which *parts* one is made. Words: ``cost_part.<part>``."""

    parts: tuple[str, ...]
    services: tuple[CostedService, ...]

    def service(self, id: str) -> CostedService | None:
        """Return the service of that name, or nothing."""
        return next((service for service in self.services if service.id == id), None)
