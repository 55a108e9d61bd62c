"""Payments that wait: which there are, hold one with a reason, and let it go again."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.money import actions, queries
from ownway.registers.programmes import queries as programmes
from ownway.values.cannot import NotAllowed, NotFound

LOOK_AGAIN = timedelta(days=7)


@page("money.see_runs")
def waiting(request: HttpRequest) -> Shown:
    """Show the payments that wait, the one to be looked at soonest first."""
    asker, now = request.asker, request.now
    found = queries.holds(asker, now=now)
    return show(
        "finance/holds.html",
        about=tuple(dict.fromkeys(one.person for one in found)),
        title=_("Payments that wait"),
        holds=found,
        may_release=asker.has("finance"),
        today=here(now),
        back=reverse("finance:payments"),
    )


@page("money.hold_payment")
def hold(request: HttpRequest, run: UUID, line: UUID) -> Shown | HttpResponse:
    """Decide that a payment of a run waits, or with it all that follow."""
    asker, now = request.asker, request.now
    seen = queries.run(asker, run=run, now=now)
    found = next((one for one in seen.lines if one.id == line), None)
    if found is None or found.schedule is None:
        raise NotFound("money.no_line")
    _check_works_in_finance(request)
    schedule = found.schedule
    form = Form(request, fields=_fields(), initial={"which": "one", "look_again_on": here(now) + LOOK_AGAIN})

    def deed(given: dict[str, Any]) -> Any:
        clocks = _clocks(here(now))
        return actions.hold_payment(
            asker,
            now=now,
            schedule=schedule,
            words=given["words"],
            look_again_on=given["look_again_on"],
            due_on=found.due_on if given["which"] == "one" else None,
            challenge_within_days=clocks.challenge_within_days,
            answer_within_days=clocks.answer_within_days,
        )

    if form.carries_out(deed):
        return go("finance:run", run)
    return show(
        "finance/hold.html",
        about=found.person,
        title=_("Hold this payment?"),
        line=found,
        form=form,
        back=reverse("finance:run", args=[run]),
    )


@page("money.hold_payment")
def release(request: HttpRequest, hold: UUID) -> Shown | HttpResponse:
    """Decide that a payment waits no longer."""
    asker, now = request.asker, request.now
    found = next((one for one in queries.holds(asker, now=now) if one.id == hold), None)
    if found is None:
        raise NotFound("money.no_hold")
    _check_works_in_finance(request)
    form = Form(request, fields={"words": LongWords(_("Why does it wait no longer?"), longest=1000, rows=3)})
    if form.carries_out(lambda given: actions.release_hold(asker, now=now, hold=hold, words=given["words"])):
        return go("finance:holds")
    return show(
        "finance/release.html",
        about=found.person,
        title=_("Let this payment go?"),
        hold=found,
        form=form,
        back=reverse("finance:holds"),
    )


def _check_works_in_finance(request: HttpRequest) -> None:
    # Those who only look, such as auditors, have no deeds here.
    if not request.asker.has("finance"):
        raise NotAllowed("people.not_granted", deed="money.hold_payment")


def _fields() -> dict[str, Any]:
    which = [
        Choice("one", _("Only this payment")),
        Choice("all", _("This and all that follow, until it is let go")),
    ]
    return {
        "which": OneOf(_("What waits?"), choices=which),
        "words": LongWords(
            _("Why?"), hint=_("The person reads these words, and may challenge them."), longest=1000, rows=4
        ),
        "look_again_on": Day(_("On which day do you look at it again?"), hint=_("Within four weeks.")),
    }


def _clocks(day: date) -> Any:
    return programmes.pack(programmes.in_force(settings.OWNWAY_PROGRAMME, on=day)).agreement
