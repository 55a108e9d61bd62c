"""Where the money is paid to: bank details that a second person confirms."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.registers.people import actions as people_actions
from ownway.registers.people import queries as people
from ownway.registers.people.queries import PaymentDetailsSeen
from ownway.steps.control import queries
from ownway.steps.control.queries import ControlSeen
from ownway.values.cannot import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is paid, and what is known of their bank details; nothing is told to who may not see them."""

    party: UUID
    name: str
    may_see: bool
    details: PaymentDetailsSeen | None


def holders_seen(request: HttpRequest, seen: ControlSeen) -> list[Holder]:
    """Return everyone who is paid under the latest choice."""
    found: dict[UUID, Holder] = {}
    for part in seen.latest.parts if seen.latest else ():
        if part.pays_cash and part.holder is not None:
            found[part.holder] = _holder(request, part.holder, part.holder_name)
    return list(found.values())


def _holder(request: HttpRequest, party: UUID, name: str) -> Holder:
    try:
        details = people.payment_details_kept(request.asker, party=party, now=request.now)
    except (NotFound, NotAllowed):
        return Holder(party, name, False, None)
    return Holder(party, name, True, details)


@page("people.keep_payment_details")
def bank_details(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Write down where the person's money shall go."""
    asker, now = request.asker, request.now
    seen = queries.degrees_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("control.nothing_to_carry_on")
    people.check_may_do(asker, deed="people.keep_payment_details", about=person, now=now)
    form = Form(request, fields=bank_fields(seen.pack.currency))
    if form.carries_out(lambda given: people_actions.keep_payment_details(asker, now=now, party=person, details=given)):
        return go("control:overview", person)
    return show(
        "control/bank_details.html",
        about=person,
        form=form,
        title=_("Where shall the money go?"),
        own=asker.party == person,
        person_name=seen.person_name,
        back=reverse("control:overview", args=[person]),
    )


def bank_fields(currency: str) -> dict[str, forms.Field]:
    """Return the boxes for a bank account: sort code and number for pounds, else an IBAN."""
    fields: dict[str, forms.Field] = {
        "account_name": Words(_("Name on the account"), longest=70, autocomplete="name"),
    }
    if currency == "GBP":
        fields["sort_code"] = Words(
            _("Sort code"), hint=_("Six digits, like 30 94 30"), longest=20, classes="govuk-input--width-5"
        )
        fields["account_number"] = Words(
            _("Account number"), hint=_("Eight digits"), longest=20, classes="govuk-input--width-10"
        )
        return fields
    fields["iban"] = Words(_("IBAN"), longest=50, classes="govuk-input--width-30")
    fields["bic"] = Words(_("BIC"), longest=15, required=False, classes="govuk-input--width-10")
    return fields
