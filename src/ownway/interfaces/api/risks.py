"""The talk about the risks of a plan through the API, and the panel that a serious one is taken to."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, Words, made
from ownway.steps.agreement import actions, queries
from ownway.steps.agreement.queries import PanelSeen, RiskSeen, RisksSeen

router = Router()


class RiskIn(Schema):
    """What could go wrong, how likely, what is gained by it, what would help, and who carries what."""

    happens: Words
    likely: Literal["hardly", "perhaps", "likely"]
    gained: Words
    helps: Words = ""
    carried: Words = ""


class SaidIn(Schema):
    """Something said to a risk."""

    words: Words


class TakenIn(Schema):
    """The risk that is taken to the panel, the programme's reason for it, and why in words."""

    risk: UUID
    reason: str
    words: Words


class CalledIn(Schema):
    """When and where the panel talks, and of what."""

    day: date
    place: Words
    agenda: Words


class WishIn(Schema):
    """How the person wishes to be heard by the panel."""

    way: str
    words: Words = ""


class InterestIn(Schema):
    """Whether a member has an interest of their own in the matter, and which."""

    has_interest: bool
    words: Words = ""


class PanelDecisionIn(Schema):
    """What the panel decides, who sat, how the person was heard, the minutes, and the reason."""

    outcome: str
    members: list[UUID]
    heard: Words
    minutes: Words
    words: Words


class RiskSaidOut(Schema):
    """What somebody said to a risk."""

    words: str
    by_name: str
    at: datetime


class RiskOut(Schema):
    """A risk as it was opened, and all that was said to it."""

    id: UUID
    happens: str
    likely: str
    gained: str
    helps: str
    carried: str
    by_name: str
    at: datetime
    answers: list[RiskSaidOut]

    @classmethod
    def of(cls, seen: RiskSeen) -> "RiskOut":
        """Return the shape of a risk."""
        names = ("id", "happens", "likely", "gained", "helps", "carried", "by_name", "at")
        said = [RiskSaidOut(words=one.words, by_name=one.by_name, at=one.at) for one in seen.answers]
        return cls(**{name: getattr(seen, name) for name in names}, answers=said)


class PanelOut(Schema):
    """The panel: why it was asked, when it talks, who may sit, how the person is heard, and what came of it."""

    id: UUID
    reason: str
    words: str
    risk: UUID
    by_name: str
    day: date | None
    place: str
    agenda: str
    heard_by: str
    sitting: list[UUID]
    quorum: int
    missing_to_quorum: int
    outcome: str
    minutes: str
    decision: UUID | None

    @classmethod
    def of(cls, seen: PanelSeen) -> "PanelOut":
        """Return the shape of a panel."""
        called, decided = seen.called, seen.decided
        return cls(
            id=seen.id,
            reason=seen.reason,
            words=seen.words,
            risk=seen.risk,
            by_name=seen.by_name,
            day=called.day if called else None,
            place=called.place if called else "",
            agenda=called.agenda if called else "",
            heard_by=seen.wish.way if seen.wish else "",
            sitting=list(seen.sitting),
            quorum=seen.quorum,
            missing_to_quorum=seen.missing_to_quorum,
            outcome=decided.outcome if decided else "",
            minutes=decided.minutes if decided else "",
            decision=decided.decision if decided else None,
        )


class RisksOut(Schema):
    """The risks of a plan up to a version, and the panel where one was asked."""

    risks: list[RiskOut]
    panel: PanelOut | None
    may_talk: bool

    @classmethod
    def of(cls, seen: RisksSeen) -> "RisksOut":
        """Return the shape of what was said of a plan's risks."""
        panel = PanelOut.of(seen.panel) if seen.panel else None
        return cls(risks=[RiskOut.of(one) for one in seen.risks], panel=panel, may_talk=seen.may_talk)


@router.get("/plan-versions/{uuid:version}/risks", response=RisksOut)
def risks(request: HttpRequest, version: UUID) -> RisksOut:
    """Tell what was said of a plan's risks by both sides, and the panel where one was asked."""
    asker, now = asking.who_and_when(request)
    seen = queries.risks(asker, version=version, now=now)
    asking.looked(request, "agreement.see", seen.plan.person)
    return RisksOut.of(seen)


@router.post("/plan-versions/{uuid:version}/risks", response={201: Made})
def open_risk(request: HttpRequest, version: UUID, body: RiskIn) -> Status:
    """Begin the talk about a risk; what is gained by taking it belongs to it."""
    asker, now = asking.who_and_when(request)
    return made(actions.open_risk(asker, now=now, version=version, given=actions.RiskGiven(**body.model_dump())))


@router.post("/plan-versions/{uuid:version}/risks/{uuid:risk}", response={201: Made})
def answer_risk(request: HttpRequest, version: UUID, risk: UUID, body: SaidIn) -> Status:
    """Say something to a risk."""
    asker, now = asking.who_and_when(request)
    return made(actions.answer_risk(asker, now=now, version=version, risk=risk, words=body.words))


@router.post("/plan-versions/{uuid:version}/panel", response={201: Made})
def take_to_panel(request: HttpRequest, version: UUID, body: TakenIn) -> Status:
    """Take a plan to the panel for a serious risk that was talked about."""
    asker, now = asking.who_and_when(request)
    return made(actions.take_to_panel(asker, now=now, version=version, **body.model_dump()))


@router.post("/plan-versions/{uuid:version}/panel/day", response={201: Made})
def call_panel(request: HttpRequest, version: UUID, body: CalledIn) -> Status:
    """Say when and where the panel talks, and of what; the person is told by letter."""
    asker, now = asking.who_and_when(request)
    return made(actions.call_panel(asker, now=now, version=version, **body.model_dump()))


@router.post("/plan-versions/{uuid:version}/panel/wishes", response={201: Made})
def wish_to_be_heard(request: HttpRequest, version: UUID, body: WishIn) -> Status:
    """Say how the person wishes to be heard by the panel; the latest wish counts."""
    asker, now = asking.who_and_when(request)
    return made(actions.wish_to_be_heard(asker, now=now, version=version, **body.model_dump()))


@router.post("/plan-versions/{uuid:version}/panel/interests", response={201: Made})
def declare_interest(request: HttpRequest, version: UUID, body: InterestIn) -> Status:
    """Declare whether one has an interest of one's own; who has one does not decide."""
    asker, now = asking.who_and_when(request)
    return made(actions.declare_interest(asker, now=now, version=version, **body.model_dump()))


@router.post("/plan-versions/{uuid:version}/panel/decision", response={201: Made})
def decide_in_panel(request: HttpRequest, version: UUID, body: PanelDecisionIn) -> Status:
    """Decide for the panel: whether the plan goes ahead, or not yet and what would pass."""
    asker, now = asking.who_and_when(request)
    return made(actions.decide_in_panel(asker, now=now, version=version, **body.model_dump()))
