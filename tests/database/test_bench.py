"""The bench: people are loaded, a table is fitted, tested and tried, and a draft is kept for people to publish."""

import io
import itertools
import zipfile
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ownway.interfaces.jobs import tasks
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.actions import (
    CannotCalibrate,
    CannotCompare,
    CannotPhase,
    CannotUseTable,
    CannotWorkOnBench,
)
from ownway.oversight.bench.actions.running import noting
from ownway.oversight.bench.models import Reached, Work
from ownway.oversight.bench.queries import RunSeen, Stage
from ownway.oversight.bench.queries.runs import kept
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.registers.trail.models import CannotOverwrite
from ownway.rulebook.load import pack_from_files
from ownway.values import Asker, Cannot
from ownway.values.cannot import NotAllowed
from tests.factories import set_up, somebody
from tests.steps import PACKS, PROGRAMME, asks

pytestmark = pytest.mark.django_db

NOW = timezone.now()
FILE = b"person;need;cost;group\n" + b"".join(
    f"{number};{number % 90};{number % 90 * 300 + 500};{'older' if number % 2 else 'younger'}\n".encode()
    for number in range(1, 120)
)


@pytest.fixture
def version() -> str:
    """The version in force."""
    now = NOW - timedelta(days=3)
    return programmes.install(set_up(now), now=now, folder=PACKS / PROGRAMME)


@pytest.fixture
def designer() -> Asker:
    """Somebody who makes programmes."""
    return asks(somebody("Edith Vaughan", "pack_designer"), NOW)


def loaded(asker: Asker, version: str, people: int = 400) -> UUID:
    """A run on people who are made up."""
    return actions.load_people(
        asker, now=NOW, version=version, name="Made-up people", content=None, made_up=people, seed=7
    )


def settings(pot: int) -> dict[str, Any]:
    """The settings of a price."""
    return {"pot": pot, "floor": 0, "cap": None, "threshold": 0, "contingency": "1/20"}


def moving(way: str = "no more than a tenth a year", **typed: Any) -> dict[str, Any]:
    """The settings of phasing in."""
    return {"way": way, "starts": "2027-04-01", "floor": True} | typed


def worked(asker: Asker, run: UUID, stage: Stage, given: dict[str, Any] | None = None) -> RunSeen:
    """Ask for a stage, and do what the worker does with the job that waits."""
    work = actions.ask_for(asker, now=NOW, run=run, stage=stage, settings=given)
    assert ProcrastinateJob.objects.filter(task_name="bench.carry_out", args={"work": str(work)}).exists()
    assert queries.run(asker, now=NOW, run=run).works[stage].waits
    tasks.carry_out_bench_work(str(work))
    return queries.run(asker, now=NOW, run=run)


@pytest.mark.req("L1", "L2", "L4", "K2")
def test_a_run_goes_from_people_to_a_draft_that_others_publish(version: str, designer: Asker) -> None:
    run = loaded(designer, version)
    seen = queries.run(designer, now=NOW, run=run)
    pot = seen.read["cost"] * 9 // 10
    assert seen.open == {Stage.LOAD, Stage.WEIGH, Stage.PRICE, Stage.COMPARE, Stage.WHO_COMES}
    seen = worked(designer, run, Stage.WEIGH)
    assert {one["question"] for one in seen.works[Stage.WEIGH].found["weights"]["questions"]} >= {"meals", "nights"}
    seen = worked(designer, run, Stage.PRICE, settings(pot))
    priced = seen.works[Stage.PRICE].found
    assert priced["told"] + priced["contingency"] == pot
    assert [pence for _, pence in priced["knots_held"]] == sorted(pence for _, pence in priced["knots_held"])
    with pytest.raises(CannotWorkOnBench):
        actions.bring_version(designer, now=NOW, run=run)
    seen = worked(designer, run, Stage.CHECK)
    assert seen.works[Stage.CHECK].found["table_hash"] == priced["table"]["hash"]
    seen = worked(designer, run, Stage.SIMULATE)
    tables = seen.works[Stage.SIMULATE].found["tables"]
    assert {"winners_and_losers", "protection", "total"} <= set(tables)
    assert Stage.PHASE in seen.open
    assert Stage.PUBLISH not in seen.open
    with pytest.raises(CannotPhase) as refused:
        actions.ask_for(designer, now=NOW, run=run, stage=Stage.PHASE, settings=moving(way="own", years="0"))
    assert refused.value.field == "years"
    seen = worked(designer, run, Stage.PHASE, moving(way="no more than a tenth a year"))
    phased = seen.works[Stage.PHASE].found
    priced_before = [row["costs_pence"] for row in tables["protection"] if row["protection"] == moving()["way"]]
    assert [row["costs_pence"] for row in phased["rows"]] == priced_before
    assert Stage.PUBLISH in seen.open
    with zipfile.ZipFile(io.BytesIO(queries.archive_of(designer, now=NOW, run=run))) as archive:
        assert {"datapackage.json", "pack/pack.yaml"} <= set(archive.namelist())
    assert seen.works[Stage.CHECK].found["passes"]
    made = actions.bring_version(designer, now=NOW, run=run)
    standing = rules.standing(made, on=NOW.date())
    assert standing.state is rules.State.DRAFT
    assert standing.validation is not None
    assert standing.validation.people == 400
    assert rules.audit_of(made) is not None
    impact = rules.impact_of(designer, version=made, now=NOW)
    assert impact is not None
    assert (impact.people, impact.population) == (400, "Made-up people")
    protection = rules.pack(made).allocation.moving_over
    assert protection is not None
    assert [year.least for year in protection.years][:2] == [Fraction("0.9"), Fraction("0.81")]
    report = queries.report_of(designer, now=NOW, run=run)
    for part in ("Tried on everyone", "Same need, same money", "How people move over", "<svg", "What each question"):
        assert part in report
    assert actions.bring_version(designer, now=NOW, run=run) == made


@pytest.mark.req("L1")
def test_a_new_table_makes_what_was_found_about_the_last_one_count_no_more(version: str, designer: Asker) -> None:
    run = loaded(designer, version, 100)
    cost = queries.run(designer, now=NOW, run=run).read["cost"]
    worked(designer, run, Stage.PRICE, settings(cost))
    assert Stage.CHECK in worked(designer, run, Stage.CHECK).done
    assert Stage.CHECK not in worked(designer, run, Stage.PRICE, settings(cost // 2)).done


@pytest.mark.req("L1")
def test_each_bad_row_of_a_file_is_named_and_the_rest_goes_on(version: str, designer: Asker) -> None:
    content = FILE + b"200;12;minus much;older\n201;-4;900;older\n1;3;100;older\n"
    run = actions.load_people(designer, now=NOW, version=version, name="Our own, 2025", content=content)
    read = queries.run(designer, now=NOW, run=run).read
    assert read["people"] == 119
    assert len(read["left_out"]) == 3
    assert any("no number stands there" in one for one in read["left_out"])
    assert any("below zero" in one for one in read["left_out"])
    assert any("in the file already" in one for one in read["left_out"])


def test_a_file_without_points_or_costs_is_refused_beside_its_field(version: str, designer: Asker) -> None:
    for content in (b"name,colour\nAda,blue\n", b"\x00\x01\x02", b"need,cost\n"):
        with pytest.raises(Cannot) as refused:
            actions.load_people(designer, now=NOW, version=version, name="Nothing", content=content)
        assert refused.value.field == "content"
    for made_up, why in ((0, "bench.no_people"), (3, "bench.so_many"), (10**9, "bench.so_many")):
        with pytest.raises(CannotWorkOnBench, match=why):
            actions.load_people(designer, now=NOW, version=version, name="Nobody", content=None, made_up=made_up)


@pytest.mark.req("L1")
def test_what_is_drawn_at_once_is_the_table_that_was_fitted_and_its_picture_is_whole(
    version: str, designer: Asker
) -> None:
    run = loaded(designer, version, 700)
    asked = settings(queries.run(designer, now=NOW, run=run).read["cost"])
    seen = worked(designer, run, Stage.PRICE, asked)
    found = seen.works[Stage.PRICE].found
    rows, drawn, total = queries.preview(designer, now=NOW, run=seen, settings=asked)
    units = found["table"]["units_a_point"]
    assert [(row[0], row[1]) for row in rows] == [
        (f"{at / units:g}", f"£{pence / 100:,.2f}") for at, pence in found["knots_held"]
    ]
    assert total == found["told"]
    kept = seen.works[Stage.PRICE].curve
    assert kept.height == drawn.height
    assert f'viewBox="0 0 {kept.width} {kept.height}"' in kept.svg("kept")
    assert f'height="{kept.height}"' in kept.body


def test_limits_that_cannot_be_kept_together_are_told_and_nothing_is_lost(version: str, designer: Asker) -> None:
    run = actions.load_people(designer, now=NOW, version=version, name="Our own", content=FILE)
    impossible = settings(1_000_00) | {"floor": 500_000_00}
    work = worked(designer, run, Stage.PRICE, impossible).works[Stage.PRICE]
    assert work.refused is not None
    assert work.refused.code == "calibrate.impossible"
    assert work.refused_help
    with pytest.raises(CannotCalibrate):
        queries.preview(designer, now=NOW, run=queries.run(designer, now=NOW, run=run), settings=impossible)


def test_only_a_designer_works_on_the_bench_and_its_rows_are_only_added(version: str, designer: Asker) -> None:
    run = loaded(designer, version, 100)
    commissioner = asks(somebody("Samir Haddad", "commissioner"), NOW)
    assert queries.run(commissioner, now=NOW, run=run).name == "Made-up people"
    with pytest.raises(NotAllowed):
        actions.ask_for(commissioner, now=NOW, run=run, stage="weigh")
    with pytest.raises(NotAllowed):
        queries.run(asks(somebody("Rosa Mbeki"), NOW), now=NOW, run=run)
    work = actions.ask_for(designer, now=NOW, run=run, stage="weigh")
    assert actions.ask_for(designer, now=NOW, run=run, stage="weigh") == work
    with pytest.raises(NotAllowed):
        actions.carry_out(designer, now=NOW, work=work)
    with pytest.raises(CannotOverwrite):
        kept(run).save()


@pytest.mark.req("L4")
def test_a_table_that_was_tested_on_nobody_does_not_pass_and_is_not_kept(version: str, designer: Asker) -> None:
    """The file tells points and costs, and no answers: so the rule gives nobody a figure, and nothing was tested."""
    run = actions.load_people(designer, now=NOW, version=version, name="Our own", content=FILE)
    cost = queries.run(designer, now=NOW, run=run).read["cost"]
    worked(designer, run, Stage.PRICE, settings(cost))
    seen = worked(designer, run, Stage.CHECK)
    worked(designer, run, Stage.SIMULATE)
    worked(designer, run, Stage.PHASE, moving("at once"))
    assert seen.works[Stage.CHECK].found["passes"] is False
    with pytest.raises(CannotUseTable):
        actions.bring_version(designer, now=NOW, run=run)


@pytest.mark.req("L1")
def test_the_table_may_stay_and_a_dated_factor_fit_it_to_the_pot(version: str, designer: Asker) -> None:
    run = loaded(designer, version)
    pot = queries.run(designer, now=NOW, run=run).read["cost"] // 2
    given = settings(pot) | {"apportion": True, "starts": "2027-04-01"}
    priced = worked(designer, run, Stage.PRICE, given).works[Stage.PRICE].found
    factor = Fraction(priced["factor"])
    assert 0 < priced["told"] <= pot * Fraction(95, 100)
    assert priced["told"] + priced["contingency"] == pot
    worked(designer, run, Stage.CHECK)
    seen = worked(designer, run, Stage.SIMULATE)
    assert seen.works[Stage.SIMULATE].found["people"] == 400
    files = worked(designer, run, Stage.PHASE, moving("at once")).works[Stage.PHASE].found["files"]
    assert f"{{from: 2027-04-01, source: pot_2027_04_01, gives: {float(factor):.6f}}}" in files["allocation.yaml"]
    assert pack_from_files(files).allocation.moving_over is None


@pytest.mark.req("L1")
def test_a_limit_by_group_is_kept_and_its_price_is_told(version: str, designer: Asker) -> None:
    run = actions.load_people(designer, now=NOW, version=version, name="Our own", content=FILE)
    cost = queries.run(designer, now=NOW, run=run).read["cost"]
    free = worked(designer, run, Stage.PRICE, settings(cost)).works[Stage.PRICE].found
    given = settings(cost) | {"groups": {"older": 20_000}, "steepest": 60_000, "contingency": "0"}
    held = worked(designer, run, Stage.PRICE, given).works[Stage.PRICE].found
    assert any("older" in one["words"].lower() for one in held["prices_of_limits"])
    assert not any("older" in one["words"].lower() for one in free["prices_of_limits"])
    steep = [(b[1] - a[1]) * 52 / (b[0] - a[0]) for a, b in itertools.pairwise(held["knots_held"])]
    assert max(steep) <= 60_000 + 5_200  # the table is printed in whole pounds a week
    unknown = worked(designer, run, Stage.PRICE, settings(cost) | {"groups": {"nobody": 0}}).works[Stage.PRICE]
    assert unknown.refused is not None


@pytest.mark.req("L1", "M7")
def test_local_prices_stand_beside_past_cost_as_the_other_source(version: str, designer: Asker) -> None:
    run = loaded(designer, version)
    pot = queries.run(designer, now=NOW, run=run).read["cost"]
    levels = rules.pack(version).question("personal_care").levels
    prices = "".join(f"    {level.id}: {place * 40}\n" for place, level in enumerate(levels))
    local = f"source: brokers\nset_on: 2026-04-01\nuncertainty: rough\nneeds:\n  personal_care:\n{prices}"
    work = worked(designer, run, Stage.PRICE, settings(pot) | {"local": local}).works[Stage.PRICE]
    assert "at local prices" in work.found["local"]["words"]
    assert work.curve.headings[-1] == "at local prices"
    assert "at local prices, same pot" in work.curve.body
    wrong = worked(designer, run, Stage.PRICE, settings(pot) | {"local": "needs: nothing"}).works[Stage.PRICE]
    assert wrong.refused is not None
    assert wrong.refused.code == "calibrate.bad_prices"


@pytest.mark.req("L1")
def test_a_panel_weighs_questions_by_pairs_beside_past_costs(version: str, designer: Asker) -> None:
    run = loaded(designer, version, 200)
    panel = "nights > meals\nnights > home\n\nmeals > home\nnights;meals"
    found = worked(designer, run, Stage.WEIGH, {"panel": panel}).works[Stage.WEIGH].found
    points = found["panel"]["points"]
    assert points["nights"] > points["meals"] > points["home"]
    assert found["weights"] is not None
    for wrong in ("nights > nights", "nights > elephants", "nights", "a > b > c"):
        with pytest.raises(CannotCompare):
            actions.ask_for(designer, now=NOW, run=run, stage=Stage.WEIGH, settings={"panel": wrong})


def test_a_run_that_was_put_away_is_not_worked_on_and_comes_back_whole(version: str, designer: Asker) -> None:
    run, other = loaded(designer, version, 100), loaded(designer, version, 50)
    assert {one.id for one in queries.runs(designer, now=NOW)} == {run, other}
    actions.put_away(designer, now=NOW, run=run)
    actions.put_away(designer, now=NOW, run=run)
    assert [one.id for one in queries.runs(designer, now=NOW)] == [other]
    assert [one.id for one in queries.runs(designer, now=NOW, away=True)] == [run]
    with pytest.raises(CannotWorkOnBench):
        actions.ask_for(designer, now=NOW, run=run, stage=Stage.WEIGH)
    with pytest.raises(NotAllowed):
        actions.put_away(asks(somebody("Samir Haddad", "commissioner"), NOW), now=NOW, run=run)
    actions.put_away(designer, now=NOW + timedelta(seconds=1), run=run, away=False)
    assert {one.id for one in queries.runs(designer, now=NOW)} == {run, other}
    assert worked(designer, run, Stage.WEIGH).works[Stage.WEIGH].holds


def test_long_work_says_how_far_it_has_come(version: str, designer: Asker) -> None:
    run = loaded(designer, version, 2_000)
    cost = queries.run(designer, now=NOW, run=run).read["cost"]
    worked(designer, run, Stage.PRICE, settings(cost))
    actions.ask_for(designer, now=NOW, run=run, stage=Stage.SIMULATE)
    row = Work.objects.get(run=run, stage="simulate")
    assert queries.run(designer, now=NOW, run=run).works[Stage.SIMULATE].per_cent == 0
    note = noting(row, NOW)
    for seen in (10, 900, 1_000, 1_100, 2_000):
        note(seen)
    assert [one.per_cent for one in Reached.objects.order_by("per_cent")] == [45, 50, 55, 95]
    assert queries.run(designer, now=NOW, run=run).works[Stage.SIMULATE].per_cent == 95
