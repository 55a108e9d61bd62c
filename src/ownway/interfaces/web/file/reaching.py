"""What somebody is called and how they are reached, for them to put right."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import LongWords, Ticked, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.registers.people import actions
from ownway.registers.people import queries as people

WAYS = ("email", "phone", "address", "no_fixed_address", "leave_word_with")
NAMES = ("name", "known_as")


def ways_to_reach() -> dict[str, Any]:
    """Return the boxes for the ways to reach somebody, each of which may stay empty."""
    return {
        "email": Words(_("Email address"), required=False, longest=254),
        "phone": Words(_("Telephone"), required=False, longest=100),
        "address": LongWords(_("Address"), required=False, longest=1000, rows=3),
        "no_fixed_address": Ticked(_("They have no fixed address"), required=False),
        "leave_word_with": Words(_("With whom can word be left?"), required=False, longest=500),
    }


@page("people.set_contact")
def reach(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Show what somebody is called and how they are reached, and keep it anew."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.set_contact", about=person, now=now)
    seen = people.person(asker, person=person, now=now)
    known = people.contact_of(asker, party=person, now=now)
    own = asker.party == person
    fields = {
        "name": Words(_("Full name"), hint=_("One name alone is enough.")),
        "known_as": Words(
            _("What do you like to be called?") if own else _("What do they like to be called?"), required=False
        ),
    } | ways_to_reach()
    if own:
        fields["no_fixed_address"].label = _("I have no fixed address")
    before = {name: getattr(seen, name) for name in NAMES} | {way: getattr(known, way) for way in WAYS}
    form = Form(request, fields=fields, initial=before)

    def keep(given: dict[str, Any]) -> None:
        with transaction.atomic():
            if any(given[name] != before[name] for name in NAMES):
                actions.rename(asker, now=now, party=person, name=given["name"], known_as=given["known_as"])
            if any(given[way] != before[way] for way in WAYS):
                actions.set_contact(asker, now=now, party=person, contact={way: given[way] for way in WAYS})

    if form.carries_out(keep):
        return go("file:of_person", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("How we reach you") if own else _("How we reach them"),
        caption="" if own else seen.name,
        lead=_("Letters go there from now on. What stood here before is kept."),
        form=form,
        back=reverse("file:of_person", args=[person]),
    )
