"""The desk: everything that waits on the one who looks, the most pressing first."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Words
from ownway.interfaces.web.design.navigation import STAFF
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.reading import found_in
from ownway.interfaces.web.desks.where import address_of
from ownway.registers.decisions import queries as decisions
from ownway.registers.decisions.queries import ClockSeen
from ownway.registers.people import queries as people
from ownway.values.cannot import NotAllowed, NotFound


def next_for(request: HttpRequest, person: UUID) -> ClockSeen | None:
    """Return what is awaited next about one person, from whomever; nothing where no time runs or it is not shown."""
    try:
        clocks = decisions.clocks_about(request.asker, person=person, now=request.now)
    except (NotAllowed, NotFound):
        return None
    return clocks[0] if clocks else None


@page("people.find")
def desk(request: HttpRequest) -> Shown:
    """Show what waits on the asker, whom they work with, and whom a name finds.

    :raises NotFound: for those who have no desk.
    """
    asker, now = request.asker, request.now
    if not asker.roles & STAFF:
        raise NotFound("people.not_found")
    waiting = [(row, address_of(row)) for row in decisions.desk(asker, now=now)]
    working = people.people_i_work_with(asker, now=now)
    words = found_in(request.GET.get("name", ""), Words(longest=100))
    try:
        found = people.find(asker, words=words, now=now) if words else ()
        may_find = True
    except NotAllowed:
        found, may_find = (), False
    persons = [row.about for row, _address in waiting] + [seen.id for seen in (*working, *found)]
    return show(
        "desks/desk.html",
        about=tuple(dict.fromkeys(persons)),
        title=_("My desk"),
        waiting=waiting,
        working=[
            (seen, next_for(request, seen.id), people.may_do(asker, deed="people.see_visits", about=seen.id, now=now))
            for seen in working
        ],
        words=words,
        found=found,
        may_find=may_find,
    )
