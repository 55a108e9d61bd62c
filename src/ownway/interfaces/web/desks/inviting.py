"""Invitations by email: sent by the person, taken up by whoever reads that address, confirmed by the person again."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, OneOf, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.sign_in.first_letter import send_first_letter
from ownway.registers.people import actions
from ownway.registers.people import queries as people
from ownway.values.cannot import NotFound


@page("people.invite")
def invite(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Invite somebody by email to stand beside the person."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.invite", about=person, now=now)
    fields = {
        "email": Words(_("Their email address"), hint=_("One that only they read."), longest=254),
        "relation": OneOf(
            _("What are they to you?"),
            choices=[Choice("family", _("Family or friend")), Choice("cares_for", _("Carer"))],
        ),
    }
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.invite(asker, now=now, person=person, **given)):
        _invitation, secret = form.result
        link = request.build_absolute_uri(reverse("desks:invited", args=[secret]))
        _send(form.cleaned_data["email"], people.person(asker, person=person, now=now).name, link)
        return go("desks:beside", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("Invite somebody by email"),
        lead=_("They get a letter with a link. It works once, for seven days, and only for that address. "
               "They see nothing until you say that it is them."),
        form=form,
        send_words=_("Send the invitation"),
        back=reverse("desks:beside", args=[person]),
    )  # fmt: skip


def _send(email: str, name: str, link: str) -> None:
    told = (
        _("%(name)s invites you to stand beside them on ownway, a service of %(authority)s.")
        % {"name": name, "authority": settings.OWNWAY_AUTHORITY},
        _("Take it up here. The link works once, for seven days:"),
        link,
        _("Please do not pass it on: it works only for this email address."),
    )
    send_mail(_("%(name)s invites you") % {"name": name}, "\n\n".join(told), None, [email])


@page("people.take_up_invitation")
def invited(request: HttpRequest, secret: str) -> Shown | HttpResponse:
    """Take an invitation up: signed in with its address, or with a name and a letter to that address."""
    asker, now = request.asker, request.now
    seen = people.invited(asker, secret=secret, now=now)
    if seen.is_for_asker:
        form = nothing_to_fill(request)
        if form.carries_out(lambda _given: actions.take_up(asker, now=now, secret=secret)):
            return show("desks/taken_up.html", title=_("Thank you"), letter=False)
        title = _("%(name)s invites you") % {"name": seen.person_name}
        lead = _("You will stand beside them here. They say first that it is you.")
        return show("pages/question.html", title=title, lead=lead, form=form, send_words=_("Take it up"))
    if seen.has_account:
        return show("desks/sign_in_first.html", title=_("You are invited"), address=request.path)
    form = Form(request, fields={"name": Words(_("Your full name"), autocomplete="name")})

    def take_up(given: dict[str, Any]) -> UUID | None:
        return actions.take_up(asker, now=now, secret=secret, language=request.showing.language, **given)

    if form.carries_out(take_up):
        send_first_letter(request, people.letter_to_invited(asker, account=form.result, now=now))
        return show("desks/taken_up.html", title=_("Look at your email"), letter=True)
    return show(
        "pages/question.html",
        title=_("You are invited"),
        lead=_("We send a letter to the address that was invited. With it you choose a password."),
        form=form,
        send_words=_("Send me the letter"),
    )


@page("people.invite")
def confirm(request: HttpRequest, person: UUID, invitation: UUID) -> Shown | HttpResponse:
    """Say whether the one who took an invitation up is the one who was meant, or take it back."""
    asker, now = request.asker, request.now
    people.check_may_do(asker, deed="people.invite", about=person, now=now)
    found = people.invitations_of(asker, person=person, now=now)
    seen = next((one for one in found if one.id == invitation), None)
    if seen is None:
        raise NotFound("people.no_invitation")
    if not seen.taken_by:
        form = nothing_to_fill(request)
        title, words = _("Take the invitation back?"), _("Take it back")
        lead = _("The link in the letter then opens nothing.")
    else:
        yes = Choice("yes", _("Yes, it is them"), _("They can see their part from now on."))
        form = Form(request, fields={"is_them": OneOf(_("Is it them?"), choices=[yes, Choice("no", _("No"))])})
        title, words = _("Somebody took your invitation up"), _("Save and go on")
        lead = _("They gave the name %(name)s.") % {"name": seen.taken_by}
    if form.carries_out(
        lambda given: actions.confirm_invited(
            asker, now=now, invitation=invitation, is_them=given.get("is_them") == "yes"
        )
    ):
        return go("desks:beside", person)
    return show(
        "pages/question.html",
        about=person,
        title=title,
        caption=seen.email,
        lead=lead,
        form=form,
        send_words=words,
        back=reverse("desks:beside", args=[person]),
    )
