"""The pure rules of allocation: voices side by side, stages, differences between figures, moving over."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from ownway.rulebook.model import PanelLimits
from ownway.steps.allocation.rules import figures, moving, routing, states, voices
from ownway.steps.allocation.rules.voices import Given, Settled, Standing
from ownway.values import Every, Money

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOME, LOTS, NONE = {"level": "some"}, {"level": "lots"}, {"level": "none"}


def said(
    value: dict[str, str],
    voice: str = "person",
    minute: int = 0,
    follows: tuple[UUID, ...] = (),
    id: UUID | None = None,
) -> Given:
    """Return an answer to the one question of these tests."""
    return Given(id or uuid4(), "meals", voice, value, START + timedelta(minutes=minute), frozenset(follows))


def test_an_answer_that_follows_another_stands_in_its_place() -> None:
    first = said(SOME)
    second = said(LOTS, minute=1, follows=(first.id,))
    assert voices.heads([first, second]) == (second,)


@pytest.mark.req("A5")
def test_two_answers_given_without_sight_of_each_other_both_stand() -> None:
    first = said(NONE)
    here, there = (said(SOME, minute=1, follows=(first.id,)), said(LOTS, minute=2, follows=(first.id,)))
    side = voices.side_by_side("meals", [first, here, there])
    assert side.standing is Standing.TWO_ANSWERS
    assert side.by_voice("person") == (here, there)


def test_choosing_between_two_answers_leaves_one() -> None:
    here, there = said(SOME), said(LOTS, minute=1)
    chosen = said(LOTS, minute=2, follows=(here.id, there.id))
    assert voices.side_by_side("meals", [here, there, chosen]).standing is Standing.UNCHECKED


def test_the_same_answer_from_two_devices_is_one() -> None:
    side = voices.side_by_side("meals", [said(SOME), said(SOME, minute=1)])
    assert side.standing is Standing.UNCHECKED
    assert len(side.heads) == 1


@pytest.mark.req("A5")
def test_a_practitioner_who_says_the_same_agrees() -> None:
    assert voices.side_by_side("meals", [said(SOME), said(SOME, "practitioner", 1)]).standing is Standing.AGREED


@pytest.mark.req("A5")
def test_family_who_say_otherwise_make_a_difference_to_settle() -> None:
    side = voices.side_by_side("meals", [said(SOME), said(LOTS, "family", 1), said(SOME, "practitioner", 2)])
    assert side.standing is Standing.DIFFERS
    assert [head.voice for head in side.heads] == ["person", "family", "practitioner"]


def test_a_practitioner_alone_agrees_with_nobody() -> None:
    assert voices.side_by_side("meals", [said(SOME, "practitioner")]).standing is Standing.DIFFERS


@pytest.mark.req("A5")
def test_what_was_settled_counts_and_every_answer_stays_beside_it() -> None:
    answers = [said(SOME), said(LOTS, "practitioner", 1)]
    settled = Settled("meals", LOTS, "We cooked together and saw it.", uuid4(), START + timedelta(minutes=2))
    side = voices.side_by_side("meals", answers, [settled])
    assert side.standing is Standing.SETTLED
    assert voices.counting(side) == LOTS
    assert {head.voice for head in side.heads} == {"person", "practitioner"}


def test_something_new_after_it_was_settled_opens_the_question_again() -> None:
    settled = Settled("meals", LOTS, "We saw it.", uuid4(), START + timedelta(minutes=2))
    answers = [said(SOME), said(LOTS, "practitioner", 1), said(NONE, "family", 3)]
    assert voices.side_by_side("meals", answers, [settled]).standing is Standing.DIFFERS


def test_until_it_is_settled_the_person_counts_before_everybody_else() -> None:
    side = voices.side_by_side("meals", [said(LOTS, "practitioner"), said(NONE, "family", 1), said(SOME, minute=2)])
    assert voices.counting(side) == SOME


@drawn(st.lists(st.tuples(st.sampled_from(voices.VOICES), st.sampled_from([0, 1, 2]), st.booleans()), max_size=12))
def test_no_order_of_answers_loses_the_newest_of_a_voice(steps: list[tuple[str, int, bool]]) -> None:
    given: list[Given] = []
    for minute, (voice, level, knew) in enumerate(steps):
        own = [head.id for head in voices.heads(given) if head.voice == voice]
        given.append(said({"level": str(level)}, voice, minute, tuple(own) if knew else ()))
    standing = voices.heads(given)
    for voice in {answer.voice for answer in given}:
        newest = [answer for answer in given if answer.voice == voice][-1]
        assert newest in standing


@pytest.mark.parametrize(
    ("relations", "channel", "expected"),
    [
        ({"self"}, "self", {"person"}),
        ({"family"}, "self", {"family"}),
        ({"family"}, "phone", {"family"}),
        ({"works_with"}, "self", {"practitioner"}),
        ({"works_with"}, "phone", {"practitioner", "person"}),
        ({"works_with"}, "paper", {"practitioner", "person"}),
        ({"represents"}, "with_someone", {"advocate", "person"}),
        ({"authority"}, "phone", set()),
        (set(), "self", set()),
    ],
)
def test_everyone_speaks_in_their_own_voice(relations: set[str], channel: str, expected: set[str]) -> None:
    assert voices.voices_open_to(frozenset(relations), channel) == expected


def test_every_deed_leads_to_a_known_state_and_every_state_has_a_meaning() -> None:
    assert {after for deeds in states.MOVES.values() for after in deeds.values()} <= set(states.MOVES)
    assert set(states.MEANINGS) == set(states.MOVES)
    assert states.state_of(()) == "open"
    assert states.after("open", "tell_budget") is None


def test_the_difference_between_two_figures_names_the_answers_that_made_it() -> None:
    before, after = {"meals": SOME, "nights": NONE}, {"meals": LOTS, "nights": NONE}
    questions = {id: id.title() for id in figures.changed_answers(before, after)}
    reason = figures.why_changed(Money(10_000, "GBP"), Money(12_550, "GBP"), questions=questions, version_changed=False)
    assert reason.code == "allocation.figure_rose"
    assert reason.facts["by"] == 2_550
    assert [(below.code, below.facts["asked"]) for below in reason.because] == [
        ("allocation.changed_by_answer", "Meals")
    ]


def test_a_panel_that_moves_a_figure_is_quoted() -> None:
    reason = figures.why_changed(
        Money(100, "GBP"), Money(90, "GBP"), questions={}, version_changed=False, moved="Shared night support."
    )
    assert reason.code == "allocation.figure_fell"
    assert reason.because[0].words == "Shared night support."


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (None, Money(5, "GBP"), "allocation.figure_now_known"),
        (Money(5, "GBP"), None, "allocation.figure_not_known"),
        (Money(5, "GBP"), Money(5, "GBP"), "allocation.figure_same"),
    ],
)
def test_a_figure_that_was_or_becomes_unknown_says_so(before: Money | None, after: Money | None, code: str) -> None:
    assert figures.why_changed(before, after, questions={}, version_changed=True).code == code


@pytest.mark.req("A12")
def test_an_old_package_is_put_on_the_scale_of_the_new_figure() -> None:
    counts = {Every.WEEK: Fraction(52), Every.MONTH: Fraction(12), Every.YEAR: Fraction(1)}
    assert moving.in_terms_of(Money(104_000, "GBP"), Every.MONTH, Every.WEEK, counts) == Money(24_000, "GBP")
    assert moving.in_terms_of(Money(9_999, "GBP"), Every.WEEK, Every.WEEK, {}) == Money(9_999, "GBP")


@pytest.mark.req("A12")
def test_who_would_get_less_is_protected_while_a_challenge_runs_and_only_then() -> None:
    old, new = Money(20_000, "GBP"), Money(18_000, "GBP")
    assert moving.compare(old, new).code == "allocation.lower_than_package"
    assert moving.floor_while_challenged(old, new, challenge_open=True) == old
    assert moving.floor_while_challenged(old, new, challenge_open=False) is None
    assert moving.floor_while_challenged(new, old, challenge_open=True) is None


@pytest.mark.req("A8")
@pytest.mark.parametrize(
    ("formula", "down", "up", "least", "most"),
    [
        (10_000, Fraction(1, 10), Fraction(1, 5), 9_000, 12_000),
        (10_000, Fraction(0), Fraction(1, 4), 10_000, 12_500),
        (9_999, Fraction(1, 3), Fraction(1, 3), 6_666, 13_332),
        (101, Fraction(1, 10), Fraction(1, 10), 91, 111),
        (0, Fraction(1, 10), Fraction(1, 10), 0, 0),
    ],
)
def test_a_panel_stays_within_the_shares_the_pack_allows_down_and_up(
    formula: int, down: Fraction, up: Fraction, least: int, most: int
) -> None:
    """Ends that are no whole pence lie inside the limits, never beyond."""
    ends = moving.panel_ends(Money(formula, "GBP"), PanelLimits(down, up))
    assert ends == (Money(least, "GBP"), Money(most, "GBP"))


def test_next_and_previous_questions_follow_what_is_shown() -> None:
    shown = ("life", "meals", "nights")
    assert routing.next_after(shown, "meals") == "nights"
    assert routing.next_after(shown, "nights") is None
    assert routing.next_after(shown, "hidden") is None
    assert routing.previous_before(shown, "meals") == "life"
    assert routing.previous_before(shown, "life") is None
