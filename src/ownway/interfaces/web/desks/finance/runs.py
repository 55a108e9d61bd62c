"""Payment runs: what there is, build the next one, and one run whole with everyone who had a hand in it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Day
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.registers.money import actions, queries
from ownway.registers.money.queries import RunSeen
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes


@page("money.see_runs")
def payments(request: HttpRequest) -> Shown | HttpResponse:
    """Show the payment runs and build the next one."""
    asker, now = request.asker, request.now
    runs = queries.runs(asker, now=now)
    fields = {"pay_on": Day(_("Pay all that falls due until"), earliest=here(now))}
    form = Form(request, fields=fields, initial={"pay_on": here(now)})
    if form.carries_out(
        lambda given: actions.build_run(
            asker, now=now, pay_on=given["pay_on"], key=f"run:{form.key}", currency=currency_of(here(now))
        )
    ):
        return go("finance:run", form.result)
    return show(
        "finance/payments.html",
        title=_("Payments"),
        runs=runs,
        form=form,
        states=states_in_words(),
        may_build=asker.has("finance"),
        waiting=len(people.payment_details_waiting(asker, now=now)) if asker.has("finance") else 0,
        held=len(queries.holds(asker, now=now)),
        back=reverse("desks:desk"),
    )


@page("money.see_runs")
def run(request: HttpRequest, run: UUID) -> Shown:
    """Show one run: how far it is, its lines, what was left out, who did what, and what can be done next."""
    asker, now = request.asker, request.now
    seen = queries.run(asker, run=run, now=now)
    return show(
        "finance/run.html",
        about=tuple(dict.fromkeys(line.person for line in seen.lines)),
        title=_("Payment run"),
        seen=seen,
        states=states_in_words(),
        ends=ends_in_words(),
        next=next_deed(seen) if asker.has("finance") else None,
        may_hold=asker.has("finance") and seen.state.value in ("built", "approved"),
        may_return=asker.has("finance") and seen.state.value in ("sent", "confirmed"),
        back=reverse("finance:payments"),
    )


def next_deed(seen: RunSeen) -> dict[str, Any] | None:
    """Return what comes next for a run: where it is done, in words, and why the asker cannot, where they cannot."""
    match seen.state.value:
        case "built":
            return {
                "address": "finance:approve",
                "words": _("Look at it and approve it"),
                "why_not": seen.why_not_approve,
            }
        case "approved":
            return {"address": "finance:make_file", "words": _("Make the bank file"), "why_not": None}
        case "exported":
            return {"address": "finance:sent", "words": _("Say that the bank has the file"), "why_not": None}
        case "sent":
            return {"address": "finance:confirm", "words": _("Say what the bank did"), "why_not": None}
    return None


def currency_of(day: date) -> str:
    """Return the currency of the authority's usual programme."""
    return programmes.pack(programmes.in_force(settings.OWNWAY_PROGRAMME, on=day)).currency


def states_in_words() -> dict[str, str]:
    """Return how far a run has come, in the words of the page."""
    return {
        "built": _("Waits for a second person"),
        "approved": _("Approved"),
        "exported": _("Bank file made"),
        "sent": _("With the bank"),
        "confirmed": _("Done"),
        "abandoned": _("Stopped"),
    }


def ends_in_words() -> dict[str, str]:
    """Return what became of a line, in the words of the page."""
    return {
        "": _("under way"),
        "paid": _("paid"),
        "rejected": _("came back from the bank"),
        "taken_out": _("taken out"),
    }


def returns_in_words() -> dict[str, str]:
    """Return why a bank may send a payment back, by the codes of the register, in the words of the page."""
    return {
        "account_closed": _("The account is closed"),
        "account_wrong": _("There is no such account, or a number is wrong"),
        "account_moved": _("The account has moved to another bank"),
        "account_blocked": _("The bank has blocked the account"),
        "name_differs": _("The account is in another name"),
        "payee_died": _("The account’s owner has died"),
        "asked_back": _("We asked for it back"),
        "sent_twice": _("The bank took it for one it had paid"),
        "not_said": _("The bank did not say"),
    }
