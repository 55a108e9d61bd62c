"""Who may read a letter and who may write one: the one it is to, and whom the policy table names for the person."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people.policies import check_may, may
from ownway.values import Asker


def check_may_write(asker: Asker, *, about: UUID, now: datetime) -> None:
    """Check that the asker may write a letter about this person; the deed that causes it has been checked besides."""
    check_may(asker, "letters.write", about=about, now=now)


def check_may_read(asker: Asker, *, to: UUID, about: UUID, now: datetime) -> None:
    """Check that the letter is to the asker, or about someone whose letters the policy table opens to them."""
    if asker.party != to:
        check_may(asker, "letters.see", about=about, now=now)


def may_read(asker: Asker, *, to: UUID, about: UUID, now: datetime) -> bool:
    """Whether :func:`check_may_read` would let it pass."""
    return asker.party == to or may(asker, "letters.see", about=about, now=now)


def check_may_note_told(asker: Asker, *, to: UUID, about: UUID, now: datetime) -> None:
    """Check that the asker is the reader, or someone who posts letters or reads them out."""
    if asker.party != to:
        check_may(asker, "letters.note_told", about=about, now=now)


def check_may_give_notices(asker: Asker, *, now: datetime) -> None:
    """Check that the asker tells people what they must be told; the nightly job does, and so may staff."""
    check_may(asker, "people.give_notice", about=None, now=now)
