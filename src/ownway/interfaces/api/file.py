"""A person's file through the API: decisions, what is awaited, letters, who looked, and a copy of all of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, ReasonOut, Words, made
from ownway.registers.decisions import actions as decided
from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.people import queries as people
from ownway.steps.review import queries as review

router = Router()


class WordsIn(Schema):
    """Somebody's own words."""

    words: Words = ""


class AnswerIn(Schema):
    """The answer to a challenge, with its reason."""

    upheld: bool
    words: Words


class ChallengeOut(Schema):
    """A challenge, and its answer where there is one."""

    id: UUID
    made_by_name: str
    made_at: datetime
    words: str
    answer_due: date
    upheld: bool | None
    answer_words: str


class DecisionOut(Schema):
    """One decision with its reasons, how it stands, and until when it can be challenged."""

    id: UUID
    kind: str
    outcome: str
    voice: str
    decided_by_name: str
    decided_at: datetime
    rule_version: str
    reasons: list[ReasonOut]
    words: str
    thing: str
    thing_id: UUID
    standing: str
    challenge_until: date | None
    may_be_challenged: bool
    challenges: list[ChallengeOut]

    @classmethod
    def of(cls, seen: decisions.DecisionSeen) -> "DecisionOut":
        """Return the shape of a decision."""
        return cls(
            id=seen.id,
            kind=seen.kind,
            outcome=seen.outcome,
            voice=seen.voice,
            decided_by_name=seen.decided_by_name,
            decided_at=seen.decided_at,
            rule_version=seen.rule_version,
            reasons=[ReasonOut.of(one) for one in seen.reasons],
            words=seen.words,
            thing=seen.thing,
            thing_id=seen.thing_id,
            standing=seen.standing.value,
            challenge_until=seen.challenge_until,
            may_be_challenged=seen.may_be_challenged,
            challenges=[
                ChallengeOut(
                    id=one.id,
                    made_by_name=one.made_by_name,
                    made_at=one.made_at,
                    words=one.words,
                    answer_due=one.answer_due,
                    upheld=one.answer.upheld if one.answer else None,
                    answer_words=one.answer.words if one.answer else "",
                )
                for one in seen.challenges
            ],
        )


class ClockOut(Schema):
    """Something awaited, by when, and from whom."""

    kind: str
    due: date
    days_left: int
    waits_on_role: str
    waits_on_name: str
    thing: str
    thing_id: UUID


class LetterOut(Schema):
    """A letter as it was sent; *plain* is its words."""

    id: UUID
    kind: str
    title: str
    plain: str
    written_at: datetime


class LookOut(Schema):
    """Somebody looked or changed something: who, when, what for, and whether it was refused."""

    at: datetime
    who_name: str
    deed: str
    why: str
    looked: bool
    refused: bool
    own: bool


@router.get("/people/{uuid:person}/decisions", response=list[DecisionOut])
def decisions_about(request: HttpRequest, person: UUID) -> list[DecisionOut]:
    """Tell all that was decided about a person, the newest first."""
    asker, now = asking.who_and_when(request)
    found = decisions.decisions_about(asker, person=person, now=now)
    asking.looked(request, "decisions.see", person)
    return [DecisionOut.of(one) for one in found]


@router.post("/decisions/{uuid:decision}/challenges", response={201: Made})
def challenge_decision(request: HttpRequest, decision: UUID, body: WordsIn) -> Status:
    """Challenge a decision; a clock runs on the answer."""
    asker, now = asking.who_and_when(request)
    return made(decided.challenge(asker, now=now, decision=decision, words=body.words))


@router.post("/challenges/{uuid:challenge}/answer")
def answer_challenge(request: HttpRequest, challenge: UUID, body: AnswerIn) -> dict[str, bool]:
    """Answer a challenge by name; never by whoever made the decision."""
    asker, now = asking.who_and_when(request)
    decided.answer_challenge(asker, now=now, challenge=challenge, upheld=body.upheld, words=body.words)
    return {"upheld": body.upheld}


@router.get("/people/{uuid:person}/clocks", response=list[ClockOut])
def clocks_about(request: HttpRequest, person: UUID) -> list[Any]:
    """Tell what is awaited about a person, and by when."""
    asker, now = asking.who_and_when(request)
    found = decisions.clocks_about(asker, person=person, now=now)
    asking.looked(request, "decisions.see", person)
    return list(found)


@router.get("/people/{uuid:person}/letters", response=list[LetterOut])
def letters_to(request: HttpRequest, person: UUID) -> list[LetterOut]:
    """Tell every letter to a person, the newest first."""
    asker, now = asking.who_and_when(request)
    found = letters.letters_to(asker, person=person, now=now)
    asking.looked(request, "letters.see", person)
    return [
        LetterOut(
            id=one.id,
            kind=one.kind,
            title=one.title,
            plain=one.letter.plain if one.letter else "",
            written_at=one.written_at,
        )
        for one in found
    ]


@router.get("/people/{uuid:person}/looks", response=list[LookOut])
def looks_at(request: HttpRequest, person: UUID) -> list[Any]:
    """Tell who looked at a person's file and who changed it, the latest first."""
    asker, now = asking.who_and_when(request)
    found = people.looks_at(asker, person=person, now=now)
    asking.looked(request, "people.looks_at", person)
    return list(found)


@router.get("/people/{uuid:person}/file", response=dict[str, Any])
def whole_file(request: HttpRequest, person: UUID) -> dict[str, Any]:
    """Give the whole file of a person, for them to keep."""
    asker, now = asking.who_and_when(request)
    whole = review.whole_file(asker, person=person, now=now)
    asking.looked(request, "review.copy_file", person)
    return whole
