"""Bad spells, things that fall through, how deep a plan goes, and letting the authority arrange it."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from ownway.steps.planning import actions, queries
from ownway.steps.planning.actions import CannotWrite, ContingencyGiven
from ownway.steps.planning.queries import PlanSeen
from ownway.values import Money
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, somebody, works_with
from tests.steps import NOW, asks, estimated, install, later, line, planned, signed

pytestmark = pytest.mark.django_db
BAD_SPELL = ContingencyGiven(
    kind="bad_spell",
    happens="I stop sleeping and spend at night.",
    then="Ring Dee before anyone else. Let me keep my cat with me.",
    never="Do not ring my mother.",
    who="Dee Okafor, 01632 960123",
    pence=60_000,
)
ILL = ContingencyGiven(kind="falls_through", happens="My assistant is ill.", then="Use the agency.", who="The agency")


@pytest.fixture
def idris() -> Somebody:
    """The practitioner."""
    install()
    return somebody("Idris Vaughan", "practitioner")


@pytest.fixture
def rosa(idris: Somebody) -> Somebody:
    """A person who was told a sum."""
    person = somebody("Rosa Mbeki")
    works_with(idris, person)
    estimated(person, level=2)
    return person


def seen_by(who: Somebody, rosa: Somebody, minutes: int = 60) -> PlanSeen:
    """Her plan as somebody sees it."""
    seen = queries.plan_of(asks(who, later(minutes)), person=rosa.party, now=later(minutes))
    assert seen is not None
    return seen


def begun(rosa: Somebody) -> UUID:
    """A plan she has begun."""
    return actions.start_plan(asks(rosa), now=NOW, person=rosa.party)


@pytest.mark.req("P8")
def test_what_is_kept_back_for_bad_spells_counts_beside_the_lines(rosa: Somebody) -> None:
    plan = begun(rosa)
    aim = actions.add_aim(asks(rosa), now=NOW, plan=plan, text="To swim.")
    actions.add_line(asks(rosa), now=NOW, plan=plan, given=line(aim, pence=1_000))
    before = seen_by(rosa, rosa)
    actions.add_contingency(asks(rosa), now=later(1), plan=plan, given=BAD_SPELL)
    after = seen_by(rosa, rosa)
    assert before.standing is not None and after.standing is not None
    assert after.kept_back == Money(60_000, "GBP")
    assert after.standing.cost - before.standing.cost == Money(60_000, "GBP")
    assert after.costs == before.costs
    (kept,) = after.contingencies
    assert (kept.then, kept.never, kept.who) == (BAD_SPELL.then, BAD_SPELL.never, BAD_SPELL.who)


@pytest.mark.req("P8")
def test_a_reserve_that_does_not_fit_keeps_the_plan_from_being_handed_in(rosa: Somebody) -> None:
    plan = planned(rosa)
    assert seen_by(rosa, rosa).still_to_do == ()
    dear = ContingencyGiven("bad_spell", "A bad winter.", "A week away.", pence=9_999_999)
    actions.add_contingency(asks(rosa), now=later(1), plan=plan, given=dear)
    assert seen_by(rosa, rosa).still_to_do == ("too_much",)


@pytest.mark.req("P8")
def test_two_who_word_it_at_once_lose_nothing_until_one_follows_both(rosa: Somebody) -> None:
    plan = begun(rosa)
    case = actions.add_contingency(asks(rosa), now=NOW, plan=plan, given=ILL)
    base = seen_by(rosa, rosa).contingencies[0].base
    for words in ("Ring Mo.", "Ring Ada."):
        given = ContingencyGiven("falls_through", "Ines is ill.", words)
        actions.change_contingency(asks(rosa), now=later(1), plan=plan, contingency=case, given=given, base=base)
    (double,) = seen_by(rosa, rosa).contingencies
    assert double.is_double and "double" in seen_by(rosa, rosa).still_to_do
    actions.change_contingency(asks(rosa), now=later(2), plan=plan, contingency=case, given=ILL, base=double.base)
    assert not seen_by(rosa, rosa).contingencies[0].is_double


def test_it_can_be_taken_out_and_a_form_sent_twice_adds_it_once(rosa: Somebody) -> None:
    plan, name = begun(rosa), uuid4()
    for _ in range(2):
        assert actions.add_contingency(asks(rosa), now=NOW, plan=plan, given=ILL, contingency=name) == name
    assert len(seen_by(rosa, rosa).contingencies) == 1
    actions.drop_contingency(asks(rosa), now=later(1), plan=plan, contingency=name)
    assert seen_by(rosa, rosa).contingencies == ()
    with pytest.raises(CannotWrite, match="no_such_contingency"):
        actions.drop_contingency(asks(rosa), now=later(2), plan=plan, contingency=name)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (ContingencyGiven("flood", "Water.", "Swim."), "kind"),
        (ContingencyGiven("bad_spell", "", "Swim."), "happens"),
        (ContingencyGiven("bad_spell", "Water.", "   "), "then"),
        (ContingencyGiven("bad_spell", "Water.", "Swim.", pence=-1), "pence"),
        (ContingencyGiven("bad_spell", "Water.", "Swim.", pence=10**9), "pence"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(rosa: Somebody, given: ContingencyGiven, field: str) -> None:
    plan = begun(rosa)
    with pytest.raises((CannotWrite, CannotKeepText)) as refused:
        actions.add_contingency(asks(rosa), now=NOW, plan=plan, given=given)
    assert refused.value.field == field
    assert seen_by(rosa, rosa).contingencies == ()


def test_the_next_version_carries_it_over(idris: Somebody) -> None:
    ama = somebody("Ama Darko")
    works_with(idris, ama)
    signed(ama, idris)
    first = seen_by(ama, ama)
    actions.begin_next_version(asks(ama, later(90)), now=later(90), plan=first.id, why="Ines moves away.")
    second = seen_by(ama, ama, 120)
    assert (second.number, len(second.contingencies)) == (2, 1)
    assert [one.happens for one in second.contingencies] == [one.happens for one in first.contingencies]


@pytest.mark.req("P5")
def test_a_small_sum_asks_for_a_short_plan_and_a_large_one_for_a_full_one(idris: Somebody) -> None:
    asked = {}
    for name, level in (("Ana Small", 0), ("Bo Large", 3)):
        person = somebody(name)
        estimated(person, level=level)
        begun(person)
        seen = seen_by(person, person)
        assert seen.standing is not None
        asked[seen.depth] = {one.question for one in seen.sections if one.required}
        assert (seen.standing.budget.pence <= 500_000) == (seen.depth == "one_page")
    assert asked["one_page"] == {"important", "change", "money"}
    assert asked["one_page"] < asked["full"]


@pytest.mark.req("P5")
def test_more_is_the_persons_to_choose_and_less_is_agreed_with_a_reason(rosa: Somebody, idris: Somebody) -> None:
    plan = begun(rosa)
    assert seen_by(rosa, rosa).depth == "full"
    with pytest.raises(CannotWrite, match="too_shallow"):
        actions.choose_depth(asks(rosa), now=NOW, plan=plan, depth="one_page")
    with pytest.raises(CannotKeepText):
        actions.choose_depth(asks(idris), now=NOW, plan=plan, depth="one_page")
    actions.choose_depth(asks(idris), now=NOW, plan=plan, depth="one_page", why="It is the same every week.")
    assert seen_by(rosa, rosa).depth == "one_page"
    actions.choose_depth(asks(rosa), now=later(1), plan=plan, depth="full")
    assert seen_by(rosa, rosa).depth == "full"
    with pytest.raises(CannotWrite, match="no_such_depth"):
        actions.choose_depth(asks(rosa), now=later(2), plan=plan, depth="bottomless")


def test_of_a_draft_a_practitioner_learns_its_depth_and_nothing_else(rosa: Somebody, idris: Somebody) -> None:
    stranger = somebody("Rhoda Penhaligon", "practitioner")
    with pytest.raises(NotFound):
        queries.depth_of_draft(asks(idris), person=rosa.party, now=NOW)
    plan = begun(rosa)
    draft = queries.depth_of_draft(asks(idris), person=rosa.party, now=NOW)
    assert (draft.plan, draft.depth) == (plan, "full")
    with pytest.raises((NotFound, NotAllowed)):
        queries.depth_of_draft(asks(stranger), person=rosa.party, now=NOW)


@pytest.mark.req("P6")
@pytest.mark.req("A11")
def test_what_is_left_becomes_the_standard_service_to_the_penny(rosa: Somebody) -> None:
    plan = begun(rosa)
    words = {"aim": "To have it arranged for me.", "what": "The standard service"}
    actions.choose_standard_service(asks(rosa), now=NOW, plan=plan, **words)
    whole = seen_by(rosa, rosa)
    assert whole.standing is not None and whole.standing.left == Money(0, "GBP")
    (only,) = whole.lines
    assert (only.kind, only.every.value) == ("standard_service", "week")
    assert whole.pack.control.degree(only.degree).holder == "authority"  # type: ignore[union-attr]
    with pytest.raises(CannotWrite, match="nothing_left"):
        actions.choose_standard_service(asks(rosa), now=later(1), plan=plan, **words)
    actions.change_line(
        asks(rosa), now=later(2), plan=plan, line=only.id, given=line(only.aim, pence=1_000), base=only.base
    )
    actions.choose_standard_service(asks(rosa), now=later(3), plan=plan, **words)
    mixed = seen_by(rosa, rosa)
    assert mixed.standing is not None and mixed.standing.left == Money(0, "GBP")
    assert len(mixed.aims) == 1 and len(mixed.lines) == 2


@pytest.mark.req("P12")
def test_one_page_to_print_says_who_steps_in(rosa: Somebody) -> None:
    plan = planned(rosa)
    actions.add_contingency(asks(rosa), now=later(6), plan=plan, given=BAD_SPELL)
    page = browser(rosa)
    version = seen_by(rosa, rosa).version
    words = text_of(page.get(reverse("planning:falling_through", args=[version])))
    for said in ("Dee Okafor, 01632 960123", "Do not ring my mother.", "£600.00", "Mo, 01632 960000"):
        assert said in words
    printed = page.get(reverse("planning:print_falling_through", args=[version]))
    assert printed.content.startswith(b"%PDF")


def test_the_pages_add_change_and_take_out(rosa: Somebody) -> None:
    begun(rosa)
    page = browser(rosa)
    there = reverse("planning:plan", args=[rosa.party])
    given = {"kind": "bad_spell", "happens": "No sleep.", "then": "Ring Dee.", "never": "", "who": "", "pence": "600"}
    answer = send(page, reverse("planning:add_contingency", args=[rosa.party]), **given)
    assert answer.status_code == 303
    assert "£600.00 a year is kept back for it." in text_of(page.get(there))
    (case,) = seen_by(rosa, rosa, 10**7).contingencies
    address = reverse("planning:contingency", args=[rosa.party, case.id])
    assert send(page, address, **given | {"then": ""}).status_code == 422
    assert send(page, address, **given | {"then": "Ring Dee first."}).status_code == 303
    assert "Ring Dee first." in text_of(page.get(there))
    send(page, reverse("planning:drop_contingency", args=[rosa.party, case.id]))
    assert "Ring Dee first." not in text_of(page.get(there))
    send(page, reverse("planning:standard_service", args=[rosa.party]))
    assert seen_by(rosa, rosa, 10**7).lines[0].kind == "standard_service"
