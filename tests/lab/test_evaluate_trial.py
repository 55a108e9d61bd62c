"""A trial from its file: what is wrong is named, the rest goes on, and who withdrew still counts."""

import json

import numpy as np
import pytest

from ownway.lab.evaluate import (
    EXAMPLE,
    CannotEvaluate,
    checklist,
    evaluate,
    html_of,
    made_up,
    read_protocol,
    read_trial,
    text_of,
)
from ownway.lab.evaluate.protocol import Protocol
from tests.lab.trials import protocol

HEAD = "person,arm,group,consented,withdrew,took_up,cost,after\n"


@pytest.fixture(scope="module")
def example() -> Protocol:
    """The protocol of the example, with fewer draws."""
    return read_protocol(EXAMPLE.read_text(encoding="utf-8")).model_copy(update={"replicates": 1000})


def rows(*lines: str) -> bytes:
    """A file of a small trial, with two good people in each arm first."""
    good = [
        f"{arm}{number},{arm},all,yes,no,yes,{300 + number},{50 + number}"
        for arm in ("usual", "budget")
        for number in (1, 2)
    ]
    return (HEAD + "\n".join([*good, *lines]) + "\n").encode()


@pytest.mark.req("L5")
@pytest.mark.parametrize(
    ("line", "column", "left_out"),
    [
        (",usual,all,yes,no,yes,1,1", "person", True),
        ("usual1,budget,all,yes,no,yes,1,1", "person", True),
        ("x,placebo,all,yes,no,yes,1,1", "arm", True),
        ("x,usual,nobody,yes,no,yes,1,1", "group", True),
        ("x,usual,all,yes,no,yes,1,1,9,9", "row", True),
        ('x,usual,all,yes,no,yes,"1,1', "row", True),
        ("x,usual,all,yes,no,yes,much,1", "cost", False),
        ("x,usual,all,yes,no,yes,-5,1", "cost", False),
        ("x,usual,all,yes,no,yes,1e12,1", "cost", False),
        ("x,usual,all,yes,no,yes,nan,1", "cost", False),
        ("x,usual,all,yes,no,yes,1,101", "after", False),
        ("x,usual,all,yes,no,perhaps,1,1", "took_up", False),
    ],
)
def test_each_wrong_row_is_named_with_its_rule_and_the_rest_goes_on(line: str, column: str, left_out: bool) -> None:
    found = read_trial(rows(line, *["z,usual,all,yes,no,yes,1,1"] * (column == "row")), protocol())
    assert [(one.row, one.column, one.left_out) for one in found.bad] == [(5, column, left_out)]
    assert found.bad[0].rule
    assert f"Row 5 ({found.bad[0].person or 'nobody named'})" in str(found.bad[0])
    assert found.size == (4 if left_out else 5) + (column == "row")


@pytest.mark.req("L5")
def test_who_did_not_agree_or_took_their_answers_back_is_used_nowhere_and_who_withdrew_stays() -> None:
    found = read_trial(
        rows("a,usual,all,no,no,no,1,1", "b,budget,all,yes,data,no,2,2", "c,budget,all,yes,yes,no,,"), protocol()
    )
    assert (found.read, found.without_consent, found.took_data_back, found.size) == (7, 1, 1, 5)
    assert found.people[-1] == "c"
    assert found.withdrew.tolist() == [False] * 4 + [True]
    assert found.arm[-1] == 1
    assert np.isnan(found.costs[-1, 0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_encoding_and_separator_of_a_spreadsheet_is_read(encoding: str, separator: str) -> None:
    text = rows("Zoë,usual,all,yes,no,yes,£20.50,1").decode().replace(",", separator)
    found = read_trial(text.encode(encoding), protocol())
    assert found.people[-1] == "Zoë"
    assert found.costs[-1, 0] == 20.5
    assert not found.bad


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "evaluation.no_column"),
        (b"person,arm,group,cost\n", "evaluation.no_column"),
        (HEAD.replace("cost", "cost,cost").encode(), "evaluation.column_twice"),
        (HEAD.encode(), "evaluation.arm_too_small"),
        (HEAD.encode() + b"a,usual,all,yes,no,yes,1,1\n", "evaluation.arm_too_small"),
        (b"\xff\xfe\x00", "evaluation.unreadable"),
    ],
)
def test_a_file_that_is_no_trial_is_refused_in_words(raw: bytes, code: str) -> None:
    with pytest.raises(CannotEvaluate) as refused:
        read_trial(raw, protocol())
    assert refused.value.why.code == code


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["x,usual,all,yes,no,yes,301,50"],
        [f"x{number},usual,all,yes,no,yes,,," for number in range(5)],
    ],
)
def test_four_people_are_worked_out_with_all_the_doubt_that_belongs_to_them(lines: list[str]) -> None:
    found = evaluate(read_trial(rows(*(line.rstrip(",") for line in lines)), protocol()))
    outcome = found.arms[0].outcomes[0]
    assert np.isfinite([outcome.gain.estimate, outcome.gain.low, outcome.gain.high]).all()
    assert found.arms[0].groups[0].cost is None
    assert "too few people" in " ".join(text_of(found))
    assert json.loads(json.dumps(found.to_json(), allow_nan=False))


def test_where_all_are_equal_nothing_is_claimed() -> None:
    lines = [f"{arm}x{number},{arm},all,yes,no,yes,300,50" for arm in ("usual", "budget") for number in range(20)]
    found = evaluate(read_trial((HEAD + "\n".join(lines)).encode(), protocol()))
    outcome = found.arms[0].outcomes[0]
    assert (outcome.gain.estimate, outcome.ratio.pounds) == (0, None)
    assert outcome.declared.likely == 0.5
    assert "much the same" in " ".join(text_of(found))
    assert html_of(found).startswith("<!doctype html>")


def test_a_column_that_nobody_answered_is_refused_or_told_and_never_a_number() -> None:
    lines = [f"{arm}x{number},{arm},all,yes,no,yes,300," for arm in ("usual", "budget") for number in range(20)]
    with pytest.raises(CannotEvaluate) as refused:
        evaluate(read_trial((HEAD + "\n".join(lines)).encode(), protocol()))
    assert refused.value.why.code == "evaluation.nobody_answered"


@pytest.mark.req("L5", "L7")
def test_the_example_says_what_was_put_into_it(example: Protocol) -> None:
    found = evaluate(read_trial(made_up(example.seed).encode(), example))
    arm = found.arms[0]
    assert found.trial.size == 1000
    assert found.copies == 20
    # Hardly any difference in cost; a gain in social care, above all for mental health and physical disability.
    assert abs(arm.cost.estimate) < 1_500
    social = arm.outcomes[0]
    assert social.gain.clear and social.gain.estimate > 0
    groups = {group.id: group for group in arm.groups}
    assert groups["mental"].nets[0].likely > 0.95
    assert groups["physical"].nets[0].likely > 0.95
    assert groups["older"].gains[0].likely < 0.9
    assert groups["older"].gains[1].likely < 0.5
    assert arm.indirect is not None
    words = " ".join(text_of(found))
    assert "kept apart" in words
    assert "not locked" in words
    assert {row.kind for row in found.costs} == {"support", "set_up", "practitioner", "brokerage", "indirect"}
    assert all(row.plans[0] == 0 for row in found.plans)
    again = evaluate(read_trial(made_up(example.seed).encode(), example))
    assert json.dumps(again.to_json()) == json.dumps(found.to_json())


@pytest.mark.req("L5")
def test_the_checklist_has_its_28_items_and_says_what_is_not_known(example: Protocol) -> None:
    few = evaluate(read_trial(made_up(1, 300).encode(), example.model_copy(update={"funding": "", "replicates": 200})))
    items = checklist(few)
    assert [item.number for item in items] == list(range(1, 29))
    unknown = {item.name for item in items if not item.known}
    assert "Source of funding" in unknown
    assert "Characterising distributional effects" in unknown
    assert all(item.said == "Not said in the protocol." for item in items if not item.known)
    assert "<h2>The CHEERS 2022 checklist</h2>" in html_of(few)


@pytest.mark.req("L5")
def test_a_matched_comparison_shows_its_balance_and_takes_the_bias_away() -> None:
    chance = np.random.default_rng(5)
    people = 900
    need = chance.normal(0, 1, people)
    arm = (chance.random(people) < 1 / (1 + np.exp(1.2 - need))).astype(int)
    after = 50 + 5 * need + 2 * arm + chance.normal(0, 4, people)
    named = np.where(arm == 1, "budget", "usual")
    lines = [
        f"p{at},{named[at]},all,yes,no,yes,{400 + 50 * need[at]:.2f},{after[at]:.2f},{need[at]:.4f}"
        for at in range(people)
    ]
    rule = protocol(design="matched", matching={"columns": ["need"]}, block_sizes=[])
    trial = read_trial((HEAD.strip() + ",need\n" + "\n".join(lines)).encode(), rule)
    found = evaluate(trial)
    assert found.matched is not None
    need_balance = found.matched.balance[0]
    assert need_balance.before > 0.5
    assert abs(need_balance.after) < 0.1
    assert found.matched.pairs + len(found.matched.alone) == arm.sum()
    naive = after[arm == 1].mean() - after[arm == 0].mean()
    assert naive > 5
    gain = found.arms[0].outcomes[0].gain
    assert gain.low <= 2 <= gain.high
    assert "What nobody measured may still differ" in " ".join(text_of(found))
    assert "How alike the two are" in html_of(found)
