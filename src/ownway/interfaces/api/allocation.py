"""Step 1 through the API: answer, hand in, check, settle, tell, challenge, move over."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.allocation_shapes import AssessmentOut, EligibilityOut, FigureOut, PersonOut
from ownway.interfaces.api.shapes import Made, Words, made
from ownway.steps.allocation import actions, queries
from ownway.values import Every, Money

router = Router()

Channel = Literal["self", "with_someone", "phone", "paper"]


class StartIn(Schema):
    """Which programme (the usual one where none is named), how the answers come, and why again."""

    programme: str = ""
    channel: Channel = "self"
    why_again: Words = ""


class AnswerIn(Schema):
    """An answer in the form of the pack: ``{"level": "some"}``, ``{"text": "…"}``, ``{"state": "not_known"}``."""

    question: str
    value: dict[str, Any]
    base: list[UUID] = []
    voice: Literal["person", "advocate", "family", "carer", "practitioner"] = "person"
    channel: Channel = "self"
    words: Words = ""


class CheckIn(Schema):
    """What a practitioner does with one answer; a value and words wherever they do not simply agree."""

    question: str
    deed: Literal["agree", "otherwise", "settle"]
    value: dict[str, Any] = {}
    words: Words = ""


class WordsIn(Schema):
    """A note or a reason in somebody's own words."""

    words: Words = ""


class MoveIn(Schema):
    """The figure a panel decides on, and its reason."""

    pence: int
    words: Words


class PackageIn(Schema):
    """The support somebody had before."""

    pence: int
    currency: str
    every: Every
    since: date
    words: Words = ""


class EligibilityIn(Schema):
    """Whether the programme is open to the person, why, and what is offered where it is not."""

    eligible: bool
    words: Words
    offer: Words = ""


class TalkIn(Schema):
    """A talk in person about a lower sum."""

    on: date
    words: Words


@router.get("/people/{uuid:person}/allocation", response=PersonOut)
def allocation_of(request: HttpRequest, person: UUID) -> PersonOut:
    """Tell where one person's allocation stands: every figure told, and every self-assessment."""
    asker, now = asking.who_and_when(request)
    told = queries.figures_of(asker, person=person, now=now)
    held = queries.figure_of(asker, person=person, now=now)
    lines = queries.my_assessments(asker, person=person, now=now)
    asking.looked(request, "allocation.see_figure", person)
    return PersonOut.of(held, told, lines)


@router.post("/people/{uuid:person}/assessments", response={201: Made})
def start_assessment(request: HttpRequest, person: UUID, body: StartIn) -> Status:
    """Start a self-assessment, or give the one that is still open."""
    asker, now = asking.who_and_when(request)
    kept = actions.start_assessment(
        asker,
        now=now,
        person=person,
        programme=body.programme or settings.OWNWAY_PROGRAMME,
        channel=body.channel,
        why_again=body.why_again,
    )
    return made(kept)


@router.get("/assessments/{uuid:assessment}", response=AssessmentOut)
def assessment(request: HttpRequest, assessment: UUID) -> AssessmentOut:
    """Tell one self-assessment, each question with the answers of every voice."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    asking.looked(request, "allocation.see", seen.person)
    return AssessmentOut.of(seen)


@router.post("/assessments/{uuid:assessment}/answers", response={201: Made})
def answer(request: HttpRequest, assessment: UUID, body: AnswerIn) -> Status:
    """Keep an answer of one voice. The same answer again is kept once; one given past another stands beside it."""
    asker, now = asking.who_and_when(request)
    kept = actions.answer(
        asker,
        now=now,
        assessment=assessment,
        question=body.question,
        value=body.value,
        base=body.base,
        voice=body.voice,
        channel=body.channel,
        words=body.words,
    )
    return made(kept)


@router.post("/assessments/{uuid:assessment}/hand-in", response=FigureOut)
def hand_in(request: HttpRequest, assessment: UUID) -> FigureOut:
    """Hand it in and be told the estimate at once; again gives the same estimate."""
    asker, now = asking.who_and_when(request)
    kept = actions.hand_in(asker, now=now, assessment=assessment)
    return FigureOut.of(queries.figure(asker, figure=kept, now=now))


@router.post("/assessments/{uuid:assessment}/checks", response={201: Made})
def check(request: HttpRequest, assessment: UUID, body: CheckIn) -> Status:
    """Agree with an answer, put one's own beside it, or settle on one with the reason."""
    asker, now = asking.who_and_when(request)
    if body.deed == "agree":
        kept = actions.agree_answer(asker, now=now, assessment=assessment, question=body.question)
    else:
        deed = actions.disagree if body.deed == "otherwise" else actions.settle
        kept = deed(asker, now=now, assessment=assessment, question=body.question, value=body.value, words=body.words)
    return made(kept)


@router.post("/assessments/{uuid:assessment}/agree-rest")
def agree_rest(request: HttpRequest, assessment: UUID) -> dict[str, int]:
    """Agree with every answer that nobody disputes."""
    asker, now = asking.who_and_when(request)
    return {"agreed": actions.agree_rest(asker, now=now, assessment=assessment)}


@router.get("/assessments/{uuid:assessment}/eligibility", response=EligibilityOut)
def eligibility(request: HttpRequest, assessment: UUID) -> EligibilityOut:
    """Tell what the programme's own rule says of whether it is open to the person, and what was decided."""
    asker, now = asking.who_and_when(request)
    seen = queries.assessment(asker, assessment=assessment, now=now)
    decided = queries.eligibility_of(asker, person=seen.person, now=now)
    asking.looked(request, "allocation.see", seen.person)
    return EligibilityOut.of(
        queries.proposed_eligibility(asker, assessment=assessment, now=now),
        decided if decided and decided.assessment == assessment else None,
    )


@router.post("/assessments/{uuid:assessment}/eligibility", response={201: Made})
def decide_eligibility(request: HttpRequest, assessment: UUID, body: EligibilityIn) -> Status:
    """Decide by name whether the programme is open to the person; the answer is the decision."""
    asker, now = asking.who_and_when(request)
    kept = actions.decide_eligibility(
        asker, now=now, assessment=assessment, eligible=body.eligible, words=body.words, offer=body.offer
    )
    return made(kept)


@router.post("/assessments/{uuid:assessment}/told-in-person", response={201: Made})
def told_in_person(request: HttpRequest, assessment: UUID, body: TalkIn) -> Status:
    """Note that the person heard of a lower sum in person first."""
    asker, now = asking.who_and_when(request)
    kept = actions.note_told_in_person(asker, now=now, assessment=assessment, on=body.on, words=body.words)
    return made(kept)


@router.post("/assessments/{uuid:assessment}/tell", response={201: Made})
def tell_budget(request: HttpRequest, assessment: UUID, body: WordsIn) -> Status:
    """Tell the indicative budget; the answer is the decision. Only a person can, by name."""
    asker, now = asking.who_and_when(request)
    return made(actions.tell_budget(asker, now=now, assessment=assessment, words=body.words))


@router.get("/figures/{uuid:figure}", response=FigureOut)
def figure(request: HttpRequest, figure: UUID) -> FigureOut:
    """Tell one figure with its whole working."""
    asker, now = asking.who_and_when(request)
    seen = queries.figure(asker, figure=figure, now=now)
    asking.looked(request, "allocation.see_figure", seen.person)
    return FigureOut.of(seen)


@router.post("/figures/{uuid:figure}/challenge", response={201: Made})
def challenge(request: HttpRequest, figure: UUID, body: WordsIn) -> Status:
    """Challenge a figure; a clock runs on the answer."""
    asker, now = asking.who_and_when(request)
    return made(actions.challenge_figure(asker, now=now, figure=figure, words=body.words))


@router.post("/figures/{uuid:figure}/move", response={201: Made})
def move(request: HttpRequest, figure: UUID, body: MoveIn) -> Status:
    """Move a figure as a panel, inside the programme's limits; the answer is the decision."""
    asker, now = asking.who_and_when(request)
    return made(actions.move_figure(asker, now=now, figure=figure, pence=body.pence, words=body.words))


@router.post("/people/{uuid:person}/package-before", response={201: Made})
def note_package(request: HttpRequest, person: UUID, body: PackageIn) -> Status:
    """Note the support somebody had before."""
    asker, now = asking.who_and_when(request)
    kept = actions.note_package(
        asker,
        now=now,
        person=person,
        money=Money(body.pence, body.currency),
        every=body.every,
        since=body.since,
        words=body.words,
    )
    return made(kept)
