"""Questionnaires are scored as their makers say, and the words of others are nowhere shipped."""

from decimal import Decimal

import pytest

from ownway.lab.evaluate import CannotEvaluate, ghq12, ons4, read_trial, read_value_set
from tests.lab.trials import protocol

CARE = """
id: care
name: A measure of social care
source: the published paper
licence: the licensee's own
levels: 4
constant: -0.466
multiplier: 0.203
items:
  one: [1.000, 0.919, 0.541, 0.000]
  two: [0.911, 0.789, 0.265, 0.195]
  three: [0.879, 0.775, 0.294, 0.184]
  four: [0.880, 0.452, 0.298, 0.114]
  five: [0.873, 0.748, 0.497, 0.241]
  six: [0.962, 0.927, 0.567, 0.170]
  seven: [0.863, 0.780, 0.374, 0.288]
  eight: [0.847, 0.637, 0.295, 0.263]
checks:
  - {answers: [1, 1, 1, 1, 1, 1, 1, 1], value: 0.999}
  - {answers: [4, 4, 4, 4, 4, 4, 4, 4], value: -0.171}
"""
HEALTH = """
id: health
name: Health in five parts, three levels
source: Dolan, Medical Care 1997
licence: the licensee's own
levels: 3
constant: 1
multiplier: -1
items:
  moving: [0, 0.069, 0.314]
  caring: [0, 0.104, 0.214]
  doing: [0, 0.036, 0.094]
  hurting: [0, 0.123, 0.386]
  worrying: [0, 0.071, 0.236]
terms:
  - {any_at_least: 2, add: 0.081}
  - {any_at_least: 3, add: 0.269}
checks:
  - {answers: [1, 1, 1, 1, 1], value: 1.000}
  - {answers: [3, 3, 3, 3, 3], value: -0.594}
"""


@pytest.mark.req("L5")
def test_a_licensees_value_set_gives_the_published_values() -> None:
    assert read_value_set(CARE).value([1] * 8) == Decimal("0.999")
    assert read_value_set(CARE).value([2, 1, 1, 1, 1, 1, 1, 1]) == Decimal("0.982")
    # The worked case of the EQ-5D-3L user guide: state 11223 has the value 0.255.
    assert read_value_set(HEALTH).value([1, 1, 2, 2, 3]) == Decimal("0.255")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("0.919", "0.819", None),
        ("value: 0.999", "value: 0.998", "0.999"),
        ("0.541, 0.000]", "0.541]", "3 values, where there are 4"),
        ("licence: the licensee's own", "licence: ''", "licence must be named"),
        ("levels: 4", "levels: 4\nwording: secret", "wording"),
    ],
)
def test_a_slip_of_the_pen_in_a_value_set_is_refused(old: str, new: str, told: str | None) -> None:
    text = CARE.replace(old, new)
    if told is None:
        assert read_value_set(text).value([2, 1, 1, 1, 1, 1, 1, 1]) != Decimal("0.982")
        return
    with pytest.raises(CannotEvaluate) as refused:
        read_value_set(text)
    assert told in str(refused.value.why.facts["faults"])


@pytest.mark.parametrize("answers", [[1] * 7, [1] * 9, [0] + [1] * 7, [5] + [1] * 7])
def test_answers_off_the_scale_have_no_value(answers: list[int]) -> None:
    with pytest.raises(CannotEvaluate):
        read_value_set(CARE).value(answers)


@pytest.mark.req("L5")
def test_the_ghq_counts_from_0_to_36_or_by_cases_to_12() -> None:
    assert (ghq12([1] * 12), ghq12([4] * 12), ghq12([2] * 12)) == (0, 36, 12)
    assert (ghq12([2] * 12, "cases"), ghq12([3] * 12, "cases"), ghq12([4] * 6 + [1] * 6, "cases")) == (0, 12, 6)
    for wrong in ([1] * 11, [0] + [1] * 11, [5] + [1] * 11):
        with pytest.raises(CannotEvaluate):
            ghq12(wrong)


@pytest.mark.req("L5")
def test_the_four_questions_on_well_being_come_with_their_words_and_bands() -> None:
    asked = {one.id: one for one in ons4()}
    assert list(asked) == ["satisfied", "worthwhile", "happy", "anxious"]
    assert all(one.asks.startswith("Overall, ") for one in asked.values())
    for one in asked.values():
        assert [one.band(answer) for answer in range(11)]
        with pytest.raises(CannotEvaluate):
            one.band(11)
    assert asked["satisfied"].band(4) == "low"
    assert (asked["anxious"].band(6), asked["anxious"].better) == ("high", "lower")


@pytest.mark.req("L5")
def test_answers_in_the_file_of_a_trial_are_scored_and_one_that_is_off_the_scale_is_named() -> None:
    names = ["a", "b", "c", "d", "e"]
    measure = {"id": "health", "name": "Health", "instrument": "health", "lowest": -1, "highest": 1}
    rule = protocol(outcomes=[measure | {"follow_up_items": names}])
    lines = ["usual1,usual,all,1,1,2,2,3", "usual2,usual,all,1,1,1,1,1", "budget1,budget,all,3,3,3,3,3"]
    lines += ["budget2,budget,all,1,1,,1,1", "budget3,budget,all,1,1,4,1,1", "budget4,budget,all,1,1,1.5,1,1"]
    raw = ("person,arm,group,a,b,c,d,e,cost\n" + "\n".join(f"{line},300" for line in lines)).encode()
    found = read_trial(raw, rule, {"health": read_value_set(HEALTH)})
    assert [f"{value:.3f}" for value in found.outcomes[:, 0]] == ["0.255", "1.000", "-0.594", "nan", "nan", "nan"]
    assert [(one.row, one.column) for one in found.bad] == [(5, "a"), (6, "c")]
    with pytest.raises(CannotEvaluate) as refused:
        read_trial(raw, rule)
    assert refused.value.why.code == "evaluation.no_value_set"


@pytest.mark.parametrize("changed", [{}, {"follow_up": "a", "follow_up_items": ["a"]}])
def test_an_outcome_names_its_score_or_its_answers_and_not_both(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="either the column"):
        protocol(outcomes=[{"id": "q", "name": "Q", "lowest": 0, "highest": 1} | changed])
