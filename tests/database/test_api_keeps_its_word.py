"""The API is held to its own description: whatever is sent, nothing breaks, and answers have the shape it promises."""

import os
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from ownway.registers.decisions import queries as decisions
from ownway.steps.allocation import queries as figures
from ownway.steps.control import actions as control
from ownway.steps.planning import queries as plans
from tests.browsing import browser
from tests.factories import Somebody, somebody, works_with
from tests.paying import finance, paying_account
from tests.steps import asks, install, signed

pytestmark = pytest.mark.django_db

EXAMPLES = 200 if os.environ.get("OWNWAY_EVIDENCE") else 3
"""How often each operation is tried in each way."""

TOKEN = "a" * 32
"""What a page would give to be sent back with every deed."""

BITTEN = "a\x00b"
"""A text that no database can keep."""


class Office:
    """A person whose plan is agreed, who works with her, and one in finance; and all that can be named."""

    def __init__(self) -> None:
        now = timezone.now() - timedelta(hours=2)
        install(now)
        paying_account(now)
        rosa, idris, ann = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner"), finance("Ann Beddoes")
        works_with(idris, rosa)
        agreement = signed(rosa, idris, now=now)
        self.sessions = [session(who) for who in (rosa, idris, ann)]
        asker, moment = asks(rosa, now), timezone.now()
        plan = plans.plan_of(asker, person=rosa.party, now=moment)
        figure = figures.figure_of(asker, person=rosa.party, now=moment)
        terms = control.Terms("Ines Duarte", "Mornings", Fraction(10), 1_400)
        starts = moment.date()
        assistant = control.keep_assistant(
            asks(rosa, moment), now=moment, key="ines", person=rosa.party, starts=starts, terms=terms
        )
        assert plan is not None and figure is not None
        self.named: dict[str, Any] = {
            "person": rosa.party,
            "party": rosa.party,
            "helper": idris.party,
            "agreement": agreement,
            "plan": plan.id,
            "version": plan.version,
            "aim": plan.aims[0].id,
            "line": plan.lines[0].id,
            "figure": figure.id,
            "assessment": figures.my_assessments(asker, person=rosa.party, now=moment)[0].id,
            "decision": decisions.decisions_about(asker, person=rosa.party, now=moment)[0].id,
            "test": "legal",
            "programme": "in-control",
            "stream": "adult_social_care",
            "assistant": assistant,
        }


def session(who: Somebody) -> dict[str, str]:
    """The cookies of a browser in which somebody has signed in, with the token of a page."""
    return {"sessionid": browser(who).cookies["sessionid"].value, "csrftoken": TOKEN}


@pytest.fixture
def office() -> Iterator[Office]:
    """The office, on one connection that stays open between requests, so that all they do can be taken back."""
    made = Office()
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield made
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


def bitten(given: Any) -> Any:
    """The same body with NUL in every text."""
    if isinstance(given, str):
        return BITTEN
    if isinstance(given, list):
        return [bitten(one) for one in given]
    return {name: bitten(one) for name, one in given.items()} if isinstance(given, dict) else given


def send(case: Case, office: Office, *, who: int, way: str) -> None:
    """Send one case as somebody, real things named or not, NUL in its texts or not; take back all it did."""
    if way != "as drawn":
        case.path_parameters = {
            name: str(office.named.get(name, drawn)) for name, drawn in dict(case.path_parameters or {}).items()
        }
    if way == "nul" and case.body is not None:
        case.body = bitten(case.body)
    # A transaction of its own would forbid what commits by itself, such as the note of a look.
    before = transaction.savepoint()
    answer = case.call(headers={"X-CSRFToken": TOKEN}, cookies=office.sessions[who], base_url="http://testserver")
    transaction.savepoint_rollback(before)
    case.validate_response(answer, checks=[not_a_server_error, response_schema_conformance])
    # An address that leads nowhere, or by another method, is answered before the API is asked.
    if answer.status_code >= 400 and answer.status_code not in (404, 405):
        kind = answer.headers["content-type"][0]
        assert kind == "application/problem+json", f"{case.method} {case.formatted_path} answers {kind}"


def test_no_call_breaks_the_api_and_every_answer_is_as_described(office: Office) -> None:
    """Every operation, tried by three people with what fits its description and what does not, real things and none."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        # A path of any words and no body leaves nothing to get wrong.
        modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE) if operation.body else (GenerationMode.POSITIVE,)
        for mode in modes:

            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                database=None,
                phases=(Phase.explicit, Phase.generate),
                suppress_health_check=list(HealthCheck),
            )
            @given(
                case=operation.as_strategy(generation_mode=mode),
                who=st.integers(0, 2),
                way=st.sampled_from(["as drawn", "real", "nul"]),
            )
            def tries(case: Case, who: int, way: str) -> None:
                send(case, office, who=who, way=way)

            tries()
        tried += 1
    assert tried >= 59
