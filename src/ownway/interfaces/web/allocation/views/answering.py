"""The self-assessment itself: the list of parts, one question a page, check the answers, hand in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownway.interfaces.web.allocation import answer_fields, answers, asking
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.progress import Standing
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Pack
from ownway.steps.allocation import actions, queries
from ownway.steps.allocation.queries import Asked, AssessmentSeen, QuestionSeen, SectionSeen
from ownway.values.cannot import NotFound


@page("allocation.see")
def tasks(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Show the parts of the self-assessment, how far each is, and the next thing to do."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    if not asking.voice_of(request, seen):
        return go("allocation:checking", assessment)
    pack = asking.pack_of(seen.version)
    sections = [_task(request, pack, seen, section) for section in seen.sections]
    check = {
        **last_task(left=len(seen.questions) - seen.answered, done=seen.state != "open"),
        "address": asking.with_channel(request, reverse("allocation:check_answers", args=[assessment])),
    }
    return show(
        "allocation/tasks.html",
        about=seen.person,
        title=_("About your life and your support"),
        seen=seen,
        pack=pack,
        tasks=[*sections, check],
        waiting=len(seen.questions) - seen.answered,
        own=asking.is_own(request, seen.person),
        channel=asking.channels_in_words()[asking.channel_of(request, seen)],
        next=_next_open(request, seen),
        may_key_in=queries.may_do(asker, deed="key_in", person=seen.person, now=now),
        all_at_once=asking.with_channel(request, reverse("allocation:all_at_once", args=[assessment])),
    )


@page("allocation.answer")
def question(request: HttpRequest, assessment: UUID, question: str) -> Shown | HttpResponse:
    """Ask one question, in the words of the programme; keep the answer beside all others."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    voice = asking.voice_of(request, seen)
    asked = seen.question(question)
    if asked is None or not voice:
        raise NotFound("allocation.no_such_question")
    pack = asking.pack_of(seen.version)
    mine = asked.said_by(voice)
    begun = mine[-1].value if len(mine) == 1 else None
    form = Form(
        request,
        base=",".join(str(answer.id) for answer in mine),
        fields=answer_fields.fields_for(pack, asked.question, easy=asking.easy(request), given=begun),
        initial=answer_fields.begun_with(asked.question, begun),
    )
    if form.carries_out(
        lambda given: actions.answer(
            asker,
            now=now,
            assessment=assessment,
            question=question,
            value=answer_fields.checked_value(asked.question, given),
            base=form.base_identifiers,
            voice=voice,
            channel=asking.channel_of(request, seen),
        )
    ):
        return go(_after(request, assessment, question, voice))
    section, place = place_in_part(seen, question)
    before = queries.previous_values(asker, assessment=assessment, now=now).get(question)
    return show(
        "allocation/question.html",
        about=seen.person,
        title=answers.words(pack, asked.question, "label", easy=asking.easy(request)),
        form=form,
        seen=seen,
        pack=pack,
        own=asking.is_own(request, seen.person),
        voice=voice,
        caption=section_name(pack, section, request),
        place=place,
        pictogram=asked.question.picture,
        why=answers.words(pack, asked.question, "why", easy=asking.easy(request)),
        hint=answers.words(pack, asked.question, "help", easy=asking.easy(request)),
        more_lines=answer_fields.rows_shown(asked.question, begun) < asked.question.rows_most,
        two=[(one, answers.said(pack, asked.question, one.value, easy=asking.easy(request))) for one in mine]
        if len(mine) > 1
        else [],
        before=answers.said(pack, asked.question, before) if before else "",
        back=_back(request, seen, question),
        tasks_address=asking.with_channel(request, reverse("allocation:tasks", args=[assessment])),
    )


@page("allocation.see")
def check_answers(request: HttpRequest, assessment: UUID) -> Shown | HttpResponse:
    """Show every answer before it is handed in, then hand in and lead to the estimate."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    form = nothing_to_fill(request)
    if seen.state == "open" and form.carries_out(lambda _given: actions.hand_in(asker, now=now, assessment=assessment)):
        return go("allocation:figure", form.result)
    pack = asking.pack_of(seen.version)
    voice = asking.voice_of(request, seen)
    return show(
        "allocation/check_answers.html",
        about=seen.person,
        title=_("Check your answers"),
        form=form,
        seen=seen,
        own=asking.is_own(request, seen.person),
        parts=[_part(request, pack, section, seen, voice) for section in seen.sections],
        left=len(seen.questions) - seen.answered,
        send_words=_("Hand in and see my estimate"),
        may_hand_in=queries.may_do(asker, deed="hand_in", person=seen.person, now=now),
        back=asking.with_channel(request, reverse("allocation:tasks", args=[assessment])),
    )


def _task(request: HttpRequest, pack: Pack, seen: AssessmentSeen, section: SectionSeen) -> dict[str, Any]:
    first = next((one for one in section.questions if one.value is None), section.questions[0])
    left = len(section.questions) - section.answered
    standing = Standing.DONE if not left else Standing.IN_PROGRESS if section.answered else Standing.NOT_STARTED
    return {
        "name": section_name(pack, section.id, request),
        "address": _question_address(request, seen.id, first.id),
        "hint": ngettext("%(left)s question left", "%(left)s questions left", left) % {"left": left} if left else "",
        "standing": standing,
    }


def last_task(*, left: int, done: bool = False) -> dict[str, Any]:
    """Return the last part of the list, without its address: it can be done while answers are *left*."""
    return {
        "name": _("Check your answers and see your estimate"),
        "hint": _("You can do this now, also if some answers are missing.") if left and not done else "",
        "standing": Standing.DONE if done else Standing.NOT_STARTED,
    }


def section_name(pack: Pack, section: str, request: HttpRequest) -> str:
    """Return the name of a part, as the pack has it."""
    return pack.say(f"section.{section}", language(), asking.easy(request))


def _question_address(request: HttpRequest, assessment: UUID, question: str) -> str:
    return asking.with_channel(request, reverse("allocation:question", args=[assessment, question]))


def _next_open(request: HttpRequest, seen: AssessmentSeen) -> str:
    waiting = next((one for one in seen.questions if one.value is None), None)
    if waiting is None:
        return asking.with_channel(request, reverse("allocation:check_answers", args=[seen.id]))
    return _question_address(request, seen.id, waiting.id)


def _order(seen: AssessmentSeen) -> Sequence[str]:
    return [one.id for one in seen.questions]


def _after(request: HttpRequest, assessment: UUID, question: str, voice: str) -> str:
    """Lead to the next question; back to the same where two answers now stand; to the end after the last."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asked = seen.question(question)
    if asked is not None and len(asked.said_by(voice)) > 1:
        return _question_address(request, assessment, question)
    if request.GET.get("then") == "check" or seen.state != "open":
        return asking.with_channel(request, reverse("allocation:check_answers", args=[assessment]))
    order = _order(seen)
    place = order.index(question) + 1 if question in order else len(order)
    if place < len(order):
        return _question_address(request, assessment, order[place])
    return asking.with_channel(request, reverse("allocation:check_answers", args=[assessment]))


def _back(request: HttpRequest, seen: AssessmentSeen, question: str) -> str:
    if request.GET.get("then") == "check":
        return asking.with_channel(request, reverse("allocation:check_answers", args=[seen.id]))
    order = _order(seen)
    place = order.index(question)
    if place == 0:
        return asking.with_channel(request, reverse("allocation:tasks", args=[seen.id]))
    return _question_address(request, seen.id, order[place - 1])


def place_in_part(seen: Asked, question: str) -> tuple[str, str]:
    """Return the part a question stands in, and where in it.

    :raises NotFound: when it is not asked.
    """
    for section in seen.sections:
        names = [one.id for one in section.questions]
        if question in names:
            told = {"number": names.index(question) + 1, "of": len(names)}
            return section.id, _("Question %(number)s of %(of)s in this part") % told
    raise NotFound("allocation.no_such_question")


def _part(request: HttpRequest, pack: Pack, section: SectionSeen, seen: AssessmentSeen, voice: str) -> dict[str, Any]:
    return {
        "heading": section_name(pack, section.id, request),
        "rows": [_row(request, pack, one, seen, voice) for one in section.questions],
    }


def _row(
    request: HttpRequest, pack: Pack, one: QuestionSeen, seen: AssessmentSeen, voice: str
) -> tuple[str, str, str, str]:
    easy = asking.easy(request)
    mine = one.said_by(voice)
    value = mine[-1].value if mine else one.value if voice == "person" else None
    told = _("Two answers: choose one") if len(mine) > 1 else answers.said(pack, one.question, value, easy=easy)
    label = answers.words(pack, one.question, "label", easy=easy)
    if seen.state not in ("open", "handed_in"):
        return label, told, "", ""
    address = _question_address(request, seen.id, one.id)
    return label, told, f"{address}{'&' if '?' in address else '?'}then=check", _("Change")
