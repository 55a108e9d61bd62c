"""Step 3 through the API: hold a plan against its tests, sign or return it, approve a large sum."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from ownway.interfaces.api import asking
from ownway.interfaces.api.once import Key
from ownway.interfaces.api.shapes import Made, MoneyOut, Words, made
from ownway.steps.agreement import actions, queries
from ownway.steps.agreement.queries import AgreementSeen, JudgingSeen

router = Router()


class TestIn(Schema):
    """What was found in one test; words are needed where it is not passed."""

    __test__ = False

    passed: bool
    words: Words = ""


class NoteIn(Schema):
    """A note in somebody's own words."""

    words: Words = ""


class SignIn(Schema):
    """From when the money comes (today, unless said), and a note to the person."""

    starts: date | None = None
    words: Words = ""


class AssentIn(Schema):
    """How the person said yes: themselves, or heard by phone, on paper or face to face, with day and words."""

    channel: Literal["self", "phone", "paper", "with_someone"] = "self"
    words: Words = ""
    said_on: date | None = None


class AssentOut(Schema):
    """A yes to an agreement; *heard_by* is empty where the person said it themselves."""

    channel: str
    words: str
    said_on: date
    heard_by: str


class TestOut(Schema):
    """One test and what was found; *passed* is nothing while nobody has looked."""

    __test__ = False

    id: str
    needs: list[str]
    passed: bool | None
    words: str
    by_name: str
    at: datetime | None


class JudgingOut(Schema):
    """How a version stands to its tests, by when it is decided, and what came of it."""

    version: UUID
    person: UUID
    state: str
    tests: list[TestOut]
    decide_by: date | None
    waits_for_finance: bool
    may_test: bool
    may_sign: bool
    may_refuse: bool
    decision: UUID | None
    agreement: UUID | None

    @classmethod
    def of(cls, seen: JudgingSeen) -> "JudgingOut":
        """Return the shape of how a version stands."""
        return cls(
            version=seen.plan.version,
            person=seen.plan.person,
            state=seen.plan.state.value,
            tests=[
                TestOut(
                    id=test.id,
                    needs=list(test.needs),
                    passed=test.passed,
                    words=test.words,
                    by_name=test.by_name,
                    at=test.at,
                )
                for test in seen.tests
            ],
            decide_by=seen.clock.due if seen.clock else None,
            waits_for_finance=seen.waits_for_finance,
            may_test=seen.may_test,
            may_sign=seen.may_sign,
            may_refuse=seen.may_refuse,
            decision=seen.decision,
            agreement=seen.agreement,
        )


class AgreementOut(Schema):
    """What was agreed: so much money in every so long, from a day on, for one version of a plan."""

    id: UUID
    person: UUID
    version: UUID
    figure: UUID
    decision: UUID
    budget: UUID
    money: MoneyOut | None
    every: str
    plan_per_year: MoneyOut | None
    starts: date
    rule_version: str
    words: str
    signed_by_name: str
    signed_at: datetime
    assents: list[AssentOut]

    @classmethod
    def of(cls, seen: AgreementSeen) -> "AgreementOut":
        """Return the shape of an agreement."""
        return cls(
            id=seen.id,
            person=seen.person,
            version=seen.version,
            figure=seen.figure,
            decision=seen.decision,
            budget=seen.budget,
            money=MoneyOut.of(seen.money),
            every=seen.every.value,
            plan_per_year=MoneyOut.of(seen.plan_per_year),
            starts=seen.starts,
            rule_version=seen.rule_version,
            words=seen.words,
            signed_by_name=seen.signed_by_name,
            signed_at=seen.signed_at,
            assents=[
                AssentOut(channel=one.channel, words=one.words, said_on=one.said_on, heard_by=one.heard_by_name)
                for one in seen.assents
            ],
        )


@router.get("/plan-versions/{uuid:version}/tests", response=JudgingOut)
def judging(request: HttpRequest, version: UUID) -> JudgingOut:
    """Tell how a version stands to the programme's tests."""
    asker, now = asking.who_and_when(request)
    seen = queries.judging(asker, version=version, now=now)
    asking.looked(request, "agreement.see", seen.plan.person)
    return JudgingOut.of(seen)


@router.post("/plan-versions/{uuid:version}/tests/{test}", response={201: Made})
def record_test(request: HttpRequest, version: UUID, test: str, body: TestIn) -> Status:
    """Record what was found in one test; the latest word counts."""
    asker, now = asking.who_and_when(request)
    kept = actions.record_test(asker, now=now, version=version, test=test, passed=body.passed, words=body.words)
    return made(kept)


@router.post("/plan-versions/{uuid:version}/approve-sum", response={201: Made})
def approve_sum(request: HttpRequest, version: UUID, body: NoteIn) -> Status:
    """Approve a large yearly sum for finance."""
    asker, now = asking.who_and_when(request)
    return made(actions.approve_sum(asker, now=now, version=version, words=body.words))


@router.post("/plan-versions/{uuid:version}/sign", response={201: Made})
def sign(request: HttpRequest, version: UUID, body: SignIn, key: Key) -> Status:
    """Agree a plan by name and commit its money; the answer is the agreement.

    A version is signed once whatever the key: signing again gives the first agreement.
    """
    asker, now = asking.who_and_when(request)
    return made(actions.sign(asker, now=now, version=version, words=body.words, starts=body.starts))


@router.post("/plan-versions/{uuid:version}/return", response={201: Made})
def refuse(request: HttpRequest, version: UUID, body: NoteIn) -> Status:
    """Return a plan with the tests not passed and what would pass; the answer is the decision."""
    asker, now = asking.who_and_when(request)
    return made(actions.refuse(asker, now=now, version=version, words=body.words))


@router.get("/people/{uuid:person}/agreements", response=list[AgreementOut])
def agreements_of(request: HttpRequest, person: UUID) -> list[AgreementOut]:
    """Tell every agreement signed for a person, the newest first."""
    asker, now = asking.who_and_when(request)
    found = queries.agreements_of(asker, person=person, now=now)
    asking.looked(request, "agreement.see", person)
    return [AgreementOut.of(one) for one in found]


@router.get("/agreements/{uuid:agreement}", response=AgreementOut)
def agreement(request: HttpRequest, agreement: UUID) -> AgreementOut:
    """Tell one agreement."""
    asker, now = asking.who_and_when(request)
    seen = queries.agreement(asker, agreement=agreement, now=now)
    asking.looked(request, "agreement.see", seen.person)
    return AgreementOut.of(seen)


@router.post("/agreements/{uuid:agreement}/assents", response={201: Made})
def assent(request: HttpRequest, agreement: UUID, body: AssentIn) -> Status:
    """Keep the person's yes to an agreement: their own, or as it was heard by whoever works with them."""
    asker, now = asking.who_and_when(request)
    given = body.model_dump()
    return made(actions.assent(asker, now=now, agreement=agreement, **given))
