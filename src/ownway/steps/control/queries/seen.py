"""Control as it is shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.rulebook.model import Pack
from ownway.values import Every, Money


@dataclass(frozen=True, slots=True)
class HolderSeen:
    """Somebody who could hold money under a degree, and what they are to the person."""

    party: UUID
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class DegreeSeen:
    """The degree one part of the budget is under: who holds it and what one payment comes to; no *line* is the rest."""

    line: UUID | None
    what: str
    degree: str
    order: int
    pays_cash: bool
    holder: UUID | None
    holder_name: str
    money: Money
    every: Every


@dataclass(frozen=True, slots=True)
class ChoiceSeen:
    """One choice for the whole budget, from a day on, in whose words."""

    id: UUID
    agreement: UUID
    starts: date
    words: str
    decision: UUID | None
    by_name: str
    at: datetime
    parts: tuple[DegreeSeen, ...]

    @property
    def is_mixed(self) -> bool:
        """Whether two or more degrees are mixed in it."""
        return len({part.degree for part in self.parts}) > 1

    @property
    def rest(self) -> DegreeSeen:
        """The part for everything that no line of the plan was chosen for."""
        return next(part for part in self.parts if part.line is None)

    def part_for(self, line: UUID | None) -> DegreeSeen:
        """Return the part that a line of the plan comes under: its own, or the rest."""
        return next((part for part in self.parts if part.line == line), self.rest)


@dataclass(frozen=True, slots=True)
class PartSeen:
    """A line of the plan that can have a degree of its own; *wished* is what the plan says the person would like."""

    line: UUID
    what: str
    per_year: Money
    a_payment: Money
    wished: str


@dataclass(frozen=True, slots=True)
class ControlSeen:
    """How far a person holds their agreed budget: what holds *now*, what comes *next*, and what held before."""

    person: UUID
    person_name: str
    agreement: UUID
    budget: UUID
    pack: Pack
    every: Every
    starts: date
    per_year: Money
    parts: tuple[PartSeen, ...]
    now: ChoiceSeen | None
    next: ChoiceSeen | None
    past: tuple[ChoiceSeen, ...]
    last_starts: date | None
    first_day: date
    """The first day on which a new choice may start."""
    may_choose: bool
    may_lower: bool
    may_see_assistants: bool

    @property
    def latest(self) -> ChoiceSeen | None:
        """The choice that was made last: the one that comes next, or else the one that holds."""
        return self.next or self.now

    @property
    def is_out_of_date(self) -> bool:
        """Whether a newer plan was agreed since the latest choice, so that payments are still those of before."""
        return self.latest is not None and self.latest.agreement != self.agreement
