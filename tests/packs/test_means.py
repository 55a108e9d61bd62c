"""Tests of the financial assessment of a pack: examples worked out by hand at every border, and what is refused."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ownway.rulebook.engines.one import CannotWorkOut
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.errors import PackErrors
from ownway.rulebook.load.pack import files_of, pack_from_files
from ownway.rulebook.means import charge_of, means_pack
from ownway.rulebook.model import Answer, Pack, State
from ownway.rulebook.sentences import say_all
from ownway.values import Every, Money

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "in-control"
DAY = date(2025, 11, 3)
BUDGET = Money(30_000, "GBP")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(FOLDER)


def number(told: str, every: Every | None = None) -> Answer:
    return Answer(State.NUMBER, Fraction(told), every)


def answers(**told: Answer) -> dict[str, Answer]:
    """A single person of working age at the standard rate: 300 a week, 40 for the home, 20 for their disability."""
    week = Every.WEEK
    return {
        "means_tell": Answer(State.YES),
        "means_savings": number("0"),
        "means_income": number("300", week),
        "means_household": Answer.level("single"),
        "means_premium": Answer.level("disability"),
        "means_carer": Answer(State.NO),
        "means_children": number("0"),
        "means_housing": number("40", week),
        "means_disability": number("20", week),
    } | {f"means_{name}": answer for name, answer in told.items()}


def pence(pack: Pack, day: date = DAY, budget: Money = BUDGET, **told: Answer) -> int:
    figure = charge_of(pack, answers(**told), budget, day).figure
    assert figure is not None
    return figure.pence


# 300 - (112.50 + 49.65) - 40 - 20 = 77.85 in 2025 to 2026, before anything is added for savings.
@pytest.mark.req("U6")
@pytest.mark.parametrize(
    ("savings", "expected"),
    [
        ("0", 7_785),
        ("14250", 7_785),
        ("14250.01", 7_885),
        ("14500", 7_885),
        ("14500.01", 7_985),
        ("23249.99", 11_385),
        ("23250", 11_385),
        ("23250.01", 30_000),
        ("10000000", 30_000),
    ],
)
def test_the_capital_limits_are_exact_to_the_penny(pack: Pack, savings: str, expected: int) -> None:
    """A pound a week for each 250 or part of it above 14,250: 36 pounds at 23,250; above it the whole cost."""
    assert pence(pack, savings=number(savings)) == expected


@pytest.mark.req("U6")
@pytest.mark.parametrize(
    ("income", "expected"), [("222.15", 0), ("222.16", 1), ("222.14", 0), ("0", 0), ("522.15", 30_000), ("900", 30_000)]
)
def test_the_minimum_income_guarantee_is_kept_and_nobody_pays_more_than_their_budget(
    pack: Pack, income: str, expected: int
) -> None:
    """112.50 + 49.65 + 40 + 20 = 222.15 stay untouched; 300 more reach the budget."""
    assert pence(pack, income=number(income, Every.WEEK)) == expected


@pytest.mark.req("U6")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 4, 6), 8_060),
        (date(2025, 4, 5), 8_060),
        (date(2025, 4, 6), 7_785),
        (date(2026, 4, 5), 7_785),
        (date(2026, 4, 6), 6_805),
        (date(2027, 4, 5), 6_805),
    ],
)
def test_the_rule_is_dated(pack: Pack, day: date, expected: int) -> None:
    """By hand: 300 - 159.40 - 60 in 2024, 300 - 162.15 - 60 in 2025, 300 - 171.95 - 60 in 2026."""
    assert pence(pack, day) == expected


def test_days_without_numbers_are_refused(pack: Pack) -> None:
    for day in (date(2024, 4, 5), date(2027, 4, 6)):
        with pytest.raises(CannotWorkOut, match=r"rulebook\.outside_dates"):
            pence(pack, day)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"household": "single_young", "premium": "none"}, 8_915),
        ({"household": "single", "premium": "enhanced"}, 11_250 + 7_390),
        ({"household": "single_older", "premium": "enhanced"}, 23_260),
        ({"household": "lone_parent", "premium": "none"}, 11_250),
        ({"household": "couple", "premium": "disability"}, 8_835 + 3_540),
        ({"household": "couple_older", "premium": "none"}, 17_755),
    ],
)
def test_what_is_kept_to_live_on_follows_the_household(pack: Pack, told: dict[str, str], kept: int) -> None:
    """Over pension age there is no premium on top: the sum is higher as it is."""
    given = {name: Answer.level(level) for name, level in told.items()}
    assert pence(pack, **given) == max(0, 30_000 - kept - 6_000)


def test_carers_and_children_keep_more(pack: Pack) -> None:
    assert pence(pack, carer=Answer(State.YES)) == 7_785 - 5_325
    assert pence(pack, income=number("600", Every.WEEK), children=number("2")) == 60_000 - 16_215 - 20_600 - 6_000
    assert pence(pack, income=number("500", Every.WEEK), children=number("2")) == 7_785 + 20_000 - 20_600


def test_a_month_is_twelve_fifty_seconds_and_rounding_is_for_the_person(pack: Pack) -> None:
    """1,000 a month is 230.76 a week (down); 173.34 a month for the home is 40.01 (up)."""
    assert pence(pack, income=number("1000", Every.MONTH)) == 23_076 - 22_215
    assert pence(pack, housing=number("173.34", Every.MONTH)) == 7_784


def test_who_would_rather_not_tell_pays_the_whole_cost(pack: Pack) -> None:
    assert charge_of(pack, {"means_tell": Answer(State.NO)}, BUDGET, DAY).figure == BUDGET


def test_an_answer_that_is_not_known_gives_a_range_and_no_charge(pack: Pack) -> None:
    worked = charge_of(pack, answers(savings=Answer(State.NOT_KNOWN)), BUDGET, DAY)
    assert (worked.figure, worked.missing) == (None, ("means_savings",))
    assert worked.range == (Money(7_785, "GBP"), BUDGET)


def test_every_sentence_of_the_chain_can_be_told_in_both_ways(pack: Pack) -> None:
    rule = means_pack(pack)
    assert rule is not None
    worked = charge_of(pack, answers(), BUDGET, DAY)
    for easy in (False, True):
        told = list(say_all(rule, worked.reason, "en", easy))
        assert len(told) > 20
        assert any("£162.15" in one for one in told)
        assert not any("{" in one for one in told)


def test_the_whole_chain_survives_being_kept(pack: Pack) -> None:
    worked = charge_of(pack, answers(), BUDGET, DAY)
    assert type(worked).from_json(worked.as_json()) == worked


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  budget: means_budget\n", "  budget: means_moon\n", "pack.unknown_name"),
        ("  way: gross\n", "  way: barter\n", ""),
        ("      inputs: [means_savings]\n", "      inputs: [means_moon]\n", "pack.unknown_name"),
        ("      least: 0\n      rounding: {to: 1, by: up}\n", "      least: 0\n", ""),
        ("  until: 2027-04-06\n", "  until: 2024-04-06\n", "pack.dates"),
        ("      of: means_left_over\n      least: 0\n", "      of: means_left_over\n      most: 9999999\n", ""),
        ("kind: day_activity", "kind: moonwalk", "pack.unknown_name"),
    ],
)
def test_a_broken_assessment_is_refused_with_file_and_line(old: str, new: str, code: str) -> None:
    files = files_of(FOLDER)
    assert old in files["spending.yaml"]
    files["spending.yaml"] = files["spending.yaml"].replace(old, new, 1)
    with pytest.raises(PackErrors) as raised:
        pack_from_files(files)
    assert any(fault.file == "spending.yaml" and fault.line > 1 for fault in raised.value.errors)
    assert not code or code in {fault.code for fault in raised.value.errors}


def test_a_question_of_the_assessment_needs_its_words_and_its_file() -> None:
    for gone in ("questions/means_income.yaml", "questions/means_income.en.yaml"):
        files = files_of(FOLDER)
        del files[gone]
        with pytest.raises(PackErrors, match="means_income"):
            pack_from_files(files)
