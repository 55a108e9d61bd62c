"""Remembers what somebody is to somebody at one moment, so that one request asks the database once."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Told = TypeVar("Told")

MOST = 4096
_forget: list[Callable[[], None]] = []


def remembered_at_a_moment(ask: Callable[Given, Told]) -> Callable[Given, Told]:
    """Return *ask* with its answers remembered; the moment must be among what it is given.

    The moment is read once a request, to the microsecond, so that an answer serves one request and no other. Whatever
    this process writes to roles, relations or representation makes it forget them all at once.
    """
    kept = lru_cache(maxsize=MOST)(ask)
    _forget.append(kept.cache_clear)
    return kept  # type: ignore[return-value]


def forget_ties() -> None:
    """Forget every remembered answer; called whenever a role, a relation or a representation is written."""
    for each in _forget:
        each()
