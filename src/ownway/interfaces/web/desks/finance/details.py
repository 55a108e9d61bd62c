"""Bank details at the finance desk: those that wait for a second person, one of them, and new ones written down."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.control.views.paying import bank_fields
from ownway.interfaces.web.design.fields import Choice, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.desks.finance.runs import currency_of
from ownway.registers.people import actions, queries
from ownway.registers.people.queries import PaymentDetailsSeen
from ownway.values.cannot import NotFound


@page("people.confirm_payment_details")
def waiting(request: HttpRequest) -> Shown:
    """Show the bank details that wait for a second person."""
    found = queries.payment_details_waiting(request.asker, now=request.now)
    return show(
        "finance/bank_details.html",
        about=tuple(dict.fromkeys(one.party for one in found)),
        title=_("Bank details to confirm"),
        waiting=found,
        back=reverse("finance:payments"),
    )


@page("people.confirm_payment_details")
def confirm(request: HttpRequest, details: UUID) -> Shown | HttpResponse:
    """Confirm bank details as the second person, or refuse them."""
    asker, now = request.asker, request.now
    seen = next((one for one in queries.payment_details_waiting(asker, now=now) if one.id == details), None)
    if seen is None:
        raise NotFound("people.not_found")
    answers = [Choice("yes", _("They are right: I checked them")), Choice("no", _("They are wrong: refuse them"))]
    form = Form(request, fields={"confirmed": OneOf(_("Are these bank details right?"), choices=answers)})
    if form.carries_out(
        lambda given: actions.confirm_payment_details(
            asker, now=now, details=details, confirmed=given["confirmed"] == "yes"
        )
    ):
        return go("finance:bank_details")
    return show(
        "finance/confirm_details.html",
        about=seen.party,
        title=_("Are these bank details right?"),
        seen=seen,
        rows=rows_of(seen),
        form=form,
        back=reverse("finance:bank_details"),
    )


@page("people.keep_payment_details")
def keep(request: HttpRequest, party: UUID) -> Shown | HttpResponse:
    """Write down bank details of anyone who is to be paid."""
    asker, now = request.asker, request.now
    name = queries.name_of(party)
    queries.payment_details_kept(asker, party=party, now=now)
    queries.check_may_do(asker, deed="people.keep_payment_details", about=party, now=now)
    if not name:
        raise NotFound("people.not_found")
    form = Form(request, fields=bank_fields(currency_of(here(now))))
    if form.carries_out(lambda given: actions.keep_payment_details(asker, now=now, party=party, details=given)):
        return go("finance:payments")
    return show(
        "control/bank_details.html",
        about=party,
        form=form,
        title=_("Where shall the money go?"),
        own=False,
        person_name=name,
        back=reverse("finance:payments"),
    )


def rows_of(seen: PaymentDetailsSeen) -> list[tuple[str, str, str, str]]:
    """Return bank details whole, as a second person has to see them, with who wrote them down."""
    words = {
        "account_name": _("Name on the account"),
        "sort_code": _("Sort code"),
        "account_number": _("Account number"),
        "iban": _("IBAN"),
        "bic": _("BIC"),
    }
    rows = [(_("For"), seen.party_name, "", "")]
    rows += [(words[name], value, "", "") for name, value in seen.details.items() if value]
    return [*rows, (_("Written down by"), seen.kept_by_name, "", "")]
