"""One person walks the seven steps through the API alone, by its published description."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree

from ownway.registers.programmes import queries as rules
from tests.browsing import browser
from tests.database.documented import Program
from tests.factories import Somebody, somebody, works_with
from tests.paying import finance, paying_account
from tests.steps import install

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Somebody:
    """A person who asks for support, in an authority that can pay."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    paying_account(now)
    return somebody("Rosa Mbeki")


def answers(program: Program, assessment: str, **needs: str) -> None:
    """Answer every question that is asked, at the second step from the least need, but for *needs* named."""
    while True:
        seen = program.get("/assessments/{assessment}", assessment=assessment)
        waiting = [one for one in seen["questions"] if one["value"] is None]
        if not waiting:
            return
        pack = rules.pack(seen["version"])
        for one in waiting:
            question = pack.question(one["id"])
            value: dict[str, Any] = {"level": question.levels[1].id} if question.levels else {"text": "My garden 🌻"}
            if question.kind.value == "yes_no":
                value = {"yes": False}
            if one["id"] in needs:
                value = {"level": needs[one["id"]]}
            program.makes(
                "/assessments/{assessment}/answers", {"question": one["id"], "value": value}, assessment=assessment
            )


def knows_the_budget(person: Program, desk: Program, rosa: Somebody) -> int:
    """Step 1: an estimate at once, a difference settled, the budget told by name; gives its pence a week."""
    assessment = person.makes("/people/{person}/assessments", {"programme": "in-control"}, person=rosa.party)
    answers(person, assessment)
    estimate = person.post("/assessments/{assessment}/hand-in", assessment=assessment)
    assert estimate["kind"] == "estimate"
    assert estimate["reason"]["because"]
    nights = {"question": "nights", "value": {"level": "lot"}, "words": "Someone must be awake."}
    checks = "/assessments/{assessment}/checks"
    desk.makes(checks, {**nights, "deed": "otherwise"}, assessment=assessment)
    early = desk.is_refused("/assessments/{assessment}/tell", assessment=assessment)
    assert early == (422, "allocation.not_all_settled")
    desk.makes(checks, {**nights, "deed": "settle"}, assessment=assessment)
    desk.post("/assessments/{assessment}/agree-rest", assessment=assessment)
    desk.makes("/assessments/{assessment}/facts", assessment=assessment)
    person.makes("/assessments/{assessment}/facts/said", assessment=assessment)
    assert person.get("/assessments/{assessment}/facts", assessment=assessment)["lets_tell"]
    decision = desk.makes("/assessments/{assessment}/tell", {"words": "As we said."}, assessment=assessment)
    told = person.get("/people/{person}/allocation", person=rosa.party)["figure"]
    assert (told["kind"], told["decision"]) == ("indicative", decision)
    assert told["money"]["pence"] > estimate["money"]["pence"]
    return int(told["money"]["pence"])


def plans(person: Program, rosa: Somebody) -> tuple[str, str]:
    """Step 2: every question of the plan, an aim, two costed lines; gives the plan and the version handed in."""
    plan = person.makes("/people/{person}/plan", person=rosa.party)
    seen = person.get("/people/{person}/plan", person=rosa.party)
    for section in seen["sections"]:
        person.makes(
            "/plans/{plan}/sections/{question}",
            {"text": "Mornings in the garden, friends on Sundays."},
            plan=plan,
            question=section["question"],
        )
    aim = person.makes("/plans/{plan}/aims", {"text": "Swim every week."}, plan=plan)
    line = {"aim": aim, "kind": "personal_assistant", "every": "week"}
    person.makes("/plans/{plan}/lines", {**line, "what": "Swimming with Ines", "pence": 1450}, plan=plan)
    person.makes("/plans/{plan}/lines", {**line, "what": "The allotment", "pence": 900}, plan=plan)
    seen = person.get("/people/{person}/plan", person=rosa.party)
    assert seen["costs"]["pence"] == (1450 + 900) * 52
    assert seen["left"]["pence"] == seen["budget"]["pence"] - seen["costs"]["pence"]
    return plan, person.makes("/plans/{plan}/hand-in", plan=plan)


def agrees(person: Program, desk: Program, plan: str, version: str) -> str:
    """Step 3: returned with what would pass, put right, held against every test and signed; gives the agreement."""
    tests = desk.get("/plan-versions/{version}/tests", version=version)["tests"]
    path = "/plan-versions/{version}/tests/{test}"
    desk.makes(path, {"passed": False, "words": "Who is there at night?"}, version=version, test=tests[0]["id"])
    desk.makes("/plan-versions/{version}/return", {"words": "A good plan by day."}, version=version)
    second = person.makes("/plans/{plan}/versions", {"why": "My sister sleeps in now."}, plan=plan)
    assert person.makes("/plans/{plan}/hand-in", plan=plan) == second
    for test in tests:
        desk.makes(path, {"passed": True}, version=second, test=test["id"])
    sign = "/plan-versions/{version}/sign"
    assert person.is_refused(sign, key="rosa-signs-herself", version=second)[0] == 403
    signed = desk.makes(sign, {"words": "Well done."}, key="idris-signs", version=second)
    assert desk.makes(sign, {"words": "Well done."}, key="idris-signs", version=second) == signed
    return signed


def chooses_two_degrees(person: Program, ann: Program, rosa: Somebody) -> None:
    """Step 4: most is paid to her, one line is kept and bought by the authority; two people stand for her account."""
    seen = person.get("/people/{person}/control", person=rosa.party)
    [kept] = [one["line"] for one in seen["lines"] if one["what"] == "The allotment"]
    choice = {
        "rest": {"degree": "direct_payment", "holder": str(rosa.party)},
        "lines": [{"line": kept, "degree": "managed_budget"}],
    }
    person.makes("/people/{person}/control", choice, person=rosa.party)
    chosen = person.get("/people/{person}/control", person=rosa.party)["now"]
    assert {part["degree"] for part in chosen["parts"]} == {"direct_payment", "managed_budget"}
    account = {"account_name": "R Mbeki", "sort_code": "20-00-00", "account_number": "55779911"}
    details = person.makes("/people/{party}/bank-details", account, party=rosa.party)
    answer = "/bank-details/{details}/answer"
    assert person.is_refused(answer, details=details)[0] in (403, 404)
    assert ann.post(answer, {"confirmed": True}, details=details)["counts_from"]


def is_paid_by_four_eyes(ann: Program, ben: Program) -> int:
    """Step 5: a run built by one, approved by another, made into a bank file, and paid; gives its pence."""
    today = timezone.localdate().isoformat()
    run = ann.makes("/runs", {"pay_on": today}, key="first-run-of-all")
    assert ann.makes("/runs", {"pay_on": today}, key="first-run-of-all") == run
    assert ann.is_refused("/runs/{run}/approve", run=run)[0] in (403, 422)
    assert ben.post("/runs/{run}/approve", run=run)["state"] == "approved"
    file = ann.post("/runs/{run}/file", run=run)
    assert ann.post("/runs/{run}/file", run=run)["sha256"] == file["sha256"]
    paid = etree.fromstring(base64.b64decode(file["content"]))
    assert etree.QName(paid).namespace == "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
    ann.post("/runs/{run}/sent", run=run)
    done = ben.post("/runs/{run}/confirm", {"paid_on": today}, run=run)
    assert done["state"] == "confirmed"
    total: int = done["total"]["pence"]
    assert paid.findtext(".//{*}GrpHdr/{*}CtrlSum") == f"{total // 100}.{total % 100:02d}"
    return total


def uses_the_money(person: Program, rosa: Somebody, paid: int) -> None:
    """Step 5: she sees in, out, promised and left; writes a spend down once, and it is in the account to the penny."""
    before = person.get("/people/{person}/account", person=rosa.party)
    assert before["with_holder"]["pence"] == paid
    bought = {"what": "Swimming, and the bus 🚌", "pence": 1550, "on": timezone.localdate().isoformat()}
    path = "/people/{person}/spends"
    spend = person.makes(path, bought, key="swimming-on-monday", person=rosa.party)
    assert person.makes(path, bought, key="swimming-on-monday", person=rosa.party) == spend
    account = person.get("/people/{person}/account", person=rosa.party)
    assert account["went_out"]["pence"] == before["went_out"]["pence"] + 1550
    pence = {name: account[name]["pence"] for name in ("came_in", "owed", "went_out", "promised", "left")}
    assert pence["came_in"] + pence["owed"] == pence["went_out"] + pence["promised"] + pence["left"]


def tells_how_life_goes(person: Program, rosa: Somebody) -> None:
    """Step 6: her own wish and all eight aspects are scored, by herself alone."""
    path = "/people/{person}/outcomes"
    asked = person.get(path, person=rosa.party)
    told = {
        "aims": {asked["aims"][0]["aim"]: 7},
        "aspects": {one["aspect"]: "better" for one in asked["aspects"]},
        "words": {asked["aims"][0]["aim"]: "Every Monday now."},
    }
    person.makes(path, told, person=rosa.party)
    seen = person.get(path, person=rosa.party)
    [score] = seen["aims"][0]["scores"]
    assert (score["score"], score["words"], score["answered"]) == (7, "Every Monday now.", "alone")
    assert [one["answers"][0]["answer"] for one in seen["aspects"]] == ["better"] * 8


def is_reviewed(person: Program, desk: Program, rosa: Somebody) -> str:
    """Step 7: she asks, she says, it is concluded by name; the plan changes and the needs are looked at again."""
    why = {"why": "My sister moves away."}
    review = person.makes("/people/{person}/reviews", why, person=rosa.party)
    assert person.makes("/people/{person}/reviews", why, person=rosa.party) == review
    person.makes("/reviews/{review}/answers", {"question": "working", "text": "Swimming."}, review=review)
    clocks = desk.get("/people/{person}/clocks", person=rosa.party)
    assert [one["thing_id"] for one in clocks if one["kind"] == "review"] == [review]
    body = {
        "words": "We plan the nights anew.",
        "changes": [{"kind": "plan", "why": "The nights."}, {"kind": "needs", "why": "The nights."}],
    }
    assert person.is_refused("/reviews/{review}/conclude", body, review=review)[0] == 403
    decision = desk.makes("/reviews/{review}/conclude", body, review=review)
    assert desk.makes("/reviews/{review}/conclude", body, review=review) == decision
    return review


def changes_plan_and_budget(person: Program, desk: Program, rosa: Somebody, review: str, before: int) -> None:
    """What the review began goes the usual way, and the review tells what came of it, old sum and new."""
    began = {one["kind"]: one for one in person.get("/reviews/{review}", review=review)["changes"]}
    assert set(began) == {"plan", "needs"}
    assessment = began["needs"]["thing_id"]
    answers(person, assessment, nights="lot", personal_care="lot")
    person.post("/assessments/{assessment}/hand-in", assessment=assessment)
    desk.post("/assessments/{assessment}/agree-rest", assessment=assessment)
    desk.makes("/assessments/{assessment}/tell", {"words": "More at night."}, assessment=assessment)
    plan = person.get("/people/{person}/plan", person=rosa.party)["id"]
    version = person.makes("/plans/{plan}/hand-in", plan=plan)
    for test in desk.get("/plan-versions/{version}/tests", version=version)["tests"]:
        desk.makes("/plan-versions/{version}/tests/{test}", {"passed": True}, version=version, test=test["id"])
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    body = {"words": "Agreed anew.", "starts": tomorrow}
    desk.makes("/plan-versions/{version}/sign", body, key="idris-signs-again", version=version)
    became = {one["kind"]: one for one in person.get("/reviews/{review}", review=review)["changes"]}
    assert (became["plan"]["thing_id"], became["plan"]["plan_state"]) == (version, "agreed")
    sums = next(one for one in became.values() if one["money_after"])
    assert sums["money_before"]["pence"] == before
    assert sums["money_after"]["pence"] > before


def sees_all_that_was_decided(program: Program, rosa: Somebody) -> None:
    """Every decision has its reasons and by when it can be challenged, for both sides; the person sees who looked."""
    decided = program.get("/people/{person}/decisions", person=rosa.party)
    told = {"budget_told", "plan_refused", "plan_agreed", "review_concluded"}
    assert told <= {one["kind"] for one in decided}
    for one in decided:
        assert one["decided_by_name"] and one["reasons"], one["kind"]
        # What was settled on the way is challenged with the budget that rests on it.
        assert one["challenge_until"] or one["kind"] not in told, one["kind"]


@pytest.mark.req("A4", "A5", "P1", "P3", "G1", "G5", "G6", "C1", "C2", "U1", "O1", "O2", "R2", "H3", "X5")
def test_one_person_walks_through_the_api(rosa: Somebody) -> None:
    """Each call is one the published description knows, with a key exactly where money moves."""
    idris = somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    person, desk = Program(browser(rosa)), Program(browser(idris))
    ann, ben = Program(browser(finance("Ann Beddoes"))), Program(browser(finance("Ben Achterberg")))
    assert person.described["openapi"] == "3.1.0"
    a_week = knows_the_budget(person, desk, rosa)
    plan, version = plans(person, rosa)
    agreement = agrees(person, desk, plan, version)
    [agreed] = person.get("/people/{person}/agreements", person=rosa.party)
    assert (agreed["id"], agreed["money"]["pence"], agreed["every"]) == (agreement, a_week, "week")
    chooses_two_degrees(person, ann, rosa)
    uses_the_money(person, rosa, is_paid_by_four_eyes(ann, ben))
    tells_how_life_goes(person, rosa)
    review = is_reviewed(person, desk, rosa)
    changes_plan_and_budget(person, desk, rosa, review, a_week)
    for side in (person, desk):
        sees_all_that_was_decided(side, rosa)
    looks = person.get("/people/{person}/looks", person=rosa.party)
    assert {"Idris Vaughan", "Ann Beddoes"} <= {one["who_name"] for one in looks}
