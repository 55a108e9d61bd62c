"""A carer, asked alone: which help they give gladly, until when, what is private, and how they take it back."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answers, asking, explaining
from ownway.interfaces.web.design.fields import Choice, Day, LongWords, OneOf
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import here, language
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack, Question
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import AssessmentSeen, QuestionSeen
from ownway.values.cannot import NotFound

HELP = "help-"


@page("allocation.give_word")
def my_help(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Ask a carer what help they give gladly, need by need, until which day, and what nobody else should read."""
    asker, now = asking.who_and_when(request)
    cared_for = people.person(asker, person=person, now=now)
    asking.only_who_may(request, "give_word", person)
    pack = queries.pack_for_help(asker, person=person, usual=settings.OWNWAY_PROGRAMME, now=now)
    before = queries.own_word(asker, person=person, now=now)
    begun: dict[str, Any] = {}
    if before is not None:
        seen, private = before
        begun = {HELP + id: value.get("level", "") for id, value in seen.values.items()}
        begun |= {"until": seen.until, "words": private}
    form = Form(request, fields=_fields(request, pack), initial=begun)
    if form.carries_out(
        lambda given: actions.give_word(
            asker,
            now=now,
            person=person,
            usual=settings.OWNWAY_PROGRAMME,
            values={
                name.removeprefix(HELP): {"level": level}
                for name, level in given.items()
                if name.startswith(HELP) and level
            },
            until=given["until"],
            words=given["words"],
        )
    ):
        return go("allocation:overview", person)
    return show(
        "allocation/my_help.html",
        about=asker.party or (),
        title=_("The help you give"),
        person=cared_for,
        form=form,
        pack=pack,
        help_names=[name for name in form.fields if name.startswith(HELP)],
        before=before[0] if before else None,
        own_programme=_own_programme(request),
        back=reverse("allocation:overview", args=[person]),
    )


@page("allocation.give_word")
def end_help(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Let a carer take their help back; the person's needs are then looked at again at once."""
    asker, now = asking.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    asking.only_who_may(request, "give_word", person)
    fields = {
        "told": LongWords(
            _("What may %(name)s read of it?") % {"name": seen.name}, required=False, longest=2000, rows=3
        ),
        "words": LongWords(
            _("Is there something only the practitioner should know?"), required=False, longest=8000, rows=4
        ),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.end_help(asker, now=now, person=person, words=given["words"], told=given["told"])
    ):
        return go("allocation:overview", person)
    return show(
        "allocation/end_help.html",
        about=asker.party or (),
        title=_("Take your help back"),
        person=seen,
        form=form,
        back=reverse("allocation:my_help", args=[person]),
    )


@page("allocation.see_word")
def private_words(request: HttpRequest, person: UUID) -> Shown:
    """Show the practitioner what carers said in private; the look is noted on the carers' files, not the person's."""
    asker, now = asking.who_and_when(request)
    said = queries.private_words(asker, person=person, now=now)
    return show(
        "allocation/private_words.html",
        about=[one.carer for one in said],
        title=_("What carers said in private"),
        person=people.person(asker, person=person, now=now),
        said=said,
    )


@page("allocation.not_so")
def help_not_so(request: HttpRequest, assessment: UUID, question: str) -> Shown | HttpResponse:
    """Let somebody say that help which is counted is not given: a step of its own, with their words."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "not_so", seen.person)
    asked = seen.question(question)
    if asked is None or question not in explaining.helping(asking.pack_of(seen.version)):
        raise NotFound("allocation.no_such_question")
    label = _("What is it like really?")
    hint = _("For example: my daughter moved away, she comes at Christmas.")
    form = Form(request, fields={"words": LongWords(label, hint=hint, longest=4000, rows=4)})
    if form.carries_out(
        lambda given: actions.say_help_not_so(
            asker, now=now, assessment=assessment, question=question, words=given["words"]
        )
    ):
        return go("allocation:overview", seen.person)
    return show_not_so(request, seen, asked, form, back=reverse("allocation:overview", args=[seen.person]))


def show_not_so(request: HttpRequest, seen: AssessmentSeen, asked: QuestionSeen, form: Form, *, back: str) -> Shown:
    """Show what was answered to a question, and the form that says it is not so."""
    pack, easy = asking.pack_of(seen.version), asking.easy(request)
    return show(
        "allocation/help_not_so.html",
        about=seen.person,
        title=_("This is not so"),
        asked=answers.words(pack, asked.question, "label", easy=easy),
        said=answers.said(pack, asked.question, asked.value, easy=easy),
        form=form,
        seen=seen,
        back=back,
    )


def _fields(request: HttpRequest, pack: Pack) -> dict[str, forms.Field]:
    easy = asking.easy(request)
    made: dict[str, forms.Field] = {}
    needs = {help: need for need, help in pack.allocation.needs_and_help}
    for question in pack.questions:
        if question.id not in needs:
            continue
        said = {one.id: _as_a_carer_says(pack, question, one.id, easy=easy) for one in question.levels}
        levels = [Choice(id, words) for id, words in said.items()]
        label = answers.words(pack, pack.question(needs[question.id]), "label", easy=easy)
        made[HELP + question.id] = OneOf(label, choices=levels, required=False)
    made["until"] = Day(
        _("Until which day?"),
        hint=_("Leave it empty where you do not know. You can stop earlier."),
        required=False,
        earliest=here(request.now),  # type: ignore[attr-defined]
    )
    made["words"] = LongWords(
        _("Is there something only the practitioner should know?"),
        hint=_("How it is for you, what worries you. The person you help never sees this."),
        required=False,
        longest=8000,
        rows=6,
    )
    return made


def _as_a_carer_says(pack: Pack, question: Question, level: str, *, easy: bool) -> str:
    """Return a level in words for whoever helps, where the pack has them; else as the person answers it."""
    if pack.has(key := f"carer.level.{level}", pack.languages[0]):
        return pack.say(key, language(), easy)
    return answers.words(pack, question, f"level.{level}", easy=easy)


def _own_programme(request: HttpRequest) -> str:
    """Return the programme for carers themselves, where one is in force."""
    named = settings.OWNWAY_CARERS_PROGRAMME
    known = {one.id for one in programmes.programmes(on=here(request.now))}  # type: ignore[attr-defined]
    return named if named in known else ""
