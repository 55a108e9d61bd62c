"""Agreement as it is shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.registers.decisions.queries import ClockSeen
from ownway.steps.planning.queries import PlanSeen
from ownway.values import Every, Money


@dataclass(frozen=True, slots=True)
class TestSeen:
    """One test of the pack and what was found; *passed* is nothing while nobody has tried it."""

    __test__ = False

    id: str
    needs: tuple[str, ...]
    passed: bool | None
    words: str
    by_name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class JudgingSeen:
    """A plan that was handed in, beside the tests, the clock both sides see, and what the asker may do."""

    plan: PlanSeen
    tests: tuple[TestSeen, ...]
    clock: ClockSeen | None
    waits_for_finance: bool
    waits_for_panel: bool
    panel_said_not_yet: bool
    may_test: bool
    may_sign: bool
    may_refuse: bool
    may_approve_sum: bool
    decision: UUID | None
    """The decision that agreed or returned it, once there is one."""
    agreement: UUID | None
    can_start: date
    """The first day from which its money can start."""

    @property
    def not_passed(self) -> tuple[str, ...]:
        """The tests that are untried or failed."""
        return tuple(test.id for test in self.tests if not test.passed)

    @property
    def failed(self) -> tuple[str, ...]:
        """The tests that were tried and failed."""
        return tuple(test.id for test in self.tests if test.passed is False)


@dataclass(frozen=True, slots=True)
class AssentSeen:
    """That the person said yes, how and on which day; *heard_by_name* is empty where they said it themselves."""

    channel: str
    words: str
    said_on: date
    heard_by_name: str
    decision: UUID | None


@dataclass(frozen=True, slots=True)
class AgreementSeen:
    """What was agreed: *money* every *every* from *starts* on, for the plan's *version*."""

    id: UUID
    person: UUID
    person_name: str
    version: UUID
    figure: UUID
    decision: UUID
    budget: UUID
    money: Money
    every: Every
    plan_per_year: Money
    starts: date
    rule_version: str
    words: str
    signed_by: UUID
    signed_by_name: str
    signed_at: datetime
    assents: tuple[AssentSeen, ...] = ()
    """Every yes of the person to it, the earliest first."""
