"""One person's figure: exact, explained, never below nothing, never less for more need, open about what it lacks."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook.audit import adds_up, mismatches
from ownway.rulebook.audit.people import someone, tried
from ownway.rulebook.audit.worsening import next_worse
from ownway.rulebook.changes import what_would_change
from ownway.rulebook.engines.one import CannotWorkOut, figure_of, work_out
from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Answer, State, StepResult, WorkedOut
from ownway.values import Money, Reason
from tests.engines.statute import grade_and_cents

FOLDER = Path(__file__).parents[2] / "packs"
ENGLISH = load_pack(FOLDER / "in-control")
GERMAN = load_pack(FOLDER / "de-sgb-xi")
PACKS = {"in-control": ENGLISH, "de-sgb-xi": GERMAN}
DAY = date(2026, 11, 2)

packs = st.sampled_from(sorted(PACKS))
seeds = st.integers(min_value=0, max_value=10**9)


def person(pack: object, seed: int) -> dict[str, Answer]:
    """Return somebody who answers every question that matters to the figure."""
    chance = random.Random(seed)
    return dict(someone(tried(pack), chance, little=chance.random() < 0.5))  # type: ignore[arg-type]


@pytest.mark.req("A3")
@given(id=packs, seed=seeds)
def test_the_reasons_add_up_to_the_figure_to_the_penny(id, seed) -> None:
    """Whatever was answered, what a person holds in hand can be worked out again."""
    pack = PACKS[id]
    worked = work_out(pack, person(pack, seed), DAY)
    assert worked.figure is not None
    assert worked.figure.pence >= 0
    assert list(mismatches(worked)) == []
    assert figure_of(pack, person(pack, seed), DAY) == worked.figure


@given(id=packs, seed=seeds)
def test_a_stored_result_reads_back_and_still_adds_up(id, seed) -> None:
    """What is kept in the database proves itself years later."""
    pack = PACKS[id]
    worked = work_out(pack, person(pack, seed), DAY)
    stored = WorkedOut.from_json(json.loads(json.dumps(worked.as_json())))
    assert stored == worked
    assert adds_up(stored)


@given(id=packs, seed=seeds, data=st.data())
def test_a_penny_changed_anywhere_in_the_chain_shows(id, seed, data) -> None:
    """The proof is no rubber stamp: any one number altered breaks it."""
    pack = PACKS[id]
    worked = work_out(pack, person(pack, seed), DAY)
    told = worked.as_json()
    chain = [one for one in _walk(told["reason"]) if "pence" in one["facts"] and not one["facts"].get("again")]
    data.draw(st.sampled_from(chain))["facts"]["pence"] += 1
    assert not adds_up(WorkedOut.from_json(told))


def _walk(reason):
    yield reason
    for below in reason.get("because", ()):
        yield from _walk(below)


@given(seed=seeds, data=st.data())
def test_more_need_never_gives_less(seed, data) -> None:
    """One question, one step to more need, the same person otherwise."""
    before = person(ENGLISH, seed)
    question = data.draw(st.sampled_from([one for one in ENGLISH.questions if one.scored]))
    worse = next_worse(question, before[question.id])
    if worse is None:
        worse = before[question.id]
    less, more = figure_of(ENGLISH, before, DAY), figure_of(ENGLISH, {**before, question.id: worse}, DAY)
    assert less is not None
    assert more is not None
    assert less <= more


@given(id=packs, seed=seeds, data=st.data())
def test_the_figure_lies_in_the_range_told_before_the_last_answers(id, seed, data) -> None:
    """While answers are missing the range is honest: the figure falls into it, whatever they turn out to be."""
    pack = PACKS[id]
    whole = person(pack, seed)
    left_out = data.draw(st.lists(st.sampled_from(sorted(whole)), min_size=1, max_size=4, unique=True))
    part = {name: answer for name, answer in whole.items() if name not in left_out}
    early, late = work_out(pack, part, DAY), work_out(pack, whole, DAY)
    assert late.figure is not None
    if early.figure is None:
        assert early.missing
        assert adds_up(early)
        assert early.range is not None
        assert early.range[0] <= late.figure <= early.range[1]
    else:
        assert early.figure == late.figure


@given(seed=seeds)
def test_the_german_pack_agrees_with_a_plain_reading_of_the_statute(seed) -> None:
    """Two readings, written apart, give the same points, grade and cents."""
    answers = person(GERMAN, seed)
    worked = work_out(GERMAN, answers, DAY)
    total, grade, cents = grade_and_cents(answers)
    assert worked.step("total").value == total
    assert worked.step("grade").value == (f"grade_{grade}" if grade else "none")
    assert worked.figure == Money(cents, "EUR")


@given(seed=seeds)
def test_what_would_change_is_what_comes_out_when_it_does(seed) -> None:
    """Each figure told for another answer is the figure that answer gives."""
    answers = person(ENGLISH, seed)
    now = figure_of(ENGLISH, answers, DAY)
    assert now is not None
    changes = what_would_change(ENGLISH, answers, DAY)
    for one in changes:
        then = work_out(ENGLISH, {**answers, one.question: one.answer}, DAY).figure
        assert then == one.figure
        assert one.difference == one.figure.pence - now.pence
    sizes = [abs(one.difference) for one in changes]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.req("A4")
def test_figures_run_from_tens_of_pounds_a_week_to_six_figures_a_year() -> None:
    """The smallest need that counts, and the largest there is."""
    questions = tried(ENGLISH)
    most = {one.id: Answer.level(one.levels[-1].id) for one in questions if one.kind == "levels"}
    most |= {one.id: Answer(State.YES) for one in questions if one.kind == "yes_no"}
    small = {one.id: Answer.level(one.levels[0].id) for one in questions if one.kind == "levels"}
    small |= {one.id: Answer(State.NO) for one in questions if one.kind == "yes_no"}
    small |= {"home": Answer.level("little"), "help_home": Answer.level("none")}
    high, low = figure_of(ENGLISH, most, DAY), figure_of(ENGLISH, small, DAY)
    assert low == Money(2_000, "GBP")
    assert high is not None
    assert high.pence * 52 >= 10_000_000


@pytest.mark.req("A6")
def test_need_is_totalled_before_help_and_a_third_always_counts() -> None:
    """All the help in the world takes two thirds away and no more; the whole need stays on record."""
    nobody = {one.id: Answer.level(one.levels[0].id) for one in tried(ENGLISH) if one.kind == "levels"}
    nobody |= {one.id: Answer(State.NO) for one in tried(ENGLISH) if one.kind == "yes_no"}
    helped = {**nobody, "nights": Answer.level("some"), "help_nights": Answer.level("all")}
    alone = {**helped, "help_nights": Answer.level("none")}
    assert (
        work_out(ENGLISH, helped, DAY).step("all_needs").value == work_out(ENGLISH, alone, DAY).step("all_needs").value
    )
    assert [work_out(ENGLISH, one, DAY).step("points").value for one in (helped, alone)] == [2, 6]


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2028, 1, 1)])
def test_a_rule_is_not_asked_outside_its_days(day: date) -> None:
    """The day before the first, and the day on which it is no longer in force."""
    with pytest.raises(CannotWorkOut) as refused:
        work_out(GERMAN, {}, day)
    assert refused.value.why.code == "rulebook.outside_dates"
    assert refused.value.why.facts["ends"] == "2028-01-01"


def test_an_answer_to_a_question_nobody_asks_is_refused() -> None:
    """It is named, so that it can be found."""
    with pytest.raises(CannotWorkOut) as refused:
        work_out(ENGLISH, {"shoe_size": Answer.level("large")}, DAY)
    assert refused.value.why.facts["question"] == "shoe_size"


def test_nothing_answered_gives_no_figure_but_says_what_is_missing() -> None:
    """The whole range stays open; routing questions are named before those they lead to."""
    worked = work_out(ENGLISH, {}, DAY)
    assert worked.figure is None
    assert worked.range == (Money(0, "GBP"), Money(242_000, "GBP"))
    assert {"looks_after_children", "nights"} <= set(worked.missing)
    assert "parenting" not in worked.missing
    assert "good_life" not in worked.missing


def test_an_answer_kept_from_before_the_routing_changed_counts_for_nothing() -> None:
    """Somebody first says that they have children, answers, and then says that they have none."""
    nobody = {one.id: Answer.level(one.levels[0].id) for one in tried(ENGLISH) if one.kind == "levels"}
    nobody |= {one.id: Answer(State.NO) for one in tried(ENGLISH) if one.kind == "yes_no"}
    stale = {**nobody, "parenting": Answer.level("lot"), "help_parenting": Answer.level("none")}
    assert figure_of(ENGLISH, stale, DAY) == figure_of(ENGLISH, nobody, DAY)


def test_a_proof_needs_the_figure_it_is_of() -> None:
    """A chain that leads to another sum proves nothing."""
    worked = work_out(GERMAN, person(GERMAN, 7), DAY)
    assert worked.figure is not None
    other = WorkedOut(
        figure=worked.figure + Money(1, "EUR"),
        per=worked.per,
        range=None,
        steps=(StepResult("x", "sum", None, Reason("pack:step:x")),),
        reason=worked.reason,
        missing=(),
    )
    assert not adds_up(other)
