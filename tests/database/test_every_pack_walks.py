"""Every programme of the repository carries a person through all seven steps, on a day on which it is in force."""

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.registers.money import queries as money
from ownway.steps.allocation import queries as figures
from ownway.steps.outcomes import actions as outcomes
from ownway.steps.planning import queries as plans
from ownway.steps.planning.actions import CannotHandInPlan
from ownway.steps.review import actions as review
from ownway.steps.review.actions import Change, ChangeKind
from ownway.steps.spending import actions as spending
from ownway.values import Money
from tests.every_programme import Walk
from tests.programmes import PACKS
from tests.steps import asks


@pytest.mark.req("A4", "K2", "W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9")
@pytest.mark.req("W10", "W11", "W12", "W13", "W14", "W16", "W17", "W18")
@pytest.mark.parametrize("id", PACKS)
def test_a_person_walks_all_seven_steps_under_the_programme(id: str, db: None) -> None:
    """Told, planned, agreed, held, spent, told of life, looked back on: nothing of it knows the programme."""
    walk = Walk(PACKS[id])
    person = walk.person
    walk.answer_everything()
    figure = figures.figure_of(asks(person, walk.now), person=person.party, now=walk.now)
    assert figure is not None and figure.money is not None
    assert figure.kind == "indicative"
    assert figure.version == walk.pack.version
    agreed = walk.plan_and_sign()
    walk.hold(agreed)
    account = money.account_of(asks(person, walk.now), person=person.party, now=walk.now)
    assert account is not None
    assert account.currency == walk.pack.currency
    if walk.pack.allocation.plan_only:
        assert account.came_in == Money(0, walk.pack.currency)
    else:
        assert agreed.money == figure.money
    walk.on(60 * 24)
    if not walk.pack.allocation.plan_only:
        spending.record_spend(
            asks(person, walk.now),
            now=walk.now,
            key="1",
            person=person.party,
            on=walk.now.date(),
            pence=1,
            what="A pen",
        )
    aspects = {aspect.id: walk.pack.outcomes.answers[0] for aspect in walk.pack.outcomes.aspects}
    outcomes.tell_how_life_goes(
        asks(person, walk.now),
        now=walk.now,
        person=person.party,
        aspects=aspects,
        words={next(iter(aspects)): "It goes on."},
    )
    held = review.call_review(asks(person, walk.now), now=walk.now, person=person.party, why="I want to talk.")
    walk.on(60)
    review.conclude(
        asks(walk.worker, walk.now),
        now=walk.now,
        review=held,
        words="It goes well.",
        changes=[Change(ChangeKind.NOTHING, "It goes well.")],
    )
    told = decisions.decisions_about(asks(person, walk.now), person=person.party, now=walk.now)
    assert {"plan_agreed"} <= {one.kind for one in told}
    assert money.prove_ledger(asks(walk.finance, walk.now), now=walk.now).holds


UNTIED = PACKS["au-wa-local-area-coordination"]


@pytest.mark.req("W6", "P5")
def test_an_untied_sum_comes_without_a_plan(db: None) -> None:
    """Up to 3,000 dollars nothing is written and no test tried: told, asked for, agreed, on the account."""
    walk = Walk(UNTIED, "01-border-three-thousand")
    walk.answer_everything()
    asker = asks(walk.person, walk.now)
    assert not plans.needs_plan(asker, person=walk.person.party, now=walk.now)
    agreed = walk.ask_and_sign()
    assert agreed.money == Money(300_000, "AUD")
    walk.hold(agreed)
    plan = plans.agreed_plan_of(asks(walk.person, walk.now), person=walk.person.party, now=walk.now)
    assert plan is not None
    assert (plan.aims, plan.lines, plan.tests) == ((), (), ())
    account = money.account_of(asks(walk.person, walk.now), person=walk.person.party, now=walk.now)
    assert account is not None
    assert account.came_in.pence > 0


@pytest.mark.req("W6")
def test_one_cent_more_is_asked_for_on_a_plan(db: None) -> None:
    walk = Walk(UNTIED, "03-the-same-on-a-plan")
    walk.answer_everything()
    assert plans.needs_plan(asks(walk.person, walk.now), person=walk.person.party, now=walk.now)
    with pytest.raises(CannotHandInPlan) as refused:
        walk.ask_and_sign()
    assert refused.value.why.code == "planning.not_ready"
    assert {"aims", "lines", "question:goals"} <= set(str(refused.value.why.facts["todo"]).split(", "))
