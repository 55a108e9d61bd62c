"""A plan as it is shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from ownway.rulebook.model import Depth, Pack, Test
from ownway.steps.planning.rules.depths import by_depth
from ownway.steps.planning.rules.lines import Standing
from ownway.steps.planning.rules.states import PlanState
from ownway.values import Every, Money


@dataclass(frozen=True, slots=True)
class TextSeen:
    """One writing of a text, by whom and when."""

    id: UUID
    text: str
    by: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SectionSeen:
    """One question of the plan and what stands under it: nothing, one text, or two that were written at once."""

    question: str
    required: bool
    texts: tuple[TextSeen, ...]
    may_write: bool

    @property
    def is_written(self) -> bool:
        """Whether something stands there."""
        return any(text.text for text in self.texts)

    @property
    def is_double(self) -> bool:
        """Whether two texts stand side by side and somebody has to make one of them."""
        return len(self.texts) > 1


@dataclass(frozen=True, slots=True)
class AimSeen:
    """Something the person wants to change or keep. *id* stays the same through all wordings and versions."""

    id: UUID
    texts: tuple[TextSeen, ...]

    @property
    def text(self) -> str:
        """The wording written last."""
        return self.texts[-1].text


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One costed line. *id* stays the same through all wordings; *base* is what a page shows and a change follows."""

    id: UUID
    base: tuple[UUID, ...]
    what: str
    aim: UUID
    aim_text: str
    kind: str
    who: str
    price: Money
    quantity: Fraction
    times: int
    every: Every
    stream: str
    degree: str
    per_year: Money
    by_name: str
    at: datetime
    is_double: bool = False
    """Two wordings of it were written at once; the one shown is the last."""

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing."""
        return self.price.pence == 0


@dataclass(frozen=True, slots=True)
class ContingencySeen:
    """What is to happen in a bad spell, or when something falls through; *kept_back* is for a year."""

    id: UUID
    base: tuple[UUID, ...]
    kind: str
    happens: str
    then: str
    never: str
    who: str
    kept_back: Money
    by_name: str
    at: datetime
    is_double: bool = False
    """Two wordings of it were written at once; the one shown is the last."""


@dataclass(frozen=True, slots=True)
class HelperSeen:
    """Somebody whom the person has let into the plan."""

    helper: UUID
    name: str
    access: str
    sections: tuple[str, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """What an order fixes, where it comes from, from when and until when."""

    id: UUID
    kind: str
    fixes: str
    source: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class DraftDepth:
    """How deep a plan that is being written goes."""

    plan: UUID
    pack: Pack
    depth: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list of a plan's versions."""

    id: UUID
    number: int
    state: PlanState
    started_at: datetime
    state_since: datetime
    why_changed: str


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """One version of a plan as the asker may see it; *standing* is nothing while no figure has been told."""

    id: UUID
    version: UUID
    number: int
    state: PlanState
    state_since: datetime
    person: UUID
    person_name: str
    pack: Pack
    why_changed: str
    sections: tuple[SectionSeen, ...]
    aims: tuple[AimSeen, ...]
    lines: tuple[LineSeen, ...]
    contingencies: tuple[ContingencySeen, ...]
    depth: str
    """How deep the plan goes; nothing where the pack knows one depth only."""
    least_depth: str
    """What its sum asks for."""
    needs_plan: bool
    """Whether anything has to be written; where not, it is handed in as it is and no test is held against it."""
    helpers: tuple[HelperSeen, ...]
    orders: tuple[OrderSeen, ...]
    versions: tuple[VersionLine, ...]
    told: tuple[Money, Every] | None
    """The sum told, in the period in which it was told; *standing* holds it for a year."""
    standing: Standing | None
    what_could_give: tuple[UUID, ...]
    """Lines that each make it fit if left out; where no single one does, lines that together do."""
    is_own: bool
    may_write: bool

    def section(self, question: str) -> SectionSeen | None:
        """Return the section of that question, or nothing."""
        return next((section for section in self.sections if section.question == question), None)

    def line(self, id: UUID) -> LineSeen | None:
        """Return the line of that name, or nothing."""
        return next((line for line in self.lines if line.id == id), None)

    def aim(self, id: UUID) -> AimSeen | None:
        """Return the aim of that name, or nothing."""
        return next((aim for aim in self.aims if aim.id == id), None)

    @property
    def costs(self) -> Money:
        """What all its lines come to in a year."""
        return Money(sum(line.per_year.pence for line in self.lines), self.pack.currency)

    @property
    def giving(self) -> str:
        """Whether leaving out ``one`` of the lines that could give makes the plan fit, ``all``, or ``not_all`` of them.

        Not even all do where more is kept back than there is.
        """
        too_much = self.standing.too_much.pence if self.standing else 0
        costs = [line.per_year.pence for line in self.lines if line.id in self.what_could_give]
        if min(costs, default=0) >= too_much:
            return "one"
        return "all" if sum(costs) >= too_much else "not_all"

    @property
    def kept_back(self) -> Money:
        """What is kept back in a year for bad spells and for what falls through."""
        return Money(sum(one.kept_back.pence for one in self.contingencies), self.pack.currency)

    @property
    def depths_to_choose(self) -> tuple[Depth, ...]:
        """The depths its writer may choose: what the sum asks for, and more."""
        deep = by_depth(self.pack.planning)
        names = [one.id for one in deep]
        return deep[names.index(self.least_depth) :] if self.least_depth in names else ()

    def contingency(self, id: UUID) -> ContingencySeen | None:
        """Return what was written for that case, or nothing."""
        return next((one for one in self.contingencies if one.id == id), None)

    @property
    def still_to_do(self) -> tuple[str, ...]:
        """Return what keeps it from being handed in, as codes: questions (``question:…``), ``aims``, ``lines``,
        ``double``, ``figure``, ``too_much``."""
        if not self.needs_plan:
            return self._wrong
        todo = [
            f"question:{section.question}" for section in self.sections if section.required and not section.is_written
        ]
        if len(self.aims) < self.pack.planning.outcomes_needed:
            todo.append("aims")
        if not self.lines:
            todo.append("lines")
        return (*todo, *self._wrong)

    @property
    def tests(self) -> tuple[Test, ...]:
        """The tests it is held against: those of the pack, and none where no plan is needed."""
        return self.pack.agreement.tests if self.needs_plan else ()

    @property
    def _wrong(self) -> tuple[str, ...]:
        """What keeps even a plan that needs nothing written from being handed in."""
        todo = []
        twice = [one.is_double for one in self.sections] + [one.is_double for one in self.lines]
        if any([*twice, *(one.is_double for one in self.contingencies)]):
            todo.append("double")
        if self.standing is None:
            todo.append("figure")
        elif not self.standing.fits:
            todo.append("too_much")
        return tuple(todo)
