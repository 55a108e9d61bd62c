"""How far the money is held: part by part, paid or promised, changed without loss, lowered with notice (C1, C4)."""

from datetime import date, timedelta

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.registers.money import queries as money
from ownway.registers.people import actions as people
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement import queries as agreements
from ownway.steps.control import actions, queries
from ownway.steps.control.actions import CannotChooseDegree, CannotLowerDegree, Choice
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.values import Asker, Basis, Money, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, set_up, somebody, stands_beside
from tests.ledger.scene import stands
from tests.steps import NOW, all_tests_passed, asks, later
from tests.steps import line as given

DAY = timedelta(days=1)
SOON = later(60)
"""After everything was signed."""


def seen(who: Somebody, agreed: agreements.AgreementSeen, now: object = SOON) -> queries.ControlSeen:
    """How far the money is held, as somebody sees it."""
    found = queries.degrees_of(asks(who, now), person=agreed.person, now=now)  # type: ignore[arg-type]
    assert found is not None
    return found


def everything_to(rosa: Somebody) -> Choice:
    """All of it paid to the person."""
    return Choice("direct_payment", rosa.party)


def job(now: object = SOON) -> Asker:
    """The job that keeps payments going."""
    return Asker(Basis.JOB, new_identifier(now), named="payments")  # type: ignore[arg-type]


@pytest.mark.req("C1")
def test_six_degrees_stand_open_and_two_are_mixed_in_one_budget(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    before = seen(rosa, agreed)
    assert [degree.order for degree in before.pack.control.degrees] == [1, 2, 3, 4, 5, 6]
    (line,) = before.parts
    actions.choose_degrees(
        asks(rosa, SOON),
        now=SOON,
        agreement=agreed.id,
        rest=everything_to(rosa),
        lines={line.line: Choice("managed_budget")},
    )
    now = seen(rosa, agreed).now
    assert now is not None
    assert now.is_mixed
    assert {part.degree for part in now.parts} == {"direct_payment", "managed_budget"}
    whole = before.pack.planning.times_per_year[before.every]
    assert sum(part.money.pence for part in now.parts) <= before.per_year.pence / whole
    schedules = money.schedules_of(asks(rosa, SOON), person=rosa.party, now=SOON)
    assert [(one.holder, one.degree, one.money) for one in schedules] == [
        (rosa.party, "direct_payment", now.rest.money)
    ]


@pytest.mark.req("C1", "C2")
def test_what_others_buy_is_promised_on_the_ledger_at_once(rosa: Somebody, agreed: agreements.AgreementSeen) -> None:
    line = seen(rosa, agreed).parts[0]
    actions.choose_degrees(
        asks(rosa, SOON),
        now=SOON,
        agreement=agreed.id,
        rest=everything_to(rosa),
        lines={line.line: Choice("authority_service")},
    )
    promised = {
        one.purpose: one.promised for one in money.purposes_of(asks(rosa, SOON), budget=agreed.budget, now=SOON)
    }
    assert promised == {f"line:{line.line}": line.a_payment}
    assert line.a_payment == Money(6000, "GBP")


def test_each_payment_period_is_promised_once_and_by_the_job(rosa: Somebody, agreed: agreements.AgreementSeen) -> None:
    actions.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=Choice("managed_budget"))
    first = stands(agreed.budget)["held"]
    assert actions.keep_promises(job(), now=SOON, person=rosa.party) == 0
    later_on = SOON + timedelta(weeks=9)
    assert actions.keep_promises(job(later_on), now=later_on, person=rosa.party) == 2 * first
    assert actions.keep_promises(job(later_on), now=later_on, person=rosa.party) == 0
    assert stands(agreed.budget)["held"] == 3 * first
    assert queries.people_with_choices(job(), now=SOON) == (rosa.party,)


@pytest.mark.req("C1", "C4")
def test_a_choice_is_changed_without_the_loss_of_a_penny(rosa: Somebody, agreed: agreements.AgreementSeen) -> None:
    actions.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=Choice("managed_budget"))
    before = stands(agreed.budget)
    tomorrow = SOON + DAY
    actions.choose_degrees(
        asks(rosa, tomorrow), now=tomorrow, agreement=agreed.id, rest=everything_to(rosa), words="I want to run it."
    )
    after = stands(agreed.budget)
    assert before["granted"] == after["granted"]
    assert "held" not in after
    assert after["left"] == before["left"] + before["held"] if "left" in before else before["held"]
    shown = seen(rosa, agreed, tomorrow)
    assert shown.now is not None
    assert shown.now.words == "I want to run it."
    assert [choice.rest.degree for choice in shown.past] == ["managed_budget"]
    back = tomorrow + DAY
    actions.choose_degrees(asks(rosa, back), now=back, agreement=agreed.id, rest=Choice("managed_budget"))
    ended = money.schedules_of(asks(rosa, back), person=rosa.party, now=back)
    assert [one.money for one in ended] == [None]


def test_the_first_choice_reaches_back_to_the_day_of_the_agreement(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    next_week = SOON + 7 * DAY
    assert seen(rosa, agreed, next_week).first_day == agreed.starts
    actions.choose_degrees(asks(rosa, next_week), now=next_week, agreement=agreed.id, rest=everything_to(rosa))
    (schedule,) = money.schedules_of(asks(rosa, next_week), person=rosa.party, now=next_week)
    assert schedule.starts == agreed.starts


def test_the_same_choice_twice_is_one_choice_and_another_needs_a_later_day(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    once = actions.choose_degrees(
        asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=everything_to(rosa), starts=agreed.starts
    )
    again = actions.choose_degrees(
        asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=everything_to(rosa), starts=agreed.starts
    )
    assert once == again
    with pytest.raises(CannotChooseDegree, match="chosen_for_that_day"):
        actions.choose_degrees(
            asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=Choice("managed_budget"), starts=agreed.starts
        )


@pytest.mark.req("C1")
def test_only_somebody_who_is_that_to_the_person_can_hold_the_money(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    provider = people.register_organisation(set_up(), now=NOW, name="Willow Support Co-operative")
    trusted = somebody("Lindiwe Mbeki")

    def refused(choice: Choice) -> str:
        with pytest.raises(CannotChooseDegree) as error:
            actions.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=choice)
        return error.value.why.code

    assert refused(Choice("service_fund", provider)) == "control.not_that_to_the_person"
    assert refused(Choice("representative", trusted.party)) == "control.not_that_to_the_person"
    assert refused(Choice("direct_payment")) == "control.say_who_holds_it"
    assert refused(Choice("managed_budget", rosa.party)) == "control.nobody_holds_it"
    assert refused(Choice("moon_money")) == "control.no_such_degree"
    people.relate(set_up(), now=NOW, who=provider, relation="provides_for", to=rosa.party)
    people.represent(
        asks(idris, SOON), now=SOON, representative=trusted.party, person=rosa.party, basis="nominated", scope=["money"]
    )
    line = seen(rosa, agreed).parts[0]
    moment = later(61)
    held = {one.kind: one.name for one in queries.possible_holders(asks(rosa, moment), person=rosa.party, now=moment)}
    assert held == {
        "person": "Rosa Mbeki",
        "representative": "Lindiwe Mbeki",
        "provider": "Willow Support Co-operative",
    }
    actions.choose_degrees(
        asks(rosa, moment),
        now=moment,
        agreement=agreed.id,
        rest=Choice("representative", trusted.party),
        lines={line.line: Choice("service_fund", provider)},
    )
    holders = {one.holder for one in money.schedules_of(asks(rosa, moment), person=rosa.party, now=moment)}
    assert holders == {trusted.party, provider}


@pytest.mark.req("C4")
def test_a_person_hands_control_over_and_takes_it_back_and_gets_a_letter_each_time(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    line = seen(rosa, agreed).parts[0]
    actions.choose_degrees(
        asks(rosa, SOON),
        now=SOON,
        agreement=agreed.id,
        rest=Choice("authority_service"),
        lines={line.line: everything_to(rosa)},
    )
    tomorrow = SOON + DAY
    actions.choose_degrees(asks(rosa, tomorrow), now=tomorrow, agreement=agreed.id, rest=everything_to(rosa))
    back, over = letters.letters_to(asks(rosa, tomorrow), person=rosa.party, now=tomorrow)[:2]
    whole = letters.letter(asks(rosa, tomorrow), letter=over.id, now=tomorrow).letter
    assert whole is not None
    assert "The authority gives you a service of its own." in whole.plain
    assert "Swimming with Ines" in whole.plain
    again = letters.letter(asks(rosa, tomorrow), letter=back.id, now=tomorrow).letter
    assert again is not None
    assert "The money is paid to you and you run it yourself." in again.plain


@pytest.mark.req("C4")
def test_the_authority_lowers_a_degree_with_reason_notice_and_challenge(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    def lower(
        degree: str = "managed_budget", words: str = "Two payments went astray.", starts: date | None = None
    ) -> object:
        return actions.lower_degree(
            asks(idris, SOON), now=SOON, person=rosa.party, degree=degree, words=words, starts=starts
        )

    with pytest.raises(CannotLowerDegree, match="nothing_to_lower"):
        lower()
    actions.choose_degrees(asks(rosa, SOON), now=SOON, agreement=agreed.id, rest=everything_to(rosa))
    with pytest.raises(CannotLowerDegree, match="notice_first"):
        lower(starts=SOON.date() + 5 * DAY)
    with pytest.raises(CannotLowerDegree, match="only_the_authority"):
        lower("broker")
    decision = lower()
    told = decisions.decision(asks(rosa, SOON), decision=decision, now=SOON)  # type: ignore[arg-type]
    assert told.kind == "degree_lowered"
    assert told.may_be_challenged
    shown = seen(rosa, agreed)
    assert shown.now is not None
    assert shown.now.rest.degree == "direct_payment"
    assert shown.next is not None
    assert shown.next.rest.degree == "managed_budget"
    assert shown.next.starts == SOON.date() + 28 * DAY
    assert shown.next.decision == decision
    letter = letters.letters_to(asks(rosa, SOON), person=rosa.party, now=SOON)[0]
    whole = letters.letter(asks(rosa, SOON), letter=letter.id, now=SOON).letter
    assert whole is not None
    assert "Two payments went astray." in whole.plain
    assert "You can challenge this until" in whole.plain
    with pytest.raises(CannotLowerDegree, match="not_lower"):
        lower()


def test_who_may_not_choose_is_refused_and_who_may_not_know_finds_nothing(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    sister, stranger = somebody("Nomsa Mbeki"), somebody("Olaf Brandt", "practitioner")
    stands_beside(sister, rosa)
    with pytest.raises(NotAllowed):
        actions.choose_degrees(asks(sister, SOON), now=SOON, agreement=agreed.id, rest=everything_to(rosa))
    with pytest.raises(NotFound):
        queries.degrees_of(asks(stranger, SOON), person=rosa.party, now=SOON)
    with pytest.raises(NotAllowed):
        actions.lower_degree(asks(rosa, SOON), now=SOON, person=rosa.party, degree="managed_budget", words="No")
    assert seen(idris, agreed).may_choose
    assert not seen(sister, agreed).may_choose


def test_a_choice_that_holds_is_carried_on_to_a_new_agreement(
    rosa: Somebody, idris: Somebody, agreed: agreements.AgreementSeen
) -> None:
    line = seen(rosa, agreed).parts[0]
    choice = actions.choose_degrees(
        asks(rosa, SOON),
        now=SOON,
        agreement=agreed.id,
        rest=everything_to(rosa),
        lines={line.line: Choice("managed_budget")},
    )
    assert actions.carry_on(asks(rosa, SOON), now=SOON, person=rosa.party) == choice
    spring = SOON + 30 * DAY
    plan = plans.plan_of(asks(rosa, spring), person=rosa.party, now=spring)
    assert plan is not None
    planning.begin_next_version(asks(rosa, spring), now=spring, plan=plan.id, why="Swimming twice a week.")
    changed = plans.plan_of(asks(rosa, spring), person=rosa.party, now=spring)
    assert changed is not None
    swim = next(one for one in changed.lines if not one.is_free)
    planning.change_line(
        asks(rosa, spring),
        now=spring,
        plan=plan.id,
        line=swim.id,
        base=swim.base,
        given=given(swim.aim, pence=1500, times=2),
    )
    version = planning.hand_in_plan(asks(rosa, spring), now=spring, plan=plan.id)
    all_tests_passed(idris, version, now=spring)
    agreement.sign(asks(idris, spring), now=spring, version=version)
    after = seen(rosa, agreed, spring)
    assert after.is_out_of_date
    assert after.now is not None
    assert after.now.id == choice
    carried = actions.carry_on(asks(idris, spring), now=spring, person=rosa.party)
    shown = seen(rosa, agreed, spring)
    assert not shown.is_out_of_date
    assert shown.now is not None
    assert shown.now.id == carried
    assert shown.now.part_for(line.line).money == Money(12000, "GBP")
    assert shown.now.part_for(line.line).degree == "managed_budget"
