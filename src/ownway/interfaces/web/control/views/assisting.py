"""The register of assistants: who works for the person, one thing a form, and what law and programme say to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.control import asked
from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language, sentence
from ownway.rulebook.model.numbers import written
from ownway.steps.control import actions, queries
from ownway.steps.control.queries import AssistantPage, CheckSeen, RegisterSeen
from ownway.values import Money
from ownway.values.cannot import NotFound


@page("control.see_assistants")
def assistants(request: HttpRequest, person: UUID) -> Shown:
    """Show everybody who works, will work or worked for the person."""
    asker, now = request.asker, request.now
    seen = queries.register_of(asker, person=person, now=now)
    disclosure.heed(asker, seen.pack, person=person)
    own = asker.party == person
    title = _("Your assistants") if own else _("The assistants of %(name)s") % {"name": seen.person_name}
    return show(
        "control/assistants.html",
        about=person,
        title=title,
        seen=seen,
        own=own,
        to_look_at=[(one.seen.name, said) for one in (*seen.now, *seen.coming) for said in _warnings(request, one)],
        number=written,
        sum_of=_sum_of(seen),
        back=reverse("control:overview", args=[person]),
    )


@page("control.keep_assistant")
def add(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Write down somebody who works for the person: who, what for, how long, for what pay, from when."""
    asker, now = request.asker, request.now
    seen = queries.register_of(asker, person=person, now=now)
    if not seen.may_keep:
        raise NotFound("assistants.no_such_assistant")
    own = asker.party == person
    fields = {**asked.name(), **asked.pay(seen), "starts": Day(_("What was or is the first day?")), **asked.relation()}
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.keep_assistant(
            asker, now=now, key=form.key, person=person, starts=given["starts"], terms=asked.terms(given)
        )
    ):
        return go("control:assistant", form.result)
    return show(
        "control/assistant_form.html",
        about=person,
        title=_("Who works for you?") if own else _("Who works for the person?"),
        form=form,
        seen=seen,
        button=_("Keep this"),
        note=_("We keep the name and the pay locked away, as we do bank details. Tell them that you wrote this down."),
        back=reverse("control:assistants", args=[person]),
    )


@page("control.see_assistants")
def assistant(request: HttpRequest, assistant: UUID) -> Shown:
    """Show one assistant: the terms, what a year costs, what to look at, checks, and how it was before."""
    asker, now = request.asker, request.now
    found, register = queries.assistant(asker, assistant=assistant, now=now)
    disclosure.heed(asker, register.pack, person=register.person)
    return show(
        "control/assistant.html",
        about=register.person,
        title=found.seen.name,
        one=found,
        register=register,
        own=asker.party == register.person,
        relation=asked.relations()[found.seen.relation],
        line=dict(register.lines).get(found.seen.line, "") if found.seen.line else "",
        warnings=_warnings(request, found),
        checks=[_check(request, register, one) for one in found.checks],
        is_over=found in register.past,
        number=written,
        sum_of=_sum_of(register),
        back=reverse("control:assistants", args=[register.person]),
    )


@page("control.keep_assistant")
def change(request: HttpRequest, assistant: UUID, what: str) -> Shown | HttpResponse:
    """Change one thing about an assistant; other pay and hours hold from a day on."""
    asker, now = request.asker, request.now
    found, register = _to_keep(request, assistant)
    fields, title = asked.change_of(what, register)
    form = Form(request, fields=fields, initial=asked.begun_with(found) | {"starts": here(now)})

    def deed(given: dict[str, Any]) -> None:
        starts = given.get("starts") or found.seen.terms_from
        terms = asked.changed(found, given)
        actions.change_terms(asker, now=now, assistant=assistant, starts=starts, terms=terms)

    return _form(request, form, deed, found, register, title=title)


@page("control.keep_assistant")
def end(request: HttpRequest, assistant: UUID) -> Shown | HttpResponse:
    """Write down the last day of an assistant."""
    asker, now = request.asker, request.now
    found, register = _to_keep(request, assistant)
    form = Form(request, fields={"last_day": Day(_("What is the last day?"))})

    def deed(given: dict[str, Any]) -> None:
        actions.end_assistant(asker, now=now, assistant=assistant, last_day=given["last_day"])

    note = _("You may owe pay for notice and for holiday not taken. After two years you may owe redundancy pay.")
    return _form(request, form, deed, found, register, title=_("The work ends"), note=note)


@page("control.keep_assistant")
def check(request: HttpRequest, assistant: UUID, check: str) -> Shown | HttpResponse:
    """Note whether a check is wished for, was seen, or is not wanted."""
    asker, now = request.asker, request.now
    found, register = _to_keep(request, assistant)
    rule = register.pack.control.assistants if register.pack else None
    if register.pack is None or rule is None or rule.check(check) is None:
        raise NotFound("assistants.no_such_check")
    said = asked.outcomes()
    choices = [Choice(one, said[one]) for one in ("wished", "seen", "not_wanted")]
    fields: dict[str, forms.Field] = {
        "outcome": OneOf(_("How does it stand?"), choices=choices),
        "on": Day(_("Since which day?"), latest=here(now)),
    }
    form = Form(request, fields=fields, initial={"on": here(now)})

    def deed(given: dict[str, Any]) -> None:
        actions.note_check(asker, now=now, assistant=assistant, check=check, **given)

    title = register.pack.say(f"check.{check}", language(), request.showing.easy_read)
    note = _("Only whether it was seen is kept, never what it says.")
    return _form(request, form, deed, found, register, title=title, note=note)


@page("control.agree_exception")
def agree(request: HttpRequest, assistant: UUID) -> Shown | HttpResponse:
    """Agree that a relative in the same home is paid."""
    asker, now = request.asker, request.now
    found, register = queries.assistant(asker, assistant=assistant, now=now)
    if not register.may_agree or not found.needs_agreement:
        raise NotFound("assistants.no_exception_to_agree")
    form = Form(request, fields={"words": LongWords(_("Your reason, as the person will read it"), longest=4000)})

    def deed(given: dict[str, Any]) -> None:
        actions.agree_exception(asker, now=now, assistant=assistant, words=given["words"])

    title = _("A relative in the same home is paid")
    return _form(request, form, deed, found, register, title=title, button=_("Agree"))


def _form(
    request: HttpRequest,
    form: Form,
    deed: Callable[[dict[str, Any]], None],
    found: AssistantPage,
    register: RegisterSeen,
    *,
    title: str,
    note: str = "",
    button: str = "",
) -> Shown | HttpResponse:
    if form.carries_out(deed):
        return go("control:assistant", found.seen.id)
    return show(
        "control/assistant_form.html",
        about=register.person,
        title=title,
        form=form,
        seen=register,
        name=found.seen.name,
        button=button or _("Keep this"),
        note=note,
        back=reverse("control:assistant", args=[found.seen.id]),
    )


def _to_keep(request: HttpRequest, assistant: UUID) -> tuple[AssistantPage, RegisterSeen]:
    found, register = queries.assistant(request.asker, assistant=assistant, now=request.now)
    if not register.may_keep:
        raise NotFound("assistants.no_such_assistant")
    return found, register


def _sum_of(register: RegisterSeen) -> Callable[[int], str]:
    return lambda pence: disclosure.say(Money(pence, register.currency), language())


def _warnings(request: HttpRequest, one: AssistantPage) -> list[str]:
    return [sentence(reason, easy=request.showing.easy_read) for reason in one.warnings]


def _check(request: HttpRequest, register: RegisterSeen, one: CheckSeen) -> dict[str, Any]:
    """Return what a page says of a check, or of the exception for a relative."""
    pack = register.pack
    rule = pack.control.assistants if pack else None
    if pack is None or rule is None or rule.check(one.check) is None:
        named, may_note = _("A relative in the same home is paid"), False
    else:
        named, may_note = pack.say(f"check.{one.check}", language(), request.showing.easy_read), True
    return {"seen": one, "name": named, "outcome": asked.outcomes()[one.outcome], "may_note": may_note}
