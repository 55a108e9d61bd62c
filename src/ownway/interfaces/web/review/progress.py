"""Says where review stands for one person."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.interfaces.web.design.saying import language
from ownway.steps.review import queries
from ownway.values import Asker
from ownway.words import days


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where review stands for *person*: one that is called, or when the next is due."""
    due = queries.due_of(asker, person=person, now=now)
    if due is None:
        return Progress(Standing.NOT_YET)
    told = {"day": days.say(due, language())}
    lines = queries.reviews_of(asker, person=person, now=now)
    going = next((line for line in lines if line.held_on is None), None)
    if going is not None:
        return Progress(
            Standing.IN_PROGRESS,
            reverse("review:review", args=[going.id]),
            _("We look back together by %(day)s.") % told,
        )
    standing = Standing.DONE if lines else Standing.NOT_YET
    return Progress(standing, reverse("review:overview", args=[person]), _("The next review is due by %(day)s.") % told)
