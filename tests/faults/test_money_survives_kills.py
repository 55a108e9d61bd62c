"""Killed at any moment, the server and the job leave the ledger true, and nothing acknowledged is lost or done twice.

``OWNWAY_SEED`` repeats a run; ``make evidence`` kills hundreds of times.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from ownway.registers.money import actions as money
from ownway.registers.money.models import Line, Run, RunFile, Stage
from tests.faults.dying import LONG, SEED, WEEKS, Doomed, Town
from tests.ledger.scene import MONDAY, NOW

KILLS = 200 if LONG else 6

pytestmark = pytest.mark.usefixtures("own_database")


def quiet(told: str) -> None:
    """Nobody listens."""


def test_two_servers_killed_under_load_lose_nothing_they_acknowledged() -> None:
    print(f"seed {SEED}")
    chance, town, said = Random(SEED), Town.built(), []
    for kill in range(KILLS):
        pair = [Doomed(lambda tell, seed=SEED + 2 * kill + which: town.spends(tell, seed)) for which in (0, 1)]
        for one in pair:
            one.listen(chance.randint(1, 12), chance.random() / 50)
        for one in pair:
            said += one.die()
            assert one.ended == -9
        town.check(said[-40:] if kill % 20 else said)
    assert len(said) >= 2 * KILLS


def test_a_job_killed_at_any_stage_and_run_again_pays_each_line_once() -> None:
    print(f"seed {SEED}")
    chance, town, said, kills = Random(SEED + 1), Town.built(), [], 0
    weeks = WEEKS if not LONG else 40
    for _ in range(KILLS):
        job = Doomed(lambda tell: town.pays(tell, weeks))
        job.listen(chance.randint(0, 3), chance.random() / 30)
        said += job.die()
        kills += job.ended == -9
        town.check(said)
    town.pays(said.append, weeks)
    town.check(said)
    assert kills >= KILLS // 2
    assert Run.objects.count() == weeks
    assert Line.objects.filter(outcome__end="paid").count() == weeks * len(town.budgets)


def test_two_jobs_at_once_are_one() -> None:
    town = Town.built()
    jobs = [Doomed(lambda tell: town.pays(tell, 1)) for _ in range(2)]
    said = [line for job in jobs for line in job.end()]
    town.check(said)
    assert Run.objects.count() == 1
    assert Line.objects.filter(outcome__end="paid").count() == len(town.budgets)


def test_a_crash_between_the_bank_file_and_its_commit_leaves_the_run_as_it_was(tmp_path: Path) -> None:
    town = Town.built()
    ann, ben = town.scene.ask(town.scene.ann), town.scene.ask(town.scene.ben)
    run = money.build_run(ann, now=NOW, pay_on=MONDAY, key="run")
    money.approve_run(ben, now=NOW, run=run)
    place = tmp_path / "to-the-bank.xml"

    def dies(tell: Callable[[str], None]) -> None:
        with transaction.atomic():
            place.write_bytes(money.export_run(ann, now=NOW, run=run).content)
            tell("written")
            while True:
                pass

    job = Doomed(dies)
    job.listen(1, 0.01)
    job.die()
    assert place.exists()
    assert not RunFile.objects.exists() and not Stage.objects.filter(stage="exported").exists()
    with pytest.raises(money.CannotExport) as refused:
        money.mark_sent(ann, now=NOW, run=run)
    assert refused.value.why.code == "money.no_file_made"
    first, again = (money.export_run(ann, now=NOW, run=run) for _ in range(2))
    assert (first.content, first.again, again.content, again.again) == (again.content, False, first.content, True)
    town.finish(run, quiet, ann=ann, ben=ben)
    town.check([])
    assert Line.objects.filter(outcome__end="paid").count() == len(town.budgets)
