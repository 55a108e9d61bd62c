"""Spending as it is shown: immutable values, never rows of the database."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.registers.money.queries import AccountLine, AccountSeen
from ownway.rulebook.model import Pack
from ownway.steps.spending.rules.tiers import TierSeen
from ownway.steps.spending.rules.year import Month, Pace
from ownway.values import Every, Money, Reason


@dataclass(frozen=True, slots=True)
class LineToBuy:
    """A line of the agreed plan that a spend can be told for."""

    id: UUID
    what: str
    kind: str
    stream: str
    per_year: Money


@dataclass(frozen=True, slots=True)
class RecordingSeen:
    """What a spend of *person* can be told for: the lines the asker may see, and what the money may never buy.

    It *starts* with the first day of the first budget that was agreed for them.
    """

    person: UUID
    person_name: str
    pack: Pack
    currency: str
    starts: date
    lines: tuple[LineToBuy, ...]
    forbidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpendSeen:
    """One spend as it was told; *taken_back_at* where it does not count any more.

    *not_paid* is the reason why no stream may pay for some of it or all (F6).
    """

    id: UUID
    person: UUID
    what: str
    money: Money
    on: date
    line: UUID | None
    kind: str
    journal: UUID
    by_name: str
    at: datetime
    taken_back_at: datetime | None
    taken_back_words: str
    not_paid: Reason | None = None


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """One line of the account: the ledger's own, with the spend and the line of the plan it was for, where known."""

    line: AccountLine
    plan_line: str
    spend: SpendSeen | None


@dataclass(frozen=True, slots=True)
class ComparedSeen:
    """A line of the plan beside what was used and what is promised for it; no *line* is all that stands in none."""

    line: UUID | None
    what: str
    per_year: Money | None
    used: Money
    promised: Money


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The account of one person in their words (C2), beside their plan (U5), their tier (X1) and their reserve (U3)."""

    person: UUID
    person_name: str
    pack: Pack
    account: AccountSeen
    every: Every
    per_year: Money
    entries: tuple[EntrySeen, ...]
    compared: tuple[ComparedSeen, ...]
    months: tuple[Month, ...]
    pace: Pace
    tier: TierSeen
    reserve: Money | None
    may_record: bool
    may_move: bool
    may_see_savings: bool = False
    may_see_means: bool = False

    @property
    def is_above_reserve(self) -> bool:
        """Whether more is saved with the holder than the pack lets pass without a word."""
        return self.reserve is not None and self.account.with_holder > self.reserve
