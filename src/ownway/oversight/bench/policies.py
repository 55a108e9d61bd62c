"""Who may work on the bench: load people, fit and try a rule, and work out what a new version would do."""

from datetime import datetime

from ownway.registers.people.policies import check_may, may
from ownway.values import Asker, Cannot


def check_may_weigh(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may work out, in numbers only, what a version would do to the people there are."""
    check_may(asker, "bench.weigh_impact", about=None, now=now)


def check_may_work(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may load people, ask for a stage, and keep the version that a run made."""
    check_may(asker, "bench.work", about=None, now=now)


def check_may_see(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may see runs and what they found."""
    check_may(asker, "bench.see_runs", about=None, now=now)


def check_may_carry_out(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may carry out work that was asked for: the bench's own job."""
    check_may(asker, "bench.carry_out", about=None, now=now)


def may_work(asker: Asker, *, now: datetime) -> bool:
    """Whether the asker may work on the bench."""
    return may(asker, "bench.work", about=None, now=now)


class CannotWorkOnBench(Cannot):
    """A stage of the bench cannot be done yet, or not with these people or settings."""


class CannotWeigh(Cannot):
    """What a version would do cannot be worked out for these people."""
