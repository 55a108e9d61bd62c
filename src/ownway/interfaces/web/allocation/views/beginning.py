"""Starting before one is anyone: a self-assessment under a code, on any device, up to the estimate."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownway.interfaces.web.allocation import answer_fields, answers, asking, carrying, explaining
from ownway.interfaces.web.allocation.views.answering import last_task, place_in_part, section_name
from ownway.interfaces.web.design.fields import LongWords, Words, YesNo
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.kept import keep_under_code
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.progress import Standing
from ownway.interfaces.web.design.saying import here
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import BegunSeen
from ownway.values.cannot import NotFound


@page("allocation.begin_by_code")
def begin(request: HttpRequest) -> Shown | HttpResponse:
    """Tell how it goes without an account, and begin: a code is given out."""
    asker, now = asking.who_and_when(request)
    named = request.GET.get("programme", "")
    known = {one.id for one in programmes.programmes(on=here(now))}
    programme = named if named in known else settings.OWNWAY_PROGRAMME
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.begin_by_code(asker, now=now, programme=programme)):
        return carrying.carry(go("allocation:begin_code"), form.result)
    return show(
        "allocation/begin.html",
        title=_("Start without an account"),
        form=form,
        pack=asking.pack_of(programmes.in_force(programme, on=here(now))),
        going=_seen(request) is not None,
    )


@page("allocation.see_by_code")
def begin_code(request: HttpRequest) -> Shown | HttpResponse:
    """Show the code, to be written down."""
    seen = _seen(request)
    if seen is None:
        return go("allocation:come_back")
    return show("allocation/begin_code.html", title=_("Your code"), code=seen.code, seen=seen)


@page("allocation.open_by_code")
def come_back(request: HttpRequest) -> Shown | HttpResponse:
    """Come back with a code, on this device or another."""
    asker, now = asking.who_and_when(request)
    fields = {
        "code": Words(
            _("Your code"),
            hint=_("12 letters and numbers. Small letters and gaps do not matter."),
            longest=40,
            autocomplete="off",
            classes="govuk-input--width-20",
        )
    }
    form = Form(request, fields=fields)
    address = carrying.address_of(request)
    if form.carries_out(lambda given: actions.open_by_code(asker, now=now, code=given["code"], address=address)):
        return carrying.carry(go("allocation:begin_parts"), form.cleaned_data["code"])
    return show("allocation/come_back.html", title=_("Come back with your code"), form=form, kept="kept" in request.GET)


@page("allocation.see_by_code")
def begin_parts(request: HttpRequest) -> Shown | HttpResponse:
    """Show the parts of what was begun, how far each is, and the next thing to do."""
    seen = _seen(request)
    if seen is None:
        return go("allocation:come_back")
    pack = asking.pack_of(seen.version)
    waiting = next((one for one in seen.questions if one.value is None), None)
    left = len(seen.questions) - seen.answered
    check = {**last_task(left=left), "address": reverse("allocation:begin_answers")}
    return show(
        "allocation/begin_parts.html",
        title=_("About your life and your support"),
        seen=seen,
        pack=pack,
        tasks=[*(_task(request, seen, number) for number in range(len(seen.sections))), check],
        next=_question(waiting.id) if waiting else reverse("allocation:begin_answers"),
        drafts=queries.typed_by_code(request.asker, code=seen.code, now=request.now),
    )


@page("allocation.answer_by_code")
def begin_question(request: HttpRequest, question: str) -> Shown | HttpResponse:
    """Ask one question, and keep the answer under the code."""
    asker, now = asking.who_and_when(request)
    seen = _seen(request)
    if seen is None:
        kept = request.method == "POST" and keep_under_code(request)
        return go(reverse("allocation:come_back") + ("?kept=1" if kept else ""))
    asked = seen.question(question)
    if asked is None:
        raise NotFound("allocation.no_such_question")
    pack = asking.pack_of(seen.version)
    easy = asking.easy(request)
    mine = asked.answers
    begun = mine[-1].value if len(mine) == 1 else None
    form = Form(
        request,
        base=",".join(str(answer.id) for answer in mine),
        fields=answer_fields.fields_for(pack, asked.question, easy=easy, given=begun),
        initial=answer_fields.begun_with(asked.question, begun),
        code=seen.code,
    )
    if form.carries_out(
        lambda given: actions.answer_by_code(
            asker,
            now=now,
            code=carrying.code_in(request),
            question=question,
            value=answer_fields.checked_value(asked.question, given),
            base=form.base_identifiers,
        )
    ):
        return go(_after(request, question))
    section, place = place_in_part(seen, question)
    order = [one.id for one in seen.questions]
    at = order.index(question)
    return show(
        "allocation/question.html",
        title=answers.words(pack, asked.question, "label", easy=easy),
        form=form,
        seen=seen,
        pack=pack,
        own=True,
        voice="person",
        caption=section_name(pack, section, request),
        place=place,
        why=answers.words(pack, asked.question, "why", easy=easy),
        hint=answers.words(pack, asked.question, "help", easy=easy),
        more_lines=answer_fields.rows_shown(asked.question, begun) < asked.question.rows_most,
        two=[(one, answers.said(pack, asked.question, one.value, easy=easy)) for one in mine] if len(mine) > 1 else [],
        before="",
        back=_before(request, order, at),
        tasks_address=reverse("allocation:begin_parts"),
    )


@page("allocation.see_by_code")
def begin_answers(request: HttpRequest) -> Shown | HttpResponse:
    """Show every answer, and lead to the estimate."""
    seen = _seen(request)
    if seen is None:
        return go("allocation:come_back")
    pack = asking.pack_of(seen.version)
    easy = asking.easy(request)

    def row(one: Any) -> tuple[str, str, str, str]:
        told = _("Two answers: choose one") if len(one.answers) > 1 else None
        address = f"{_question(one.id)}?then=check"
        label = answers.words(pack, one.question, "label", easy=easy)
        return label, told or answers.said(pack, one.question, one.value, easy=easy), address, _("Change")

    return show(
        "allocation/begin_answers.html",
        title=_("Check your answers"),
        seen=seen,
        parts=[
            {"heading": section_name(pack, part.id, request), "rows": [row(one) for one in part.questions]}
            for part in seen.sections
        ],
        left=len(seen.questions) - seen.answered,
        back=reverse("allocation:begin_parts"),
    )


@page("allocation.see_by_code")
def begin_estimate(request: HttpRequest) -> Shown | HttpResponse:
    """Tell what the answers come to, before anybody says who they are, and how to go on from here."""
    asker, now = asking.who_and_when(request)
    seen = _seen(request)
    if seen is None:
        return go("allocation:come_back")
    pack = asking.pack_of(seen.version)
    easy = asking.easy(request)
    worked = queries.estimate_by_code(asker, code=carrying.code_in(request), now=now)
    values = {one.id: one.value for one in seen.questions if one.value is not None}
    rows = explaining.counted(pack, values, easy=easy)
    return show(
        "allocation/begin_estimate.html",
        title=_("What support like yours costs: first estimate") if pack.allocation.plan_only else _("Your estimate"),
        worked=worked,
        pack=pack,
        seen=seen,
        counted_rows=[(one.asked, one.said, one.counts) for one in rows],
        missing=[answers.words(pack, pack.question(id), "label", easy=easy) for id in worked.missing],
        back=reverse("allocation:begin_answers"),
    )


@page("allocation.forget_by_code")
def begin_leave(request: HttpRequest) -> Shown | HttpResponse:
    """Leave this device without a trace of the code, or have everything taken away."""
    asker, now = asking.who_and_when(request)
    if _seen(request) is None:
        return carrying.put_down(go("allocation:come_back"))
    fields = {"all": YesNo(_("Shall we take all your answers away, for ever?"))}
    form = Form(request, fields=fields)

    def leave(given: dict[str, Any]) -> None:
        if given["all"]:
            actions.forget_by_code(asker, now=now, code=carrying.code_in(request))

    if form.carries_out(leave):
        return carrying.put_down(go("home:front"))
    return show(
        "allocation/begin_leave.html",
        title=_("Leave"),
        form=form,
        seen=_seen(request),
        back=reverse("allocation:begin_parts"),
    )


@page("allocation.take_over")
def bring_over(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Bring what was begun by a code into a person's own file."""
    asker, now = asking.who_and_when(request)
    whose = people.person(asker, person=person, now=now)
    asking.only_who_may(request, "take_over", person)
    own = asking.is_own(request, person)
    fields: dict[str, Words] = {
        "code": Words(_("The code"), longest=40, autocomplete="off", classes="govuk-input--width-20")
    }
    if not own:
        hint = _("For example: she read me the code by phone and asked me to.")
        fields["words"] = LongWords(_("How did the person agree to this?"), hint=hint, longest=2000, rows=3)
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.take_over(
            asker,
            now=now,
            person=person,
            code=given["code"],
            address=str(asker.party),
            words=given.get("words", ""),
            page_of=_page_in_the_file,
        )
    ):
        return go("allocation:tasks", form.result)
    return show(
        "allocation/bring_over.html",
        about=person,
        title=_("Bring over what was begun by a code"),
        person=whose,
        own=own,
        form=form,
        back=reverse("allocation:overview", args=[person]),
    )


def _seen(request: HttpRequest) -> BegunSeen | None:
    """Return what the code of this browser opens, or nothing where it has none or it has ended."""
    asker, now = asking.who_and_when(request)
    code = carrying.code_in(request)
    try:
        return queries.begun_by_code(asker, code=code, now=now) if code else None
    except NotFound:
        return None


def _page_in_the_file(assessment: UUID, path: str) -> str:
    """Return where somebody with a file answers what they began to answer at *path* under a code."""
    return reverse("allocation:question", args=[assessment, resolve(path).kwargs["question"]])


def _question(id: str) -> str:
    return reverse("allocation:begin_question", args=[id])


def _before(request: HttpRequest, order: list[str], at: int) -> str:
    """Lead back to the answers where one is being changed, else to the question before, or to the parts."""
    if request.GET.get("then") == "check":
        return reverse("allocation:begin_answers")
    return _question(order[at - 1]) if at else reverse("allocation:begin_parts")


def _after(request: HttpRequest, question: str) -> str:
    """Lead to the next question; back to the same where two answers now stand; to the answers after the last."""
    seen = _seen(request)
    asked = seen.question(question) if seen else None
    if seen is None or request.GET.get("then") == "check":
        return reverse("allocation:begin_answers")
    if asked is not None and len(asked.answers) > 1:
        return _question(question)
    order = [one.id for one in seen.questions]
    place = order.index(question) + 1 if question in order else len(order)
    return _question(order[place]) if place < len(order) else reverse("allocation:begin_answers")


def _task(request: HttpRequest, seen: BegunSeen, number: int) -> dict[str, Any]:
    section = seen.sections[number]
    first = next((one for one in section.questions if one.value is None), section.questions[0])
    left = len(section.questions) - section.answered
    standing = Standing.DONE if not left else Standing.IN_PROGRESS if section.answered else Standing.NOT_STARTED
    return {
        "name": section_name(asking.pack_of(seen.version), section.id, request),
        "address": _question(first.id),
        "hint": ngettext("%(left)s question left", "%(left)s questions left", left) % {"left": left} if left else "",
        "standing": standing,
    }
