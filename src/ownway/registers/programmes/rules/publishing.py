"""States of a version, and the day from which a new one may hold: nobody's rule changes without notice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ownway.rulebook.model import Pack

NOTICE_DAYS = 28
"""The notice where neither the pack nor the authority asks for more."""


class State(StrEnum):
    """How far a version has come."""

    DRAFT = "draft"
    """Kept, and open to comments; nobody is told a sum by it."""
    PUBLISHED = "published"
    """Its notice runs: everybody can read it, its findings and its waivers, and the day from which it will hold."""
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    """Another has taken its place; what was told under it stands, and is worked out by it for ever."""
    WITHDRAWN = "withdrawn"
    """Taken back before it held, with a reason; nobody was ever told a sum by it."""


VOICES = ("uses_support", "family_or_carer", "staff", "organisation", "other")
"""As whom somebody speaks who comments on a draft (K4: working groups of users, carers, staff)."""

OPEN_TO_COMMENTS = frozenset({State.DRAFT, State.PUBLISHED})
OPEN_TO_WITHDRAWAL = OPEN_TO_COMMENTS


@dataclass(frozen=True, slots=True)
class Start:
    """From the day *starts* on *version* holds; without a version, none does."""

    version: str | None
    starts: date


def state_of(version: str, starts: Iterable[Start], *, on: date) -> State:
    """Return the state of a version on a day, from every start of its programme."""
    rows = sorted(starts, key=lambda row: row.starts)
    own = [row for row in rows if row.version == version]
    if not own:
        return State.DRAFT
    begun = [row for row in rows if row.starts <= on]
    if begun and begun[-1].version == version:
        return State.IN_FORCE
    return State.PUBLISHED if any(row.starts > on for row in own) else State.SUPERSEDED


def notice_days(packs: Sequence[Pack | None], authority: int = 0) -> int:
    """Return how many days of notice a new version needs: the longest that the packs or the authority ask for."""
    asked = [pack.notice_days for pack in packs if pack is not None and pack.notice_days is not None]
    return max([*asked, authority], default=0) if asked or authority else NOTICE_DAYS


def earliest_start(published: date, days: int) -> date:
    """Return the first day on which a version published on a day may hold."""
    return published + timedelta(days=days)
