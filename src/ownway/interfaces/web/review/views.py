"""Reviews: when the next is due, asking for one, and going through every question of the plan in one's own words."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.fields import LongWords
from ownway.interfaces.web.design.forms import Form
from ownway.interfaces.web.design.pages import Shown, go, page, show
from ownway.interfaces.web.design.progress import Standing
from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.review import saying
from ownway.registers.decisions import queries as decisions
from ownway.registers.people import queries as people
from ownway.steps.review import actions, queries
from ownway.steps.review.queries import ReviewSeen
from ownway.values.cannot import NotAllowed, NotFound


@page("review.see")
def overview(request: HttpRequest, person: UUID) -> Shown:
    """Show when the next review is due, and those that were held."""
    asker, now = request.asker, request.now
    lines = queries.reviews_of(asker, person=person, now=now)
    own = asker.party == person
    called = people.person(asker, person=person, now=now).called
    return show(
        "review/overview.html",
        about=person,
        title=_("Looking back together") if own else _("The reviews of %(name)s") % {"name": called},
        person=person,
        own=own,
        due=queries.due_of(asker, person=person, now=now),
        may_call=people.may_do(asker, deed="review.call", about=person, now=now),
        going=next((line for line in lines if line.held_on is None), None),
        held=[line for line in lines if line.held_on is not None],
        back=reverse("home:person", args=[person]),
    )


@page("review.call")
def call(request: HttpRequest, person: UUID) -> Shown | HttpResponse:
    """Ask for a review before it is due."""
    asker, now = request.asker, request.now
    queries.reviews_of(asker, person=person, now=now)
    people.check_may_do(asker, deed="review.call", about=person, now=now)
    fields = {
        "why": LongWords(
            _("What has happened, or what should change?"),
            longest=2000,
            hint=_("A sentence is enough. Anyone concerned can ask, at any time."),
        )
    }
    form = Form(request, fields=fields)
    if form.carries_out(lambda given: actions.call_review(asker, now=now, person=person, why=given["why"])):
        return go("review:review", form.result)
    return show(
        "pages/question.html",
        about=person,
        title=_("Ask for a review"),
        lead=_("We look at the plan together within two weeks. The money goes on while we do."),
        form=form,
        send_words=_("Ask for a review"),
        back=reverse("review:overview", args=[person]),
    )


@page("review.see")
def review(request: HttpRequest, review: UUID) -> Shown:
    """Show one review: its questions while it is open, what came of it afterwards."""
    asker, now = request.asker, request.now
    seen = queries.review(asker, review=review, now=now)
    disclosure.heed(asker, seen.pack, person=seen.line.person)
    easy = bool(request.showing.easy_read)
    back = reverse("review:overview", args=[seen.line.person])
    questions = [(one, seen.pack.say(one.key, language(), easy)) for one in seen.questions]
    if not seen.is_open:
        return show(
            "review/concluded.html",
            about=seen.line.person,
            title=_("What came of the review"),
            seen=seen,
            questions=[(one, words) for one, words in questions if one.said],
            changes=[saying.changed(seen, change, easy=easy) for change in seen.changes],
            decision=_decision(request, seen),
            back=back,
        )
    return show(
        "review/review.html",
        about=seen.line.person,
        title=_("Look back at your plan") if seen.is_own else _("Look back with %(name)s") % {"name": seen.person_name},
        seen=seen,
        questions=questions,
        tasks=[_task(request, seen, one.id, words) for one, words in questions],
        back=back,
    )


@page("review.answer")
def question(request: HttpRequest, review: UUID, question: str) -> Shown | HttpResponse:
    """Say something to one question; what others said, and what the plan says, stands above.

    :raises NotFound: when the review asks no such question.
    """
    asker, now = request.asker, request.now
    seen = queries.review(asker, review=review, now=now)
    asked = seen.question(question)
    if asked is None:
        raise NotFound("review.no_such_question")
    mine = next((said for said in asked.said if said.by == asker.party), None)
    words = seen.pack.say(asked.key, language(), bool(request.showing.easy_read))
    label = _("What do you say?") if seen.is_own else _("What do you say, or what did they tell you?")
    form = Form(
        request,
        fields={"text": LongWords(label, longest=10_000, rows=6, required=False)},
        initial={"text": mine.text if mine else ""},
    )
    if form.carries_out(
        lambda given: actions.answer_review(asker, now=now, review=review, question=question, text=given["text"])
    ):
        order = [one.id for one in seen.questions]
        place = order.index(question) + 1
        if place < len(order):
            return go("review:question", review, order[place])
        return go("review:review", review)
    return show(
        "review/question.html",
        about=seen.line.person,
        title=words,
        caption=_("Question %(number)s of %(of)s")
        % {"number": [one.id for one in seen.questions].index(question) + 1, "of": len(seen.questions)},
        seen=seen,
        asked=asked,
        others=[said for said in asked.said if said.by != asker.party],
        form=form if seen.may_answer or form.is_bound else None,
        back=reverse("review:review", args=[review]),
    )


def _decision(request: HttpRequest, seen: ReviewSeen) -> UUID | None:
    """Return the decision where there is one and the asker may read it."""
    if seen.line.decision is None:
        return None
    try:
        told = decisions.decision(request.asker, decision=seen.line.decision, now=request.now)
    except (NotFound, NotAllowed):
        return None
    return told.id


def _task(request: HttpRequest, seen: ReviewSeen, question: str, words: str) -> dict[str, object]:
    asked = seen.question(question)
    said = asked.said if asked else ()
    mine = any(one.by == request.asker.party for one in said)
    names = ", ".join(one.by_name for one in said)
    return {
        "name": words,
        "address": reverse("review:question", args=[seen.line.id, question]) if seen.may_answer else "",
        "hint": _("Said by: %(names)s") % {"names": names} if names else "",
        "standing": Standing.DONE if mine else Standing.IN_PROGRESS if said else Standing.NOT_STARTED,
    }
