"""A plan by phone or on paper: whoever works with the person writes on their word, and hands in on it."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.planning import saying
from ownway.registers.people import queries as people
from ownway.steps.planning import actions, queries
from ownway.values.cannot import NotAllowed


@page("planning.write_on_word")
def write_on_word(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Take down how the person asked to have their plan written, and open it to be written in."""
    asker, now = saying.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    if not queries.may_do(asker, deed="write_on_word", person=person, now=now):
        raise NotAllowed("people.not_granted", deed="planning.write_on_word")
    form = Form(request, fields=_fields(_("How did the person ask for it?")))
    if form.carries_out(
        lambda given: actions.write_on_word(
            asker,
            now=now,
            plan=actions.start_plan(asker, now=now, person=person),
            channel=given["channel"],
            words=given["words"],
        )
    ):
        return go("planning:plan", person)
    return show(
        "planning/on_word.html",
        about=person,
        title=_("Write the plan down for the person"),
        person=seen,
        lead=_("The plan is theirs. Write what they say. They see that you were let in, and can end it."),
        form=form,
        send_words=_("Open the plan"),
        back=reverse("allocation:overview", args=[person]),
    )


@page("planning.hand_in_on_word")
def hand_in_on_word(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Take down how the person said yes to their plan, and hand it in."""
    asker, now = saying.who_and_when(request)
    person_seen = people.person(asker, person=person, now=now)
    if not queries.may_do(asker, deed="hand_in_on_word", person=person, now=now):
        raise NotAllowed("people.not_granted", deed="planning.hand_in_on_word")
    seen = saying.plan_of(request, person)
    if not seen.may_write:
        raise NotAllowed("people.not_granted", deed="planning.hand_in_on_word")
    form = Form(request, fields=_fields(_("How did the person say yes to it?")))
    if form.carries_out(
        lambda given: actions.hand_in_on_word(
            asker, now=now, plan=seen.id, channel=given["channel"], words=given["words"]
        )
    ):
        return go("agreement:overview", person)
    return show(
        "planning/on_word.html",
        about=person,
        title=_("Hand in the plan for the person"),
        person=person_seen,
        lead=_("Read the whole plan to the person first. Their yes is kept with the evidence you give here."),
        form=form,
        send_words=_("Hand it in with their yes"),
        back=reverse("planning:plan", args=[person]),
    )


def _fields(asked: str) -> dict[str, forms.Field]:
    ways = {"phone": _("By phone"), "paper": _("On paper"), "with_someone": _("Face to face")}
    hint = _("When, and in which words. For a paper: where it is kept. They read this and can challenge it.")
    return {
        "channel": OneOf(asked, choices=[Choice(way, said) for way, said in ways.items()]),
        "words": LongWords(_("The evidence"), hint=hint, longest=2000, rows=4),
    }
