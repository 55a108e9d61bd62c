"""The forms in which somebody tells how life goes: own wishes, aspects of life, changes; each with who answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, OneOf, Words
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.outcomes import saying
from ownway.steps.outcomes import actions, queries
from ownway.steps.outcomes.queries import OutcomesSeen, ScoreSeen
from ownway.values.cannot import NotAllowed, NotFound

WORDS = "words-"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked on the page: its name among the fields, its words, its answers, and what was said last."""

    id: str
    label: str
    choices: tuple[Choice, ...]
    last: ScoreSeen | None


@page("outcomes.score")
def wishes(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Score one's own wishes, those of the agreed plan."""
    seen = _seen(request, person)
    scale = seen.pack.outcomes.own_scale
    easy = bool(request.showing.easy_read)
    ends = {end: seen.pack.say(f"own_scale.{end}", language(), easy) for end in (scale.least, scale.most)}
    choices = tuple(Choice(str(score), str(score)) for score in range(scale.least, scale.most + 1))
    asked = [Asked(str(aim.aim), aim.text, choices, aim.last) for aim in seen.aims if aim.is_in_plan]
    return _tell(
        request,
        seen,
        asked,
        title=_("How close are you to what you want?") if seen.is_own else _("How close are they to what they want?"),
        lead=_("%(least)s means: %(low)s. %(most)s means: %(high)s. Leave out what you like.")
        % {"least": scale.least, "low": ends[scale.least], "most": scale.most, "high": ends[scale.most]},
        named=lambda given: {"aims": {UUID(id): int(score) for id, score in given.items()}},
        key=UUID,
    )


@page("outcomes.score")
def life(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Say of each aspect of life whether it is better, the same or worse since the start."""
    seen = _seen(request, person)
    easy = bool(request.showing.easy_read)
    choices = tuple(
        Choice(answer, seen.pack.say(f"outcome.{answer}", language(), easy)) for answer in seen.pack.outcomes.answers
    )
    asked = [
        Asked(one.aspect.id, seen.pack.say(f"aspect.{one.aspect.id}", language(), easy), choices, one.last)
        for one in seen.aspects
    ]
    return _tell(
        request,
        seen,
        asked,
        title=_("Since the start: better, the same or worse?"),
        lead=_("Think of how it was before. Leave out what you like."),
        named=lambda given: {"aspects": given},
    )


@page("outcomes.score")
def changes(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Say what became of the changes one wanted.

    :raises NotFound: where the programme does not ask about any.
    """
    seen = _seen(request, person)
    if not seen.changes:
        raise NotFound("outcomes.no_such_change")
    choices = tuple(Choice(name.value, said) for name, said in saying.became_in_words().items())
    easy = bool(request.showing.easy_read)
    asked = [
        Asked(one.change.id, seen.pack.say(f"change.{one.change.id}", language(), easy), choices, one.last)
        for one in seen.changes
    ]
    return _tell(
        request,
        seen,
        asked,
        title=_("Did it change the way you wanted?"),
        lead=_("Leave out what you like."),
        named=lambda given: {"changes": given},
    )


def _seen(request: HttpRequest, person: UUID) -> OutcomesSeen:
    seen = queries.outcomes_of(request.asker, person=person, now=request.now)
    if seen is None:
        raise NotFound("outcomes.no_agreement_yet")
    if not seen.may_score:
        raise NotAllowed("people.not_granted", deed="outcomes.score")
    return seen


def _tell(
    request: HttpRequest,
    seen: OutcomesSeen,
    asked: list[Asked],
    *,
    title: str,
    lead: str,
    named: Callable[[dict[str, str]], Mapping[str, Any]],
    key: Callable[[str], Any] = str,
) -> Shown | HttpResponse:
    form = Form(request, fields=_fields(seen, asked), initial={"answered": "alone" if seen.is_own else "with_help"})
    if form.carries_out(
        lambda given: actions.tell_how_life_goes(
            request.asker,
            now=request.now,
            person=seen.person,
            words={key(one.id): given[WORDS + one.id] for one in asked if given[WORDS + one.id] and given[one.id]},
            answered=given["answered"],
            helper_words=given["helper_words"],
            **named({one.id: given[one.id] for one in asked if given[one.id]}),
        )
    ):
        return go("outcomes:overview", seen.person)
    return show(
        "outcomes/tell.html",
        about=seen.person,
        title=title,
        lead=lead,
        form=form,
        seen=seen,
        asked=[(one, _last(seen, one)) for one in asked],
        back=reverse("outcomes:overview", args=[seen.person]),
    )


def _fields(seen: OutcomesSeen, asked: list[Asked]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for one in asked:
        fields[one.id] = OneOf(one.label, choices=one.choices, inline=len(one.choices) != 3, required=False)
        said = _("In your own words: %(what)s") if seen.is_own else _("In their own words: %(what)s")
        fields[WORDS + one.id] = Words(said % {"what": one.label}, longest=2000, required=False)
    if seen.is_own:
        ways = [Choice("alone", _("I answer alone")), Choice("with_help", _("Somebody helps me"))]
        helped = _("Who helps you?")
    else:
        ways = [
            Choice("with_help", _("They answer, and I help")),
            Choice("for_them", _("I answer for them"), _("It is kept apart from their own answers.")),
        ]
        helped = _("How did you help?")
    fields["answered"] = OneOf(_("Who answers?"), choices=ways)
    fields["helper_words"] = Words(helped, longest=300, required=False)
    return fields


def _last(seen: OutcomesSeen, one: Asked) -> str:
    if one.last is None:
        return ""
    if one.last.score is not None:
        return str(one.last.score)
    return next((choice.label for choice in one.choices if choice.value == one.last.answer), "")
