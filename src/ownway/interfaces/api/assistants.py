"""The register of assistants through the API: who works for a person, on which terms from when, checks, and the end."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field, StringConstraints

from ownway.interfaces.api import asking
from ownway.interfaces.api.once import Key
from ownway.interfaces.api.shapes import Made, MoneyOut, ReasonOut, Words, made
from ownway.rulebook.model.numbers import written
from ownway.steps.control import actions, queries
from ownway.steps.control.actions import Terms
from ownway.steps.control.queries import AssistantPage, RegisterSeen
from ownway.values import Money

router = Router()

Exact = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,6})?$")]
"""A number of hours or weeks, exact: ``"7.5"``."""


class TermsIn(Schema):
    """Who an assistant is, and on what terms they work from *starts* on; pay in pence an hour before deductions."""

    starts: date
    name: Words
    what: Words
    hours_week: Exact
    pence_hour: int = Field(ge=0, le=10**9)
    relation: Literal["none", "family", "family_at_home"]
    weeks: Exact = "52"
    born: int | None = Field(None, ge=0, le=9999)
    line: UUID | None = None

    def terms(self) -> Terms:
        """Return the terms."""
        return Terms(
            name=self.name,
            what=self.what,
            hours_week=Fraction(self.hours_week),
            pence_hour=self.pence_hour,
            relation=self.relation,
            born=self.born,
            weeks=Fraction(self.weeks),
            line=self.line,
        )


class EndIn(Schema):
    """The last day of the work."""

    last_day: date


class CheckIn(Schema):
    """How a check of the programme stands since a day."""

    check: str = Field(max_length=80)
    outcome: Literal["wished", "seen", "not_wanted"]
    on: date


class AgreeIn(Schema):
    """Why a relative in the same home is paid."""

    words: Words


class CheckOut(Schema):
    """A check, whether the law asks for it, and what was noted of it last."""

    check: str
    needed: bool
    outcome: str
    on: date | None
    words: str
    by_name: str


class AssistantOut(Schema):
    """An assistant: the terms of now (or the first to come, or the last), what a year costs, what to look at."""

    id: UUID
    name: str
    what: str
    hours_week: str
    weeks: str
    an_hour: MoneyOut | None
    a_week: MoneyOut | None
    a_year_costs: MoneyOut | None
    relation: str
    born: int | None
    line: UUID | None
    starts: date
    ends: date | None
    terms_from: date
    is_employed: bool
    warnings: list[ReasonOut]
    checks: list[CheckOut]

    @classmethod
    def of(cls, seen: AssistantPage, currency: str) -> "AssistantOut":
        """Return the shape of an assistant."""
        one = seen.seen
        named = {name: getattr(one, name) for name in ("id", "name", "what", "relation", "born", "line", "starts")}
        return cls(
            **named,
            hours_week=written(one.hours_week),
            weeks=written(one.weeks),
            an_hour=MoneyOut.of(Money(one.pence_hour, currency)),
            a_week=MoneyOut.of(Money(one.pence_week, currency)),
            a_year_costs=MoneyOut.of(seen.cost.year) if seen.cost else None,
            ends=one.ends,
            terms_from=one.terms_from,
            is_employed=seen.is_employed,
            warnings=[ReasonOut.of(reason) for reason in seen.warnings],
            checks=[
                CheckOut(**{name: getattr(check, name) for name in CheckOut.model_fields}) for check in seen.checks
            ],
        )


class RegisterOut(Schema):
    """Everybody who works, will work or worked for the person."""

    now: list[AssistantOut]
    coming: list[AssistantOut]
    past: list[AssistantOut]

    @classmethod
    def of(cls, seen: RegisterSeen) -> "RegisterOut":
        """Return the shape of a register."""
        groups = {name: getattr(seen, name) for name in cls.model_fields}
        return cls(**{name: [AssistantOut.of(one, seen.currency) for one in group] for name, group in groups.items()})


@router.get("/people/{uuid:person}/assistants", response=RegisterOut)
def register_of(request: HttpRequest, person: UUID) -> RegisterOut:
    """Tell who works for a person."""
    asker, now = asking.who_and_when(request)
    seen = queries.register_of(asker, person=person, now=now)
    asking.looked(request, "control.see_assistants", person)
    return RegisterOut.of(seen)


@router.post("/people/{uuid:person}/assistants", response={201: Made})
def keep_assistant(request: HttpRequest, person: UUID, body: TermsIn, key: Key) -> Status:
    """Write down who works for a person."""
    asker, now = asking.who_and_when(request)
    kept = actions.keep_assistant(asker, now=now, key=key, person=person, starts=body.starts, terms=body.terms())
    return made(kept)


@router.get("/assistants/{uuid:assistant}", response=AssistantOut)
def assistant(request: HttpRequest, assistant: UUID) -> AssistantOut:
    """Tell one assistant."""
    asker, now = asking.who_and_when(request)
    seen, register = queries.assistant(asker, assistant=assistant, now=now)
    asking.looked(request, "control.see_assistants", register.person)
    return AssistantOut.of(seen, register.currency)


@router.post("/assistants/{uuid:assistant}/terms", response={201: Made})
def change_terms(request: HttpRequest, assistant: UUID, body: TermsIn) -> Status:
    """Write down other terms from a day on; for a day that has terms, they are put right."""
    asker, now = asking.who_and_when(request)
    actions.change_terms(asker, now=now, assistant=assistant, starts=body.starts, terms=body.terms())
    return made(assistant)


@router.post("/assistants/{uuid:assistant}/end", response={201: Made})
def end_assistant(request: HttpRequest, assistant: UUID, body: EndIn) -> Status:
    """Write down the last day."""
    asker, now = asking.who_and_when(request)
    actions.end_assistant(asker, now=now, assistant=assistant, last_day=body.last_day)
    return made(assistant)


@router.post("/assistants/{uuid:assistant}/checks", response={201: Made})
def note_check(request: HttpRequest, assistant: UUID, body: CheckIn) -> Status:
    """Note how a check stands; never what it says."""
    asker, now = asking.who_and_when(request)
    noted = actions.note_check(asker, now=now, assistant=assistant, check=body.check, outcome=body.outcome, on=body.on)
    return made(noted)


@router.post("/assistants/{uuid:assistant}/agree", response={201: Made})
def agree_exception(request: HttpRequest, assistant: UUID, body: AgreeIn) -> Status:
    """Agree that a relative in the same home is paid."""
    asker, now = asking.who_and_when(request)
    return made(actions.agree_exception(asker, now=now, assistant=assistant, words=body.words))
