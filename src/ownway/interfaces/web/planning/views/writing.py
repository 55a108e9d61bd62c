"""The plan as it is being written: the list of its parts beside the budget, and one question a page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import LongWords
from ownway.interfaces.web.design.forms import Form, nothing_to_fill
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.progress import Standing
from ownway.interfaces.web.planning import saying
from ownway.interfaces.web.planning.views.assistants import working_beside
from ownway.interfaces.web.planning.views.commenting import comments_of
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.steps.allocation import queries as allocation
from ownway.steps.planning import actions, queries
from ownway.steps.planning.queries import CommentsSeen, PlanSeen, SectionSeen
from ownway.values.cannot import NotAllowed, NotFound


@page("planning.see")
def plan(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Show a plan: its parts and where each stands, what it costs beside the budget, who helps; or begin it."""
    asker, now = saying.who_and_when(request)
    seen = queries.plan_of(asker, person=person, now=now)
    if seen is None:
        return _begin(request, person)
    disclosure.heed(asker, seen.pack, person=person)
    said = comments_of(request, seen)
    return show(
        "planning/plan.html",
        about=person,
        title=_("Your plan") if seen.is_own and asker.party == person else _("The plan of %(name)s") % _named(seen),
        seen=seen,
        pack=seen.pack,
        own=asker.party == person,
        said_state=saying.states_in_words()[seen.state],
        tasks=_tasks(request, seen, said),
        comments=[
            (saying.words(request, seen.pack, f"plan.{part.question}"), several)
            for part in seen.sections
            if (several := said.beside(part.question))
        ],
        may_answer=said.may_answer,
        on_word=not seen.is_own
        and seen.may_write
        and seen.state == "draft"
        and queries.may_do(asker, deed="hand_in_on_word", person=person, now=now),
        picture=saying.picture(seen),
        lines=[(line, saying.price(line)) for line in seen.lines],
        keyed=queries.keyed_from_paper(asker, version=seen.version, now=now),
        assistants=working_beside(request, person),
        could_give=[line for name in seen.what_could_give if (line := seen.line(name))],
        access=saying.access_in_words(),
        orders=saying.orders_in_words(),
        contingency_kinds=saying.contingencies_in_words(),
        states=saying.states_in_words(),
        may_note_order=asker.has("practitioner") and asker.party != person,
        back=None if asker.party == person else reverse("home:person", args=[person]),
    )


@page("planning.write")
def section(request: HttpRequest, person: UUID, question: str) -> Shown | HttpResponse:
    """Write under one of the plan's questions; where two wrote at once, both texts stand above the box."""
    asker, now = saying.who_and_when(request)
    seen = saying.plan_of(request, person)
    part = seen.section(question)
    if part is None or not part.may_write:
        raise NotFound("planning.no_such_question")
    label = saying.words(request, seen.pack, f"plan.{question}")
    form = Form(
        request,
        base=",".join(str(text.id) for text in part.texts),
        fields={"text": LongWords(label, longest=20_000, rows=10, required=part.required)},
        initial={"text": "\n\n".join(text.text for text in part.texts)},
    )
    if form.carries_out(
        lambda given: actions.write_section(
            asker,
            now=now,
            plan=seen.id,
            question=question,
            text=given["text"],
            base=form.base_identifiers,
        )
    ):
        return go(_after(request, person, question))
    said = comments_of(request, seen)
    return show(
        "planning/section.html",
        about=person,
        title=label,
        form=form,
        seen=seen,
        part=part,
        own=asker.party == person,
        comments=said.beside(question),
        may_answer=said.may_answer,
        place=_place(seen, question),
        back=reverse("planning:plan", args=[person]),
    )


def _begin(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    asker, now = saying.who_and_when(request)
    seen = people.person(asker, person=person, now=now)
    may_begin = people.may_do(asker, deed="planning.start", about=person, now=now)
    form = nothing_to_fill(request)
    if form.carries_out(lambda _given: actions.start_plan(asker, now=now, person=person)):
        # Whoever began it for the person is not in the plan until the person lets them in.
        if asker.party != person:
            return go("home:person", person)
        needs_plan = queries.needs_plan(asker, person=person, now=now)
        return go("planning:plan" if needs_plan else "planning:hand_in", person)
    try:
        figure = allocation.figure_of(asker, person=person, now=now)
    except NotAllowed:
        figure = None
    disclosure.heed(asker, programmes.pack(figure.version) if figure else None, person=person)
    return show(
        "planning/start.html",
        about=person,
        title=_("Make your plan") if may_begin else _("The plan of %(name)s") % {"name": seen.called},
        person=seen,
        own=asker.party == person,
        may_begin=may_begin,
        may_lessen=queries.may_lessen_depth(asker, person=person, now=now),
        needs_plan=figure is None or queries.needs_plan(asker, person=person, now=now),
        figure=figure,
        form=form,
        back=reverse("home:person", args=[person]),
    )


def _named(seen: PlanSeen) -> dict[str, str]:
    return {"name": seen.person_name}


def _tasks(request: HttpRequest, seen: PlanSeen, said: CommentsSeen) -> list[dict[str, Any]]:
    tasks = [_task(request, seen, part, said) for part in seen.sections]
    aims, lines = len(seen.aims), len(seen.lines)
    wishes = {
        "name": _("What you want to change or keep"),
        "hint": ngettext("%(count)s thing", "%(count)s things", aims) % {"count": aims},
        "address": "#wishes",
        "standing": Standing.DONE if aims >= seen.pack.planning.outcomes_needed else Standing.NOT_STARTED,
    }
    costs = {
        "name": _("What it takes, and what it costs"),
        "hint": ngettext("%(count)s line", "%(count)s lines", lines) % {"count": lines},
        "address": "#support",
        "standing": Standing.DONE if lines else Standing.NOT_STARTED,
    }
    return [*tasks, wishes, costs]


def _task(request: HttpRequest, seen: PlanSeen, part: SectionSeen, said: CommentsSeen) -> dict[str, Any]:
    address = reverse("planning:section", args=[seen.person, part.question])
    if not part.may_write:
        comments = reverse("planning:comments", args=[seen.person, part.question])
        address = comments if part.question in said.open_to else ""
    standing = Standing.DONE if part.is_written else Standing.NOT_STARTED
    if part.is_double:
        standing = Standing.IN_PROGRESS
    hint = _("Two texts stand here. Make one of them.") if part.is_double else "" if part.required else _("If you like")
    return {
        "name": saying.words(request, seen.pack, f"plan.{part.question}"),
        "hint": hint,
        "address": address,
        "standing": standing,
    }


def _place(seen: PlanSeen, question: str) -> str:
    names = [part.question for part in seen.sections]
    return _("Question %(number)s of %(of)s") % {"number": names.index(question) + 1, "of": len(names)}


def _after(request: HttpRequest, person: UUID, question: str) -> str:
    """Lead to the next question that has no answer; back to the same where two texts now stand; else to the plan."""
    seen = saying.plan_of(request, person)
    names = [part.question for part in seen.sections]
    here = seen.section(question)
    if here is not None and here.is_double:
        return reverse("planning:section", args=[person, question])
    following = seen.sections[names.index(question) + 1 :]
    waiting = next((part for part in following if part.may_write and not part.is_written), None)
    if waiting is None:
        return reverse("planning:plan", args=[person])
    return reverse("planning:section", args=[person, waiting.question])
