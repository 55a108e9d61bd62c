"""Risks and the panel as they are shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.steps.planning.queries import PlanSeen


@dataclass(frozen=True, slots=True)
class RiskWordsSeen:
    """What somebody said to a risk."""

    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RiskSeen:
    """A risk as it was opened, and all that was said to it."""

    id: UUID
    happens: str
    likely: str
    gained: str
    helps: str
    carried: str
    by_name: str
    at: datetime
    answers: tuple[RiskWordsSeen, ...]


@dataclass(frozen=True, slots=True)
class CalledSeen:
    """When and where the panel talks, and of what."""

    day: date
    place: str
    agenda: str
    by_name: str


@dataclass(frozen=True, slots=True)
class WishSeen:
    """How the person wishes to be heard."""

    way: str
    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InterestSeen:
    """What a member of the panel said of an interest of their own."""

    member: UUID
    name: str
    has_interest: bool
    words: str


@dataclass(frozen=True, slots=True)
class PanelDecidedSeen:
    """What the panel decided, who sat, how the person was heard, and the minutes."""

    outcome: str
    members: tuple[str, ...]
    heard: str
    minutes: str
    decision: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class PanelSeen:
    """The panel of one version: why it was asked, when it talks, who sits, and what came of it."""

    id: UUID
    reason: str
    words: str
    risk: UUID
    by_name: str
    at: datetime
    called: CalledSeen | None
    wish: WishSeen | None
    interests: tuple[InterestSeen, ...]
    sitting: tuple[UUID, ...]
    quorum: int
    missing_to_quorum: int
    person_attends: bool
    decided: PanelDecidedSeen | None


@dataclass(frozen=True, slots=True)
class RisksSeen:
    """A plan, its risks, its panel where one was asked, and what the asker may do."""

    plan: PlanSeen
    risks: tuple[RiskSeen, ...]
    panel: PanelSeen | None
    may_talk: bool
    may_take_to_panel: bool
    may_wish: bool
    may_sit: bool

    def risk(self, id: UUID) -> RiskSeen | None:
        """Return the risk of that name, or nothing."""
        return next((one for one in self.risks if one.id == id), None)
