"""Pages and API of steps 6 and 7 and of the file: told, looked back on, concluded, read, taken along; bad input too."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ownway.registers.trail.models import Line
from ownway.steps.outcomes import queries as outcomes
from ownway.steps.review import actions as reviewing
from ownway.steps.review import queries as reviews
from tests.browsing import browser, hidden, send, text_of
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import asks, install, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Somebody:
    """A person under a programme in force."""
    install(datetime.now(UTC) - timedelta(days=1))
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def agreed(rosa: Somebody, idris: Somebody) -> UUID:
    """Her agreement of this morning."""
    return signed(rosa, idris, now=datetime.now(UTC) - timedelta(hours=2))


def lived(rosa: Somebody) -> outcomes.OutcomesSeen:
    """How her life goes, as she sees it."""
    now = datetime.now(UTC)
    seen = outcomes.outcomes_of(asks(rosa, now), person=rosa.party, now=now)
    assert seen is not None
    return seen


def called(rosa: Somebody) -> UUID:
    """A review that she asked for."""
    now = datetime.now(UTC)
    return reviewing.call_review(asks(rosa, now), now=now, person=rosa.party, why="My sister has moved away.")


def test_before_a_plan_is_agreed_both_steps_say_so(rosa: Somebody) -> None:
    client = browser(rosa)
    for step in ("outcomes", "review"):
        page = client.get(reverse(f"{step}:overview", args=[rosa.party]))
        assert "This begins when a plan is agreed." in text_of(page)
    assert client.get(reverse("outcomes:life", args=[rosa.party])).status_code == 404


@pytest.mark.req("O1", "O2", "O3")
def test_life_is_told_on_three_pages_and_shown_in_words_numbers_and_a_picture(rosa: Somebody, agreed: UUID) -> None:
    client = browser(rosa)
    (aim,) = lived(rosa).aims
    wishes = reverse("outcomes:wishes", args=[rosa.party])
    wrong = send(client, wishes, **{str(aim.aim): "11", f"words-{aim.aim}": "Swimming 🏊 مرحبا", "answered": "alone"})
    assert wrong.status_code == 422
    assert "Swimming 🏊 مرحبا" in wrong.content.decode()
    assert "Choose one of the answers on this page" in text_of(wrong)
    nothing = send(client, wishes, answered="alone")
    assert "Answer at least one question." in text_of(nothing)
    for score in ("3", "8"):
        done = send(client, wishes, **{str(aim.aim): score, f"words-{aim.aim}": "مرحبا", "answered": "alone"})
        assert done.status_code == 303
    send(
        client, reverse("outcomes:life", args=[rosa.party]), health="better", answered="with_help", helper_words="Ines"
    )
    send(client, reverse("outcomes:changes", args=[rosa.party]), where_i_live="came", answered="alone")
    page = client.get(reverse("outcomes:overview", args=[rosa.party]))
    words = text_of(page)
    for told in (
        "8 out of 10",
        "مرحبا",
        "▲ Better",
        "Rosa Mbeki, with help (Ines)",
        "47% better, 49% the same, 5% worse",
        "I wanted it, and it came",
        "It came for 76% of those who wanted it",
        "It is a fact to look at, no target.",
    ):
        assert told in words
    assert "<polyline" in page.content.decode()
    home = text_of(client.get(reverse("home:person", args=[rosa.party])))
    assert "You can add to it at any time." in home


@pytest.mark.parametrize("typed", ["\x00", "x" * 2001], ids=["NUL", "too long"])
def test_words_that_cannot_be_kept_are_told_beside_the_field(rosa: Somebody, agreed: UUID, typed: str) -> None:
    page = send(
        browser(rosa),
        reverse("outcomes:life", args=[rosa.party]),
        **{"health": "better", "words-health": typed, "answered": "alone"},
    )
    assert page.status_code == 422
    assert "There is a problem" in text_of(page)
    assert 'href="#id_words-health"' in page.content.decode()
    assert lived(rosa).last_told_on is None


@pytest.mark.req("R1", "R2", "H3", "O1")
def test_a_review_is_asked_for_gone_through_and_concluded_and_links_lead_both_ways(
    rosa: Somebody, idris: Somebody, agreed: UUID
) -> None:
    client, worker = browser(rosa), browser(idris)
    empty = send(client, reverse("review:call", args=[rosa.party]), why=" ")
    assert empty.status_code == 422
    asked = send(client, reverse("review:call", args=[rosa.party]), why="My sister has moved away.")
    address = asked["Location"]
    review = UUID(address.strip("/").split("/")[-1])
    said = reverse("review:question", args=[review, "important"])
    assert "About important: what I want." in text_of(client.get(said))
    assert send(client, said, text="My garden 🌻").status_code == 303
    desk = worker.get(reverse("desks:desk"))
    assert address in desk.content.decode()
    assert "The review" in text_of(desk)
    assert "My garden 🌻" in text_of(worker.get(said))
    conclude = reverse("review:conclude", args=[review])
    assert client.get(conclude).status_code == 403
    both = send(worker, conclude, changes=["nothing", "plan"], words="So.")
    assert both.status_code == 422
    assert "Say what is to change, or that nothing is." in text_of(both)
    first = worker.get(conclude)
    typed = {
        **hidden(first),
        "changes": ["plan", "needs", "degree"],
        "why_plan": "Hours move to the evening.",
        "words": "It goes well, and the evenings are hard.",
        "person_words": "I want to try it.",
    }
    done = worker.post(conclude, typed)
    assert worker.post(conclude, typed)["Location"] == done["Location"] == address
    page = client.get(address)
    words = text_of(page)
    for told in (
        "What came of the review",
        "It goes well, and the evenings are hard.",
        "I want to try it.",
        "Version 2 of the plan was begun: it is being written.",
        "A new self-assessment was begun.",
        "No new choice has been made yet.",
        "The next review is due by",
        "My garden 🌻",
    ):
        assert told in words
    now = datetime.now(UTC)
    seen = reviews.review(asks(rosa, now), review=review, now=now)
    version = next(one.thing_id for one in seen.changes if one.kind == "plan")
    plan = client.get(reverse("planning:version", args=[version]))
    assert address in plan.content.decode()
    assert "This came of the review of" in text_of(plan)
    assert address in client.get(reverse("control:overview", args=[rosa.party])).content.decode()
    assert "What came of your review" in text_of(client.get(reverse("file:of_person", args=[rosa.party])))
    closed = send(client, said, text="Later.")
    assert "This review is finished" in text_of(closed)
    assert worker.get(conclude).status_code == 303


def test_a_sister_says_her_part_and_a_stranger_finds_nothing(rosa: Somebody, agreed: UUID) -> None:
    sister, stranger = somebody("Lindiwe Mbeki"), somebody("Bo", "broker")
    stands_beside(sister, rosa)
    review = called(rosa)
    hers, his = browser(sister), browser(stranger)
    addresses = [
        reverse("review:review", args=[review]),
        reverse("review:overview", args=[rosa.party]),
        reverse("outcomes:overview", args=[rosa.party]),
    ]
    assert [hers.get(address).status_code for address in addresses] == [200, 200, 200]
    assert [his.get(address).status_code for address in addresses] == [404, 404, 404]
    said = reverse("review:question", args=[review, "working"])
    assert send(hers, said, text="She laughs more.").status_code == 303
    assert "About important" not in text_of(hers.get(reverse("review:question", args=[review, "important"])))
    assert hers.get(reverse("review:question", args=[review, "the_weather"])).status_code == 404


@pytest.mark.req("H4", "X5")
def test_the_person_reads_what_is_kept_and_takes_a_copy_and_nobody_else_does(
    rosa: Somebody, idris: Somebody, agreed: UUID
) -> None:
    called(rosa)
    client = browser(rosa)
    address = reverse("file:what_is_kept", args=[rosa.party])
    assert address in client.get(reverse("file:of_person", args=[rosa.party])).content.decode()
    assert "Self-assessments, with every answer" in text_of(client.get(address))
    answer = client.get(reverse("file:copy", args=[rosa.party]))
    assert answer["Content-Disposition"].startswith("attachment")
    whole = json.loads(answer.content)
    assert whole["form"] == "ownway-file-1"
    assert whole["left_out"] == []
    assert whole["about_you"]["name"] == "Rosa Mbeki"
    assert whole["agreements"][0]["money"]["currency"] == "GBP"
    assert whole["plans"][0]["aims"][0]["texts"][0]["text"] == "Swim every week, and see my friends."
    assert whole["reviews"][0]["line"]["why"] == "My sister has moved away."
    assert "My garden, and my grandchildren on Sundays 🌻" in json.dumps(whole["self_assessments"], ensure_ascii=False)
    assert Line.objects.filter(deed="review.copy_file", about__contains=[rosa.party], refused=False).exists()
    worker, sister = browser(idris), somebody("Lindiwe Mbeki")
    stands_beside(sister, rosa)
    for other in (worker, browser(sister)):
        assert other.get(address).status_code == 403
        assert other.get(reverse("file:copy", args=[rosa.party])).status_code == 403
    assert browser(somebody("Bo")).get(address).status_code == 404
    assert Line.objects.filter(deed="review.copy_file", about__contains=[rosa.party], refused=True).count() == 5


def post(client: Client, path: str, **body: Any) -> Any:
    """Send JSON to the API."""
    return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")


def test_steps_six_and_seven_and_the_file_through_the_api(rosa: Somebody, idris: Somebody, agreed: UUID) -> None:
    client, worker = browser(rosa), browser(idris)
    seen = client.get(f"/api/v1/people/{rosa.party}/outcomes").json()
    aim = seen["aims"][0]["aim"]
    given = {
        "aims": {aim: 4},
        "aspects": {"health": "better"},
        "changes": {"what_i_do": "came"},
        "words": {aim: "Ja 🏊"},
    }
    assert post(client, f"/people/{rosa.party}/outcomes", **given).status_code == 201
    for wrong, status in (({"aims": {aim: 4.5}}, 422), ({"aspects": {"health": "grand"}}, 422), ({}, 422)):
        refused = post(client, f"/people/{rosa.party}/outcomes", **wrong)
        assert refused.status_code == status
        assert refused["Content-Type"] == "application/problem+json"
    told = client.get(f"/api/v1/people/{rosa.party}/outcomes").json()
    assert (told["aims"][0]["scores"][0]["score"], told["aims"][0]["scores"][0]["words"]) == (4, "Ja 🏊")
    review = post(client, f"/people/{rosa.party}/reviews", why="It is time.").json()["id"]
    assert post(client, f"/reviews/{review}/answers", question="working", text="All of it.").status_code == 201
    nothing = {"words": "Well done.", "changes": [{"kind": "nothing"}]}
    assert post(client, f"/reviews/{review}/conclude", **nothing).status_code == 403
    decision = post(worker, f"/reviews/{review}/conclude", **nothing).json()["id"]
    assert post(worker, f"/reviews/{review}/conclude", **nothing).json()["id"] == decision
    seen = client.get(f"/api/v1/reviews/{review}").json()
    assert (seen["line"]["decision"], [one["kind"] for one in seen["changes"]]) == (decision, ["nothing"])
    found = client.get(f"/api/v1/people/{rosa.party}/decisions").json()
    assert decision in {one["id"] for one in found}
    challenged = post(client, f"/decisions/{decision}/challenges", words="I asked for more.")
    assert challenged.status_code == 201
    assert "challenge_answer" in {one["kind"] for one in client.get(f"/api/v1/people/{rosa.party}/clocks").json()}
    letters = client.get(f"/api/v1/people/{rosa.party}/letters").json()
    assert "What came of your review" in {one["title"] for one in letters}
    looks = client.get(f"/api/v1/people/{rosa.party}/looks").json()
    assert "Idris Vaughan" in {one["who_name"] for one in looks}
    assert client.get(f"/api/v1/people/{rosa.party}/file").json()["person"] == str(rosa.party)
    assert worker.get(f"/api/v1/people/{rosa.party}/file").status_code == 403
    assert Client().get(f"/api/v1/people/{rosa.party}/file").status_code == 401
