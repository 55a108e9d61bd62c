"""The first page for whoever comes, and the seven steps of one person as the list of what there is to do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.navigation import STAFF
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.design.progress import STEPS, Standing, Step, names, seven_steps
from ownway.registers.people import queries as people
from ownway.steps.spending import queries as spending
from ownway.values import Asker, Every, Money


@page("people.see")
def front(request: HttpRequest) -> Shown:
    """Show anyone what this is; show one who signed in the people they stand beside, or else their own steps."""
    asker = request.asker
    if asker.party is None:
        told = names()
        steps = [(number, *told[step]) for number, step in enumerate(STEPS, start=1)]
        return show("home/public.html", title=_("Support, your own way"), steps=steps, example=example())
    close = people.people_close_to_me(asker, now=request.now)
    working = people.people_i_work_with(asker, now=request.now)
    staff = bool(asker.roles & STAFF)
    if not close and not working and not staff:
        return of_person(request, asker.party)
    return show(
        "home/beside.html",
        about=[seen.id for seen in (*close, *working)],
        title=_("Welcome"),
        close=close,
        working=working,
        staff=staff,
        own=asker.party,
    )


@page("people.see")
def person(request: HttpRequest, person: UUID) -> Shown:
    """Show the seven steps of one person to one who may know them."""
    return of_person(request, person)


def of_person(request: HttpRequest, person: UUID) -> Shown:
    """Return the page of one person's seven steps."""
    asker, now = request.asker, request.now
    seen = people.person(asker, person=person, now=now)
    steps = seven_steps(asker, person=person, now=now)
    own = asker.party == person
    called = seen.known_as or seen.name
    return show(
        "home/person.html",
        about=person,
        title=_("Your seven steps") if own else _("The seven steps of %(name)s") % {"name": called},
        called=called,
        person=person,
        own=own,
        steps=steps,
        next_step=next_of(steps),
        sees_circle=people.may_do(asker, deed="people.see_circle", about=person, now=now),
        happened=_happened(asker, person, now=now),
    )


def _happened(asker: Asker, person: UUID, *, now: datetime) -> str:
    """Return the address at which to see what happened in a life, or to tell of it; nothing for who may neither."""
    if spending.may_see_events(asker, person=person, now=now):
        return reverse("spending:events", args=[person])
    return (
        reverse("spending:tell_event", args=[person]) if spending.may_tell_event(asker, person=person, now=now) else ""
    )


@dataclass(frozen=True, slots=True)
class Example:
    """A budget of nobody, to show on the first page how a sum and its reasons look."""

    lines: tuple[tuple[str, Money], ...]
    every: Every = Every.WEEK

    @property
    def sum(self) -> Money:
        """What the lines make together."""
        return sum((money for _name, money in self.lines), Money.nothing("GBP"))


def example() -> Example:
    """Return the example of the first page: what somebody invented does with her money in a week."""
    return Example(
        (
            (_("An assistant she chose herself"), Money(11_240, "GBP")),
            (_("Her dance class, and the bus"), Money(6_100, "GBP")),
            (_("Someone to call at night"), Money(4_850, "GBP")),
            (_("A break for her sister"), Money(5_350, "GBP")),
        )
    )


def next_of(steps: tuple[Step, ...]) -> Step | None:
    """Return the step that waits on the person: the one begun, else the first that can be."""
    for wanted in (Standing.IN_PROGRESS, Standing.NOT_STARTED):
        for step in steps:
            if step.progress.standing == wanted and step.progress.address:
                return step
    return None
