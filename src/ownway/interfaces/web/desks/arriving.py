"""Letting people in: somebody new, those who stand beside them, and the letter by which each of them can sign in."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, Chooser, Day, LongWords, OneOf, Ticked, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here
from ownway.interfaces.web.file.reaching import WAYS, ways_to_reach
from ownway.interfaces.web.sign_in.first_letter import send_first_letter
from ownway.registers.people import actions
from ownway.registers.people import queries as people
from ownway.registers.people.queries import SigningIn
from ownway.values.cannot import NotFound


@page("people.register_person")
def somebody_new(request: HttpRequest) -> Shown | HttpResponse:
    """Write down somebody who came by telephone, letter or at the desk, and take them on."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.register_person", about=None, now=now)
    form = Form(request, fields=_somebody(request), initial={"language": "en", "told_by": "phone"})

    def take_in(given: dict[str, Any]) -> UUID:
        contact = {way: given.pop(way) for way in WAYS}
        telling = {part: given.pop(part) for part in ("language", "easy_read", "large_print", "told_by", "needs")}
        return actions.take_in(asker, now=now, contact=contact, telling=telling, **given)

    if form.carries_out(take_in):
        return go("home:person", form.result)
    return show(
        "pages/question.html",
        title=_("Somebody new"),
        lead=_("Write down only what you know. A name is enough to begin with. They can read it on their file."),
        form=form,
        send_words=_("Write down and take on"),
        back=reverse("desks:desk"),
    )


def _somebody(request: HttpRequest) -> dict[str, Any]:
    return {
        "name": Words(_("Full name"), hint=_("One name alone is enough.")),
        "known_as": Words(_("What do they like to be called?"), required=False),
        "born": Day(_("Date of birth"), required=False, latest=here(request.now)),
        **ways_to_reach(),
        "language": Chooser(
            _("In which language do we write to them?"),
            choices=[Choice(code, str(name)) for code, name in settings.LANGUAGES],
        ),
        "told_by": OneOf(
            _("How do they want to be told things?"),
            choices=[Choice("screen", _("On a screen")), Choice("paper", _("On paper")),
                     Choice("phone", _("By telephone"))],
        ),
        "easy_read": Ticked(_("In Easy Read"), required=False),
        "large_print": Ticked(_("In large print"), required=False),
        "needs": LongWords(_("What else helps?"), hint=_("A sign language, somebody with them, a quiet hour."),
                           required=False, longest=2000, rows=3),
    }  # fmt: skip


@page("people.see_circle")
def beside(request: HttpRequest, person: UUID) -> Shown:
    """Show everyone who stands beside a person, since when, and who of them can sign in."""
    asker, now = request.asker, request.now
    return show(
        "desks/beside.html",
        about=person,
        title=_("Who stands beside you") if asker.party == person else _("Who stands beside them"),
        person=people.person(asker, person=person, now=now),
        circle=people.circle_of(asker, person=person, now=now),
        signing_in=people.signing_in(asker, person=person, now=now),
        named=relations(),
        invitations=people.invitations_of(asker, person=person, now=now),
        may_invite=people.may_do(asker, deed="people.invite", about=person, now=now),
        may_add=people.may_do(asker, deed="people.let_beside_sign_in", about=person, now=now),
        may_end=people.may_do(asker, deed="people.end_relation", about=person, now=now),
        back=reverse("home:person", args=[person]),
    )


@page("people.relate")
def note_beside(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Write down somebody who stands beside a person, as family or as a carer."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.let_beside_sign_in", about=person, now=now)
    named = relations()
    fields = {
        "name": Words(_("Full name")),
        "relation": OneOf(
            _("What are they to the person?"), choices=[Choice(one, named[one]) for one in actions.BESIDE]
        ),
        "phone": Words(_("Telephone"), required=False, longest=100),
    }
    form = Form(request, fields=fields)

    def note(given: dict[str, Any]) -> UUID:
        return actions.note_beside(asker, now=now, person=person, contact={"phone": given.pop("phone")}, **given)

    if form.carries_out(note):
        return go("desks:beside", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("Somebody who stands beside them"),
        caption=people.person(asker, person=person, now=now).name,
        lead=_("Ask the person first. Family and carers can then read their part. The person can end it."),
        form=form,
        send_words=_("Write them down"),
        back=reverse("desks:beside", args=[person]),
    )


@page("people.end_relation")
def end_beside(request: HttpRequest, person: UUID, who: UUID, relation: str) -> Shown | HttpResponse:
    """End what somebody is to a person: they see nothing more from now on."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.end_relation", about=person, now=now)
    circle = people.circle_of(asker, person=person, now=now)
    found = next((one for one in circle if (one.id, one.relation) == (who, relation)), None)
    if found is None:
        raise NotFound("people.not_found")
    form = Form(request)
    if form.carries_out(lambda _given: actions.end_relation(asker, now=now, who=who, relation=relation, to=person)):
        return go("desks:beside", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("Shall this end today?"),
        caption=f"{found.name}: {relations().get(relation, relation)}",
        lead=_("They see nothing more here from now on. What they wrote stays. It can begin again at any time."),
        form=form,
        send_words=_("End it"),
        back=reverse("desks:beside", args=[person]),
    )


@page("people.make_account")
def let_sign_in(request: HttpRequest, person: UUID, who: UUID) -> Shown | HttpResponse:
    """Open an account for a person, or for one who stands beside them, and send the letter with the first link."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.let_beside_sign_in", about=person, now=now)
    standing = people.signing_in(asker, person=person, now=now)
    if standing.get(who) is not SigningIn.CANNOT:
        raise NotFound("people.not_found")
    known = people.contact_of(asker, party=person, now=now).email if who == person else ""
    fields = {"email": Words(_("Email address"), hint=_("Nobody else should read the letters there."), longest=254)}
    form = Form(request, fields=fields, initial={"email": known})
    if form.carries_out(lambda given: actions.let_sign_in(asker, now=now, person=person, who=who, **given)):
        send_first_letter(request, people.first_letter(asker, person=person, account=form.result, now=now))
        return go("desks:beside", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("Let them sign in"),
        caption=people.name_of(who),
        lead=_("We send a letter to this address. Its link lets them choose a password, and works once."),
        form=form,
        send_words=_("Send the letter"),
        back=reverse("desks:beside", args=[person]),
    )


def relations() -> dict[str, str]:
    """Return what somebody can be to a person, in words."""
    return {
        "family": _("Family or friend"),
        "cares_for": _("Carer"),
        "represents": _("Speaks for them"),
        "works_with": _("Practitioner"),
        "brokers_for": _("Broker"),
        "provides_for": _("Provider of support"),
    }
