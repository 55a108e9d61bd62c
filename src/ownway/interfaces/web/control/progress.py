"""Says where control stands for one person."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.interfaces.web.design.saying import language
from ownway.steps.control import queries
from ownway.values import Asker
from ownway.words import days


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where control stands for *person*: not before a plan is agreed, then to be chosen, then chosen."""
    seen = queries.degrees_of(asker, person=person, now=now)
    if seen is None:
        return Progress(Standing.NOT_YET)
    address = reverse("control:overview", args=[person])
    if seen.latest is None:
        return Progress(Standing.NOT_STARTED, address)
    if seen.is_out_of_date:
        return Progress(Standing.IN_PROGRESS, address, _("Your plan has changed. Say if the money is held as before."))
    if seen.now is None or (seen.next and seen.next.decision):
        return Progress(
            Standing.DONE, address, _("From %(day)s it changes.") % {"day": days.say(seen.latest.starts, language())}
        )
    if seen.now.is_mixed:
        return Progress(Standing.DONE, address, _("Held in different ways, part by part."))
    return Progress(Standing.DONE, address, seen.pack.say(f"degree.{seen.now.rest.degree}", language()))
