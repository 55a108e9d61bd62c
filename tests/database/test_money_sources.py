"""Where the money comes from: one sum, streams by the answers given once, another funder looked at and taken back."""

import re
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ownway.registers.letters import queries as letters
from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.money.actions import CannotChangeFunder
from ownway.steps.agreement import queries as agreements
from ownway.steps.spending import actions, queries
from ownway.steps.spending.actions import CannotMoveToFunder
from ownway.values import Every, Money
from tests.factories import Somebody, somebody, works_with
from tests.steps import PROGRAMME, asks, install, signed

BEGAN = timezone.now() - timedelta(days=40)
NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person with an agreed plan of forty days ago, paid by adult social care and Supporting People."""
    install(BEGAN)
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her; with him she agreed."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    agreement = signed(rosa, worker, now=BEGAN)
    late = BEGAN + timedelta(hours=2)
    agreed = agreements.agreement(asks(rosa, late), agreement=agreement, now=late)
    money.open_budget(
        asks(worker, late),
        now=late,
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


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def post(client: Client, address: str, told: dict[str, object]) -> HttpResponse:
    """Send the form of a page as a browser would, with the fields nobody sees."""
    main = client.get(address).content.decode().split("<main", 1)[1]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))
    answer: HttpResponse = client.post(address, {**hidden, **told})
    return answer


@pytest.mark.req("F3", "F2")
def test_the_person_sees_one_sum_its_parts_and_each_stream_with_the_answer_behind_it(
    rosa: Somebody, idris: Somebody
) -> None:
    seen = queries.sources_of(asks(rosa, NOW), person=rosa.party, now=NOW)
    assert seen is not None
    rates = sorted(part.stands.rate.pence for part in seen.parts)
    assert 2_000 in rates
    # Both budgets are paid by the week: one sum for the 52 weeks of the programme's year.
    assert seen.per_year.pence == 52 * sum(rates)
    page = browser(rosa).get(reverse("spending:sources", args=[rosa.party])).content.decode()
    assert "Supporting People" in page and "Access to Work" in page
    assert "These are for you" in page and "Not for you now" in page
    assert re.search(r"To “[^”]+” the answer is: ", page)


@pytest.mark.req("F3")
def test_each_stream_says_why_by_the_answers_and_an_open_answer_says_not_known_yet(
    rosa: Somebody, idris: Somebody
) -> None:
    seen = queries.sources_of(asks(idris, NOW), person=rosa.party, now=NOW)
    assert seen is not None
    found = {one.stream: one for one in seen.eligible}
    assert found["adult_social_care"].why(seen.pack, "en").code == "streams.for_everyone"
    yes, no = found["access_to_work"].why(seen.pack, "en"), found["independent_living_fund"].why(seen.pack, "en")
    assert (yes.code, no.code) == ("streams.for_you", "streams.not_for_you")
    assert [below.code for below in yes.because] == ["streams.you_said"]


@pytest.mark.req("F5")
def test_a_practitioner_looks_first_then_decides_and_takes_it_back_before_the_day(
    rosa: Somebody, idris: Somebody
) -> None:
    client, starts = browser(idris), timezone.localdate() + timedelta(days=10)
    day = {"starts-day": starts.day, "starts-month": starts.month, "starts-year": starts.year}
    looked = post(client, reverse("spending:funder", args=[rosa.party]), {"stream": "nhs", **day})
    assert looked.status_code == 303
    budget = queries.sources_of(asks(rosa, NOW), person=rosa.party, now=NOW).budget  # type: ignore[union-attr]
    assert len(ledger.funders_of(asks(rosa, NOW), budget=budget, now=NOW)) == 1
    page = client.get(looked["Location"]).content.decode()
    assert "What stays" in page and "Each payment, on the same days." in page
    decided = post(client, looked["Location"], {"words": "Her health changed, and the NHS pays from then on."})
    assert decided.status_code == 303 and "/decision" in decided["Location"]
    mine = browser(rosa).get(reverse("spending:sources", args=[rosa.party])).content.decode()
    assert "Plan, support and payments go on as they are." in mine
    assert "Take this change back" not in mine
    back = post(client, reverse("spending:keep_funder", args=[rosa.party]), {"words": "The NHS said no."})
    assert back.status_code == 303
    assert [one.stream for one in ledger.funders_of(asks(rosa, NOW), budget=budget, now=NOW)] == ["adult_social_care"]
    now = timezone.now()
    told = [letter.kind for letter in letters.letters_to(asks(rosa, now), person=rosa.party, now=now)]
    assert {"funder_changed", "funder_change_undone"} <= set(told)
    # The same change can be decided again for the same day.
    again = {"person": rosa.party, "stream": "nhs", "starts": starts, "words": "They said yes after all."}
    actions.move_to_funder(asks(idris, now), now=now, **again)  # type: ignore[arg-type]


@pytest.mark.req("F5")
def test_what_began_cannot_be_taken_back_and_nobody_else_may(rosa: Somebody, idris: Somebody) -> None:
    with pytest.raises(CannotMoveToFunder, match="no_such_change"):
        actions.undo_move_to_funder(asks(idris, NOW), now=NOW, person=rosa.party, words="No.")
    actions.move_to_funder(
        asks(idris, NOW), now=NOW, person=rosa.party, stream="nhs", starts=NOW.date() + DAY, words="Yes."
    )
    after = NOW + 2 * DAY
    with pytest.raises(CannotChangeFunder, match="began_already"):
        actions.undo_move_to_funder(asks(idris, after), now=after, person=rosa.party, words="No.")
    for who, status in ((rosa, 404), (somebody("Otto Lindqvist", "practitioner"), 404)):
        assert browser(who).get(reverse("spending:funder", args=[rosa.party])).status_code == status


def test_a_day_or_a_stream_that_cannot_be_is_told_beside_the_field(rosa: Somebody, idris: Somebody) -> None:
    client = browser(idris)
    day = {"starts-day": 1, "starts-month": 1, "starts-year": 2001}
    refused = post(client, reverse("spending:funder", args=[rosa.party]), {"stream": "nhs", **day})
    assert refused.status_code == 422
    assert "a day after the budget has begun" in refused.content.decode()
    look = reverse("spending:funder_look", args=[rosa.party])
    assert client.get(f"{look}?stream=nhs&starts=soon").status_code == 303
    assert client.get(f"{look}?stream=lottery&starts={date.today() + DAY}").status_code == 409
