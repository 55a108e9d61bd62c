"""Says where agreement stands for one person."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.interfaces.web.design.saying import language
from ownway.steps.agreement import queries
from ownway.steps.planning import queries as planning
from ownway.steps.planning.queries import PlanState
from ownway.values import Asker
from ownway.words import days


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where agreement stands for *person*: not yet, with us and until when, returned, or agreed and at what."""
    address = reverse("agreement:overview", args=[person])
    agreed = queries.agreement_of(asker, person=person, now=now)
    plan = planning.plan_of(asker, person=person, now=now)
    if plan is not None and plan.state is PlanState.HANDED_IN:
        clock = queries.judging(asker, version=plan.version, now=now).clock
        due = {"day": days.say(clock.due, language())} if clock else {}
        return Progress(Standing.WAITING, address, _("We answer by %(day)s.") % due if due else "")
    if agreed is not None:
        return Progress(Standing.DONE, address, disclosure.say_per(agreed.money, agreed.every, language()))
    if plan is not None and plan.state is PlanState.RETURNED:
        return Progress(Standing.NOT_YET, address, _("Your plan came back, with what would pass."))
    return Progress(Standing.NOT_YET)
