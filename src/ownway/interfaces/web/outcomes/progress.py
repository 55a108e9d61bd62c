"""Says where outcomes stands for one person."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.interfaces.web.design.saying import language
from ownway.steps.outcomes import queries
from ownway.values import Asker
from ownway.words import days


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where outcomes stands for *person*: from the agreement on it can be told, again and again."""
    seen = queries.outcomes_of(asker, person=person, now=now)
    if seen is None:
        return Progress(Standing.NOT_YET)
    address = reverse("outcomes:overview", args=[person])
    if seen.last_told_on is None:
        return Progress(Standing.NOT_STARTED, address)
    told = {"day": days.say(seen.last_told_on, language())}
    return Progress(Standing.DONE, address, _("Last told on %(day)s. You can add to it at any time.") % told)
