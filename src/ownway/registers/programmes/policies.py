"""Who may keep a version of a programme and put it in force, and when."""

from datetime import date, datetime

from ownway.registers.people.policies import check_may
from ownway.registers.programmes.models import PackVersion
from ownway.rulebook.model import Pack
from ownway.values import Asker, Cannot


class CannotKeepPack(Cannot):
    """The pack cannot be kept: it has mistakes, is too large, or is not there."""


class CannotPutInForce(Cannot):
    """The version cannot come into force on that day."""


def check_may_keep(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may keep a version of a programme."""
    check_may(asker, "programmes.keep_pack", about=None, now=now)


def check_may_put_in_force(asker: Asker, *, kept: PackVersion, pack: Pack, starts: date, now: datetime) -> None:
    """Check that the asker may put this version in force from that day, and that its own dates let it.

    Whoever designed a version does not publish it (segregation of duties); the set-up, which is nobody, may do both.

    :raises CannotPutInForce: when its own dates leave the day out, or the one who kept it asks.
    """
    check_may(asker, "programmes.put_in_force", about=None, now=now)
    if starts not in pack.in_force:
        first = pack.in_force.start.isoformat()
        raise CannotPutInForce("programmes.outside_dates", version=kept.version, first=first, on=starts.isoformat())
    if asker.party is not None and asker.party == kept.kept_by:
        raise CannotPutInForce("programmes.own_version")


def check_may_end(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may end a programme."""
    check_may(asker, "programmes.put_in_force", about=None, now=now)
