"""Money used: told with little work, out of the right purse, compared with the plan, blocked only by law (U2-U5)."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from ownway.registers.money.actions import CannotPost
from ownway.steps.agreement import queries as agreements
from ownway.steps.control import actions as control
from ownway.steps.control import queries as degrees
from ownway.steps.control.actions import Choice
from ownway.steps.spending import actions, queries
from ownway.steps.spending.actions import CannotMoveMoney, CannotRecordSpend
from ownway.values import Money
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, somebody, stands_beside
from tests.ledger.scene import stands
from tests.steps import asks, install, later

SOON = later(60)
TODAY = SOON.date()


def held_by_us(rosa: Somebody, agreed: agreements.AgreementSeen) -> None:
    """Let the practitioner keep all of it."""
    control.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=Choice("managed_budget"))


def swimming(rosa: Somebody) -> UUID:
    """The line of the plan that costs something."""
    return queries.recording(asks(rosa, SOON), person=rosa.party, now=SOON).lines[0].id


def spent(who: Somebody, rosa: Somebody, key: str = "one", **told: object) -> UUID:
    """A spend told by somebody."""
    given: dict[str, object] = {"on": TODAY, "pence": 1_500, "what": "Swimming with Ines 🏊"} | told
    return actions.record_spend(asks(who, SOON), now=SOON, key=key, person=rosa.party, **given)  # type: ignore[arg-type]


def account(who: Somebody, rosa: Somebody) -> queries.AccountPage:
    """The account as somebody sees it."""
    page = queries.account_of(asks(who, SOON), person=rosa.party, now=SOON)
    assert page is not None
    return page


@pytest.mark.req("U2", "U4", "C2")
def test_a_spend_comes_out_of_what_is_promised_and_stands_beside_its_line(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    held_by_us(rosa, agreed)
    before = stands(agreed.budget)
    line = swimming(rosa)
    spent(rosa, rosa, line=line)
    after = stands(agreed.budget)
    assert after["held"] == before["held"] - 1_500
    assert after["spent"] == 1_500
    page = account(rosa, rosa)
    row = next(one for one in page.compared if one.line == line)
    assert (row.what, row.used, row.per_year) == ("Swimming with Ines", Money(1_500, "GBP"), Money(78_000, "GBP"))
    entry = next(one for one in page.entries if one.spend)
    assert entry.spend is not None
    assert (entry.spend.what, entry.plan_line, entry.line.pence) == (
        "Swimming with Ines 🏊",
        "Swimming with Ines",
        -1_500,
    )
    assert page.months[-1].went_out == 1_500
    assert page.account.came_in == page.account.went_out + page.account.promised + page.account.left


@pytest.mark.req("U2")
def test_a_spend_out_of_what_the_person_holds_is_never_refused_for_want_of_money(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    control.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=Choice("direct_payment", rosa.party))
    spent(rosa, rosa)
    assert stands(agreed.budget)["owed"] == 1_500
    assert account(rosa, rosa).account.owed == Money(1_500, "GBP")


def test_before_anyone_chose_a_degree_a_spend_comes_out_of_what_is_left(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    before = stands(agreed.budget)
    spent(rosa, rosa)
    assert stands(agreed.budget)["left"] == before["left"] - 1_500


def test_a_spend_told_twice_under_one_key_is_one_spend(rosa: Somebody, agreed: agreements.AgreementSeen) -> None:
    held_by_us(rosa, agreed)
    first = spent(rosa, rosa, line=swimming(rosa))
    assert spent(rosa, rosa, line=swimming(rosa)) == first
    assert stands(agreed.budget)["spent"] == 1_500
    with pytest.raises(CannotPost, match="key_used"):
        spent(rosa, rosa, line=swimming(rosa), pence=1_600)


@pytest.mark.req("U5", "F6")
def test_only_what_is_illegal_is_blocked_and_what_a_stream_bars_is_recorded_with_its_reason(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    with pytest.raises(CannotRecordSpend) as refused:
        spent(rosa, rosa, kind="against_the_law", what="Something nobody may sell")
    assert refused.value.why.code == "spending.illegal"
    assert refused.value.field == "kind"
    lucky = spent(rosa, rosa, key="lucky", kind="gambling", what="Lucky dip")
    told = queries.spend(asks(rosa, SOON), spend=lucky, now=SOON)
    assert told.not_paid is not None
    assert (told.not_paid.code, told.not_paid.facts["stream"]) == ("streams.forbidden", "Adult social care")
    actions.take_back_spend(asks(rosa, SOON), now=SOON, spend=lucky)
    assert queries.spend(asks(rosa, SOON), spend=lucky, now=SOON).not_paid is None
    spent(rosa, rosa, kind="leisure", what="A season ticket, which no line of the plan speaks of")
    page = account(rosa, rosa)
    assert page.compared[-1].line is None
    assert page.compared[-1].used == Money(1_500, "GBP")


def test_what_is_wrong_with_a_spend_is_told_beside_its_field(rosa: Somebody, agreed: agreements.AgreementSeen) -> None:
    def field_of(**told: object) -> str:
        with pytest.raises((CannotRecordSpend, CannotPost)) as refused:
            spent(rosa, rosa, **told)
        return refused.value.field

    assert field_of(pence=0) == "pence"
    assert field_of(pence=-5) == "pence"
    assert field_of(on=TODAY + timedelta(days=1)) == "on"
    assert field_of(on=date(1, 1, 1)) == "on"
    assert field_of(line=agreed.id) == "line"
    assert field_of(kind="moonshine") == "kind"
    assert "spent" not in stands(agreed.budget)


def test_a_spend_told_by_mistake_is_taken_back_and_stays_on_record(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    held_by_us(rosa, agreed)
    before = stands(agreed.budget)
    spend = spent(rosa, rosa, pence=150_000)
    assert actions.take_back_spend(asks(rosa, SOON), now=SOON, spend=spend, words="It was 15.00") == spend
    assert actions.take_back_spend(asks(rosa, SOON), now=SOON, spend=spend) == spend
    after = stands(agreed.budget)
    assert after.get("spent", 0) == 0
    assert after["granted"] == before["granted"]
    shown = queries.spend(asks(rosa, SOON), spend=spend, now=SOON)
    assert shown.taken_back_at == SOON
    assert shown.taken_back_words == "It was 15.00"
    assert account(rosa, rosa).compared[0].used == Money(0, "GBP")


@pytest.mark.req("U4")
def test_money_moves_freely_between_lines(rosa: Somebody, agreed: agreements.AgreementSeen) -> None:
    held_by_us(rosa, agreed)
    line = swimming(rosa)

    def move(pence: int, to_line: UUID | None = line) -> UUID:
        return actions.move_between_lines(
            asks(rosa, SOON), now=SOON, key=f"move {pence}", person=rosa.party, pence=pence, line=None, to_line=to_line
        )

    assert move(2_500) == move(2_500)
    rows = {one.line: one.promised for one in account(rosa, rosa).compared}
    assert rows[line] == Money(2_500, "GBP")
    with pytest.raises(CannotPost, match="not_enough"):
        move(10**9)
    with pytest.raises(CannotMoveMoney):
        move(100, to_line=agreed.id)


@pytest.mark.req("X1", "U3")
def test_a_person_sees_what_is_asked_of_them_and_why_and_how_much_they_may_save(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    page = account(rosa, rosa)
    limit = page.tier.tier.up_to_pence_year
    assert limit is None or page.per_year.pence <= limit
    assert page.tier.reason.facts["budget"] == page.per_year.pence
    assert page.reserve is not None
    assert page.reserve.pence == -(-page.per_year.pence * 8 // 52)
    assert not page.is_above_reserve


@pytest.mark.req("C2", "H5")
def test_family_can_tell_of_a_spend_and_see_no_account_and_strangers_nothing(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    held_by_us(rosa, agreed)
    sister, stranger = somebody("Nomsa Mbeki"), somebody("Olaf Brandt", "practitioner")
    stands_beside(sister, rosa)
    assert queries.recording(asks(sister, SOON), person=rosa.party, now=SOON).lines == ()
    spent(sister, rosa, what="Bus fares")
    with pytest.raises(NotAllowed):
        account(sister, rosa)
    with pytest.raises(NotFound):
        spent(stranger, rosa, key="two")
    assert [one.spend.by_name for one in account(rosa, rosa).entries if one.spend] == ["Nomsa Mbeki"]


def test_nothing_can_be_spent_before_a_plan_is_agreed(db: None) -> None:
    install()
    nia = somebody("Nia Prosser")
    assert queries.account_of(asks(nia, SOON), person=nia.party, now=SOON) is None
    with pytest.raises(CannotRecordSpend, match="nothing_agreed"):
        spent(nia, nia)


def test_the_parts_that_pay_cash_and_those_that_do_not_are_two_purses(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    shown = degrees.degrees_of(asks(rosa, SOON), person=rosa.party, now=SOON)
    assert shown is not None
    line = shown.parts[0].line
    control.choose_degrees(
        asks(rosa, SOON),
        now=SOON,
        agreement=agreed.id,
        rest=Choice("direct_payment", rosa.party),
        lines={line: Choice("managed_budget")},
    )
    spent(rosa, rosa, line=line)
    assert stands(agreed.budget)["held"] == 6_000 - 1_500
    spent(rosa, rosa, key="two")
    assert stands(agreed.budget)["owed"] == 1_500
