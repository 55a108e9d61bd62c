"""The pages of planning and agreement, as a browser without script gets them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.money import queries as money
from ownway.steps.planning import queries as plans
from ownway.steps.planning.queries import PlanSeen, PlanState
from tests.browsing import browser, hidden, send, text_of
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import all_tests_passed, asks, estimated, install, planned, planned_and_handed_in, told

pytestmark = pytest.mark.django_db
SEVEN = ["important", "change", "support", "money", "managed", "in_control", "next_steps"]


@pytest.fixture
def rosa(now: datetime) -> Somebody:
    """A person under the programme."""
    install(now)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


def at(name: str, *given: Any) -> str:
    """The address of a page of planning."""
    return reverse(f"planning:{name}", args=given)


def judged_at(name: str, *given: Any) -> str:
    """The address of a page of agreement."""
    return reverse(f"agreement:{name}", args=given)


def plan_of(rosa: Somebody) -> PlanSeen:
    """Her plan as she sees it."""
    moment = timezone.now()
    seen = plans.plan_of(asks(rosa, moment), person=rosa.party, now=moment)
    assert seen is not None
    return seen


def a_line(to: UUID, **typed: str) -> dict[str, str]:
    """What is typed for a line."""
    usual = {"what": "Swimming with Ines", "aim": str(to), "kind": "personal_assistant", "who": "Ines Duarte"}
    return usual | {"pence": "14.50", "quantity": "1.5", "times": "1", "every": "week"} | typed


@pytest.mark.req("P1", "P3")
def test_a_person_writes_a_costed_plan_beside_the_budget_and_hands_it_in(rosa: Somebody, now: datetime) -> None:
    estimated(rosa, now=now)
    client = browser(rosa)
    start = client.get(at("plan", rosa.party))
    assert "Begin my plan" in text_of(start)
    assert send(client, at("plan", rosa.party)).status_code == 303
    page = at("section", rosa.party, "important")
    for question in SEVEN:
        answer = send(client, at("section", rosa.party, question), text=f"About {question} 🌻")
        assert answer.status_code == 303, text_of(answer)
    assert "About important 🌻" in client.get(page).content.decode()
    early = text_of(client.get(at("hand_in", rosa.party)))
    assert "Say what you want to change or keep" in early
    assert client.get(at("add_line", rosa.party))["Location"] == at("add_aim", rosa.party)
    assert send(client, at("add_aim", rosa.party), text="Swim every week.").status_code == 303
    aim = plan_of(rosa).aims[0].id
    answer = send(client, at("add_line", rosa.party), **a_line(aim))
    assert answer.status_code == 303, text_of(answer)
    free = a_line(aim, what="Sunday lunch", kind="unpaid_help", who="My sister", pence="0")
    assert send(client, at("add_line", rosa.party), **free).status_code == 303
    words = text_of(client.get(at("plan", rosa.party)))
    for said in ("1.5 × £14.50 a week", "£1,131.00", "free", "Still to plan", "Swim every week."):
        assert said in words, said
    sent = send(client, at("hand_in", rosa.party))
    assert sent["Location"] == judged_at("overview", rosa.party)
    waiting = text_of(client.get(sent["Location"]))
    assert "The answer is due by" in waiting
    assert "10 days left" in waiting
    assert plan_of(rosa).state is PlanState.HANDED_IN
    home = text_of(client.get("/"))
    assert "Handed in. We are looking at it." in home
    assert "We answer by" in home


@pytest.mark.req("P3")
def test_a_plan_that_costs_too_much_says_so_and_what_could_give(rosa: Somebody, now: datetime) -> None:
    estimated(rosa, now=now)
    planned(rosa, now=now)
    client = browser(rosa)
    dear = a_line(plan_of(rosa).aims[0].id, what="A boat", kind="leisure", pence="90,000", every="once", quantity="1")
    assert send(client, at("add_line", rosa.party), **dear).status_code == 303
    words = text_of(client.get(at("plan", rosa.party)))
    assert "Too much by" in words
    assert "It is your choice what gives" in words
    assert "The plan costs more than the budget" in text_of(client.get(at("hand_in", rosa.party)))
    boat = next(one for one in plan_of(rosa).lines if one.what == "A boat")
    assert "A boat" in text_of(client.get(at("drop_line", rosa.party, boat.id)))
    assert send(client, at("drop_line", rosa.party, boat.id)).status_code == 303
    assert "Too much by" not in text_of(client.get(at("plan", rosa.party)))


@pytest.mark.req("P2")
def test_two_open_pages_make_two_texts_that_are_shown_together(rosa: Somebody, now: datetime) -> None:
    estimated(rosa, now=now)
    client = browser(rosa)
    send(client, at("plan", rosa.party))
    address = at("section", rosa.party, "important")
    first, second = client.get(address), client.get(address)
    client.post(address, {**hidden(first), "text": "My garden."})
    crossed = client.post(address, {**hidden(second), "text": "My friends."})
    assert crossed["Location"] == address
    page = client.get(address)
    assert "Nothing is lost: both stand here" in text_of(page)
    assert "Two texts stand here" in text_of(client.get(at("plan", rosa.party)))
    client.post(address, {**hidden(page), "text": "My garden and my friends."})
    assert "Nothing is lost" not in text_of(client.get(address))


def test_the_same_line_sent_twice_is_one_line(rosa: Somebody, now: datetime) -> None:
    estimated(rosa, now=now)
    planned(rosa, now=now)
    client = browser(rosa)
    before = len(plan_of(rosa).lines)
    address = at("add_line", rosa.party)
    typed = {**hidden(client.get(address)), **a_line(plan_of(rosa).aims[0].id)}
    assert client.post(address, typed)["Location"] == client.post(address, typed)["Location"]
    assert len(plan_of(rosa).lines) == before + 1


WRONG: list[tuple[dict[str, str], str]] = [
    ({"what": ""}, "Write an answer"),
    ({"what": "nul\x00"}, "cannot"),
    ({"what": "x" * 600}, "too long"),
    ({"aim": "00000000-0000-7000-8000-000000000000"}, "Choose one of the answers on this page"),
    ({"kind": "gold"}, "Choose one of the answers on this page"),
    ({"pence": "lots"}, "Enter an amount in numbers"),
    ({"pence": ""}, "Enter an amount"),
    ({"pence": "-5"}, "or more"),
    ({"pence": "99999999999"}, "or less"),
    ({"quantity": "0"}, "number above nothing"),
    ({"quantity": "1.23456"}, "three decimal places"),
    ({"times": "2.5"}, "Enter a number"),
    ({"times": "5000"}, "from 1 to 1,000"),
    ({"times": "99999999999999999999999"}, "from 1 to 1,000"),
    ({"every": ""}, "Choose one answer"),
    ({"stream": "supporting_people", "kind": "leisure"}, "do not let that money pay"),
]


def test_what_does_not_fit_in_a_line_is_told_beside_the_field_and_what_was_typed_stays(
    rosa: Somebody, now: datetime
) -> None:
    estimated(rosa, now=now)
    planned(rosa, now=now)
    client = browser(rosa)
    before = plan_of(rosa)
    for typed, said in WRONG:
        answer = send(client, at("add_line", rosa.party), **a_line(before.aims[0].id, **typed))
        assert answer.status_code == 422, typed
        page = answer.content.decode()
        assert said in text_of(answer), typed
        assert "govuk-error-summary" in page
        assert "govuk-error-message" in page
        assert 'value="Ines Duarte"' in page
    assert plan_of(rosa).lines == before.lines


@pytest.mark.req("P2")
def test_a_daughter_let_in_writes_one_part_until_it_is_ended(rosa: Somebody, now: datetime) -> None:
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    estimated(rosa, now=now)
    planned(rosa, now=now)
    client, hers = browser(rosa), browser(daughter)
    page = at("section", rosa.party, "important")
    assert hers.get(page).status_code == 404
    typed = {"helper": str(daughter.party), "access": "write", "sections": ["important"]}
    assert send(client, at("helpers", rosa.party), **typed).status_code == 303
    assert send(hers, page, text="Her garden, says Lindiwe.").status_code == 303
    assert hers.get(at("section", rosa.party, "change")).status_code == 404
    assert hers.get(at("add_line", rosa.party)).status_code == 404
    assert hers.get(at("hand_in", rosa.party)).status_code == 404
    assert "Lindiwe Mbeki may read and write" in text_of(client.get(at("plan", rosa.party)))
    assert send(client, at("end_help", rosa.party, daughter.party)).status_code == 303
    assert hers.get(page).status_code == 404


@pytest.mark.req("P10")
def test_the_plan_is_a_document_on_screen_and_in_print(rosa: Somebody, now: datetime) -> None:
    estimated(rosa, now=now)
    planned(rosa, now=now)
    client = browser(rosa)
    version = plan_of(rosa).version
    words = text_of(client.get(at("version", version)))
    assert "The support plan of Rosa Mbeki" in words
    assert "About important: what I want." in words
    printed = client.get(at("print", version))
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


@pytest.mark.req("P11")
def test_a_practitioner_notes_an_order_and_everyone_who_reads_the_plan_sees_it(
    rosa: Somebody, idris: Somebody, now: datetime
) -> None:
    estimated(rosa, now=now)
    planned_and_handed_in(rosa, now=now)
    desk = browser(idris)
    typed = {"kind": "court", "fixes": "She lives at Elm House.", "source": "Court of Protection, 3 February 2026"}
    days = {"starts-day": "3", "starts-month": "2", "starts-year": "2026"}
    wrong = {"ends-day": "2", "ends-month": "2", "ends-year": "2026"}
    refused = send(desk, at("orders", rosa.party), **typed, **days, **wrong)
    assert refused.status_code == 422
    assert "would end before it starts" in text_of(refused)
    assert send(desk, at("orders", rosa.party), **typed, **days).status_code == 303
    for who, page in ((rosa, at("plan", rosa.party)), (idris, judged_at("judge", plan_of(rosa).version))):
        words = text_of(browser(who).get(page))
        assert "She lives at Elm House." in words
        assert "All else is theirs to plan." in words
    order = plan_of(rosa).orders[0].id
    end = {"ends-day": "4", "ends-month": "2", "ends-year": "2026"}
    assert send(desk, at("end_order", rosa.party, order), **end).status_code == 303
    assert "Elm House" not in text_of(browser(rosa).get(at("plan", rosa.party)))


@pytest.mark.req("P7")
def test_a_plan_is_taken_back_and_goes_on_with_the_reason(rosa: Somebody, now: datetime) -> None:
    estimated(rosa, now=now)
    planned_and_handed_in(rosa, now=now)
    client = browser(rosa)
    assert send(client, at("take_back", rosa.party))["Location"] == at("next_version", rosa.party)
    silent = send(client, at("next_version", rosa.party), why="")
    assert silent.status_code == 422
    assert send(client, at("next_version", rosa.party), why="My sister moved away.").status_code == 303
    words = text_of(client.get(at("plan", rosa.party)))
    assert "Version 2" in words
    assert "My sister moved away." in words


@pytest.mark.req("G1", "G6", "H3")
def test_a_practitioner_finds_the_plan_on_the_desk_holds_it_against_each_test_and_agrees_it(
    rosa: Somebody, idris: Somebody, now: datetime
) -> None:
    told(rosa, idris, now=now)
    version = planned_and_handed_in(rosa, now=now + timedelta(minutes=5))
    desk = browser(idris)
    waiting = desk.get(reverse("desks:desk"))
    assert judged_at("judge", version) in waiting.content.decode()
    assert "The decision on the plan" in text_of(waiting)
    judge = desk.get(judged_at("judge", version))
    assert "5 tests are still to be looked at" in text_of(judge)
    address = judged_at("test", version, "legal")
    silent = send(desk, address, passed="no", words="")
    assert silent.status_code == 422
    assert "Say what is missing" in text_of(silent)
    while "/test/" in address:
        sent = send(desk, address, passed="yes", words="")
        assert sent.status_code == 303, text_of(sent)
        address = sent["Location"]
    assert "Go on to agree it" in text_of(desk.get(address))
    yesterday = timezone.localdate() - timedelta(days=1)
    gone = {"starts-day": yesterday.day, "starts-month": yesterday.month, "starts-year": yesterday.year}
    assert send(desk, judged_at("sign", version), words="", **gone).status_code == 422
    today = timezone.localdate()
    day = {"starts-day": today.day, "starts-month": today.month, "starts-year": today.year}
    typed = {**hidden(desk.get(judged_at("sign", version))), "words": "A plan to be proud of.", **day}
    first = desk.post(judged_at("sign", version), typed)
    assert first.status_code == 303, text_of(first)
    assert desk.post(judged_at("sign", version), typed)["Location"] == first["Location"]
    client = browser(rosa)
    words = text_of(client.get(first["Location"]))
    for said in ("The agreement", "Idris Vaughan", "A plan to be proud of.", "Why it was agreed", "how to answer it"):
        assert said in words, said
    moment = timezone.now()
    account = money.account_of(asks(rosa, moment), person=rosa.party, now=moment)
    assert account is not None
    assert account.came_in.pence > 0
    assert "a week" in text_of(client.get(judged_at("overview", rosa.party)))


@pytest.mark.req("G5", "H3")
def test_a_plan_comes_back_with_what_would_pass_and_the_person_challenges(
    rosa: Somebody, idris: Somebody, now: datetime
) -> None:
    told(rosa, idris, now=now)
    version = planned_and_handed_in(rosa, now=now + timedelta(minutes=5))
    desk = browser(idris)
    early = send(desk, judged_at("refuse", version), words="No.")
    assert early.status_code == 422
    send(desk, judged_at("test", version, "safe_and_well"), passed="no", words="Nobody is there at night.")
    assert "Go on to return it" in text_of(desk.get(judged_at("judge", version)))
    assert send(desk, judged_at("refuse", version), words="A good plan by day.").status_code == 303
    client = browser(rosa)
    words = text_of(client.get(judged_at("overview", rosa.party)))
    for said in (
        "Not yet", "Nobody is there at night.", "What would pass:", "Write down what could go wrong",
        "A good plan by day.", "It can be challenged until", "The budget stays as it is.",
    ):  # fmt: skip
        assert said in words, said
    decision = client.get(judged_at("overview", rosa.party)).content.decode().split('/challenge/"')[0].split("/")[-1]
    sent = send(client, reverse("file:challenge", args=[UUID(decision)]), words="My sister sleeps in.")
    assert sent.status_code == 303
    words = text_of(client.get(judged_at("overview", rosa.party)))
    assert "My sister sleeps in." in words
    assert "The answer is due by" in words
    assert "Your plan came back, with what would pass." in text_of(client.get("/"))
    assert send(client, at("next_version", rosa.party), why="My sister sleeps in now.").status_code == 303
    assert "Go on with your plan" in text_of(client.get(judged_at("overview", rosa.party)))


def test_finance_approves_a_large_sum_on_a_page_of_its_own(rosa: Somebody, idris: Somebody, now: datetime) -> None:
    told(rosa, idris, now=now)
    version = planned_and_handed_in(rosa, now=now + timedelta(minutes=5))
    finance = browser(somebody("Ann Beddoes", "finance"))
    page = finance.get(judged_at("approve_sum", version))
    assert "You approve the sum alone." in text_of(page)
    answer = send(finance, judged_at("approve_sum", version), words="")
    assert answer.status_code == 422
    assert "needs no approval" in text_of(answer)


def test_nobody_else_finds_a_page_of_her_plan(rosa: Somebody, idris: Somebody, now: datetime) -> None:
    told(rosa, idris, now=now)
    version = planned_and_handed_in(rosa, now=now + timedelta(minutes=5))
    all_tests_passed(idris, version, now=now + timedelta(minutes=6))
    plan = plan_of(rosa)
    stranger = browser(somebody("Kwame Boateng"))
    pages = [
        *(
            at(name, rosa.party)
            for name in ("plan", "add_aim", "add_line", "helpers", "orders", "hand_in", "take_back")
        ),
        at("next_version", rosa.party),
        at("section", rosa.party, "important"),
        at("aim", rosa.party, plan.aims[0].id),
        at("drop_aim", rosa.party, plan.aims[0].id),
        at("line", rosa.party, plan.lines[0].id),
        at("drop_line", rosa.party, plan.lines[0].id),
        at("version", version),
        at("print", version),
        judged_at("overview", rosa.party),
        *(judged_at(name, version) for name in ("judge", "sign", "refuse", "approve_sum")),
        judged_at("test", version, "legal"),
    ]
    for address in pages:
        assert stranger.get(address).status_code == 404, address
    for name in ("sign", "refuse", "approve_sum"):
        assert browser(rosa).get(judged_at(name, version)).status_code == 404, name
    assert Client().get(at("plan", rosa.party)).status_code == 302


@pytest.mark.req("H1")
def test_easy_read_shows_the_other_words_of_the_plan(rosa: Somebody, now: datetime) -> None:
    estimated(rosa, now=now)
    planned(rosa, now=now)
    client = browser(rosa)
    pack = plan_of(rosa).pack
    question = next(one for one in SEVEN if pack.say(f"plan.{one}", "en", True) != pack.say(f"plan.{one}", "en"))
    easy = pack.say(f"plan.{question}", "en", True)
    assert easy not in text_of(client.get(at("section", rosa.party, question)))
    client.post(reverse("public:show_as"), {"easy_read": "yes", "next": "/"})
    assert easy in text_of(client.get(at("section", rosa.party, question)))
