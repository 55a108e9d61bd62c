"""Says where spending stands for one person."""

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.progress import Progress, Standing
from ownway.interfaces.web.design.saying import language
from ownway.registers.money import queries
from ownway.steps.spending import queries as spending
from ownway.steps.spending.actions import CannotRecordSpend
from ownway.values import Asker
from ownway.values.cannot import NotAllowed


def progress(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where spending stands for *person*: what is left, as soon as money has come in."""
    try:
        account = queries.account_of(asker, person=person, now=now, newest=0)
    except NotAllowed:
        return _for_helper(asker, person=person, now=now)
    if account is None:
        return Progress(Standing.NOT_YET)
    address = reverse("spending:account", args=[person])
    if disclosure.kept_back():
        return Progress(Standing.IN_PROGRESS, address, _("How much is left is not told."))
    left = disclosure.say(account.left, language())
    return Progress(Standing.IN_PROGRESS, address, _("%(sum)s left") % {"sum": left})


def _for_helper(asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where it stands for one who may write down what was spent and not see the account."""
    try:
        spending.recording(asker, person=person, now=now)
    except CannotRecordSpend:
        return Progress(Standing.NOT_YET)
    address = reverse("spending:record", args=[person])
    return Progress(Standing.IN_PROGRESS, address, _("You can write down what was spent."))
