"""Which of several writings stand: those that no later one follows. Two that stand at once lose nothing."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID


class Following(Protocol):
    """Something written, which knows what its writer had before them."""

    @property
    def id(self) -> UUID:
        """Its identifier."""

    @property
    def at(self) -> datetime:
        """When it was written."""

    @property
    def follows(self) -> Collection[UUID]:
        """What its writer had before them."""


Writing = TypeVar("Writing", bound=Following)


def heads(written: Iterable[Writing]) -> tuple[Writing, ...]:
    """Return the writings that no later one follows, the earliest first."""
    rows = list(written)
    followed = {seen for row in rows for seen in row.follows}
    return tuple(sorted((row for row in rows if row.id not in followed), key=lambda row: (row.at, row.id)))


def parallel_with(base: Collection[UUID], now: Iterable[Following]) -> tuple[UUID, ...]:
    """Return what stands now and was not before the writer, who has *base*: it stays beside what they write."""
    return tuple(row.id for row in now if row.id not in set(base))
