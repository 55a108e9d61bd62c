"""Plans that are agreed again: within the same sum, under a new figure, and by two who sign at the same moment."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from ownway.registers.money import queries as money
from ownway.steps.agreement import actions, queries
from ownway.steps.allocation import queries as figures
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.planning.queries import PlanState
from tests.factories import Somebody, somebody, works_with
from tests.steps import NOW, all_tests_passed, asks, install, later, line, planned_and_handed_in, signed, told


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person under the programme."""
    install()
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.mark.req("P7", "G6")
def test_a_later_plan_within_the_same_sum_replaces_the_first_and_the_money_runs_on(
    rosa: Somebody, idris: Somebody
) -> None:
    signed(rosa, idris)
    moment = NOW + timedelta(days=40)
    before = money.account_of(asks(rosa), person=rosa.party, now=moment)
    held = plans.plan_of(asks(rosa), person=rosa.party, now=moment)
    assert held is not None
    first = held.version
    second = planning.begin_next_version(asks(rosa), now=moment, plan=held.id, why="More swimming.")
    swim = next(one for one in held.lines if not one.is_free)
    planning.change_line(asks(rosa), now=moment, plan=held.id, line=swim.id, given=line(swim.aim, pence=1600))
    fresh = plans.plan_of(asks(rosa), person=rosa.party, now=moment)
    assert fresh is not None
    planning.change_line(
        asks(rosa), now=moment, plan=held.id, line=swim.id, given=line(swim.aim, pence=1600),
        base=next(one for one in fresh.lines if one.id == swim.id).base,
    )  # fmt: skip
    planning.hand_in_plan(asks(rosa), now=moment, plan=held.id)
    all_tests_passed(idris, second, now=moment)
    actions.sign(asks(idris), now=moment + timedelta(minutes=1), version=second)
    after = moment + timedelta(minutes=2)
    assert plans.plan_version(asks(rosa), version=first, now=after).state is PlanState.REPLACED
    assert money.account_of(asks(rosa), person=rosa.party, now=after) == before
    assert len(queries.agreements_of(asks(rosa), person=rosa.party, now=after)) == 2


@pytest.mark.req("G6")
def test_a_plan_agreed_again_on_the_same_day_starts_on_the_next_that_is_free(rosa: Somebody, idris: Somebody) -> None:
    signed(rosa, idris)
    told(rosa, idris, now=later(200), level=2)
    held = plans.plan_of(asks(rosa), person=rosa.party, now=later(201))
    assert held is not None
    second = planning.begin_next_version(asks(rosa), now=later(202), plan=held.id, why="We saw it wrong.")
    planning.hand_in_plan(asks(rosa), now=later(203), plan=held.id)
    all_tests_passed(idris, second, now=later(204))
    first = queries.agreement_of(asks(rosa), person=rosa.party, now=later(205))
    assert first is not None
    with pytest.raises(actions.CannotSign) as refused:
        actions.sign(asks(idris), now=later(206), version=second, starts=first.starts)
    free = first.starts + timedelta(days=1)
    assert (refused.value.why.code, refused.value.why.facts["day"]) == ("agreement.starts_taken", free.isoformat())
    actions.sign(asks(idris), now=later(207), version=second)
    agreed = queries.agreement(
        asks(rosa), agreement=actions.sign(asks(idris), now=later(208), version=second), now=later(209)
    )
    assert agreed.starts == free


@pytest.mark.req("G6")
def test_a_later_plan_under_a_new_figure_gives_the_budget_the_new_rate_from_its_day(
    rosa: Somebody, idris: Somebody
) -> None:
    signed(rosa, idris)
    moment = NOW + timedelta(days=40)
    told(rosa, idris, now=moment, level=2)
    held = plans.plan_of(asks(rosa), person=rosa.party, now=moment)
    assert held is not None
    second = planning.begin_next_version(asks(rosa), now=moment, plan=held.id, why="My needs have grown.")
    planning.hand_in_plan(asks(rosa), now=moment, plan=held.id)
    all_tests_passed(idris, second, now=moment)
    after = moment + timedelta(minutes=10)
    actions.sign(asks(idris), now=after, version=second)
    agreed = queries.agreement_of(asks(rosa), person=rosa.party, now=after)
    account = money.account_of(asks(rosa), person=rosa.party, now=after)
    figure = figures.figure_of(asks(rosa), person=rosa.party, now=after)
    assert agreed is not None
    assert account is not None
    assert figure is not None
    assert figure.kind == "agreed"
    [stream] = account.streams
    assert (stream.rate, stream.budget) == (figure.money, agreed.budget)


@pytest.mark.req("G6")
def test_two_who_sign_at_the_same_moment_commit_the_money_once(own_database: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        install()
        rosa, idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
        grace = somebody("Grace Adeyemi", "panel")
        works_with(idris, rosa)
        told(rosa, idris)
        version = planned_and_handed_in(rosa, now=later(5))
        all_tests_passed(idris, version, now=later(10))
        together, given = Barrier(2), []

        def sign(who: Somebody) -> None:
            asker = asks(who)
            together.wait(timeout=20)
            try:
                given.append(actions.sign(asker, now=later(11), version=version))
            finally:
                connection.close()

        threads = [Thread(target=sign, args=[who]) for who in (idris, grace)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert len(given) == 2
        assert len(set(given)) == 1
        account = money.account_of(asks(rosa), person=rosa.party, now=later(12))
        assert account is not None
        assert account.came_in.pence == account.streams[0].rate.pence * 4
