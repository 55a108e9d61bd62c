"""Paper and phone: a form with a number to print, and all questions on one page for whoever types."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.allocation import answers, asking
from ownway.interfaces.web.design.fields import OneOf, Words
from ownway.interfaces.web.design.forms import nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import language, sentence_of
from ownway.interfaces.web.open_rules.calculator import Part, PartForm
from ownway.registers.people import queries as people
from ownway.rulebook.model import Answer, Kind, Pack, Question
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import AssessmentSeen
from ownway.values import Cannot
from ownway.values.cannot import NotAllowed, NotFound
from ownway.words.letters.paper import Paper, PaperPart, PaperQuestion, paper_pdf

LINES = {Kind.TEXT: 6, Kind.NUMBER: 1, Kind.DAY: 1, Kind.TABLE: 5}
"""How many lines to write on each kind of question has on paper."""


@page("allocation.print_form")
def print_form(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Give out a number, and the forms there are: ordinary, large or in Easy Read."""
    asker, now = asking.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    printed = queries.paper_forms(asker, person=person, now=now)
    wanted, named = request.GET.get("as", ""), request.GET.get("form", "")
    chosen = next((one for one in printed if str(one.id) == named), None)
    if chosen is not None and wanted in ("plain", "large", "easy"):
        pack = asking.pack_of(chosen.version)
        made = paper_pdf(_paper(pack, chosen.number, seen.name, easy=wanted == "easy"), large=wanted != "plain")
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="form-{chosen.number.replace(" ", "")}.pdf"'
        return response
    form = nothing_to_fill(request)
    if form.carries_out(
        lambda _given: actions.print_form(asker, now=now, person=person, programme=settings.OWNWAY_PROGRAMME)
    ):
        return go("allocation:print_form", person)
    return show(
        "allocation/print_form.html",
        about=person,
        title=_("A form on paper"),
        person=seen,
        printed=printed,
        own=asking.is_own(request, person),
        form=form,
        back=reverse("allocation:overview", args=[person]),
    )


@page("allocation.key_in")
def all_at_once(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Ask every question on one page, for one who types what is said by phone or stands on paper."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.only_who_may(request, "key_in", seen.person)
    pack = asking.pack_of(seen.version)
    shown = [one.id for one in seen.questions]
    form = _KeyForm(request, pack, seen)
    if request.method == "POST" and _kept(form, request, seen):
        again = queries.assessment(asker, assessment=assessment, now=now)
        if any(one.id not in shown for one in again.questions):
            here = reverse("allocation:all_at_once", args=[assessment])
            return go(f"{here}?by={form.cleaned_data['channel']}&more=1")
        return go("allocation:check_answers", assessment)
    return show(
        "allocation/all_at_once.html",
        about=seen.person,
        title=_("All questions on one page"),
        seen=seen,
        pack=pack,
        form=form,
        parts=[
            (pack.say(f"section.{part.id}", language()), [form.names_of(one.question) for one in part.questions])
            for part in seen.sections
        ],
        opened=request.GET.get("more") == "1",
        keyed=queries.keyed_from_paper(asker, assessment=assessment, now=now),
        back=reverse("allocation:tasks", args=[assessment]),
    )


class _KeyForm(PartForm):
    """All questions that are asked now, with the way they were answered and the number of the paper."""

    def __init__(self, request: HttpRequest, pack: Pack, seen: AssessmentSeen) -> None:
        given = {
            one.id: Answer.from_json(one.question, mine[-1].value)
            for one in seen.questions
            if len(mine := one.said_by("person")) == 1
        }
        part = Part("", tuple(one.id for one in seen.questions))
        super().__init__(request, pack, part, given, sent=request.method == "POST")
        # What stands here is what applied when the page was opened, also where answers on it will hide some of it.
        self.fields["channel"] = OneOf(_("How does the person answer?"), choices=asking.spoken_choices())
        self.fields["number"] = Words(
            _("The number on the paper"), longest=20, required=False, classes="govuk-input--width-10"
        )
        by = request.GET.get(asking.BY, "")
        self.initial["channel"] = by if by in asking.SPOKEN else "phone"


def _kept(form: _KeyForm, request: HttpRequest, seen: AssessmentSeen) -> bool:
    """Keep what was typed; where something cannot be kept, say why beside its field and lose nothing."""
    done = _keyed_in(form, request, seen)
    form.let_draft_go(done)
    return done


def _keyed_in(form: _KeyForm, request: HttpRequest, seen: AssessmentSeen) -> bool:
    asker, now = asking.who_and_when(request)
    found = form.answers()
    if found is None:
        return False
    values: dict[str, Any] = {id: answer.as_json() for id, answer in found.items()}
    try:
        actions.key_in(
            asker,
            now=now,
            assessment=seen.id,
            values=values,
            channel=form.cleaned_data["channel"],
            number=form.cleaned_data["number"],
        )
    except (NotFound, NotAllowed):
        raise
    except Cannot as cannot:
        form.add_error(cannot.field if cannot.field in form.fields else None, sentence_of(cannot, easy=form.easy_read))
        return False
    return True


def _paper(pack: Pack, number: str, name: str, *, easy: bool) -> Paper:
    return Paper(
        language=language(),
        authority=settings.OWNWAY_AUTHORITY,
        title=_("About your life and your support"),
        number_words=_("Number of this form"),
        number=number,
        for_words=_("For"),
        person=name,
        lead=[
            _("Tick one answer. Leave out what you do not know. You can stop at any time.")
            if easy
            else _("Tick the answer that fits best. Leave out what you do not know. Nobody minds crossings out."),
            _("Someone you trust may help you. The answers stay yours."),
        ],
        parts=[
            PaperPart(
                pack.say(f"section.{part.id}", language(), easy),
                [_question(pack, pack.question(id), easy=easy) for id in part.questions],
            )
            for part in pack.sections
            if part.id
        ],
        end_heading=_("Done?"),
        end=[
            _("Send this back to us. Or give it to who helps you. We type it in. Then we tell you a first sum.")
            if easy
            else _(
                "Send this back to us, or give it to whoever works with you. We type it in and tell you the estimate."
            ),
            _("Your name and the day:"),
        ],
    )


def _question(pack: Pack, question: Question, *, easy: bool) -> PaperQuestion:
    choices: list[str] = []
    if question.kind is Kind.LEVELS:
        choices = [answers.words(pack, question, f"level.{one.id}", easy=easy) for one in question.levels]
    elif question.kind is Kind.YES_NO:
        choices = [answers.yes_no(pack, question, one, easy=easy) for one in ("yes", "no")]
    label = answers.words(pack, question, "label", easy=easy)
    return PaperQuestion(label, answers.words(pack, question, "help", easy=easy), choices, LINES.get(question.kind, 0))
