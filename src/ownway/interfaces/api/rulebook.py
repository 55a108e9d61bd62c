"""The rules in the open: every programme, and every version of its rule as data, for anyone to read and to try."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from ownway.interfaces.api import asking
from ownway.interfaces.api.rulebook_shapes import ProgrammeOut, PublishedRuleOut, RuleOut, published_rule
from ownway.interfaces.api.shapes import MoneyOut, ReasonOut
from ownway.registers.programmes import queries as programmes
from ownway.rulebook import exact_json
from ownway.rulebook.changes import what_would_change
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.fhir import questionnaire_of
from ownway.rulebook.load import read_examples
from ownway.rulebook.model import Answer, Pack
from ownway.values.cannot import NotFound

router = Router(auth=None)


class TryIn(Schema):
    """Answers to try, each in its kept form: ``{"level": "some"}``, ``{"yes": true}``, ``{"number": "3.5"}`` …"""

    answers: dict[str, dict[str, Any]] = Field(max_length=500)
    version: str = Field(default="", max_length=40, description="The version that holds today where none is named.")
    on: date | None = Field(default=None, description="The day the rule is asked for; today where none is named.")
    needs_on: date | None = Field(default=None, description="The day of the needs, for ages; else that of the rule.")
    paid_from: date | None = Field(default=None, description="From when money is paid; else the day of the rule.")


class ChangeOut(Schema):
    """One answer one step up or down (the *answer* whole, *instead* in short), and what the rule would give then."""

    question: str
    given: str
    instead: str
    answer: dict[str, Any]
    figure: MoneyOut


class TriedOut(Schema):
    """What the rule gives for the answers: nothing was kept, and it is no decision."""

    programme: str
    version: str
    figure: MoneyOut | None
    per: str
    range: list[MoneyOut] | None
    missing: list[str]
    steps: dict[str, Any]
    reason: ReasonOut
    what_would_change: list[ChangeOut]


@router.get("/rules", response=list[ProgrammeOut], auth=None)
def rules(request: HttpRequest) -> list[Any]:
    """List the programmes in force today."""
    _asker, now = asking.who_and_when(request)
    return list(programmes.programmes(on=timezone.localdate(now)))


@router.get("/rules/{programme}", response=PublishedRuleOut, auth=None, url_name="published_rule")
def published(request: HttpRequest, programme: str, version: str = "") -> dict[str, Any]:
    """Give a programme's rule whole: questions, points, tables, limits, sources, findings, examples, versions."""
    pack = _pack(request, programme, version)
    examples = read_examples(pack, programmes.files(pack.version))
    found, on = programmes.audit_of(pack.version), timezone.localdate(asking.who_and_when(request)[1])
    standings = programmes.standings(programme, on=on)
    return published_rule(pack, audit=found, examples=examples, standings=standings)


@router.get("/rules/{programme}/questionnaire", response=dict[str, Any], auth=None, url_name="questionnaire")
def questionnaire(request: HttpRequest, programme: str, version: str = "") -> HttpResponse:
    """Give a programme's questions as a FHIR R4 Questionnaire with the points of each answer."""
    pack = _pack(request, programme, version)
    text = exact_json.write(questionnaire_of(pack, request.build_absolute_uri(request.path)))
    return HttpResponse(text, content_type="application/fhir+json; charset=utf-8")


@router.post("/rules/{programme}/figure", response=TriedOut, auth=None, url_name="try_rule")
def try_rule(request: HttpRequest, programme: str, body: TryIn) -> dict[str, Any]:
    """Work out what a rule gives for some answers. Nothing is kept; it is no decision; sending twice is as once."""
    _asker, now = asking.who_and_when(request)
    pack = _pack(request, programme, body.version)
    on = body.on or timezone.localdate(now)
    answers: dict[str, Answer] = {}
    for id, given in body.answers.items():
        if id not in pack.by_id:
            raise CannotWorkOut("rulebook.unknown_question", field=id, question=id)
        answers[id] = Answer.from_json(pack.question(id), given)
    worked = work_out(pack, answers, on, body.needs_on, body.paid_from)
    told = worked.as_json()
    return {
        "programme": pack.id,
        "version": pack.version,
        "figure": told["figure"],
        "per": told["per"],
        "range": told["range"],
        "missing": told["missing"],
        "steps": {step["id"]: step["value"] for step in told["steps"]},
        "reason": ReasonOut.of(worked.reason),
        "what_would_change": [
            {
                "question": one.question,
                "given": one.given,
                "instead": one.instead,
                "answer": one.answer.as_json(),
                "figure": MoneyOut.of(one.figure),
            }
            for one in what_would_change(pack, answers, on, body.needs_on, body.paid_from)
        ],
    }


@router.get("/rules/{programme}/versions/{version}", response=RuleOut, auth=None)
def rule(request: HttpRequest, programme: str, version: str) -> dict[str, Any]:
    """Give one version of a programme's rule as it was handed in, however old."""
    pack = _pack(request, programme, version)
    return {
        "programme": pack.id,
        "version": version,
        "rule_hash": pack.rule_hash,
        "words_hash": pack.words_hash,
        "illustrative": pack.illustrative,
        "currency": pack.currency,
        "files": programmes.files(version),
    }


def _pack(request: HttpRequest, programme: str, version: str) -> Pack:
    """Return the pack of a version of a programme, of the one that holds today where none is named.

    :raises NotFound: when the programme has no such version, or none in force.
    """
    _asker, now = asking.who_and_when(request)
    wanted = version or programmes.in_force(programme, on=timezone.localdate(now))
    pack = programmes.pack(wanted)
    if pack.id != programme:
        raise NotFound("programmes.unknown_version", version=wanted)
    return pack
