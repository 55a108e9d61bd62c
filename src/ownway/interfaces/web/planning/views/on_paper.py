"""The plan on paper: a form with a number to print, and one page to key in what came back."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import LongWords, Words
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.planning import saying
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.planning import actions, queries
from ownway.values.cannot import NotAllowed
from ownway.words.letters.paper import Paper, PaperPart, PaperQuestion, paper_pdf

PLAN_LINES, COST_LINES = 6, 8
"""How many lines there are to write on: for a question, and for all that is bought or given."""


@page("planning.print_form")
def print_form(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Give out a number for the plan's questions, and the forms there are: ordinary, large or in Easy Read."""
    asker, now = saying.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    printed = queries.paper_forms(asker, person=person, now=now)
    wanted, named = request.GET.get("as", ""), request.GET.get("form", "")
    chosen = next((one for one in printed if str(one.id) == named), None)
    if chosen is not None and wanted in ("plain", "large", "easy"):
        pack = programmes.pack(chosen.version)
        made = paper_pdf(_paper(pack, chosen.number, seen.name, easy=wanted == "easy"), large=wanted != "plain")
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="plan-{chosen.number.replace(" ", "")}.pdf"'
        return response
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.print_plan_form(asker, now=now, person=person)):
        return go("planning:print_form", person)
    return show(
        "allocation/print_form.html",
        about=person,
        title=_("The plan on paper"),
        person=seen,
        printed=printed,
        own=asker.party == person,
        for_plan=True,
        form=form,
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.write_on_word")
def key_in(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Ask for the number of the paper and for all that stands on it, for whoever types it."""
    asker, now = saying.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    if not queries.may_do(asker, deed="write_on_word", person=person, now=now):
        raise NotAllowed("people.not_granted", deed="planning.write_on_word")
    printed = queries.paper_forms(asker, person=person, now=now)
    pack = programmes.pack(printed[0].version) if printed else None
    asked = [one.id for one in pack.planning.questions] if pack else []
    form = Form(request, fields=_fields(pack, asked) if pack else {})
    if pack and form.carries_out(
        lambda given: actions.key_in_plan(
            asker,
            now=now,
            person=person,
            number=given["number"],
            sections={one: given[f"section-{one}"] for one in asked},
            wishes=given["wishes"].splitlines(),
        )
    ):
        return go("planning:plan", person)
    return show(
        "planning/key_in.html",
        about=person,
        title=_("Key in a plan from paper"),
        person=seen,
        form=form,
        printed=printed,
        back=reverse("allocation:overview", args=[person]),
    )


def _fields(pack: Pack, asked: list[str]) -> dict[str, Words]:
    fields: dict[str, Words] = {
        "number": Words(_("The number on the paper"), longest=20, classes="govuk-input--width-10")
    }
    for one in asked:
        label = pack.say(f"plan.{one}", language())
        fields[f"section-{one}"] = LongWords(label, longest=20_000, rows=3, required=False)
    hint = _("One on each line.")
    fields["wishes"] = LongWords(_("What they want to change or keep"), hint=hint, longest=10_000, required=False)
    return fields


def _paper(pack: Pack, number: str, name: str, *, easy: bool) -> Paper:
    def part(heading: str, *questions: PaperQuestion) -> PaperPart:
        return PaperPart(heading, questions)

    def room(label: str, hint: str = "", lines: int = PLAN_LINES) -> PaperQuestion:
        return PaperQuestion(label, hint, (), lines)

    asked = [room(pack.say(f"plan.{one.id}", language(), easy)) for one in pack.planning.questions]
    return Paper(
        language=language(),
        authority=settings.OWNWAY_AUTHORITY,
        title=_("My plan"),
        number_words=_("Number of this form"),
        number=number,
        for_words=_("For"),
        person=name,
        lead=[
            _("This plan is yours. Use your own words. Leave out what you do not want to say."),
            _("Someone you trust may help you. The answers stay yours."),
        ],
        parts=[
            part(_("Your life"), *asked),
            part(
                _("What you want to change or keep"),
                room(_("One wish on each line"), _("For example: swim every week. See my friends on Fridays.")),
            ),
            part(
                _("What it takes, and what it costs"),
                room(
                    _("On each line: what, who helps, how often, and what one costs"),
                    _("Help that is free belongs here too. We work out the sums with you."),
                    COST_LINES,
                ),
            ),
            part(
                _("When things go wrong"),
                room(_("A bad spell, or somebody falls ill: what happens then, and who steps in?")),
            ),
        ],
        end_heading=_("Done?"),
        end=[
            _("Send this back to us. Or give it to who helps you. We type it in. It is still yours to change.")
            if easy
            else _(
                "Send this back to us, or give it to whoever works with you. We type it in. It is not handed in yet."
            ),
            _("Tick here if it may be handed in as it is:") + " ☐",
            _("Your name and the day:"),
        ],
    )
