"""Ideas and offers come into a plan that is being written; brokers are chosen with the fee known, and let go."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from ownway.registers.market import actions as market
from ownway.registers.market.actions import Offer
from ownway.registers.people import actions as people
from ownway.registers.people.queries import relations_of
from ownway.registers.stories import queries as stories
from ownway.registers.stories.queries import Standing
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.planning.actions import CannotLetIn, CannotWrite, finding, ideas
from ownway.steps.planning.queries import PlanSeen, brokering
from ownway.values import Every, Money
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, set_up, somebody, works_with
from tests.steps import NOW, asks, estimated, install, later, line, planned, planned_and_handed_in, told

pytestmark = pytest.mark.django_db

SEASON = ideas.Words(
    title="Saturdays at the ground",
    text="A lift from an old workmate, and a season ticket.",
    aim="See every home match.",
    lines=(
        ideas.LineTold("Season ticket", 34_000, Every.YEAR, who="The club"),
        ideas.LineTold("Lift to the ground", who="A workmate"),
    ),
    currency="GBP",
)
GIVEN = ideas.StoryGiven(SEASON, aim="community_life", kind="leisure")
CHOIR = Offer("Tuesday Choir", ("community",), ("Oldbridge",), price=Money(450, "GBP"), per="week")
BROKER = Offer(
    "Plan It", ("managing_money",), ("Oldbridge",), is_broker=True, fee=Money(3_000, "GBP"), interests_words="None."
)


@pytest.fixture
def idris() -> Somebody:
    install()
    return somebody("Idris Vaughan", "practitioner")


@pytest.fixture
def rosa(idris: Somebody) -> Somebody:
    """A person who was told a budget."""
    person = somebody("Rosa Mbeki")
    works_with(idris, person)
    told(person, idris)
    return person


@pytest.fixture
def reader() -> Somebody:
    return somebody("Samir Haddad", "commissioner")


def crowd(idris: Somebody, count: int, kind: str = "leisure") -> list[Somebody]:
    """People of the register who handed in a plan with this kind of support."""
    found = []
    for number in range(count):
        one = somebody(f"Neighbour {'ABCDEFGH'[number]}")
        estimated(one)
        plan = planned(one)
        seen = plan_of(one)
        planning.add_line(asks(one), now=NOW, plan=plan, given=line(seen.aims[0].id, kind=kind, pence=100))
        planning.hand_in_plan(asks(one), now=NOW, plan=plan)
        found.append(one)
    return found


def plan_of(who: Somebody, now: datetime = NOW) -> PlanSeen:
    seen = plans.plan_of(asks(who, now), person=who.party, now=now)
    assert seen is not None
    return seen


def shown(teller: Somebody, reader: Somebody, now: datetime = NOW) -> tuple[UUID, bool]:
    story = ideas.share_story(asks(teller, now), now=now, person=teller.party, given=GIVEN, says_yes=True)
    return story, ideas.show_story(asks(reader, now), now=now, story=story)


def offered(reader: Somebody, offer: Offer, party: UUID | None = None) -> UUID:
    return market.add_provider(asks(reader), now=NOW, offer=offer, party=party)


def drafted(who: Somebody) -> UUID:
    plan = planning.start_plan(asks(who), now=NOW, person=who.party)
    planning.add_aim(asks(who), now=NOW, plan=plan, text="Be out with friends.")
    return plan


@pytest.mark.req("P4", "R3")
def test_a_story_is_shown_once_five_people_who_handed_in_a_plan_could_have_told_it(
    rosa: Somebody, idris: Somebody, reader: Somebody
) -> None:
    crowd(idris, 4)
    story, is_shown = shown(rosa, reader)
    assert not is_shown
    assert stories.mine(asks(rosa), person=rosa.party, now=NOW)[0].standing is Standing.WAITS_FOR_PEOPLE
    fifth = somebody("Neighbour Z")
    estimated(fifth)
    plan = planned(fifth)
    planning.add_line(asks(fifth), now=NOW, plan=plan, given=line(plan_of(fifth).aims[0].id, kind="leisure", pence=1))
    nightly = replace(set_up(later()), named="nightly")
    assert ideas.look_at_stories_again(nightly, now=later()) == 0, "a draft counts for nobody"
    planning.hand_in_plan(asks(fifth, later()), now=later(), plan=plan)
    assert ideas.look_at_stories_again(nightly, now=later(2)) == 1
    seen = stories.story(asks(rosa, later(2)), story=story, now=later(2))
    assert (seen.group, seen.aims, seen.kinds) == ("in-control", ("community_life",), ("leisure",))


@pytest.mark.req("P4")
def test_an_idea_comes_into_the_plan_with_its_aim_and_a_line_that_can_be_changed(
    rosa: Somebody, idris: Somebody, reader: Somebody
) -> None:
    teller = crowd(idris, 5)[0]
    story, is_shown = shown(teller, reader)
    assert is_shown
    plan = drafted(rosa)
    first = ideas.take_up(asks(rosa), now=NOW, plan=plan, story=story)
    second = ideas.take_up(asks(rosa), now=later(), plan=plan, story=story, line=1)
    seen = plan_of(rosa, later(2))
    assert [aim.text for aim in seen.aims] == ["Be out with friends.", "See every home match."]
    ticket, lift = seen.line(first), seen.line(second)
    assert ticket is not None and lift is not None
    assert (ticket.what, ticket.price.pence, ticket.every, ticket.kind) == (
        "Season ticket",
        34_000,
        Every.YEAR,
        "leisure",
    )
    assert (lift.what, lift.is_free, lift.kind, lift.aim) == ("Lift to the ground", True, "other", ticket.aim)
    assert ticket.who == "", "who gives it is left open"
    with pytest.raises(NotFound):
        ideas.take_up(asks(rosa), now=NOW, plan=plan, story=story, line=2)
    with pytest.raises(NotFound):
        ideas.take_up(asks(somebody("Ama Boateng")), now=NOW, plan=plan, story=story)
    handed_in = planned_and_handed_in(teller_without_plan(idris))
    assert handed_in
    with pytest.raises(CannotWrite):
        ideas.take_up(asks(teller), now=NOW, plan=plan_of(teller).id, story=story)


def teller_without_plan(idris: Somebody) -> Somebody:
    person = somebody("Una Marsh")
    works_with(idris, person)
    told(person, idris)
    return person


def test_an_aim_or_a_kind_that_the_programme_does_not_know_is_refused(rosa: Somebody) -> None:
    for wrong in (replace(GIVEN, aim="elephants"), replace(GIVEN, kind="elephants")):
        with pytest.raises(ideas.CannotTell, match=r"stories\.nothing_told"):
            ideas.share_story(asks(rosa), now=NOW, person=rosa.party, given=wrong)


@pytest.mark.req("M1")
def test_an_offer_of_the_directory_fills_provider_and_price_of_a_line(rosa: Somebody, reader: Somebody) -> None:
    choir = offered(reader, CHOIR)
    plan = drafted(rosa)
    aim = plan_of(rosa).aims[0].id
    mine = planning.add_line(asks(rosa), now=NOW, plan=plan, given=line(aim, what="Singing", who="", every=Every.MONTH))
    standing = plan_of(rosa).line(mine)
    assert standing is not None
    finding.take_from_directory(asks(rosa), now=later(), plan=plan, provider=choir, line=mine, base=standing.base)
    filled = plan_of(rosa, later(2)).line(mine)
    assert filled is not None
    assert (filled.what, filled.who, filled.price, filled.every) == (
        "Singing",
        "Tuesday Choir",
        Money(450, "GBP"),
        Every.WEEK,
    )
    assert not filled.is_double
    new = finding.take_from_directory(asks(rosa), now=later(2), plan=plan, provider=choir)
    added = plan_of(rosa, later(3)).line(new)
    assert added is not None
    assert (added.what, added.kind, added.aim) == ("Tuesday Choir", "community", aim)


def test_an_offer_without_a_price_leaves_the_price_of_the_line(rosa: Somebody, reader: Somebody) -> None:
    unpriced = offered(reader, replace(CHOIR, price=None, per="", ask_price=True))
    plan = drafted(rosa)
    mine = planning.add_line(asks(rosa), now=NOW, plan=plan, given=line(plan_of(rosa).aims[0].id, pence=777))
    base = plan_of(rosa).lines[0].base
    finding.take_from_directory(asks(rosa), now=later(), plan=plan, provider=unpriced, line=mine, base=base)
    filled = plan_of(rosa, later(2)).line(mine)
    assert filled is not None and filled.price.pence == 777
    with pytest.raises(NotFound):
        finding.take_from_directory(asks(rosa), now=later(), plan=plan, provider=plan, line=mine)
    with pytest.raises(CannotWrite):
        finding.take_from_directory(asks(rosa), now=later(), plan=plan, provider=unpriced, line=unpriced)


@pytest.mark.req("M2")
def test_a_broker_is_chosen_with_the_fee_for_a_year_known_and_let_go_any_time(rosa: Somebody, reader: Somebody) -> None:
    office = people.register_organisation(set_up(NOW), now=NOW, name="Plan It")
    worker = somebody("Maren Holt", "broker")
    people.relate(set_up(NOW), now=NOW, who=worker.party, relation="member_of", to=office)
    monthly = replace(BROKER, fee=Money(500, "GBP"), fee_every=Every.MONTH)
    provider = offered(reader, monthly, office)
    plan = drafted(rosa)
    (seen,) = brokering.brokers_for(asks(rosa), person=rosa.party, now=NOW)
    assert (seen.fee_year, seen.too_much, seen.is_mine) == (Money(6_000, "GBP"), False, False)
    finding.choose_broker(asks(rosa, later()), now=later(), plan=plan, provider=provider)
    assert brokering.brokers_for(asks(rosa, later(2)), person=rosa.party, now=later(2))[0].is_mine
    writing = plans.plan_of(asks(worker, later(2)), person=rosa.party, now=later(2))
    assert writing is not None and writing.may_write, "whoever belongs to the office writes in the plan"
    finding.end_broker(asks(rosa, later(3)), now=later(3), plan=plan, broker=office)
    assert relations_of(worker.party, to=rosa.party, now=later(4)) == frozenset()
    with pytest.raises(NotFound):
        plans.plan_of(asks(worker, later(4)), person=rosa.party, now=later(4))
    with pytest.raises(NotFound):
        finding.end_broker(asks(rosa, later(5)), now=later(5), plan=plan, broker=office)


@pytest.mark.req("M2")
def test_a_broker_who_asks_more_than_the_programme_lets_them_is_shown_last_and_cannot_be_chosen(
    rosa: Somebody, reader: Somebody
) -> None:
    office = people.register_organisation(set_up(NOW), now=NOW, name="Gold Plans")
    dear = offered(reader, replace(BROKER, name="Gold Plans", fee=Money(5_000, "GBP"), fee_every=Every.WEEK), office)
    offered(reader, BROKER)
    plan = drafted(rosa)
    modest, gold = brokering.brokers_for(asks(rosa), person=rosa.party, now=NOW)
    assert (modest.offer.name, gold.too_much, gold.fee_year) == ("Plan It", True, Money(260_000, "GBP"))
    assert gold.most_year is not None and gold.most_year <= Money(75_000, "GBP")
    with pytest.raises(CannotLetIn, match=r"market\.fee_above_cap"):
        finding.choose_broker(asks(rosa), now=NOW, plan=plan, provider=dear)
    with pytest.raises(CannotLetIn, match=r"market\.not_a_broker"):
        finding.choose_broker(asks(rosa), now=NOW, plan=plan, provider=modest.provider)


def test_nobody_chooses_a_broker_for_somebody_else(rosa: Somebody, idris: Somebody, reader: Somebody) -> None:
    provider = offered(reader, BROKER)
    plan = drafted(rosa)
    with pytest.raises(NotAllowed):
        finding.choose_broker(asks(idris), now=NOW, plan=plan, provider=provider)
    with pytest.raises(NotFound):
        brokering.brokers_for(asks(somebody("Ama Boateng")), person=rosa.party, now=NOW)
