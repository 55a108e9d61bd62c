"""The audit finds what it is for: each fault is planted in a sound pack and named."""

from pathlib import Path

import pytest

from ownway.rulebook.audit import audit
from ownway.rulebook.check import check_files, check_pack
from ownway.rulebook.load import files_of, pack_from_files

FOLDER = Path(__file__).parents[2] / "packs"
SOUND = files_of(FOLDER / "in-control")
GERMAN = files_of(FOLDER / "de-sgb-xi")


def changed(files: dict[str, str], *changes: tuple[str, str, str]) -> dict[str, str]:
    """Return the files with passages replaced, each of which must be there."""
    for file, was, now in changes:
        assert was in files[file], f"{file} has no {was!r}"
        files = {**files, file: files[file].replace(was, now, 1)}
    return files


def findings(files: dict[str, str], sample: int = 40) -> dict[str, bool]:
    """Return what the audit finds, and whether it keeps the pack from being published."""
    return {finding.id: finding.open for finding in audit(pack_from_files(files), sample).findings}


def with_question(id: str, question: str, points: str) -> dict[str, str]:
    """Return the sound pack with one more question whose points are added to the need."""
    words = "label: A question\nlevels: {a: One, b: Two}\neasy:\n  label: A question\n  levels: {a: One, b: Two}\n"
    files = changed(
        SOUND,
        ("pack.yaml", "questions: [personal_care,", f"questions: [{id}, personal_care,"),
        ("allocation.yaml", "inputs: [shared_needs, own_needs]", f"inputs: [shared_needs, own_needs, {id}]"),
        ("allocation.yaml", "{at: 100, gives: 2420}", "{at: 120, gives: 2420}"),
        ("allocation.yaml", "{at: 0, gives: 0}", "{at: -9, gives: 0}\n      - {at: 0, gives: 0}"),
    )
    levels = f"levels: [{{id: a, points: 0}}, {{id: b, points: {points}}}]\n"
    return {
        **files,
        f"questions/{id}.yaml": f"kind: levels\nscored: yes\n{question}{levels}",
        f"questions/{id}.en.yaml": words,
    }


def test_a_question_in_which_more_need_gives_fewer_points_is_found() -> None:
    """The two levels exchange their points."""
    files = changed(
        SOUND,
        ("questions/meals.yaml", "{id: some, points: 5}", "{id: some, points: 9}"),
        ("allocation.yaml", "{at: 100, gives: 2420}", "{at: 101, gives: 2420}"),
    )
    assert findings(files)["monotone.meals"]


def test_a_table_that_falls_is_found_by_trying_people() -> None:
    """No single question is at fault; the money itself goes down."""
    files = changed(SOUND, ("allocation.yaml", "{at: 30, gives: 350}", "{at: 30, gives: 100}"))
    found = findings(files, 200)
    assert any(id.startswith("monotone.") and open for id, open in found.items())


@pytest.mark.parametrize("id", ["lives_with_others", "shared_home"])
def test_less_for_living_with_others_is_refused_and_cannot_be_waived(id: str) -> None:
    """Neither a telling name nor a declaration gets past, and no waiver helps."""
    declared = "" if id == "lives_with_others" else "asks_about: [co_residence]\n"
    waiver = (
        f"waivers:\n  - {{finding: deduction.co_residence.{id}, because: we want to, by: someone, on: 2026-01-01}}\n"
        "sections:"
    )
    files = changed(with_question(id, declared, "-5"), ("pack.yaml", "sections:", waiver))
    assert findings(files)[f"deduction.co_residence.{id}"]


def test_less_for_age_is_refused_and_more_needs_a_waiver() -> None:
    """An allowance for age is a protected matter; a deduction is out of the question."""
    assert findings(with_question("age_group", "", "-5"))["deduction.age.age_group"]
    more = findings(with_question("age_group", "", "5"))
    assert more["protected.age.age_group"]
    assert "deduction.age.age_group" not in more


def test_a_question_that_counts_for_nothing_is_found() -> None:
    """People are not asked for nothing."""
    files = changed(SOUND, ("allocation.yaml", "inputs: [work_and_learning, decisions,", "inputs: [decisions,"))
    assert findings(files)["dead.work_and_learning"]


def test_a_question_that_counts_twice_is_found() -> None:
    """One need, one place."""
    files = changed(
        SOUND,
        ("allocation.yaml", "inputs: [work_and_learning, decisions,", "inputs: [meals, work_and_learning, decisions,"),
        ("allocation.yaml", "{at: 100, gives: 2420}", "{at: 120, gives: 2420}"),
    )
    assert findings(files)["twice.meals"]


def test_a_band_no_answers_lead_to_is_found() -> None:
    """A grade that cannot be reached promises what nobody gets."""
    files = changed(
        GERMAN,
        (
            "allocation.yaml",
            "{from: 90, gives: grade_5}",
            "{from: 90, below: 101, gives: grade_5}\n      - {from: 101, gives: grade_5}",
        ),
    )
    assert findings(files, 2)["unreachable.grade_others.7"]


def test_the_laws_own_step_backwards_is_waived_with_its_reason_in_the_open() -> None:
    """Tube feeding: partly gives more points than wholly, by statute."""
    found = {one.id: one for one in audit(pack_from_files(GERMAN), 2).findings}
    assert not found["monotone.m4_13_tube_feeding"].open
    assert "Anlage 1" in found["monotone.m4_13_tube_feeding"].waived
    bare = changed(GERMAN, ("pack.yaml", "finding: monotone.m4_13_tube_feeding", "finding: monotone.m4_13"))
    assert findings(bare, 2)["monotone.m4_13_tube_feeding"]
    assert "waiver.monotone.m4_13" in findings(bare, 2)


def test_the_steepest_steps_are_told_with_the_two_people_that_show_them() -> None:
    """A cliff does not keep a pack back; it is there to be seen."""
    cliffs = [one for one in audit(pack_from_files(SOUND), 40).findings if one.id.startswith("cliff.")]
    assert cliffs
    for one in cliffs:
        before, after = one.people
        assert [name for name in before if before[name] != after[name]] == [one.id.partition(".")[2]]
        assert one.costs is not None
        assert one.costs.pence > 0
        assert not one.open


def test_a_check_tells_which_worked_example_came_out_otherwise() -> None:
    """Figure, step and person are named."""
    files = changed(SOUND, ("examples/05-six-figures.yaml", "figure: 2420.00", "figure: 2420.01"))
    report = check_files(files, 2)
    assert not report.passes
    assert report.failures == ("05-six-figures: the figure is 2420, not 2420.01",)


def test_a_check_of_a_folder_that_is_none_says_so(tmp_path: Path) -> None:
    """An error, not a traceback."""
    report = check_pack(tmp_path / "nowhere")
    assert not report.passes
    assert [error.code for error in report.errors] == ["pack.no_folder"]


def test_an_example_with_an_answer_nobody_can_give_is_refused_with_its_line() -> None:
    """Examples are checked like answers of people."""
    files = changed(SOUND, ("examples/07-rather-not-say.yaml", "meals: some", "meals: plenty"))
    (error,) = check_files(files, 2).errors
    assert (error.file, error.code) == ("examples/07-rather-not-say.yaml", "example.answer")
    assert "none, little, some, lot" in error.expected


def test_weights_below_nothing_in_a_test_of_a_grid_are_found() -> None:
    """The French grid takes points away for not moving indoors."""
    files = files_of(FOLDER / "fr-apa-aggir")
    id = "negative.rank.moving_indoors"
    assert not findings(files, 2)[id]
    assert findings(changed(files, ("pack.yaml", f"finding: {id}", "finding: negative.rank.nobody")), 2)[id]


def shared_among(asked: str, steps: str) -> dict[str, str]:
    """Return the sound pack with a question on the household, and a last step that uses it."""
    files = changed(
        SOUND,
        ("pack.yaml", "questions: [personal_care,", "questions: [household_size, personal_care,"),
        ("allocation.yaml", "figure: weekly_budget", "figure: for_this_home"),
    )
    words = "label: How many are you?\neasy:\n  label: How many people live with you?\n"
    said = "step.for_this_home: {text: 'Shared: {value}.', easy: 'Shared: {value}.'}\n"
    return {
        **files,
        "questions/household_size.yaml": asked,
        "questions/household_size.en.yaml": words,
        "allocation.yaml": files["allocation.yaml"] + steps,
        "words.en.yaml": files["words.en.yaml"] + said,
    }


SIZE = "kind: number\nleast: 1\nmost: 8\nwhole: yes\nstates: {not_known: 1, declined: 1}\n"


def test_a_sum_shared_by_the_size_of_a_household_is_found_and_may_be_waived() -> None:
    """What is really shared may be shared out; that it is must be said."""
    step = (
        "  - {id: for_this_home, operator: household_share, unit: money, of: weekly_budget, size: household_size,\n"
        "     rounding: {to: 0.01, by: half_up}}\n"
    )
    found = findings(shared_among(SIZE, step), 20)
    assert found["sharing.household_size"]
    assert not any(id.startswith("deduction") for id in found)


def test_less_money_for_a_larger_household_is_refused() -> None:
    """Whatever the operator."""
    step = (
        "  - {id: less, operator: weighted_sum, unit: money, weights: {household_size: -10, weekly_budget: 1},\n"
        "     source: own, rounding: {to: 0.01, by: half_up}}\n"
        "  - {id: for_this_home, operator: limit, unit: money, of: less, least: 0, rounding: {to: 0.01, by: half_up}}\n"
    )
    files = shared_among(SIZE, step)
    files["words.en.yaml"] += "step.less: {text: 'Less: {value}.', easy: 'Less: {value}.'}\n"
    assert findings(files, 20)["deduction.co_residence.household_size"]


def test_more_money_for_a_larger_household_is_a_protected_matter_and_no_deduction() -> None:
    """More people, more money."""
    step = (
        "  - {id: for_this_home, operator: weighted_sum, unit: money, source: own,\n"
        "     weights: {household_size: 10, weekly_budget: 1}, rounding: {to: 0.01, by: half_up}}\n"
    )
    found = findings(shared_among(SIZE, step), 20)
    assert found["protected.co_residence.household_size"]
    assert "deduction.co_residence.household_size" not in found
