"""Who may work out what a new version would do."""

from datetime import datetime

from ownway.registers.people.policies import check_may
from ownway.values import Asker, Cannot


def check_may_weigh(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may work out, in numbers only, what a version would do to the people there are."""
    check_may(asker, "bench.weigh_impact", about=None, now=now)


class CannotWeigh(Cannot):
    """What a version would do cannot be worked out for these people."""
