"""How a plan stands to the short list of tests in its pack (G1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ownway.rulebook.model import Test
from ownway.values import Reason


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody found when they held a plan against one test; the latest counts."""

    test: str
    passed: bool
    words: str
    by: UUID
    at: datetime


def latest(tried: Iterable[Tried]) -> Mapping[str, Tried]:
    """Return for each test what was found last."""
    return {one.test: one for one in sorted(tried, key=lambda one: one.at)}


def not_passed(tests: Sequence[Test], tried: Iterable[Tried]) -> tuple[str, ...]:
    """Return the tests that are untried or failed, in the pack's order."""
    found = latest(tried)
    return tuple(test.id for test in tests if test.id not in found or not found[test.id].passed)


def reasons(tests: Sequence[Test], tried: Iterable[Tried]) -> tuple[Reason, ...]:
    """Return what was found in each test as a reason, with the words of whoever tried it.

    The pack tells each in its own words: ``test.<id>`` where it passed, ``test.<id>.would_pass`` where not.
    """
    found = latest(tried)
    return tuple(
        Reason(f"pack:word:test.{test.id}{'' if found[test.id].passed else '.would_pass'}", words=found[test.id].words)
        for test in tests
        if test.id in found
    )
