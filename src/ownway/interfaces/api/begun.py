"""Step 1 before one is anyone, through the API: begin, answer, come back with the code, end it, bring it over.

The code is sent in the body and never in an address. Wrong ones are counted, as on the pages: ten from one address in a
quarter of an hour, and 5,000 an hour from all together. So a key that makes sending twice the same as once does nothing
here: each of these does the same when it is sent again, or finds the code ended.
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from ownway.interfaces.api import asking
from ownway.interfaces.api.allocation_shapes import QuestionOut
from ownway.interfaces.api.once import counts_wrong_tries
from ownway.interfaces.api.shapes import Made, MoneyOut, Words, made
from ownway.steps.allocation import actions, queries

router = Router()

Code = Annotated[Words, Field(max_length=40, description="Small letters and gaps do not matter.")]


class BeginIn(Schema):
    """Which programme; the usual one where none is named."""

    programme: Annotated[Words, Field(max_length=80)] = ""


class CodeOut(Schema):
    """The code that opens what was begun. It is kept nowhere: whoever loses it begins again."""

    code: str


class CodeIn(Schema):
    """The code that opens what was begun."""

    code: Code


class AnswerUnderCodeIn(CodeIn):
    """An answer in the form of the pack; *base* names the answers that its writer had before them."""

    question: Annotated[Words, Field(max_length=80)]
    value: dict[str, Any]
    base: list[UUID] = []


class BringIn(CodeIn):
    """The code, and how the person agreed where somebody else brings it over."""

    words: Words = ""


class BegunOut(Schema):
    """What was answered under a code, when it ends, and what it comes to: a sum, or a range and what is missing."""

    programme: str
    version: str
    started_at: datetime
    ends_at: datetime
    questions: list[QuestionOut]
    figure: MoneyOut | None
    per: str
    range: list[MoneyOut] | None
    missing: list[str]


@router.post("/begun", response={201: CodeOut}, auth=None, url_name="begin_by_code")
def begin(request: HttpRequest, body: BeginIn) -> Status:
    """Begin a self-assessment without an account. A begin whose answer was lost holds nothing: begin again."""
    asker, now = asking.who_and_when(request)
    code = actions.begin_by_code(asker, now=now, programme=body.programme or settings.OWNWAY_PROGRAMME)
    return Status(201, CodeOut(code=code))


@router.post("/begun/opened", response=BegunOut, auth=None, url_name="open_by_code")
@counts_wrong_tries
def open_begun(request: HttpRequest, body: CodeIn) -> dict[str, Any]:
    """Come back with a code, on any device: what was answered, and what it comes to. Nothing is changed by it."""
    asker, now = asking.who_and_when(request)
    _may_open(request, body.code)
    seen = queries.begun_by_code(asker, code=body.code, now=now)
    worked = queries.estimate_by_code(asker, code=body.code, now=now).as_json()
    return {
        "programme": seen.programme,
        "version": seen.version,
        "started_at": seen.started_at,
        "ends_at": seen.ends_at,
        "questions": [QuestionOut.of(part.id, one) for part in seen.sections for one in part.questions],
        **{name: worked[name] for name in ("figure", "per", "range", "missing")},
    }


@router.post("/begun/answers", response={201: Made}, auth=None, url_name="answer_by_code")
@counts_wrong_tries
def answer(request: HttpRequest, body: AnswerUnderCodeIn) -> Status:
    """Keep an answer under a code. The same answer again is kept once; two given past each other both stand."""
    asker, now = asking.who_and_when(request)
    _may_open(request, body.code)
    kept = actions.answer_by_code(
        asker, now=now, code=body.code, question=body.question, value=body.value, base=body.base
    )
    return made(kept)


@router.post("/begun/forgotten", response={204: None}, auth=None, url_name="forget_by_code")
@counts_wrong_tries
def forget(request: HttpRequest, body: CodeIn) -> Status:
    """Take away all that a code opens, at once and for ever."""
    asker, now = asking.who_and_when(request)
    _may_open(request, body.code)
    actions.forget_by_code(asker, now=now, code=body.code)
    return Status(204, None)


@router.post("/people/{uuid:person}/begun", response={201: Made}, url_name="take_over")
@counts_wrong_tries
def take_over(request: HttpRequest, person: UUID, body: BringIn) -> Status:
    """Bring what was begun by a code into a person's file; gives the self-assessment it stands in. The code ends."""
    asker, now = asking.who_and_when(request)
    kept = actions.take_over(asker, now=now, person=person, code=body.code, address=str(asker.party), words=body.words)
    return made(kept)


def _may_open(request: HttpRequest, code: str) -> None:
    asker, now = asking.who_and_when(request)
    address: Any = get_client_ip_address(request)
    actions.open_by_code(asker, now=now, code=code, address=str(address))
