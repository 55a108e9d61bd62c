"""A pack broken in many ways: each fault is named with its file, its line and a way out, and none hides another."""

from pathlib import Path

import pytest

from ownway.rulebook.load import PackError, PackErrors, files_of, pack_from_files

FOLDER = Path(__file__).parents[2] / "packs"
SOUND = files_of(FOLDER / "in-control")
GERMAN = files_of(FOLDER / "de-sgb-xi")

BROKEN = {
    # name: (file, what stands there, what is put there, code of the fault)
    "unknown key": ("review.yaml", "questions:", "question:", "pack.unknown_key"),
    "key left out": ("review.yaml", "first_after_days: 91\n", "", "pack.missing"),
    "word for a number": ("review.yaml", "91", "ninety", "pack.not_a_number"),
    "exponent": ("allocation.yaml", "gives: 2420", "gives: 2.42e3", "pack.not_a_number"),
    "thousands mark": ("allocation.yaml", "gives: 2420", "gives: '2,420'", "pack.not_a_number"),
    "not a number at all": ("allocation.yaml", "gives: 2420", "gives: nan", "pack.not_a_number"),
    "number below nothing": ("review.yaml", "91", "-91", "pack.not_whole"),
    "fraction of a day": ("review.yaml", "91", "91.5", "pack.not_whole"),
    "day that never was": ("pack.yaml", "from: 2024-04-01", "from: 2024-02-30", "pack.not_a_day"),
    "days the wrong way round": ("pack.yaml", "until: 2030-04-01", "until: 2020-04-01", "pack.dates"),
    "currency nobody has": ("pack.yaml", "currency: GBP", "currency: Pound", "pack.currency"),
    "neither yes nor no": ("pack.yaml", "illustrative: yes", "illustrative: maybe", "pack.not_yes_or_no"),
    "mark nobody knows": ("pack.yaml", "mark: O", "mark: Z", "pack.mark"),
    "source nobody named": ("allocation.yaml", "source: own", "source: owner", "pack.unknown_name"),
    "source left out": ("allocation.yaml", "    source: own\n", "", "pack.missing"),
    "stream by a level nobody has": ("spending.yaml", "is: [lot, all]}", "is: [lot, most]}", "pack.unknown_name"),
    "stream by a law nobody named": ("spending.yaml", "source: care_act", "source: care_law", "pack.unknown_name"),
    "shares that leave a rest": (
        "spending.yaml",
        "illegal:",
        "shared: [{kind: equipment, shares: {nhs: 2/5, adult_social_care: 1/2}, round: down}]\nillegal:",
        "spending.shares",
    ),
    "share of a stream that may not pay": (
        "spending.yaml",
        "illegal:",
        "shared: [{kind: leisure, shares: {nhs: 1/2, adult_social_care: 1/2}, round: down}]\nillegal:",
        "pack.unknown_name",
    ),
    "key twice": ("review.yaml", "first_after_days: 91", "first_after_days: 91\nfirst_after_days: 92", "file.twice"),
    "operator nobody knows": ("allocation.yaml", "operator: line", "operator: lime", "step.operator"),
    "unit nobody knows": ("allocation.yaml", "unit: money", "unit: pounds", "pack.unknown_name"),
    "rounding nobody knows": ("allocation.yaml", "by: half_up", "by: halfup", "pack.unknown_name"),
    "rounding to nothing": ("allocation.yaml", "to: 0.01", "to: 0", "step.rounding"),
    "money never rounded": ("allocation.yaml", "    rounding: {to: 0.01, by: half_up}\n", "", "step.no_rounding"),
    "input nobody knows": (
        "allocation.yaml",
        "inputs: [shared_needs, own_needs]",
        "inputs: [own_neds]",
        "pack.unknown_name",
    ),
    "input that comes later": (
        "allocation.yaml",
        "inputs: [shared_needs, own_needs]",
        "inputs: [weekly_budget]",
        "pack.order",
    ),
    "words as an input": ("allocation.yaml", "inputs: [shared_needs, own_needs]", "inputs: [good_life]", "step.input"),
    "figure nobody works out": ("allocation.yaml", "figure: weekly_budget", "figure: budget", "pack.unknown_name"),
    "figure that is no money": ("allocation.yaml", "figure: weekly_budget", "figure: points", "pack.unknown_name"),
    "table that ends too soon": ("allocation.yaml", "      - {at: 100, gives: 2420}\n", "", "table.gap"),
    "knots out of order": ("allocation.yaml", "at: 90,", "at: 70,", "table.order"),
    "help that may take all": ("allocation.yaml", "at_least: 1/3", "at_least: 0", "step.floor"),
    "help counted twice": ("allocation.yaml", "home: help_home", "home: help_meals", "pack.twice"),
    "help beyond the whole": ("pack.yaml", "{id: none, points: 1}", "{id: none, points: 2}", "step.share"),
    "money below nothing": ("allocation.yaml", "{at: 0, gives: 0}", "{at: 0, gives: -10}", "step.below_nothing"),
    "sum without end": ("allocation.yaml", "gives: 2420", "gives: 999999999999999", "step.overflow"),
    "points without a score": ("questions/meals.yaml", "scored: yes\n", "", "question.points_unscored"),
    "score without points": ("questions/meals.yaml", "{id: lot, points: 8}", "{id: lot}", "pack.missing"),
    "words that are scored": (
        "questions/good_life.yaml",
        "kind: text",
        "kind: text\nscored: yes",
        "question.text_scored",
    ),
    "kind nobody knows": ("questions/meals.yaml", "kind: levels", "kind: level", "pack.unknown_name"),
    "one level alone": (
        "questions/meals.yaml",
        "  - {id: little, points: 2}\n  - {id: some, points: 5}\n  - {id: lot, points: 8}\n",
        "",
        "pack.too_few",
    ),
    "level named like a state": ("questions/meals.yaml", "id: lot", "id: later", "question.levels"),
    "route to a level nobody has": ("questions/help_meals.yaml", "is: [little", "is: [lots", "pack.unknown_name"),
    "route to a later question": (
        "questions/meals.yaml",
        "kind: levels",
        "kind: levels\nasked_if: {question: home, is: [some]}",
        "pack.order",
    ),
    "scale nobody wrote": ("questions/help_meals.yaml", "scale: help", "scale: helps", "pack.unknown_name"),
    "question nobody lists": ("pack.yaml", "[good_life, what_matters,", "[good_life,", "pack.unlisted"),
    "question without a file": ("pack.yaml", "[good_life,", "[best_life, good_life,", "pack.no_question"),
    "holder nobody knows": ("control.yaml", "holder: broker", "holder: bank", "control.holder"),
    "kind of support nobody plans": (
        "spending.yaml",
        "allowed_kinds: [home_adaptation]",
        "allowed_kinds: [castles]",
        "pack.unknown_name",
    ),
    "shares beyond a hundred": ("outcomes.yaml", "better: 47", "better: 74", "outcomes.shares"),
    "words left out": ("words.en.yaml", "degree.broker:", "degree.brokers:", "words.missing"),
    "words nobody asks for": ("words.en.yaml", "degree.broker:", "degree.brokers:", "words.unknown_key"),
    "Easy Read left out": (
        "words.en.yaml",
        'section.life: {text: "Your life", easy: "Your life"}',
        'section.life: {text: "Your life"}',
        "words.no_twin",
    ),
    "fact nobody gives": (
        "words.en.yaml",
        "All your needs together are {value}",
        "All are {total}",
        "words.unknown_fact",
    ),
    "alias": (
        "review.yaml",
        "first_after_days: 91\nthen_every_days: 365",
        "first_after_days: &a 91\nthen_every_days: *a",
        "file.alias",
    ),
    "tag": ("review.yaml", "91", "!!python/object 91", "file.tag"),
    "broken line": ("review.yaml", "first_after_days: 91", "first_after_days: [91", "file.not_yaml"),
    "NUL": ("review.yaml", "91", "9\x001", "file.nul"),
    "second document": ("review.yaml", "then_every_days", "---\nthen_every_days", "file.documents"),
    "empty file": ("review.yaml", SOUND["review.yaml"], "# nothing\n", "file.empty"),
    "list for a mapping": ("review.yaml", SOUND["review.yaml"], "- 91\n- 365\n", "pack.not_a_mapping"),
}


def faults_of(files: dict[str, str]) -> tuple[PackError, ...]:
    """Return what is wrong with a pack."""
    with pytest.raises(PackErrors) as refused:
        pack_from_files(files)
    return refused.value.errors


def broken(files: dict[str, str], file: str, was: str, now: str) -> dict[str, str]:
    """Return the files with one passage replaced, which must be there."""
    assert was in files[file], f"{file} has no {was!r}"
    return {**files, file: files[file].replace(was, now, 1)}


@pytest.mark.parametrize(("file", "was", "now", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_is_named_with_its_file_line_and_a_way_out(file: str, was: str, now: str, code: str) -> None:
    """The fault planted is among those reported, at its file, with what was given and expected."""
    files = broken(SOUND, file, was, now)
    found = [error for error in faults_of(files) if error.code == code]
    assert found, [str(error) for error in faults_of(files)]
    error = found[0]
    assert error.given
    assert error.expected
    assert 1 <= error.line <= files.get(error.file, "").count("\n") + 1
    assert str(error).startswith(f"{error.file}:{error.line}: given ")


LINES = {
    "unknown key": ("review.yaml", "question:"),
    "word for a number": ("review.yaml", "ninety"),
    "day that never was": ("pack.yaml", "2024-02-30"),
    "operator nobody knows": ("allocation.yaml", "lime"),
    "input nobody knows": ("allocation.yaml", "own_neds"),
    "table that ends too soon": ("allocation.yaml", "of: points"),
    "knots out of order": ("allocation.yaml", "at: 70, gives: 1960"),
    "holder nobody knows": ("control.yaml", "holder: bank"),
    "route to a level nobody has": ("questions/help_meals.yaml", "lots"),
}


@pytest.mark.parametrize("name", LINES)
def test_the_line_is_the_line_of_the_fault(name: str) -> None:
    """A reader finds the fault where the message sends them."""
    file, was, now, code = BROKEN[name]
    files = broken(SOUND, file, was, now)
    error = next(error for error in faults_of(files) if error.code == code)
    at, holds = LINES[name]
    assert error.file == at
    assert holds in files[at].splitlines()[error.line - 1]


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("{from: 2, up_to: 3, gives: 2.5}", "{from: 3, up_to: 3, gives: 2.5}", "table.gap"),
        ("{from: 2, up_to: 3, gives: 2.5}", "{from: 1, up_to: 3, gives: 2.5}", "table.overlap"),
        ("{from: 10, up_to: 15, gives: 10}", "{from: 10, up_to: 14, gives: 10}", "table.gap"),
        (
            "{from: 1, up_to: 3, gives: 1}\n      - {above: 3",
            "{from: 1, below: 3, gives: 1}\n      - {above: 3",
            "table.gap",
        ),
        (
            "{from: 1, up_to: 3, gives: 1}\n      - {above: 3",
            "{from: 1, up_to: 3, gives: 1}\n      - {from: 3",
            "table.overlap",
        ),
        ("grade_3: 599, ", "", "table.gap"),
        ("{from: 2025-01-01, source: sec37,", "{from: 2026-01-01, source: sec37,", "table.dates"),
        ("factors: {week: 4.3, month: 1}", "factors: {month: 1}", "step.factor"),
        ("unit: label\n    of: total", "unit: points\n    of: total", "pack.not_a_number"),
        ("of: grade\n", "of: total\n", "step.unit"),
    ],
)
def test_a_table_with_a_gap_or_an_overlap_is_refused(was: str, now: str, code: str) -> None:
    """Nobody may fall between two bands, nor into both."""
    found = faults_of(broken(GERMAN, "allocation.yaml", was, now))
    assert code in {error.code for error in found}
    assert all(error.help for error in found if error.code == code and code != "pack.not_a_number")


def test_all_faults_are_told_at_once() -> None:
    """Three files, three faults, one reading."""
    files = broken(SOUND, "review.yaml", "91", "ninety")
    files = broken(files, "control.yaml", "holder: broker", "holder: bank")
    files = broken(files, "allocation.yaml", "operator: line", "operator: lime")
    assert {error.code for error in faults_of(files)} >= {"pack.not_a_number", "control.holder", "step.operator"}


def test_a_name_nearly_right_is_answered_with_the_right_one() -> None:
    """A way out is more than a refusal."""
    found = faults_of(broken(SOUND, "review.yaml", "first_after_days", "first_after_day"))
    unknown = next(error for error in found if error.code == "pack.unknown_key")
    assert unknown.help == "Did you mean “first_after_days”?"


@pytest.mark.parametrize("name", ["control.yaml", "pack.yaml", "words.en.yaml"])
def test_a_file_left_out_is_missed(name: str) -> None:
    """Seven steps, the pack and its words."""
    found = faults_of({file: text for file, text in SOUND.items() if file != name})
    assert ("file.missing", name) in {(error.code, error.file) for error in found}


def test_a_file_no_pack_has_is_refused() -> None:
    """What would never be read is not kept."""
    found = faults_of({**SOUND, "controll.yaml": "degrees: []\n"})
    assert [(error.code, error.file) for error in found] == [("file.unknown", "controll.yaml")]


def test_a_tree_without_end_is_refused_before_it_is_built() -> None:
    """Neither depth nor number can exhaust the reader."""
    deep = faults_of({**SOUND, "review.yaml": "a: " + "[" * 50_000})
    many = faults_of({**SOUND, "review.yaml": "a: [" + "1," * 100_000 + "1]"})
    long = faults_of({**SOUND, "review.yaml": "a" * 500_000})
    assert [found[0].code for found in (deep, many, long)] == ["file.too_deep", "file.too_large", "file.too_large"]


def test_a_folder_that_is_none_and_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    """The faults before the first line."""
    with pytest.raises(PackErrors) as nowhere:
        files_of(tmp_path / "nowhere")
    (tmp_path / "pack.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(PackErrors) as bytes_only:
        files_of(tmp_path)
    assert (nowhere.value.errors[0].code, bytes_only.value.errors[0].code) == ("pack.no_folder", "file.not_utf8")
