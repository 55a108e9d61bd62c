"""What a person pays themselves: why, telling of one's means one question a page, and asking to be spared."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answer_fields, answers
from ownway.interfaces.web.design.fields import LongWords
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.registers.money import queries as money
from ownway.rulebook.model import WorkedOut
from ownway.rulebook.sentences import say_all
from ownway.steps.spending import actions, queries
from ownway.steps.spending.queries import ChargeSeen, MeansSeen
from ownway.values.cannot import NotAllowed, NotFound


@page("spending.see_means")
def pay(request: HttpRequest, person: UUID) -> Shown:
    """Show what the person pays, why, which bills are open, and what would change it."""
    try:
        seen = queries.means_of(request.asker, person=person, now=request.now)
    except actions.CannotTellMeans:
        back = reverse("home:person", args=[person])
        return show("spending/not_yet.html", about=person, title=_("What you pay"), back=back)
    easy, own = request.showing.easy_read, request.asker.party == person
    charge, coming = now_and_next(seen, request)
    return show(
        "spending/pay.html",
        about=person,
        title=_("What you pay") if own else _("What %(name)s pays") % {"name": seen.person_name},
        seen=seen,
        pack=seen.pack,
        own=own,
        what=seen.pack.say("means.what", language(), easy),
        charge=charge,
        coming=coming,
        before=[one for one in seen.charges if one not in (charge, coming)],
        chain=chain(seen, charge.worked_out, easy=easy) if charge else [],
        estimate=chain(seen, seen.estimate, easy=easy) if seen.estimate and not charge else [],
        not_telling=seen.pack.say("means.not_telling", language(), easy) if not_telling(seen) else "",
        left=len(seen.open),
        start=_question_address(seen, next((one.id for one in seen.open), seen.asked[0].id)),
        waits=next((one for one in seen.waivers if one.decision is None), None),
        pay_in=money.how_to_pay(request.asker, person=person, currency=seen.budget.currency, now=request.now),
        back=reverse("spending:account", args=[person]),
    )


@page("spending.tell_means")
def question(request: HttpRequest, person: UUID, question: str) -> Shown | HttpResponse:
    """Ask one question about the person's means; what was answered before stays beside it."""
    asker, now = request.asker, request.now
    seen = queries.means_of(asker, person=person, now=now)
    _only_who_may(seen.may_tell, "tell_means")
    asked = next((one for one in seen.asked if one.id == question), None)
    if asked is None:
        raise NotFound("means.no_such_question")
    easy, begun = request.showing.easy_read, seen.answers.get(question)
    form = Form(
        request,
        fields=answer_fields.fields_for(seen.rule, asked, easy=easy, given=begun),
        initial=answer_fields.begun_with(asked, begun),
    )
    if form.carries_out(
        lambda given: actions.answer_means(
            asker,
            now=now,
            person=person,
            question=question,
            value=answer_fields.checked_value(asked, given),
        )
    ):
        return go(_after(request, person, question))
    names = [one.id for one in seen.asked]
    place = names.index(question)
    return show(
        "spending/means_question.html",
        about=person,
        title=answers.words(seen.rule, asked, "label", easy=easy),
        form=form,
        seen=seen,
        own=asker.party == person,
        caption=seen.pack.say("section.means", language(), easy),
        place=_("Question %(number)s of %(of)s") % {"number": place + 1, "of": len(names)},
        why=answers.words(seen.rule, asked, "why", easy=easy),
        all_address=reverse("spending:means_check", args=[person]),
        back=_question_address(seen, names[place - 1]) if place else reverse("spending:pay", args=[person]),
    )


@page("spending.tell_means")
def check(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Show every answer about the person's means before it is handed in, and what it comes to."""
    asker, now = request.asker, request.now
    seen = queries.means_of(asker, person=person, now=now)
    _only_who_may(seen.may_tell, "tell_means")
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.hand_in_means(asker, now=now, person=person)):
        return go("spending:pay", person)
    easy = request.showing.easy_read
    rows = [
        (
            answers.words(seen.rule, one, "label", easy=easy),
            answers.said(seen.rule, one, seen.answers.get(one.id), easy=easy),
            f"{_question_address(seen, one.id)}?then=check",
            _("Change"),
        )
        for one in seen.asked
    ]
    return show(
        "spending/means_check.html",
        about=person,
        title=_("Check your answers") if asker.party == person else _("Check the answers"),
        form=form,
        seen=seen,
        pack=seen.pack,
        own=asker.party == person,
        rows=rows,
        left=len(seen.open),
        not_telling=seen.pack.say("means.not_telling", language(), easy) if not_telling(seen) else "",
        back=reverse("spending:pay", args=[person]),
    )


@page("spending.ask_waiver")
def ask_waiver(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Ask, in one's own words, not to have to pay."""
    asker, now = request.asker, request.now
    seen = queries.means_of(asker, person=person, now=now)
    _only_who_may(seen.may_ask_waiver, "ask_waiver")
    label = _("Why can you not pay?") if asker.party == person else _("Why can they not pay?")
    hint = _("Say it in your own words. Your payments go on, whatever the answer is.")
    form = Form(request, fields={"words": LongWords(label, hint=hint, longest=4000)})
    if form.carries_out(lambda given: actions.ask_waiver(asker, now=now, person=person, words=given["words"])):
        return go("spending:pay", person)
    return show(
        "spending/ask_waiver.html",
        about=person,
        title=_("Ask not to have to pay"),
        form=form,
        seen=seen,
        pack=seen.pack,
        own=asker.party == person,
        back=reverse("spending:pay", args=[person]),
    )


def now_and_next(seen: MeansSeen, request: HttpRequest) -> tuple[ChargeSeen | None, ChargeSeen | None]:
    """Return the charge that holds today, and the one that begins next."""
    today = here(request.now)
    later = [one for one in seen.charges if one.starts > today]
    return seen.charge_on(today), later[-1] if later else None


def chain(seen: MeansSeen, worked: WorkedOut, *, easy: bool) -> list[str]:
    """Return how a charge was worked out, sentence by sentence, answers first; what counted nothing is left out."""
    return list(say_all(seen.rule, worked.reason, language(), easy, brief=True))


def not_telling(seen: MeansSeen) -> bool:
    """Whether the person would rather not tell of their means."""
    told: dict[str, Any] = dict(seen.answers.get(seen.means.questions[0].id) or {})
    return told.get("yes") is False


def _only_who_may(may: bool, deed: str) -> None:
    if not may:
        raise NotAllowed("people.not_granted", deed=f"spending.{deed}")


def _question_address(seen: MeansSeen, question: str) -> str:
    return reverse("spending:means_question", args=[seen.person, question])


def _after(request: HttpRequest, person: UUID, question: str) -> str:
    seen = queries.means_of(request.asker, person=person, now=request.now)
    names = [one.id for one in seen.asked]
    place = names.index(question) + 1 if question in names else len(names)
    if request.GET.get("then") == "check" or place >= len(names):
        return reverse("spending:means_check", args=[person])
    return _question_address(seen, names[place])
