"""On every form of planning, agreement and the desk nothing typed is lost when session or token had ended."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.steps.agreement import actions as agreement
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from tests.browsing import hidden
from tests.factories import PASSWORD, Somebody, asks, somebody, stands_beside, works_with
from tests.steps import install, planned, told

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=50)
WORDS = "It took me an hour to write this."
Pages = list[tuple[Somebody, str]]


def at(minutes: int) -> datetime:
    """A moment some minutes later."""
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def rosa() -> Somebody:
    """A person with a plan that is being written, and her sister in it."""
    install(NOW)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


def while_writing(rosa: Somebody, idris: Somebody) -> Pages:
    """Every form on which somebody types while a plan is being written."""
    told(rosa, idris, now=NOW)
    plan = planned(rosa, now=at(5))
    thandi = somebody("Thandi Mbeki")
    stands_beside(thandi, rosa)
    planning.let_in(asks(rosa, at(6)), now=at(6), plan=plan, helper=thandi.party, access="write")
    said = planning.comment(asks(thandi, at(7)), now=at(7), plan=plan, question="important", words="The choir?")
    seen = plans.plan_of(asks(rosa, at(8)), person=rosa.party, now=at(8))
    assert seen is not None
    own = [("section", "important"), ("comments", "support"), ("answer_comment", said), ("add_aim",)]
    own += [("aim", seen.aims[0].id), ("add_line",), ("line", seen.lines[0].id), ("add_contingency",)]
    own += [("contingency", seen.contingencies[0].id)]
    hers = [(rosa, reverse(f"planning:{name}", args=[rosa.party, *given])) for name, *given in own]
    sisters = [
        (thandi, reverse(f"planning:{name}", args=[rosa.party, "important"])) for name in ("section", "comments")
    ]
    desk = [(idris, reverse(f"desks:{name}", args=[rosa.party])) for name in ("visits", "hand_over", "capacity")]
    return [*hers, *sisters, *desk, (idris, reverse("planning:orders", args=[rosa.party]))]


def while_judged(rosa: Somebody, idris: Somebody) -> Pages:
    """Every form on which somebody types while a plan is looked at."""
    told(rosa, idris, now=NOW)
    plan = planned(rosa, now=at(5))
    version: UUID = planning.hand_in_plan(asks(rosa, at(6)), now=at(6), plan=plan)
    boat = agreement.RiskGiven("She rows out alone.", "perhaps", "The lake is her life.")
    risk = agreement.open_risk(asks(rosa, at(7)), now=at(7), version=version, given=boat)
    agreement.take_to_panel(
        asks(idris, at(8)), now=at(8), version=version, risk=risk, reason="serious_harm", words="It is cold."
    )
    grace = somebody("Grace Adeyemi", "panel")
    forms = [
        (rosa, "answer_risk", risk), (rosa, "add_risk"), (rosa, "wish"), (idris, "test", "legal"), (idris, "sign"),
        (idris, "refuse"), (idris, "take_to_panel"), (grace, "interest"), (grace, "call_panel"),
        (grace, "panel_decide"),
    ]  # fmt: skip
    return [(who, reverse(f"agreement:{name}", args=[version, *given])) for who, name, *given in forms]


@pytest.mark.req("P2", "H1")
@pytest.mark.parametrize("stage", [while_writing, while_judged])
@pytest.mark.parametrize("lost", ["session", "token"])
def test_what_was_typed_is_kept_on_every_form_when_session_or_token_had_ended(
    rosa: Somebody, idris: Somebody, stage: object, lost: str
) -> None:
    assert callable(stage)
    pages: Pages = stage(rosa, idris)
    browsers: dict[UUID, Client] = {}
    for number, (who, address) in enumerate(pages):
        client = browsers.get(who.party) or Client(enforce_csrf_checks=lost == "token")
        if who.party not in browsers:
            token = client.get(reverse("account_login")).cookies["csrftoken"].value
            sent = {"login": who.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
            assert client.post(reverse("account_login"), sent).status_code == 302
            browsers[who.party] = client
        page = client.get(address)
        assert page.status_code == 200, address
        typed = {**hidden(page), "words": f"{WORDS} {number}", "text": f"{WORDS} {number}"}
        if lost == "token":
            answer = client.post(address, {**typed, "csrfmiddlewaretoken": "x" * 64})
        else:
            answer = Client().post(address, typed)
        assert answer.status_code == 302 and reverse("file:kept") in answer["Location"], address
        now = timezone.now()
        kept = [one for one in people.typed(asks(who, now), now=now) if one.path == address]
        assert any(f"{WORDS} {number}" in value for one in kept for values in one.typed.values() for value in values)
        shown = client.get(reverse("file:kept"))
        assert f"{WORDS} {number}" in shown.content.decode()
