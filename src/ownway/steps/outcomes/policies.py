"""Who may do what in outcomes: pairs that raise with a reason or answer yes or no."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import policies as people
from ownway.values import Asker


def check_may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> None:
    """Check the policy table for an ``outcomes`` deed about *person*."""
    people.check_may(asker, f"outcomes.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"outcomes.{deed}", about=person, now=now)
