"""Several streams, one sum: charged to who may pay, reported apart, and moved from funder to funder."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.money import actions as money
from ownway.registers.money import queries as ledger
from ownway.registers.money.actions import CannotChangeFunder, CannotReport
from ownway.registers.money.models import Share, Split
from ownway.registers.people import actions as people
from ownway.steps.agreement import queries as agreements
from ownway.steps.control import actions as control
from ownway.steps.spending import actions, queries
from ownway.steps.spending.actions import CannotMoveToFunder
from ownway.values import Asker, Basis, Every, Money, Period, new_identifier
from ownway.values.cannot import NotAllowed
from tests.factories import Somebody, somebody
from tests.ledger.scene import stands
from tests.steps import PROGRAMME, asks, later

SOON = later(60)
TODAY = SOON.date()


@pytest.fixture
def ann(rosa: Somebody) -> Somebody:
    """A finance officer."""
    return somebody("Ann Beddoes", "finance")


@pytest.fixture
def housing(rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen) -> UUID:
    """A second budget of hers: Supporting People, £20 a week, fenced for help to keep a home."""
    return second(rosa, idris, agreed, "supporting_people")


def second(rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen, stream: str, pounds: int = 20) -> UUID:
    """Open a budget from another stream, charged for four weeks."""
    budget = money.open_budget(
        asks(idris, SOON),
        now=SOON,
        key=f"open {stream}",
        person=rosa.party,
        programme=PROGRAMME,
        stream=stream,
        rate=Money(pounds * 100, "GBP"),
        every=Every.WEEK,
        starts=agreed.starts,
        rule_version=agreed.rule_version,
    )
    days = Period(agreed.starts, agreed.starts + timedelta(days=28))
    money.charge_period(asks(idris, SOON), now=SOON, key=f"charge {stream}", budget=budget, period=days)
    return budget


def spent(rosa: Somebody, key: str, pence: int, kind: str, *, now: datetime = SOON, on: date | None = None) -> UUID:
    """A spend that Rosa tells of."""
    return actions.record_spend(
        asks(rosa, now), now=now, key=key, person=rosa.party, on=on or now.date(), pence=pence, what=key, kind=kind
    )


def borne(rosa: Somebody, spend: UUID) -> dict[UUID | None, int]:
    """Which budget bears how much of a spend."""
    journal = queries.spend(asks(rosa, SOON), spend=spend, now=SOON).journal
    return {one.budget: one.money.pence for one in ledger.shares_of(asks(rosa, SOON), spend=journal, now=SOON)}


def one_sum(rosa: Somebody, now: datetime = SOON) -> tuple[int, int, int]:
    """What Rosa sees: in, out, left."""
    page = queries.account_of(asks(rosa, now), person=rosa.party, now=now)
    assert page is not None
    assert page.account.came_in + page.account.owed == (
        page.account.went_out + page.account.promised + page.account.left
    )
    return page.account.came_in.pence, page.account.went_out.pence, page.account.left.pence


@pytest.mark.req("F1", "F2", "F4", "U4")
def test_each_spend_is_charged_to_the_stream_made_for_it_and_the_person_sees_one_sum(
    rosa: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    came, _, left = one_sum(rosa)
    help_at_home = spent(rosa, "help with letters", 3_000, "housing_support")
    swim = spent(rosa, "swimming", 1_500, "leisure")
    assert (borne(rosa, help_at_home), borne(rosa, swim)) == ({housing: 3_000}, {agreed.budget: 1_500})
    assert (stands(housing)["spent"], stands(agreed.budget)["spent"]) == (3_000, 1_500)
    assert stands(housing)["left"] == 8_000 - 3_000
    assert one_sum(rosa) == (came, 4_500, left - 4_500)
    page = queries.account_of(asks(rosa, SOON), person=rosa.party, now=SOON)
    assert page is not None
    assert {one.line.kind for one in page.entries} == {"charge", "spend"}


@pytest.mark.req("F4")
def test_what_is_above_a_fenced_pot_goes_to_the_open_one_with_its_reason(
    rosa: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    year = 20_00 * 52 + 20_00 // 7
    told = spent(rosa, "a year of help", year + 5_000, "housing_support")
    parts = borne(rosa, told)
    assert parts[housing] + parts[agreed.budget] == year + 5_000
    journal = queries.spend(asks(rosa, SOON), spend=told, now=SOON).journal
    why = {one.budget: one.why.code for one in ledger.shares_of(asks(rosa, SOON), spend=journal, now=SOON)}
    assert why == {housing: "streams.made_for_it", agreed.budget: "streams.those_before_used_up"}
    split = Split.objects.latest("id")
    assert split.reason["code"] == "streams.no_other_saves_more"
    assert set(split.proof) == {"counts", "spends", "pots", "because"}
    assert stands(housing).get("overdrawn", 0) == parts[housing] - 8_000


@pytest.mark.req("F4")
def test_splitting_again_with_nothing_new_writes_nothing_and_new_money_moves_what_is_open(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    told = spent(rosa, "help with letters", 3_000, "housing_support")
    assert not Split.objects.exists()
    new = second(rosa, idris, agreed, "supporting_people")
    job = Asker(Basis.JOB, new_identifier(SOON), named="nightly")
    assert actions.split_spending(job, now=SOON, people=[rosa.party]) == (rosa.party,)
    assert borne(rosa, told) == {new: 3_000}
    before = Share.objects.count()
    assert actions.split_spending(job, now=SOON, people=[rosa.party]) == ()
    assert Share.objects.count() == before
    assert (stands(agreed.budget).get("spent", 0), stands(new)["spent"]) == (0, 3_000)


@pytest.mark.req("F4")
def test_a_spend_taken_back_comes_home_first_and_no_penny_is_astray(
    rosa: Somebody, ann: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    before = (stands(agreed.budget), stands(housing))
    told = spent(rosa, "help with letters", 3_000, "housing_support")
    actions.take_back_spend(asks(rosa, SOON), now=SOON, spend=told)
    actions.split_spending(asks(rosa, SOON), now=SOON, people=[rosa.party])
    assert (stands(agreed.budget), stands(housing)) == before
    auditor = somebody("Ken Obi", "auditor")
    assert ledger.prove_ledger(asks(auditor, SOON), now=SOON).holds


@pytest.mark.req("F2", "F4")
def test_what_was_reported_to_a_funder_stays_and_nothing_is_added_to_its_days(
    rosa: Somebody, idris: Somebody, ann: Somebody, agreed: agreements.AgreementSeen
) -> None:
    told = spent(rosa, "help with letters", 3_000, "housing_support")
    other = spent(rosa, "swimming", 1_000, "leisure")
    second(rosa, idris, agreed, "community_equipment")
    actions.split_spending(asks(ann, SOON), now=SOON, people=[rosa.party])
    tomorrow = SOON + timedelta(days=1)
    report = actions.report_stream(
        asks(ann, tomorrow), now=tomorrow, programme=PROGRAMME, stream="adult_social_care", until=tomorrow.date()
    )
    seen = ledger.stream_report(asks(ann, tomorrow), report=report, now=tomorrow)
    assert (seen.money, [line.kind for line in seen.lines]) == (Money(4_000, "GBP"), ["housing_support", "leisure"])
    new = second(rosa, idris, agreed, "supporting_people")
    actions.split_spending(asks(ann, tomorrow), now=tomorrow, people=[rosa.party])
    assert (borne(rosa, told), borne(rosa, other)) == ({agreed.budget: 3_000}, {agreed.budget: 1_000})
    late = spent(rosa, "late receipt", 500, "leisure", now=tomorrow, on=TODAY)
    assert borne(rosa, late) == {None: 500}
    shown = queries.spend(asks(rosa, tomorrow), spend=late, now=tomorrow)
    assert shown.not_paid is not None
    assert shown.not_paid.code == "streams.reported_already"
    fresh = spent(rosa, "more help", 700, "housing_support", now=tomorrow)
    assert borne(rosa, fresh) == {new: 700}


@pytest.mark.req("F2")
def test_whoever_has_one_budget_only_is_in_the_report_of_its_stream_too(
    rosa: Somebody, ann: Somebody, agreed: agreements.AgreementSeen
) -> None:
    spent(rosa, "help with letters", 3_000, "housing_support")
    gone = spent(rosa, "a slip", 700, "leisure")
    actions.take_back_spend(asks(rosa, SOON), now=SOON, spend=gone)
    names = {"programme": PROGRAMME, "stream": "adult_social_care"}
    open_now = ledger.stream_lines(asks(ann, SOON), now=SOON, **names)
    assert [(one.budget, one.person, one.money.pence) for one in open_now] == [(agreed.budget, rosa.party, 3_000)]
    # Of what kind it was the split says, later; the line of a plan is one person's, and no kind.
    assert [one.kind for one in open_now] == [""]
    tomorrow, day_after = SOON + timedelta(days=1), SOON + timedelta(days=2)
    first = actions.report_stream(asks(ann, tomorrow), now=tomorrow, until=tomorrow.date(), **names)
    seen = ledger.stream_report(asks(ann, tomorrow), report=first, now=tomorrow)
    assert (seen.money, [one.kind for one in seen.lines]) == (Money(3_000, "GBP"), ["housing_support"])
    assert ledger.stream_lines(asks(ann, tomorrow), now=tomorrow, **names) == ()
    spent(rosa, "a film", 900, "leisure", now=tomorrow)
    assert [one.money.pence for one in ledger.stream_lines(asks(ann, tomorrow), now=tomorrow, **names)] == [900]
    second_one = actions.report_stream(asks(ann, day_after), now=day_after, until=day_after.date(), **names)
    assert ledger.stream_report(asks(ann, day_after), report=second_one, now=day_after).money == Money(900, "GBP")
    assert ledger.prove_ledger(asks(ann, day_after), now=day_after).holds


@pytest.mark.req("F2", "A7")
def test_what_the_family_paid_is_reported_to_no_funder_until_another_stream_can_bear_it(
    rosa: Somebody, idris: Somebody, ann: Somebody, agreed: agreements.AgreementSeen
) -> None:
    left = stands(agreed.budget)["left"]
    money.contribute(asks(rosa, SOON), now=SOON, key="own", budget=agreed.budget, pence=5_000, on=TODAY)
    spend = spent(rosa, "help with letters", left + 2_000, "housing_support")
    assert (stands(agreed.budget)["spent"], stands(agreed.budget)["own_spent"]) == (left, 2_000)
    names = {"programme": PROGRAMME, "stream": "adult_social_care"}
    assert sum(one.money.pence for one in ledger.stream_lines(asks(ann, SOON), now=SOON, **names)) == left
    tomorrow = SOON + timedelta(days=1)
    told = actions.report_stream(asks(ann, tomorrow), now=tomorrow, until=tomorrow.date(), **names)
    assert ledger.stream_report(asks(ann, tomorrow), report=told, now=tomorrow).money.pence == left
    # Another stream comes, made for that kind of help: it pays what the family had paid.
    housing = second(rosa, idris, agreed, "supporting_people")
    actions.split_spending(asks(ann, tomorrow), now=tomorrow, people=[rosa.party])
    assert borne(rosa, spend) == {agreed.budget: left, housing: 2_000}
    assert stands(agreed.budget)["own_left"] == 5_000
    assert ledger.prove_ledger(asks(ann, tomorrow), now=tomorrow).holds


@pytest.mark.req("F2", "A7")
def test_own_money_stays_own_where_the_other_stream_may_not_pay_for_it(
    rosa: Somebody, ann: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    left = stands(agreed.budget)["left"]
    money.contribute(asks(rosa, SOON), now=SOON, key="own", budget=agreed.budget, pence=5_000, on=TODAY)
    film = spent(rosa, "films", left + 2_000, "leisure")
    letters_read = spent(rosa, "help with letters", 1_000, "housing_support")
    tomorrow = SOON + timedelta(days=1)
    told = actions.report_stream(
        asks(ann, tomorrow), now=tomorrow, programme=PROGRAMME, stream="adult_social_care", until=tomorrow.date()
    )
    assert ledger.stream_report(asks(ann, tomorrow), report=told, now=tomorrow).money.pence == left
    assert borne(rosa, film) == {agreed.budget: left}
    assert borne(rosa, letters_read) == {housing: 1_000}
    assert stands(agreed.budget)["spent"] == left
    assert stands(agreed.budget)["own_spent"] == 2_000
    assert ledger.prove_ledger(asks(ann, tomorrow), now=tomorrow).holds


@pytest.mark.req("F2")
def test_a_report_goes_on_where_the_last_ended_and_puts_right_what_was_taken_back(
    rosa: Somebody, ann: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    told = spent(rosa, "help with letters", 3_000, "housing_support")
    day_two, day_three = SOON + timedelta(days=1), SOON + timedelta(days=2)

    def report(now: datetime, until: date) -> ledger.ReportSeen:
        named = actions.report_stream(
            asks(ann, now), now=now, programme=PROGRAMME, stream="supporting_people", until=until
        )
        return ledger.stream_report(asks(ann, now), report=named, now=now)

    with pytest.raises(CannotReport, match="not_over"):
        report(SOON, TODAY + timedelta(days=1))
    first = report(day_two, day_two.date())
    with pytest.raises(CannotReport, match="reported_until"):
        report(day_two, day_two.date())
    actions.take_back_spend(asks(rosa, day_two), now=day_two, spend=told)
    second_one = report(day_three, day_three.date())
    assert (first.money.pence, second_one.money.pence, second_one.start) == (3_000, -3_000, first.end)
    assert [
        one.end
        for one in ledger.stream_reports(
            asks(ann, day_three), programme=PROGRAMME, stream="supporting_people", now=day_three
        )
    ] == [day_three.date(), day_two.date()]
    shown = {one.stream: one for one in ledger.streams(asks(ann, day_three), now=day_three)}
    assert (shown["supporting_people"].open.pence, shown["supporting_people"].reported_until) == (0, day_three.date())
    with pytest.raises(NotAllowed):
        ledger.streams(asks(rosa, SOON), now=SOON)


@pytest.mark.req("F2", "H5")
def test_a_commissioner_is_told_sums_and_never_whose_they_are(
    rosa: Somebody, ann: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    spent(rosa, "help with letters", 3_000, "housing_support")
    spent(rosa, "help with bills", 1_200, "housing_support")
    colm, tomorrow = somebody("Colm Adeyemi", "commissioner"), SOON + timedelta(days=1)
    names = {"programme": PROGRAMME, "stream": "supporting_people"}
    with pytest.raises(NotAllowed):
        actions.report_stream(asks(colm, tomorrow), now=tomorrow, until=tomorrow.date(), **names)
    open_now = ledger.stream_lines(asks(colm, SOON), now=SOON, **names)
    report = actions.report_stream(asks(ann, tomorrow), now=tomorrow, until=tomorrow.date(), **names)
    told = ledger.stream_report(asks(colm, tomorrow), report=report, now=tomorrow)
    for lines in (open_now, told.lines):
        assert [(one.on, one.kind, one.money.pence) for one in lines] == [
            (TODAY.replace(day=1), "housing_support", 4_200)
        ]
        assert {(one.spend, one.person, one.person_name, one.budget, one.period) for one in lines} == {
            (None, None, "", None, None)
        }
    assert len(ledger.stream_report(asks(ann, tomorrow), report=report, now=tomorrow).lines) == 2


@pytest.mark.req("F5")
def test_another_funder_takes_over_and_plan_support_and_savings_go_on(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    before = spent(rosa, "massage", 1_000, "counselling")
    starts = TODAY + timedelta(days=10)
    came = one_sum(rosa)
    decision = actions.move_to_funder(
        asks(idris, SOON), now=SOON, person=rosa.party, stream="nhs", starts=starts, words="Her health changed."
    )
    assert agreements.agreement(asks(rosa, SOON), agreement=agreed.id, now=SOON) == agreed
    assert one_sum(rosa) == came
    after = SOON + timedelta(days=11)
    told = spent(rosa, "talking", 2_000, "counselling", now=after)
    swim = spent(rosa, "swimming", 500, "leisure", now=after)
    assert queries.spend(asks(rosa, after), spend=told, now=after).not_paid is None
    barred = queries.spend(asks(rosa, after), spend=swim, now=after).not_paid
    assert barred is not None
    assert barred.code == "streams.fenced"
    officer = somebody("Ann Beddoes", "finance")
    lines = {
        stream: [
            line.money.pence
            for line in ledger.stream_lines(asks(officer, after), programme=PROGRAMME, stream=stream, now=after)
        ]
        for stream in ("adult_social_care", "nhs")
    }
    assert lines == {"adult_social_care": [1_000], "nhs": [2_000]}
    assert borne(rosa, before) == {agreed.budget: 1_000}
    shown = decisions.decision(asks(rosa, SOON), decision=decision, now=SOON)
    assert shown.reasons[0].code == "streams.plan_goes_on"
    kinds = [letter.kind for letter in letters.letters_to(asks(rosa, SOON), person=rosa.party, now=SOON)]
    assert "funder_changed" in kinds


@pytest.mark.req("F5")
def test_a_change_of_funder_that_makes_no_sense_is_refused_with_its_reason(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    def move(stream: str, starts: date, who: Somebody = idris, words: str = "Because.") -> UUID:
        return actions.move_to_funder(
            asks(who, SOON), now=SOON, person=rosa.party, stream=stream, starts=starts, words=words
        )

    later_on = TODAY + timedelta(days=5)
    with pytest.raises(CannotMoveToFunder, match="no_such_stream"):
        move("lottery", later_on)
    with pytest.raises(CannotChangeFunder, match="same_funder"):
        move("adult_social_care", later_on)
    with pytest.raises(CannotChangeFunder, match="before_the_budget"):
        move("nhs", agreed.starts)
    with pytest.raises(NotAllowed):
        move("nhs", later_on, who=rosa)
    move("nhs", later_on)
    with pytest.raises(CannotChangeFunder, match="funder_there"):
        move("adult_social_care", later_on)


@pytest.fixture
def homecare(rosa: Somebody, idris: Somebody, ann: Somebody, agreed: agreements.AgreementSeen) -> Somebody:
    """A provider who holds all of her money as a service fund, and was paid £200 of it."""
    provider = somebody("Sunrise Homecare", "provider")
    people.relate(asks(rosa, SOON), now=SOON, who=provider.party, relation="provides_for", to=rosa.party)
    rest = control.Choice("service_fund", provider.party)
    control.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=rest)
    money.pay_out(
        asks(ann, SOON), now=SOON, key="to homecare", budget=agreed.budget, pence=20_000, holder=provider.party,
        on=SOON.date(),
    )  # fmt: skip
    return provider


@pytest.mark.req("F4", "C1")
def test_what_a_provider_who_holds_the_money_reports_is_split_like_any_spend(
    rosa: Somebody, ann: Somebody, homecare: Somebody, agreed: agreements.AgreementSeen, housing: UUID
) -> None:
    told = actions.record_spend(
        asks(homecare, SOON), now=SOON, key="letters", person=rosa.party, on=SOON.date(), pence=3_000,
        what="Four hours of help with letters", kind="housing_support",
    )  # fmt: skip
    assert borne(rosa, told) == {housing: 3_000}
    assert stands(agreed.budget)["with_holder"] == 20_000 - 3_000
    assert (stands(agreed.budget).get("spent", 0), stands(housing)["spent"]) == (0, 3_000)
    more = actions.record_spend(
        asks(homecare, SOON), now=SOON, key="garden", person=rosa.party, on=SOON.date(), pence=18_000, what="Garden",
        kind="leisure",
    )  # fmt: skip
    # £170 were left with the provider: the rest stands as owed to them, on the budget that may pay for it.
    assert borne(rosa, more) == {agreed.budget: 18_000}
    assert stands(agreed.budget)["owed"] == 1_000
    actions.take_back_spend(asks(homecare, SOON), now=SOON, spend=told)
    auditor = somebody("Ken Obi", "auditor")
    assert ledger.prove_ledger(asks(auditor, SOON), now=SOON).holds
    assert stands(agreed.budget)["with_holder"] + stands(agreed.budget).get("spent", 0) >= 18_000
