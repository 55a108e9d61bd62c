"""The packs we publish, for many people: the same as for one, whoever answers what."""

import dataclasses
from datetime import date, timedelta
from pathlib import Path

import pytest

from ownway.rulebook.engines import many
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.load import files_of, load_pack, read_examples
from ownway.rulebook.model import Pack
from tests.engines.random_packs import people_at_random
from tests.engines.side_by_side import differences

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "packs").glob("*/pack.yaml"))
PEOPLE = 30


def last_day(pack: Pack) -> date:
    """Return a day late in the pack's dates, where new tables count."""
    end = pack.in_force.end
    return max(pack.in_force.start, date(2026, 11, 2)) if end is None else end - timedelta(days=1)


@pytest.mark.req("A3")
@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_many_get_what_one_gets_in_every_pack(folder: Path) -> None:
    """Every named step, on the first day and on the last, for people who answer all or some of it."""
    pack = load_pack(folder)
    people = people_at_random(pack, 1, PEOPLE)
    for day in (pack.in_force.start, last_day(pack)):
        assert differences(pack, people, {"as_of": day}, ("plain", "data")) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_the_worked_examples_come_out_for_many_as_well(folder: Path) -> None:
    """People of one day in one table; a refusal is a refusal here too."""
    files = files_of(folder)
    pack = load_pack(folder)
    by_day: dict[date, list[dict[str, object]]] = {}
    for example in read_examples(pack, files):
        by_day.setdefault(example.as_of, []).append(dict(example.answers))
    for day, people in by_day.items():
        assert differences(pack, people, {"as_of": day}, ("data",)) == []  # type: ignore[arg-type]


def test_outside_its_dates_a_rule_is_refused_for_many_as_for_one() -> None:
    """The same reason, before anything is compiled."""
    pack = load_pack(FOLDERS[0])
    before = pack.in_force.start - timedelta(days=1)
    with pytest.raises(CannotWorkOut) as one:
        work_out(pack, {}, before)
    with pytest.raises(CannotWorkOut) as compiled:
        many.program(pack, before)
    assert compiled.value.why == one.value.why


def test_answers_read_for_one_rule_are_not_worked_out_by_another() -> None:
    """Codes mean what the pack they were read for says."""
    pack = load_pack(FOLDERS[0])
    other = dataclasses.replace(pack, rule_hash="other")
    population = many.Population.empty(other, 3)
    with pytest.raises(many.CannotCompile) as cannot:
        many.work_out_many(many.program(pack, pack.in_force.start), population)
    assert cannot.value.why.code == "population.other_rule"
