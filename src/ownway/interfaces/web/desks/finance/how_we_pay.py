"""How the authority pays: from which account and by what file, and up to what sum each in finance may approve."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.control.views.paying import bank_fields
from ownway.interfaces.web.design.fields import Choice, Chooser, Day, OneOf, Sum, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.desks.finance.kinds import KINDS, file_kinds
from ownway.interfaces.web.desks.finance.runs import currency_of
from ownway.registers.money import actions, queries
from ownway.registers.people.queries import check_may_do
from ownway.values import Money
from ownway.values.cannot import NotFound


@page("money.see_how_we_pay")
def how_we_pay(request: HttpRequest) -> Shown:
    """Show the accounts the authority pays from, and who may approve."""
    asker, now = request.asker, request.now
    return show(
        "finance/how_we_pay.html",
        title=_("How we pay"),
        seen=queries.how_we_pay(asker, currency=currency_of(here(now)), now=now),
        kinds=file_kinds(),
        shut=when_shut(),
        today=here(now),
        own=asker.party,
        may_change=asker.has("finance"),
        back=reverse("finance:payments"),
    )


@page("money.keep_paying_account")
def keep_account(request: HttpRequest) -> Shown | HttpResponse:
    """Write down the account from which the authority pays, and how it pays."""
    asker, now = request.asker, request.now
    check_may_do(asker, deed="money.keep_paying_account", about=None, now=now)
    currency = currency_of(here(now))
    named, shut = file_kinds(), when_shut()
    calendars = queries.how_we_pay(asker, currency=currency, now=now).calendars
    fields = bank_fields(currency) | {
        "starts": Day(_("From which day?")),
        "file_kind": OneOf(
            _("Which kind of file does the bank take?"),
            choices=[Choice(one, named[one]) for one in KINDS.get(currency, tuple(named))],
        ),
        "service_user": Words(
            _("Service user number of Bacs"),
            hint=_("Six digits. Only where the bank takes a Bacs file."),
            required=False,
            longest=6,
            classes="govuk-input--width-5",
        ),
        "calendar": Chooser(
            _("Whose bank holidays count?"),
            choices=[Choice(id, name) for id, name in calendars.items()],
        ),
        "when_shut": OneOf(
            _("What falls due on a day when banks are shut?"), choices=[Choice(one, shut[one]) for one in shut]
        ),
    }
    form = Form(request, fields=fields, initial={"starts": here(now), "when_shut": "before"})

    def keep(given: dict[str, Any]) -> object:
        starts, name = given.pop("starts"), given.pop("account_name")
        return actions.keep_paying_account(asker, now=now, name=name, details=given, currency=currency, starts=starts)

    if form.carries_out(keep):
        return go("finance:how_we_pay")
    return show(
        "pages/question.html",
        title=_("The account we pay from"),
        lead=_("Its statements are taken in here too, and people pay into it what they pay themselves."),
        form=form,
        back=reverse("finance:how_we_pay"),
    )


@page("money.set_approval_limit")
def set_limit(request: HttpRequest, officer: UUID) -> Shown | HttpResponse:
    """Say up to what sum somebody in finance may approve; nobody says it of themselves."""
    asker, now = request.asker, request.now
    check_may_do(asker, deed="money.set_approval_limit", about=None, now=now)
    currency = currency_of(here(now))
    seen = queries.how_we_pay(asker, currency=currency, now=now)
    who = next((one for one in seen.approvers if one.party == officer), None)
    if who is None or officer == asker.party:
        raise NotFound("people.not_found")
    fields = {
        "limit": Sum(
            _("Up to what sum may they approve a run?"),
            hint=_("Leave it empty where they shall approve nothing."),
            required=False,
            currency=currency,
        ),
        "starts": Day(_("From which day?")),
    }
    form = Form(request, fields=fields, initial={"starts": here(now)})

    def say(given: dict[str, Any]) -> object:
        pence = given["limit"]
        limit = None if pence is None else Money(pence, currency)
        return actions.set_approval_limit(
            asker, now=now, party=officer, limit=limit, currency=currency, starts=given["starts"]
        )

    if form.carries_out(say):
        return go("finance:how_we_pay")
    return show(
        "pages/question.html",
        title=_("How much may they approve?"),
        caption=who.name,
        form=form,
        back=reverse("finance:how_we_pay"),
    )


def when_shut() -> dict[str, str]:
    """Return what is done with payments that fall due on a day when banks are shut, in words."""
    return {"before": _("Paid on the bank day before: never late"), "after": _("Paid on the bank day after")}
