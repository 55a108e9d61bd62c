"""A split keeps only what moved: rows grow with what is spent, and every past split can still be read."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.money.models import Share, Split
from ownway.steps.agreement import queries as agreements
from ownway.steps.spending import actions, queries
from ownway.values import Asker, Basis, Every, Money, new_identifier
from tests.database.test_streams import PROGRAMME, SOON, TODAY, borne, second, spent
from tests.factories import Somebody, somebody
from tests.steps import asks


@pytest.fixture
def housing(rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen) -> UUID:
    """A second budget of hers, fenced for help to keep a home."""
    return second(rosa, idris, agreed, "supporting_people")


@pytest.mark.req("F4")
def test_each_new_spend_adds_its_own_shares_and_no_copies_of_those_before(
    rosa: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    told = [
        spent(rosa, f"thing {number}", 200 + number, ("housing_support", "leisure")[number % 2]) for number in range(10)
    ]
    assert (Split.objects.count(), Share.objects.count()) == (10, 10)
    assert [borne(rosa, one) for one in told] == [
        {(housing, agreed.budget)[number % 2]: 200 + number} for number in range(10)
    ]
    (seen,) = ledger.splits_of(asks(rosa, SOON), person=rosa.party, now=SOON)
    assert sum(share.money.pence for _, _, share in seen.shares) == sum(200 + number for number in range(10))
    assert len(seen.proof["spends"]) == 10
    assert {below.code for below in seen.why.because} <= {"streams.nothing_else_for_it", "streams.others_come_first"}
    assert seen.why.because[0].facts["currency"] == "GBP"
    kept = [proof for (proof,) in Split.objects.values_list("proof")]
    assert sum(len(proof["spends"]) for proof in kept) <= 20


@pytest.mark.req("F4")
def test_what_was_taken_back_ends_with_a_row_and_the_split_of_yesterday_is_read_as_it_was(
    rosa: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    first = spent(rosa, "help with letters", 3_000, "housing_support")
    tomorrow = SOON + timedelta(days=1)
    second_one = spent(rosa, "swimming", 1_000, "leisure", now=tomorrow)
    actions.take_back_spend(asks(rosa, tomorrow), now=tomorrow, spend=first)
    actions.split_spending(asks(rosa, tomorrow), now=tomorrow, people=[rosa.party])
    (seen,) = ledger.splits_of(asks(rosa, tomorrow), person=rosa.party, now=tomorrow)
    journals = [queries.spend(asks(rosa, tomorrow), spend=one, now=tomorrow).journal for one in (first, second_one)]
    assert [spend for spend, _, _ in seen.shares] == [journals[1]]
    assert set(seen.proof["spends"]) == {str(journals[1])}
    ended = Share.objects.get(spend=journals[0], pence=0)
    assert (ended.budget_id, ended.reason["code"]) == (None, "streams.counts_no_more")
    then = Share.objects.holding(at=SOON).values_list("spend", "budget", "pence")
    assert list(then) == [(journals[0], housing, 3_000)]
    assert actions.split_spending(asks(rosa, tomorrow), now=tomorrow, people=[rosa.party]) == ()


@pytest.mark.req("F4")
def test_what_was_split_in_a_closed_month_stays_and_what_is_open_moves(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    ann = somebody("Ann Beddoes", "finance")
    housing = second(rosa, idris, agreed, "supporting_people")
    old = spent(rosa, "a tablet in March", 3_000, "technology")
    assert borne(rosa, old) == {housing: 3_000}
    april = SOON + timedelta(days=40)
    money.close_month(asks(ann, april), now=april, month=date(TODAY.year, TODAY.month, 1))
    new = spent(rosa, "a stand for it in April", 2_000, "technology", now=april)
    # Money that is agreed to pay first comes in for all these days: what is open moves, what is closed stays.
    work = money.open_budget(
        asks(idris, april),
        now=april,
        key="work",
        person=rosa.party,
        programme=PROGRAMME,
        stream="access_to_work",
        rate=Money(10_000, "GBP"),
        every=Every.WEEK,
        starts=agreed.starts,
        rule_version=agreed.rule_version,
    )
    job = Asker(Basis.JOB, new_identifier(april), named="nightly")
    actions.split_spending(job, now=april, people=[rosa.party])
    assert borne(rosa, old) == {housing: 3_000}
    assert borne(rosa, new) == {work: 2_000}
    assert actions.split_spending(job, now=april, people=[rosa.party]) == ()
    auditor = somebody("Ken Obi", "auditor")
    assert ledger.prove_ledger(asks(auditor, april), now=april).holds
    assert ledger.prove_months(asks(auditor, april), now=april) == ()
