"""Where no lot is drawn for each person: changes compared (parallel trends), and authorities that begin in turn.

A few hundred trials in ``make test``; 2,000 under ``OWNWAY_EVIDENCE``, where the figure is printed.
"""

import hashlib
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.evaluate import (
    CannotEvaluate,
    evaluate,
    html_of,
    lock,
    order_of,
    read_protocol,
    read_trial,
    seal_of,
    text_of,
)
from ownway.lab.evaluate.effects import effects_of, filled
from ownway.lab.evaluate.trial import Trial
from tests.lab.test_evaluate_coverage import COST, GAIN, TRIALS, Make, allowed, share_held
from tests.lab.trials import protocol, trial

QUALITY = {"id": "quality", "name": "Quality", "follow_up": "after", "lowest": -100, "highest": 100}
CHANGES: dict[str, Any] = {
    "design": "differences", "block_sizes": [], "baseline_cost": "cost_before",
    "outcomes": [QUALITY | {"baseline": "before"}],
}  # fmt: skip
ELSEWHERE = [
    {"id": "support", "name": "Support", "kind": "support", "column": "cost"},
    {"id": "health", "name": "Health care", "kind": "indirect", "column": "health"},
]
STEPS: dict[str, Any] = {"design": "stepped", "block_sizes": [], "cluster": "authority", "period": "time"}
BEFORE_THE_NEW_DESIGNS = "b0fd791b657bb70c13538d56fa78a2260ab48b4d23a75577efe580f6219a5f72"
"""The hash of the plain protocol of these tests before there were columns for times."""


def changes(chance: np.random.Generator) -> Trial:
    """A hundred and sixty people; those offered were worse off from the start, and all move alike but for chance."""
    arm = chance.permutation(np.arange(160) % 2)
    own = chance.normal(0, 1, 160) - arm
    before = 50 + 6 * own + 5 * chance.normal(0, 1, 160)
    after = 52 + 6 * own + 5 * chance.normal(0, 1, 160) + GAIN * arm
    cost_before = 300 - 40 * own + 40 * chance.normal(0, 1, 160)
    cost = 315 - 40 * own + 60 * (chance.gamma(2, 1, 160) - 2) + COST * arm
    one = trial(arm, cost, after, baseline=before, rule=protocol(**CHANGES))
    return replace(one, baseline_cost=cost_before)


def steps(
    chance: np.random.Generator, authorities: int = 12, people: int = 8, *, later: float = 0.0, apart: float = 2.0
) -> Trial:
    """Authorities at five times, a quarter beginning at each; each has a level, and its own chance at each time.

    *later* is what the gain grows by with each time after the first.
    """
    begins = chance.permutation(np.arange(authorities) % 4 + 1)
    place = np.repeat(np.arange(authorities), 5 * people)
    time = np.tile(np.repeat(np.arange(5), people), authorities)
    arm = (time >= begins[place]).astype(np.int64)
    since = np.maximum(0, time - begins[place])
    level, chanced = chance.normal(0, 1, (2, authorities)), apart * chance.normal(0, 1, (2, authorities, 5))
    size = len(place)
    cost = 300 + 60 * level[0, place] + 10 * time + 8 * chanced[0, place, time] + 60 * chance.normal(0, 1, size)
    gain = 50 + 4 * level[1, place] - time + chanced[1, place, time] + 8 * chance.normal(0, 1, size) + later * since
    one = trial(arm, cost + COST * arm, gain + GAIN * arm, cluster=place, rule=protocol(**STEPS))
    return replace(one, period=time)


@pytest.mark.req("L5")
@pytest.mark.parametrize("make", [changes, steps])
def test_intervals_of_changes_and_of_steps_hold_the_truth_95_times_in_a_hundred(make: Make) -> None:
    low, high = allowed(TRIALS)
    held = share_held(make, TRIALS)
    print(f"\n{make.__name__}, {TRIALS} trials: {held}")
    # Twelve authorities are few; no more than two in a hundred is borne.
    assert all(low - 0.01 <= share <= high + 0.01 for share in held.values()), held


def test_with_eight_authorities_intervals_are_rather_too_wide_than_too_narrow() -> None:
    held = share_held(lambda chance: steps(chance, 8), TRIALS)
    print(f"\neight authorities, {TRIALS} trials: {held}")
    assert all(share >= allowed(TRIALS)[0] for share in held.values()), held


@pytest.mark.req("L5")
def test_the_effect_of_changes_is_the_difference_of_the_mean_changes() -> None:
    one = changes(np.random.default_rng(3))
    one = replace(one, protocol=protocol(**CHANGES, replicates=20_000))
    found = effects_of(one, filled(one))[0].effect("quality")
    moved = one.outcomes[:, 0] - one.baselines[:, 0]
    told = stats.ttest_ind(moved[one.arm == 1], moved[one.arm == 0], equal_var=False).confidence_interval(0.95)
    assert found.estimate == pytest.approx(moved[one.arm == 1].mean() - moved[one.arm == 0].mean(), abs=1e-6)
    assert (found.low, found.high) == pytest.approx((told.low, told.high), abs=0.12)


@pytest.mark.req("L7")
def test_costs_elsewhere_are_compared_with_those_at_the_start_and_change_nothing_else() -> None:
    chance = np.random.default_rng(9)
    one = changes(chance)
    begun = 60 + 20 * chance.normal(0, 1, 160) + 30 * one.arm
    after = begun + 4 - 9 * one.arm + 10 * chance.normal(0, 1, 160)
    costs = np.concatenate([one.costs, after[:, None]], axis=1)
    unknown = replace(one, costs=costs, protocol=protocol(**CHANGES, costs=ELSEWHERE))
    known = replace(
        unknown,
        protocol=protocol(**CHANGES, costs=ELSEWHERE, baseline_indirect="health_before"),
        baseline_indirect=begun,
    )
    assert evaluate(unknown).arms[0].indirect is None
    assert "not at the start" in " ".join(text_of(evaluate(unknown)))
    found = effects_of(known, filled(known))[0]
    moved = after - begun
    told = moved[one.arm == 1].mean() - moved[one.arm == 0].mean()
    assert found.effect("indirect").estimate == pytest.approx(told, abs=1e-6)
    assert "Elsewhere, in health care and the like" in " ".join(text_of(evaluate(known)))
    before = effects_of(unknown, filled(unknown))[0]
    assert found.effect("cost") == before.effect("cost")
    assert found.effect("quality") == before.effect("quality")


@pytest.mark.req("L5")
def test_the_effect_of_steps_is_that_of_the_regression_with_a_level_for_each_authority_and_time() -> None:
    one = steps(np.random.default_rng(4))
    columns = [one.arm, *(one.cluster == at for at in range(12)), *(one.period == at for at in range(1, 5))]
    design = np.stack(columns, axis=1).astype(float)
    right = np.linalg.lstsq(design, one.outcomes[:, 0], rcond=None)[0][0]
    assert effects_of(one, filled(one))[0].effect("quality").estimate == pytest.approx(right, abs=1e-6)


@pytest.mark.req("L5")
def test_each_design_names_what_it_takes_for_granted() -> None:
    names = {
        "differences": ["parallel trends"],
        "stepped": ["common time effects", "constant effect", "order by lot"],
    }
    for make in (changes, steps):
        found = evaluate(make(np.random.default_rng(5)))
        told = json.loads(json.dumps(found.to_json(), allow_nan=False))
        assert [one["name"] for one in told["assumed"]] == names[told["method"]["design"]]
        assert "What has to hold:" in text_of(found)
        assert "<h2>What has to hold</h2>" in html_of(found)
    assert "It could not be tried" in " ".join(text_of(evaluate(changes(np.random.default_rng(5)))))


@pytest.mark.parametrize(("drift", "told"), [(0.0, "Nothing against it shows"), (4.0, "does not seem to hold")])
def test_people_who_moved_apart_before_the_start_are_told(drift: float, told: str) -> None:
    chance = np.random.default_rng(6)
    one = changes(chance)
    earlier = np.stack([one.baseline_cost, one.baselines[:, 0] - drift * one.arm], axis=1)
    one = replace(one, earlier=earlier + chance.normal(0, 3, earlier.shape))
    assert told in " ".join(text_of(evaluate(one)))


@pytest.mark.parametrize(("later", "told"), [(0.0, "Nothing against it shows"), (4.0, "does not seem to hold")])
def test_an_effect_that_grows_with_time_is_told(later: float, told: str) -> None:
    one = steps(np.random.default_rng(8), people=20, later=later, apart=0.2)
    assert told in " ".join(text_of(evaluate(one)))


def table(**changed: str) -> bytes:
    """Eight authorities at three times, the first four beginning at time 1, the others at time 2."""
    rows = ["person,arm,group,authority,time,cost,after"]
    for place in range(8):
        for time in range(3):
            for person in range(3):
                arm = "budget" if time > place // 4 else "usual"
                at = f"A{place}-{time}-{person}"
                rows.append(f"P{place}{person},{changed.get(at, arm)},all,A{place},{time},{100 + person},{50 + time}")
    return "\n".join(rows).encode()


def test_a_person_may_stand_at_several_times_but_once_at_each() -> None:
    rule = protocol(**STEPS)
    doubled = table() + b"\nP00,usual,all,A0,0,100,50\nP00,usual,all,A0,soon,100,50"
    found = read_trial(doubled, rule)
    assert (found.size, found.persons) == (72, 24)
    assert [(one.row, one.column) for one in found.bad] == [(73, "person"), (74, "time")]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (table(**{"A3-1-1": "usual"}), "evaluation.step_mixed", "A3 at 1"),
        (table(**{f"A1-2-{one}": "usual" for one in range(3)}), "evaluation.step_back", "A1 at 2"),
        (b"\n".join(line for line in table().split(b"\n") if b",A7," not in line), "evaluation.few_authorities", "7"),
    ],
)
def test_authorities_that_do_not_step_over_as_a_whole_are_named(data: bytes, code: str, place: str) -> None:
    with pytest.raises(CannotEvaluate) as caught:
        read_trial(data, protocol(**STEPS))
    assert caught.value.why.code == code
    assert place in str(caught.value.why.facts)


def test_authorities_that_all_begin_at_once_tell_nothing() -> None:
    same = "\n".join(
        ",".join([*(cells := line.split(","))[:1], "budget" if cells[4] == "2" else "usual", *cells[2:]])
        for line in table().decode().split("\n")[1:]
    )
    with pytest.raises(CannotEvaluate, match=r"evaluation\.one_step"):
        read_trial(f"person,arm,group,authority,time,cost,after\n{same}".encode(), protocol(**STEPS))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (CHANGES | {"baseline_cost": ""}, "the cost at the start"),
        (CHANGES | {"outcomes": [QUALITY]}, "“quality” at the start"),
        (CHANGES | {"baseline_indirect": "health"}, "costs elsewhere"),
        ({"costs": [*ELSEWHERE], "baseline_indirect": "health"}, "only a comparison of changes"),
        (STEPS | {"cluster": ""}, "must name the columns"),
        (STEPS | {"arms": [{"id": id, "name": id} for id in ("one", "two", "three")]}, "two arms"),
        ({"period": "time"}, "only a comparison of steps"),
    ],
)
def test_a_protocol_that_lacks_what_its_design_needs_is_refused(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        protocol(**changed)


def test_a_protocol_that_was_locked_before_there_were_times_keeps_its_hash() -> None:
    assert protocol().hash == BEFORE_THE_NEW_DESIGNS


@pytest.mark.parametrize("design", ["differences", "stepped"])
def test_an_example_of_each_design_runs_and_finds_what_was_put_in(design: str, tmp_path: Path) -> None:
    given = ["lab", "protocol", "example", "--out", str(tmp_path), "--design", design, "--people", "800"]
    assert CliRunner().invoke(app, given).exit_code == 0
    text = (tmp_path / "protocol.yaml").read_text().replace("replicates: 5000", "replicates: 400")
    rule = read_protocol(text.replace("copies: 20", "copies: 4"))
    arm = evaluate(read_trial((tmp_path / "trial.csv").read_bytes(), rule)).arms[0]
    if design == "differences":
        assert arm.indirect is not None
        assert arm.indirect.low <= -6 * 52.18 <= arm.indirect.high < 0
    gain = arm.outcomes[0].gain
    assert gain.low <= {"differences": 0.04, "stepped": 0.05}[design] <= gain.high
    assert gain.clear


def test_who_begins_when_is_drawn_by_the_sealed_lot_and_can_be_worked_out_again(tmp_path: Path) -> None:
    def said(*given: str, fails: bool = False) -> str:
        done = CliRunner().invoke(app, ["lab", "protocol", *given])
        assert done.exit_code == (1 if fails else 0), done.output
        return done.output

    said("example", "--out", str(tmp_path), "--design", "stepped", "--people", "60")
    path = str(tmp_path / "protocol.yaml")
    assert "Sealed order" in said("lock", path)
    names = [f"Town {letter}" for letter in "ABCDEFGHIJKL"]
    drawn = said("order", path, "--steps", "4", *(part for name in names for part in ("--authority", name)))
    again = said("order", path, "--steps", "4", *(part for name in names[::-1] for part in ("--authority", name)))
    assert drawn == again
    steps_told = [line.partition(". ")[2].split(", ") for line in drawn.splitlines()]
    assert [len(step) for step in steps_told] == [3, 3, 3, 3]
    assert sorted(name for step in steps_told for name in step) == names
    assert "cannot be put in order" in said("order", path, "--steps", "2", "--authority", "Town A", fails=True)
    (tmp_path / "protocol.secret").write_text("00" * 32)
    assert "not the secret" in said("order", path, "--steps", "2", "--authority", "A", "--authority", "B", fails=True)


def test_every_order_of_authorities_is_as_likely_as_any_other() -> None:
    rule = protocol(**STEPS)
    counts: Counter[tuple[tuple[str, ...], ...]] = Counter()
    for number in range(600):
        secret = hashlib.sha256(str(number).encode()).digest()
        counts[order_of(lock(rule, date(2026, 1, 1), seal_of(secret)), secret, ["A", "B", "C"], 3)] += 1
    assert len(counts) == 6
    # Chi-square with five degrees of freedom: beyond 25.7 once in ten thousand times.
    assert sum((seen - 100) ** 2 / 100 for seen in counts.values()) < 25.7
    randomised = protocol()
    secret = hashlib.sha256(b"another").digest()
    with pytest.raises(CannotEvaluate, match=r"evaluation\.not_stepped"):
        order_of(lock(randomised, date(2026, 1, 1), seal_of(secret)), secret, ["A", "B"], 2)
