"""Streams and statements through the API: lists, reports, the split with its certificate, funders, entries matched."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.money.models import Split
from ownway.registers.money.rules.split.kept import proof_of
from ownway.steps.agreement import queries as agreements
from ownway.steps.spending import actions
from ownway.values import Every, Money
from tests.browsing import browser
from tests.factories import Somebody, somebody, works_with
from tests.statements import Moved, camt
from tests.steps import PROGRAMME, asks, install, signed

BEGAN = timezone.now() - timedelta(days=40)
LATER = BEGAN + timedelta(hours=2)
TODAY = timezone.localdate()


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person."""
    install(BEGAN)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """Her practitioner; her plan is paid by two streams."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    agreement = signed(rosa, worker, now=BEGAN)
    agreed = agreements.agreement(asks(rosa, LATER), agreement=agreement, now=LATER)
    money.open_budget(
        asks(worker, LATER),
        now=LATER,
        key="housing",
        person=rosa.party,
        programme=PROGRAMME,
        stream="supporting_people",
        rate=Money(2_000, "GBP"),
        every=Every.WEEK,
        starts=agreed.starts,
        rule_version=agreed.rule_version,
    )
    return worker


@pytest.fixture
def spend(rosa: Somebody, idris: Somebody) -> UUID:
    """Help with letters for £30, on the day after it all began."""
    return actions.record_spend(
        asks(rosa, LATER),
        now=LATER,
        key="letters",
        person=rosa.party,
        on=LATER.date(),
        pence=3_000,
        what="Help with letters",
        kind="housing_support",
    )


def send(client: Client, address: str, body: dict[str, Any], key: str = "", status: int = 201) -> Any:
    """Send a body to the API; gives what came back."""
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post(f"/api/v1{address}", json.dumps(body), content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.mark.req("F2", "F4")
def test_the_split_is_told_with_its_certificate_and_its_numbers_are_those_that_were_checked(
    rosa: Somebody, spend: UUID
) -> None:
    (split,) = browser(rosa).get(f"/api/v1/people/{rosa.party}/split").json()
    (share,) = split["shares"]
    assert (share["money"], share["why"]["code"]) == ({"pence": 3_000, "currency": "GBP"}, "streams.made_for_it")
    assert split["why"]["code"] == "streams.no_other_saves_more"
    kept = proof_of(Split.objects.get(pk=split["id"]).proof)
    assert split["proof"] == {"spends": kept.spends, "pots": kept.pots} and kept.spends and kept.pots
    assert send(browser(rosa), f"/people/{rosa.party}/split", {}, status=200) == {"changed": False}


@pytest.mark.req("F2")
def test_finance_lists_streams_fixes_a_report_once_and_reads_it(rosa: Somebody, spend: UUID) -> None:
    client = browser(somebody("Ann Beddoes", "finance"))
    found = {one["stream"]: one for one in client.get("/api/v1/streams").json()}
    assert found["supporting_people"]["open"] == {"pence": 3_000, "currency": "GBP"}
    address = f"/streams/{PROGRAMME}/supporting_people"
    (line,) = client.get(f"/api/v1{address}/open").json()
    assert (line["kind"], line["money"]["pence"]) == ("housing_support", 3_000)
    until = {"until": TODAY.isoformat()}
    made = [send(client, f"{address}/reports", until, key="first-report")["id"] for _ in range(2)]
    assert made[0] == made[1]
    report = client.get(f"/api/v1/stream-reports/{made[0]}").json()
    assert (report["money"]["pence"], len(report["lines"])) == (3_000, 1)
    assert [one["id"] for one in client.get(f"/api/v1{address}/reports").json()] == [made[0]]
    again = send(client, f"{address}/reports", until, key="second-report", status=422)
    assert again["code"] == "streams.reported_until"
    for path in ("/streams", f"{address}/open"):
        assert browser(rosa).get(f"/api/v1{path}").status_code == 403


@pytest.mark.req("F3", "F5")
def test_sources_tell_one_sum_and_who_pays_next_until_it_is_taken_back(rosa: Somebody, idris: Somebody) -> None:
    office, starts = browser(idris), TODAY + timedelta(days=5)
    body = {"stream": "nhs", "starts": starts.isoformat(), "words": "Her health changed."}
    decision = send(office, f"/people/{rosa.party}/funder", body)["id"]
    assert UUID(decision)
    sources = browser(rosa).get(f"/api/v1/people/{rosa.party}/sources").json()
    coming = [(part["paid_by"], part["next"], part["next_from"]) for part in sources["parts"] if part["next"]]
    assert coming == [("adult_social_care", "nhs", starts.isoformat())]
    told = {one["stream"]: (one["is_eligible"], one["why"]["code"]) for one in sources["streams"]}
    assert told["access_to_work"] == (True, "streams.for_you")
    assert told["nhs"] == (False, "streams.not_for_you")
    send(office, f"/people/{rosa.party}/funder/undo", {"words": "They said no."})
    after = browser(rosa).get(f"/api/v1/people/{rosa.party}/sources").json()
    assert [part["next"] for part in after["parts"]] == ["", ""]
    assert send(office, f"/people/{rosa.party}/funder/undo", {"words": "No."}, status=422)["code"]


@pytest.mark.req("U2")
def test_a_statement_of_the_authority_is_taken_in_once_and_its_entries_are_set_aside_and_taken_back(db: None) -> None:
    client = browser(somebody("Ann Beddoes", "finance"))
    content = base64.b64encode(camt([Moved(TODAY, -500, words="CHARGE")])).decode()
    first = send(client, "/statements", {"content": content}, key="statement-1")
    assert (len(first["statements"]), first["entries"]) == (1, 1)
    assert send(client, "/statements", {"content": content}, key="statement-2")["known"] == 1
    (entry,) = client.get("/api/v1/statement-entries").json()
    assert (entry["money"]["pence"], entry["candidates"]) == (-500, [])
    assert send(client, "/statement-entries/match-sure", {}, status=200) == {"matched": 0, "left": []}
    send(client, f"/statement-entries/{entry['id']}/set-aside", {"words": "The bank's charge."})
    assert client.get("/api/v1/statement-entries").json() == []
    send(client, f"/statement-entries/{entry['id']}/undo", {})
    assert [one["id"] for one in client.get("/api/v1/statement-entries").json()] == [entry["id"]]
    (statement,) = client.get("/api/v1/statements").json()
    assert (statement["count"], statement["waiting"]) == (1, 1)


@pytest.mark.parametrize("content", ["no base64 at all", base64.b64encode(b"\x00\xff not a statement").decode()])
def test_what_is_no_statement_is_refused_and_nothing_is_kept(db: None, content: str) -> None:
    officer = somebody("Ann Beddoes", "finance")
    send(browser(officer), "/statements", {"content": content}, status=422)
    now = timezone.now()
    assert ledger.statements(asks(officer, now), now=now) == ()


@pytest.mark.req("U2")
def test_a_person_hands_their_own_statement_in_and_writes_a_line_of_it_down(rosa: Somebody, idris: Somebody) -> None:
    client = browser(rosa)
    table = f"date,description,amount,balance\n{TODAY - timedelta(days=2)},SWIMMING BATH,-5.00,95.00\n".encode()
    body = {"content": base64.b64encode(table).decode()}
    assert send(client, f"/people/{rosa.party}/statements", body)["entries"] == 1
    (entry,) = client.get(f"/api/v1/people/{rosa.party}/statement-entries").json()
    written = send(client, f"/people/{rosa.party}/statement-entries/write-down", {"entries": [entry["id"]]})
    (spend,) = written["spends"]
    assert client.get(f"/api/v1/spends/{spend}").json()["money"]["pence"] == 500
    assert browser(idris).get(f"/api/v1/people/{rosa.party}/statement-entries").status_code == 403


@pytest.mark.req("U2")
def test_a_typed_line_is_a_spend_where_it_says_all_and_else_says_what_is_not(rosa: Somebody, idris: Somebody) -> None:
    client, address = browser(rosa), f"/people/{rosa.party}/spends/typed"
    told = {"typed": "taxi to mum 12.40 yesterday"}
    first = send(client, address, told, key="a-typed-line")
    assert (first["pence"], first["on"]) == (1_240, (TODAY - timedelta(days=1)).isoformat())
    assert send(client, address, told, key="a-typed-line")["spend"] == first["spend"]
    unsure = send(client, address, {"typed": "taxi to mum"}, key="another-line", status=200)
    assert (unsure["spend"], [why["code"] for why in unsure["unsure"]]) == (None, ["spending.typed_no_sum"])
