"""Who may put an offer into the directory, change it and take it out."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people.policies import check_may, may
from ownway.values import Asker


def check_may_list(asker: Asker, *, party: UUID | None, now: datetime) -> None:
    """Check that the asker keeps the directory, or belongs to the party whose offer it is."""
    check_may(asker, "market.list_offer", about=party, now=now)


def check_may_find(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may read the directory; it is public."""
    check_may(asker, "market.find", about=None, now=now)


def may_list(asker: Asker, *, party: UUID | None, now: datetime) -> bool:
    """Whether :func:`check_may_list` would let it pass."""
    return may(asker, "market.list_offer", about=party, now=now)


def check_may_take_over(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may take over a whole directory from elsewhere."""
    check_may(asker, "market.take_over", about=None, now=now)


def may_take_over(asker: Asker, *, now: datetime) -> bool:
    """Whether :func:`check_may_take_over` would let it pass."""
    return may(asker, "market.take_over", about=None, now=now)
