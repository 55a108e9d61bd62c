"""What helpers say beside a question of the plan, and what the person makes of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import LongWords, Ticked
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.planning import saying
from ownway.steps.planning import actions, queries
from ownway.steps.planning.queries import CommentsSeen, PlanSeen
from ownway.values import new_identifier
from ownway.values.cannot import NotFound

LONGEST = 4000


def comments_of(request: HttpRequest, seen: PlanSeen) -> CommentsSeen:
    """Return what was said beside a plan, as the asker may see it."""
    asker, now = saying.who_and_when(request)
    questions = tuple(part.question for part in seen.sections)
    return queries.comments_of(asker, plan=seen.id, questions=questions, now=now)


@page("planning.comment")
def beside(request: HttpRequest, person: UUID, question: str) -> Shown | HttpResponse:
    """Show one question of the plan with what was said beside it, and say something."""
    asker, now = saying.who_and_when(request)
    seen = saying.plan_of(request, person)
    part, said = seen.section(question), comments_of(request, seen)
    if part is None or question not in said.open_to:
        raise NotFound("planning.no_such_question")
    form = Form(
        request,
        base=str(new_identifier(now)),
        fields={
            "words": LongWords(
                _("What do you want to say to it?"),
                hint=_("It stands beside the plan, not in it. Only the person and those they let in read it."),
                longest=LONGEST,
                rows=5,
            )
        },
    )
    if form.carries_out(
        lambda given: actions.comment(
            asker,
            now=now,
            plan=seen.id,
            question=question,
            words=given["words"],
            comment=next(iter(form.base_identifiers), None),
        )
    ):
        return go("planning:comments", person, question)
    return show(
        "planning/comments.html",
        about=person,
        title=saying.words(request, seen.pack, f"plan.{question}"),
        form=form,
        seen=seen,
        part=part,
        comments=said.beside(question),
        may_answer=said.may_answer,
        own=asker.party == person,
        back=reverse("planning:plan", args=[person]),
    )


@page("planning.answer_comment")
def answer(request: HttpRequest, person: UUID, comment: UUID) -> Shown | HttpResponse:
    """Answer what was said beside the plan, or settle it."""
    asker, now = saying.who_and_when(request)
    seen = saying.plan_of(request, person)
    said = comments_of(request, seen)
    found = said.comment(comment)
    if found is None or not said.may_answer:
        raise NotFound("planning.no_such_comment")
    fields = {
        "words": LongWords(_("Your answer"), required=False, longest=LONGEST, rows=4),
        "settles": Ticked(_("That settles it"), required=False),
    }
    form = Form(request, fields=fields)
    if form.carries_out(
        lambda given: actions.answer_comment(
            asker, now=now, comment=comment, words=given["words"], settles=given["settles"]
        )
    ):
        return go("planning:plan", person)
    return show(
        "pages/question.html",
        about=person,
        title=_("Answer %(name)s") % {"name": found.by_name},
        caption=saying.words(request, seen.pack, f"plan.{found.question}"),
        lead=found.words,
        form=form,
        back=reverse("planning:plan", args=[person]),
    )
