"""A plan from its first word to handing in, by its actions, against the database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ownway.registers.decisions import queries as decisions
from ownway.steps.planning import actions, queries
from ownway.steps.planning.actions import CannotHandInPlan, CannotLetIn, CannotNoteOrder, CannotPlan, CannotWrite
from ownway.steps.planning.queries import PlanSeen, PlanState
from ownway.values import Every, Money
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import CannotKeepText
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import NOW, asks, estimated, install, later, line, planned, planned_and_handed_in, told

pytestmark = pytest.mark.django_db
SEVEN = ["important", "change", "support", "money", "managed", "in_control", "next_steps"]


@pytest.fixture(autouse=True)
def programme() -> None:
    """The programme of these tests, in force."""
    install()


@pytest.fixture
def rosa() -> Somebody:
    """A person who was told an estimate."""
    person = somebody("Rosa Mbeki")
    estimated(person)
    return person


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def lindiwe(rosa: Somebody) -> Somebody:
    """Her daughter."""
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    return daughter


def begun(rosa: Somebody) -> UUID:
    """A plan she has begun."""
    return actions.start_plan(asks(rosa), now=NOW, person=rosa.party)


def plan_of(who: Somebody, rosa: Somebody, minutes: int = 60) -> PlanSeen:
    """Her plan, as somebody sees it."""
    seen = queries.plan_of(asks(who), person=rosa.party, now=later(minutes))
    assert seen is not None
    return seen


@pytest.mark.req("P1")
def test_a_plan_asks_the_packs_seven_questions_in_their_order(rosa: Somebody) -> None:
    begun(rosa)
    seen = plan_of(rosa, rosa)
    assert [section.question for section in seen.sections] == SEVEN
    assert seen.state is PlanState.DRAFT
    assert seen.is_own
    assert seen.may_write


@pytest.mark.req("P1")
def test_a_plan_begun_twice_is_one_plan_and_nobody_without_a_sum_begins_one(rosa: Somebody) -> None:
    assert begun(rosa) == begun(rosa)
    stranger = somebody("Kwame Boateng")
    with pytest.raises(CannotPlan, match="no_figure_yet"):
        actions.start_plan(asks(stranger), now=NOW, person=stranger.party)


@pytest.mark.req("P1")
def test_what_is_written_is_found_again_in_any_script(rosa: Somebody) -> None:
    plan = begun(rosa)
    words = "אני רוצה לגור ליד אחותי 🌿\n\nZweiter Absatz."
    actions.write_section(asks(rosa), now=NOW, plan=plan, question="important", text=words)
    section = plan_of(rosa, rosa).section("important")
    assert section is not None
    assert [text.text for text in section.texts] == [words]
    assert section.is_written


@pytest.mark.req("P2")
def test_two_who_write_at_once_lose_nothing_until_one_text_follows_both(rosa: Somebody, lindiwe: Somebody) -> None:
    plan = begun(rosa)
    actions.let_in(asks(rosa), now=NOW, plan=plan, helper=lindiwe.party, access="write")
    first = actions.write_section(asks(rosa), now=NOW, plan=plan, question="important", text="My garden.")
    hers = actions.write_section(
        asks(rosa), now=later(1), plan=plan, question="important", text="My garden, and quiet.", base=[first]
    )
    beside = actions.write_section(
        asks(lindiwe), now=later(2), plan=plan, question="important", text="Her garden and her friends.", base=[first]
    )
    section = plan_of(rosa, rosa).section("important")
    assert section is not None
    assert section.is_double
    assert {text.by_name for text in section.texts} == {"Rosa Mbeki", "Lindiwe Mbeki"}
    assert "double" in plan_of(rosa, rosa).still_to_do
    actions.write_section(
        asks(rosa), now=later(3), plan=plan, question="important", text="Garden, quiet, friends.", base=[hers, beside]
    )
    section = plan_of(rosa, rosa).section("important")
    assert section is not None
    assert [text.text for text in section.texts] == ["Garden, quiet, friends."]


def test_the_same_text_twice_is_kept_once(rosa: Somebody) -> None:
    plan = begun(rosa)
    first = actions.write_section(asks(rosa), now=NOW, plan=plan, question="change", text="More friends.")
    assert actions.write_section(asks(rosa), now=NOW, plan=plan, question="change", text="More friends.") == first


@pytest.mark.req("P3")
def test_the_running_total_stands_beside_the_budget_for_a_year_to_the_penny(rosa: Somebody) -> None:
    plan = begun(rosa)
    aim = actions.add_aim(asks(rosa), now=NOW, plan=plan, text="Swim again.")
    hours = line(aim, pence=1450, times=2, every=Every.WEEK, quantity=Decimal("1.5"))
    actions.add_line(asks(rosa), now=NOW, plan=plan, given=hours)
    actions.add_line(asks(rosa), now=NOW, plan=plan, given=line(aim, pence=3333, every=Every.MONTH, kind="leisure"))
    actions.add_line(
        asks(rosa), now=NOW, plan=plan, given=line(aim, pence=0, kind="unpaid_help", what="Lunch", who="Her sister")
    )
    actions.add_line(
        asks(rosa), now=NOW, plan=plan, given=line(aim, pence=9900, every=Every.ONCE, kind="standard_service")
    )
    seen = plan_of(rosa, rosa)
    assert sorted(one.per_year.pence for one in seen.lines) == [0, 9900, 3333 * 12, 1450 * 3 * 52]
    assert [one.what for one in seen.lines if one.is_free] == ["Lunch"]
    assert {(one.stream, one.aim_text) for one in seen.lines} == {("adult_social_care", "Swim again.")}
    assert seen.standing is not None
    assert seen.standing.cost == Money(226_200 + 39_996 + 9_900, "GBP")
    assert seen.standing.left == seen.standing.budget - seen.standing.cost


@pytest.mark.req("P3")
def test_a_plan_that_costs_too_much_says_by_how_much_and_what_could_give_and_is_not_handed_in(rosa: Somebody) -> None:
    plan = planned(rosa)
    seen = plan_of(rosa, rosa)
    assert seen.standing is not None
    aim = seen.aims[0].id
    much = seen.standing.left.pence + 1
    actions.add_line(asks(rosa), now=NOW, plan=plan, given=line(aim, pence=much, every=Every.ONCE, kind="equipment"))
    seen = plan_of(rosa, rosa)
    assert seen.standing is not None
    assert not seen.standing.fits
    assert seen.standing.too_much == Money(1, "GBP")
    assert seen.what_could_give
    assert seen.still_to_do == ("too_much",)
    with pytest.raises(CannotHandInPlan, match="not_ready"):
        actions.hand_in_plan(asks(rosa), now=NOW, plan=plan)


WRONG: list[tuple[dict[str, object], str]] = [
    ({"kind": "gold"}, "kind"),
    ({"pence": -1}, "pence"),
    ({"pence": 100_000_001}, "pence"),
    ({"quantity": Decimal(0)}, "quantity"),
    ({"quantity": Decimal("0.0001")}, "quantity"),
    ({"times": 0}, "times"),
    ({"times": 1001}, "times"),
    ({"stream": "no-such"}, "stream"),
    ({"stream": "nhs"}, "stream"),
    ({"stream": "supporting_people", "kind": "leisure"}, "stream"),
    ({"kind": "gambling"}, "kind"),
    ({"degree": "piggy-bank"}, "degree"),
    ({"aim": UUID(int=7)}, "aim"),
]


def test_a_line_that_does_not_fit_is_refused_with_the_field_it_concerns(rosa: Somebody) -> None:
    plan = begun(rosa)
    aim = actions.add_aim(asks(rosa), now=NOW, plan=plan, text="Swim again.")
    for wrong, field in WRONG:
        with pytest.raises(CannotWrite) as refused:
            actions.add_line(asks(rosa), now=NOW, plan=plan, given=replace(line(aim), **wrong))  # type: ignore[arg-type]
        assert refused.value.field == field, wrong
    for what in ("", "nul\x00", "x" * 501):
        with pytest.raises(CannotKeepText):
            actions.add_line(asks(rosa), now=NOW, plan=plan, given=line(aim, what=what))
    assert plan_of(rosa, rosa).lines == ()


def test_a_line_is_changed_dropped_and_added_once_under_one_name(rosa: Somebody) -> None:
    plan = begun(rosa)
    aim = actions.add_aim(asks(rosa), now=NOW, plan=plan, text="Swim again.")
    name = UUID("01920000-0000-7000-8000-000000000001")
    for _again in range(2):
        actions.add_line(asks(rosa), now=NOW, plan=plan, given=line(aim), line=name)
    assert len(plan_of(rosa, rosa).lines) == 1
    base = plan_of(rosa, rosa).lines[0].base
    actions.change_line(asks(rosa), now=later(1), plan=plan, line=name, given=line(aim, pence=2000), base=base)
    assert plan_of(rosa, rosa).lines[0].price == Money(2000, "GBP")
    with pytest.raises(CannotWrite, match="aim_has_lines"):
        actions.drop_aim(asks(rosa), now=later(2), plan=plan, aim=aim)
    actions.drop_line(asks(rosa), now=later(3), plan=plan, line=name)
    assert plan_of(rosa, rosa).lines == ()
    actions.drop_aim(asks(rosa), now=later(4), plan=plan, aim=aim)
    assert plan_of(rosa, rosa).aims == ()
    with pytest.raises(CannotWrite, match="no_such_line"):
        actions.drop_line(asks(rosa), now=later(5), plan=plan, line=name)


def test_two_wordings_of_a_line_at_once_are_both_kept(rosa: Somebody) -> None:
    plan = planned(rosa)
    paid = next(one for one in plan_of(rosa, rosa).lines if not one.is_free)
    for pence, minutes in ((1600, 1), (1700, 2)):
        actions.change_line(
            asks(rosa), now=later(minutes), plan=plan, line=paid.id, given=line(paid.aim, pence=pence), base=paid.base
        )
    seen = plan_of(rosa, rosa).line(paid.id)
    assert seen is not None
    assert seen.is_double
    assert len(seen.base) == 2
    assert "double" in plan_of(rosa, rosa).still_to_do


@pytest.mark.req("P2")
def test_a_helper_has_only_the_access_given_and_loses_it_when_the_person_says_so(
    rosa: Somebody, lindiwe: Somebody
) -> None:
    plan = begun(rosa)
    assert queries.plan_of(asks(lindiwe), person=rosa.party, now=NOW) is None
    actions.let_in(asks(rosa), now=NOW, plan=plan, helper=lindiwe.party, access="write", sections=["important"])
    actions.write_section(asks(lindiwe), now=later(1), plan=plan, question="important", text="Her garden.")
    with pytest.raises(CannotWrite, match="not_let_in"):
        actions.write_section(asks(lindiwe), now=later(1), plan=plan, question="change", text="Less noise.")
    with pytest.raises(CannotWrite, match="not_let_in"):
        actions.add_aim(asks(lindiwe), now=later(1), plan=plan, text="Less noise.")
    assert [helper.name for helper in plan_of(rosa, rosa).helpers] == ["Lindiwe Mbeki"]
    actions.let_in(asks(rosa), now=later(2), plan=plan, helper=lindiwe.party, access="view")
    with pytest.raises(CannotWrite, match="not_let_in"):
        actions.write_section(asks(lindiwe), now=later(3), plan=plan, question="important", text="More.")
    actions.end_help(asks(rosa), now=later(4), plan=plan, helper=lindiwe.party)
    assert queries.plan_of(asks(lindiwe), person=rosa.party, now=later(5)) is None
    with pytest.raises(NotFound):
        actions.write_section(asks(lindiwe), now=later(5), plan=plan, question="important", text="More.")
    section = plan_of(rosa, rosa).section("important")
    assert section is not None
    assert section.texts[0].text == "Her garden."


@pytest.mark.req("P2")
def test_only_the_person_lets_in_and_only_somebody_who_stands_beside_them(
    rosa: Somebody, lindiwe: Somebody, idris: Somebody
) -> None:
    plan = begun(rosa)
    stranger = somebody("Kwame Boateng")
    with pytest.raises(CannotLetIn, match="no_tie"):
        actions.let_in(asks(rosa), now=NOW, plan=plan, helper=stranger.party, access="view")
    for wrong in ({"access": "own"}, {"access": "view", "sections": ["secrets"]}):
        with pytest.raises(CannotLetIn):
            actions.let_in(asks(rosa), now=NOW, plan=plan, helper=lindiwe.party, **wrong)
    with pytest.raises(NotAllowed):
        actions.let_in(asks(idris), now=NOW, plan=plan, helper=idris.party, access="write")
    with pytest.raises(NotFound):
        actions.let_in(asks(stranger), now=NOW, plan=plan, helper=stranger.party, access="view")


@pytest.mark.req("P1")
def test_a_draft_does_not_exist_for_the_authority_and_what_was_handed_in_does(rosa: Somebody, idris: Somebody) -> None:
    plan = planned(rosa)
    assert queries.plan_of(asks(idris), person=rosa.party, now=NOW) is None
    version = actions.hand_in_plan(asks(rosa), now=NOW, plan=plan)
    seen = queries.plan_version(asks(idris), version=version, now=later(1))
    assert seen.state is PlanState.HANDED_IN
    assert not seen.may_write
    stranger = somebody("Kwame Boateng")
    with pytest.raises(NotFound):
        queries.plan_version(asks(stranger), version=version, now=later(1))


@pytest.mark.req("G1")
def test_handing_in_starts_a_clock_that_both_sides_see_and_is_done_once(rosa: Somebody, idris: Somebody) -> None:
    plan = planned(rosa)
    version = actions.hand_in_plan(asks(rosa), now=NOW, plan=plan)
    assert actions.hand_in_plan(asks(rosa), now=later(1), plan=plan) == version
    for who in (rosa, idris):
        clocks = decisions.clocks_about(asks(who), person=rosa.party, now=later(1))
        assert [(clock.kind, clock.due) for clock in clocks if clock.thing_id == version] == [
            ("plan_decision", date(2026, 3, 12))
        ]
    desk = decisions.desk(asks(idris), now=later(1))
    assert version in {clock.thing_id for clock in desk}
    with pytest.raises(CannotWrite, match="not_a_draft"):
        actions.write_section(asks(rosa), now=later(2), plan=plan, question="change", text="Other words.")


def test_what_is_missing_is_said_before_handing_in(rosa: Somebody) -> None:
    plan = begun(rosa)
    assert plan_of(rosa, rosa).still_to_do == (*(f"question:{question}" for question in SEVEN), "aims", "lines")
    with pytest.raises(CannotHandInPlan, match="not_ready"):
        actions.hand_in_plan(asks(rosa), now=NOW, plan=plan)


@pytest.mark.req("P7")
def test_a_plan_taken_back_goes_on_as_the_next_version_with_all_that_stood_and_why(
    rosa: Somebody, idris: Somebody
) -> None:
    version = planned_and_handed_in(rosa)
    before = queries.plan_version(asks(rosa), version=version, now=NOW)
    with pytest.raises(CannotPlan, match="with_the_authority"):
        actions.begin_next_version(asks(rosa), now=later(1), plan=before.id, why="Something new.")
    actions.take_back(asks(rosa), now=later(2), plan=before.id)
    assert [
        clock
        for clock in decisions.clocks_about(asks(rosa), person=rosa.party, now=later(2))
        if clock.thing_id == version
    ] == []
    with pytest.raises(CannotHandInPlan, match="not_with_the_authority"):
        actions.take_back(asks(rosa), now=later(2), plan=before.id)
    following = actions.begin_next_version(asks(rosa), now=later(3), plan=before.id, why="My sister moved away.")
    again = actions.begin_next_version(asks(rosa), now=later(3), plan=before.id, why="My sister moved away.")
    assert again == following
    seen = plan_of(rosa, rosa)
    assert (seen.version, seen.number, seen.why_changed) == (following, 2, "My sister moved away.")
    assert [one.id for one in seen.lines] == [one.id for one in before.lines]
    assert [one.text for one in seen.aims] == [one.text for one in before.aims]
    assert [one.texts[0].text for one in seen.sections] == [one.texts[0].text for one in before.sections]
    assert plan_of(idris, rosa).version == version
    assert queries.plan_version(asks(rosa), version=version, now=later(9)).state is PlanState.TAKEN_BACK


@pytest.mark.req("P11")
def test_what_an_order_fixes_is_shown_with_its_source_and_end_until_it_ends(rosa: Somebody, idris: Somebody) -> None:
    begun(rosa)
    order = actions.note_order(
        asks(idris),
        now=NOW,
        person=rosa.party,
        kind="court",
        fixes="She lives at Elm House.",
        source="Court of Protection, order of 3 February 2026",
        starts=date(2026, 2, 3),
        ends=date(2027, 2, 3),
    )
    [seen] = plan_of(rosa, rosa).orders
    assert (seen.id, seen.fixes, seen.ends) == (order, "She lives at Elm House.", date(2027, 2, 3))
    actions.end_order(asks(idris), now=later(1), order=order, ends=date(2026, 3, 2))
    assert plan_of(rosa, rosa).orders == ()
    with pytest.raises(NotAllowed):
        actions.note_order(
            asks(rosa), now=NOW, person=rosa.party, kind="court", fixes="x", source="y", starts=date(2026, 2, 3)
        )
    for wrong in ({"kind": "whim"}, {"ends": date(2026, 2, 3)}):
        given: dict[str, object] = {"kind": "court", "fixes": "x", "source": "y", "starts": date(2026, 2, 3)}
        with pytest.raises(CannotNoteOrder):
            actions.note_order(asks(idris), now=NOW, person=rosa.party, **(given | wrong))  # type: ignore[arg-type]


def test_a_plan_told_an_indicative_budget_stands_beside_that_one(rosa: Somebody, idris: Somebody) -> None:
    begun(rosa)
    estimate = plan_of(rosa, rosa).standing
    richer = somebody("Amina Yusuf")
    works_with(idris, richer)
    told(richer, idris, level=2)
    actions.start_plan(asks(richer), now=later(5), person=richer.party)
    held = plan_of(richer, richer).standing
    assert estimate is not None
    assert held is not None
    assert held.budget > estimate.budget


def test_nothing_of_a_plan_is_ever_overwritten_and_what_was_written_is_not_readable_there(rosa: Somebody) -> None:
    planned(rosa)
    for table in ("plan", "version", "stage", "section", "aim", "line"):
        for order in (f"update planning_{table} set id = id", f"delete from planning_{table}"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(order)
    with connection.cursor() as cursor:
        cursor.execute("select text::text from planning_section")
        assert not any("what I want" in str(row) for row in cursor.fetchall())
