"""The desk through the API: what waits on the one who asks, and whom nobody works with yet."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from ownway.interfaces.api import asking
from ownway.registers.decisions import queries as decisions
from ownway.registers.decisions.queries import ClockSeen

router = Router()


class WaitingOut(Schema):
    """Something that is awaited: about whom, what, by which day, and the thing it is about."""

    about: UUID
    about_name: str
    kind: str
    due: date
    days_left: int
    late: bool
    waits_on_role: str
    thing: str
    thing_id: UUID

    @classmethod
    def of(cls, seen: ClockSeen) -> "WaitingOut":
        """Return the shape of a clock that runs."""
        names = ("about", "about_name", "kind", "due", "days_left", "late", "waits_on_role", "thing", "thing_id")
        return cls(**{name: getattr(seen, name) for name in names})


@router.get("/desk", response=list[WaitingOut])
def desk(request: HttpRequest) -> list[WaitingOut]:
    """Tell what waits on the one who asks, the most pressing first."""
    asker, now = asking.who_and_when(request)
    return _told(request, decisions.desk(asker, now=now))


@router.get("/desk/intake", response=list[WaitingOut])
def intake(request: HttpRequest) -> list[WaitingOut]:
    """Tell those with whom nobody works yet, and what they wait for."""
    asker, now = asking.who_and_when(request)
    return _told(request, decisions.intake(asker, now=now))


def _told(request: HttpRequest, found: tuple[ClockSeen, ...]) -> list[WaitingOut]:
    asking.looked(request, "people.find", *dict.fromkeys(one.about for one in found))
    return [WaitingOut.of(one) for one in found]
