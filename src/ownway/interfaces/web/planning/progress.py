"""Says where planning stands for one person."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.interfaces.web.design.saying import language
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import queries
from ownway.steps.planning.queries import PlanState
from ownway.values import Asker
from ownway.values.cannot import NotAllowed, NotFound


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where planning stands for *person*: to be begun once a sum was told, being written, with us, or agreed."""
    address = reverse("planning:plan", args=[person])
    seen = queries.plan_of(asker, person=person, now=now)
    if seen is None:
        return _not_begun(asker, person, address, now=now)
    match seen.state:
        case PlanState.AGREED | PlanState.REPLACED:
            return Progress(Standing.DONE, address, _("Your plan is agreed.") if seen.is_own else "")
        case PlanState.HANDED_IN:
            return Progress(Standing.DONE, address, _("Handed in. We are looking at it."))
        case PlanState.RETURNED:
            return Progress(Standing.IN_PROGRESS, address, _("It came back, with what would pass."))
        case _ if seen.standing is not None and not disclosure.kept_back():
            left = {"sum": disclosure.say(seen.standing.left, language())}
            told = _("%(sum)s a year still to plan") if seen.standing.fits else _("The plan costs too much so far.")
            return Progress(Standing.IN_PROGRESS, address, told % left)
        case _:
            return Progress(Standing.IN_PROGRESS, address)


def _not_begun(asker: Asker, person: UUID, address: str, *, now: datetime) -> Progress:
    try:
        told = allocation.figure_of(asker, person=person, now=now)
    except (NotFound, NotAllowed):
        told = None
    own = asker.party == person
    if told is None:
        return Progress(Standing.NOT_YET)
    # A draft does not exist for those who were not let in; they cannot know whether it was begun.
    return Progress(Standing.NOT_STARTED, address if own or asker.has("practitioner") else "")
