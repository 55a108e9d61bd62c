"""The bench: people are loaded, a table is fitted, tested and tried, and a draft is kept for people to publish."""

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ownway.interfaces.jobs import tasks
from ownway.oversight.bench import actions, queries
from ownway.oversight.bench.actions import CannotCalibrate, CannotUseTable, CannotWorkOnBench
from ownway.oversight.bench.queries import RunSeen, Stage
from ownway.oversight.bench.queries.runs import kept
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.registers.trail.models import CannotOverwrite
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
    assert seen.open == {Stage.LOAD, Stage.WEIGH, Stage.PRICE}
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
    assert seen.open >= {Stage.PUBLISH, Stage.PHASE}
    with zipfile.ZipFile(io.BytesIO(queries.archive_of(designer, now=NOW, run=run))) as archive:
        assert {"datapackage.json", "pack/pack.yaml"} <= set(archive.namelist())
    assert seen.works[Stage.CHECK].found["passes"]
    made = actions.bring_version(designer, now=NOW, run=run)
    standing = rules.standing(made, on=NOW.date())
    assert standing.state is rules.State.DRAFT
    assert standing.validation is not None
    assert standing.validation.people == 400
    assert rules.audit_of(made) is not None
    assert rules.impact_of(designer, version=made, now=NOW) is not None
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
    with pytest.raises(CannotWorkOnBench):
        actions.load_people(designer, now=NOW, version=version, name="Nobody", content=None, made_up=3)


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
    assert seen.works[Stage.CHECK].found["passes"] is False
    with pytest.raises(CannotUseTable):
        actions.bring_version(designer, now=NOW, run=run)
