"""Protection in a pack: what was simulated is what the pack says, to the penny; contradictions are refused."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.into_pack import Note, with_protection
from ownway.lab.simulate import Recipe, run
from ownway.lab.simulate.protection import USUAL, Protection, a_year_on
from ownway.rulebook.load import PackErrors, files_of, pack_from_files
from ownway.values import Money

STARTS = date(2026, 4, 1)
NOTE = Note("moving_2026", "How people move over, decided by the cabinet", "minute 12", date(2026, 2, 1))
WAYS = (
    *(way for way in USUAL if way.years),
    Protection("an odd one", years=4, loss_most=Fraction("0.125"), gain_most=Fraction("0.075"), floor=False),
)


@pytest.fixture(scope="module")
def files(repository: Path) -> Mapping[str, str]:
    """The files of a pack."""
    return files_of(repository / "packs" / "in-control")


def protected(files: Mapping[str, str], way: Protection) -> dict[str, str]:
    """The files with a way of protecting people in them."""
    return dict(with_protection(files, way.into_pack(STARTS, NOTE.id), NOTE, sample=20).files)


@pytest.mark.req("L2", "A12")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_person_is_told_what_was_simulated_to_the_penny(files: Mapping[str, str], way: Protection) -> None:
    rule = pack_from_files(protected(files, way)).allocation.moving_over
    assert rule is not None
    chance = np.random.default_rng(5)
    old, new = chance.integers(0, 300_000, 4_000), chance.integers(0, 300_000, 4_000)
    old[:200], costed = 0, chance.integers(0, 200_000, 4_000)
    for year in range(1, way.years + 2):
        day = a_year_on(STARTS, year - 1)
        simulated = way.in_year(year, old, new, costed).tolist()
        for was, gives, least, found in zip(old.tolist(), new.tolist(), costed.tolist(), simulated, strict=True):
            told = rule.protected(Money(was, "GBP"), Money(gives, "GBP"), day, Money(least, "GBP"))
            assert (gives if told is None else told.pence) == found


def test_protection_is_of_the_rule_and_gone_without_a_trace_when_it_is_taken_out(files: Mapping[str, str]) -> None:
    first, second = (protected(files, way) for way in WAYS[:2])
    assert pack_from_files(first).rule_hash != pack_from_files(second).rule_hash != pack_from_files(files).rule_hash
    assert protected(first, WAYS[1])["allocation.yaml"] == second["allocation.yaml"]
    none = with_protection(first, None, NOTE, sample=20).files
    assert pack_from_files(none).allocation == pack_from_files(files).allocation


@pytest.mark.req("L2")
def test_a_pack_that_protects_is_priced_as_it_says(files: Mapping[str, str]) -> None:
    tables = run(Recipe(protected(files, USUAL[3]), STARTS, people=500)).shown.tables()["protection"]
    said, same = (
        [(row["year"], row["costs_pence"], row["people_above"], row["people_below"]) for row in tables
         if row["protection"] == name] for name in ("as the pack says", USUAL[3].name)
    )  # fmt: skip
    assert said == same
    assert any(costs for _, costs, _, _ in said)


@pytest.mark.parametrize(
    "written",
    [
        "years:\n    - {from: 2027-04-01, least: 0.9}\n    - {from: 2026-04-01, least: 0.8}\n  ends: 2028-04-01",
        "years:\n    - {from: 2027-04-01, least: 0.9}\n  ends: 2027-04-01",
        "years:\n    - {from: 2027-04-01, least: 0.9}",
        "years:\n    - {from: 2027-04-01, least: 1.1}\n  ends: 2028-04-01",
        "years:\n    - {from: 2027-04-01, most: 0.5}\n  ends: 2028-04-01",
        "years:\n    - {least: 0.9}\n  ends: 2028-04-01",
        "years: []\n  ends: 2028-04-01",
        "source: nobody\n  years:\n    - {from: 2027-04-01}\n  ends: 2028-04-01",
    ],
)
def test_a_protection_that_contradicts_itself_is_refused(files: Mapping[str, str], written: str) -> None:
    source = "" if "source" in written else "  source: own\n"
    text = f"{files['allocation.yaml'].rstrip()}\nmoving_over:\n{source}  {written}\n"
    with pytest.raises(PackErrors):
        pack_from_files(dict(files) | {"allocation.yaml": text})


def test_a_protection_into_a_pack_that_breaks_is_refused(files: Mapping[str, str]) -> None:
    broken = dict(files) | {"allocation.yaml": files["allocation.yaml"].replace("inputs: [shared", "inputs: [nothing")}
    with pytest.raises(CannotCalibrate):
        with_protection(broken, WAYS[0].into_pack(STARTS, NOTE.id), NOTE, sample=20)


@pytest.mark.req("L2")
def test_no_protected_sum_falls_below_what_meeting_the_needs_was_costed_at(
    files: Mapping[str, str], tmp_path: Path
) -> None:
    # Who has no need at all gets nothing by the new rule.
    none = {one.id: one.levels[0].id for one in pack_from_files(dict(files)).questions if one.levels}

    def costs(heading: str, floor: str) -> dict[tuple[str, int], int]:
        row = {"person": "ann", "cost": "5200", heading: floor, **none}
        (tmp_path / "people.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
        ran = run(Recipe(files, date(2026, 4, 1), kernel="plain"), tmp_path / "people.csv")
        rows = ran.shown.tables()["protection"]
        return {(row["protection"], row["year"]): row["costs_pence"] for row in rows}

    without, held = costs("colour", "red"), costs("floor", "4680")
    assert without["no more than a fifth a year", 1] == 8_000
    # £4,680 a year is £90 a week.
    assert held["no more than a fifth a year", 1] == 9_000
    assert held["no more than a fifth a year", 6] == 0
    assert costs("floor_pence", "468000") == held


def test_a_year_on_from_the_last_of_february_is_the_last_of_february() -> None:
    assert a_year_on(date(2028, 2, 29), 1) == date(2029, 2, 28)
