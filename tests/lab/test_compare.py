"""Any two packs are held against each other on the same people, and every pack gives made-up people figures."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import csv, parquet
from typer.testing import CliRunner

from ownway.interfaces.cli.main import app
from ownway.lab.populations import Asked, made_up
from ownway.lab.simulate import CannotTry, Counted, Recipe, Trial, compare, run, try_rule
from ownway.lab.simulate.cluster import Task, ready
from ownway.lab.simulate.figures import Rule
from ownway.lab.simulate.mapping import Mapped
from ownway.lab.simulate.tally import NOW, PEOPLE, WAS
from ownway.rulebook.load import load_pack
from ownway.rulebook.load.pack import files_of

DAY = date(2026, 4, 1)
PACKS = sorted(path.parent.name for path in (Path(__file__).parents[2] / "packs").glob("*/pack.yaml"))


def recipe(repository: Path, first: str, second: str, rate: str = "", people: int = 1_000) -> Recipe:
    """A recipe for the two packs of those names."""
    one, two = (files_of(repository / "packs" / name) for name in (first, second))
    return Recipe(one, DAY, two, people, 7, rate=rate, kernel="plain")


@pytest.mark.parametrize("name", PACKS)
@pytest.mark.req("L2")
def test_every_pack_gives_made_up_people_figures_or_says_why_not(repository: Path, name: str) -> None:
    pack = load_pack(repository / "packs" / name)
    rule = Rule.of(pack, DAY, kernel="plain")
    (people,) = made_up(Asked(1_000, 2008, (pack,)))
    found = rule.worked(people)
    assert not len(found.bad)
    told = int(found.known.sum())
    assert told > 0
    assert int(found.pence[found.known].max()) > 0
    # Who has none was refused at a step that says so, and nobody is lost between the two.
    assert told + sum(found.refused.values()) == 1_000


@pytest.mark.req("L2")
def test_two_rules_are_held_against_each_other_part_by_part(repository: Path) -> None:
    found = compare(recipe(repository, "in-control", "care-management"))
    whole = found.shown.counted.tally.whole
    rows = found.tables()["winners_and_losers"]
    for dimension in ("group", "place", "age", "setting", "today"):
        here = [row for row in rows if row["dimension"] == dimension]
        assert len(here) > 1
        assert sum(row["people"] for row in here) == 1_000
        assert sum(row["now_pence"] for row in here) == int(whole[1:, NOW].sum())
    assert len(found.tables()["examples"]) > 4
    assert found.sums()[0] > found.sums()[1] > 0
    assert any("By user group" in line for line in found.sentences())


@pytest.mark.req("L2")
def test_a_pack_against_itself_moves_nobody(repository: Path) -> None:
    found = compare(recipe(repository, "in-control", "in-control"))
    cell = found.shown.counted.tally.whole
    assert int(cell[5, PEOPLE]) == int(cell[1:, PEOPLE].sum()) == 1_000


@pytest.mark.req("L2")
def test_in_two_currencies_shares_of_one_pot_are_compared_to_the_thousandth(repository: Path) -> None:
    found = compare(recipe(repository, "in-control", "de-sgb-xi"))
    now, was = found.sums()
    assert abs(now - was) < now / 1_000
    assert found.to_json()["as_if_the_same_pot"] is True
    more = found.shown.counted.tally.whole[6:, PEOPLE].sum()
    assert 0 < int(more) < 1_000


def test_a_rate_that_is_given_turns_every_sum(repository: Path) -> None:
    half, whole = (compare(recipe(repository, "in-control", "de-sgb-xi", rate)) for rate in ("0.43", "0.86"))
    assert half.sums()[0] == whole.sums()[0]
    assert abs(2 * half.sums()[1] - whole.sums()[1]) < 52 * 1_000


@pytest.mark.parametrize("rate", ["", "0", "-1", "much", "1/0", "99999999"])
def test_a_rate_that_cannot_be_is_refused(repository: Path, rate: str) -> None:
    if not rate:
        assert compare(recipe(repository, "in-control", "de-sgb-xi", rate)).trial.rate is not None
        return
    with pytest.raises(CannotTry) as caught:
        compare(recipe(repository, "in-control", "de-sgb-xi", rate))
    assert caught.value.why.code == "simulation.bad_rate"


def test_a_question_of_the_same_name_with_other_levels_is_asked_by_need(repository: Path) -> None:
    # Several programmes have questions that another asks under the same name with other levels.
    for first in PACKS:
        found = run(recipe(repository, first, "in-control", "1", people=50))
        cell = found.shown.counted.tally.whole
        assert int(cell[1:, PEOPLE].sum()) == found.shown.counted.with_figure, first


def test_the_table_of_need_gives_more_to_those_of_more_need(repository: Path) -> None:
    pip = load_pack(repository / "packs" / "gb-pip")
    need = pa.table({"need": pa.array(np.arange(101)), "age": pa.array([40] * 101)})
    pence, known, bad = Rule.of(pip, DAY, Mapped(pip), "plain").figures(need)
    assert known.all()
    assert not len(bad)
    assert (np.diff(pence) >= 0).all()
    assert pence[0] == 0 < pence[100]


@pytest.mark.req("L8")
def test_a_cluster_is_told_the_mapping_too(repository: Path) -> None:
    asked = recipe(repository, "in-control", "care-management")
    mapping = {"meals": {"from": "band", "levels": {"low": "none", "critical": "lot"}}}
    told = ready(Task.of(Recipe(asked.pack, DAY, asked.against, mapping=mapping, kernel="plain")))
    assert told.old is not None
    assert told.old.mapped is not None
    assert told.old.mapped.taken["meals"].column == "band"
    assert told.old.mapped.beside == told.new.pack


@pytest.mark.req("L2")
def test_what_nothing_answers_in_the_other_rule_is_named_and_a_mapping_answers_it(
    repository: Path, tmp_path: Path
) -> None:
    (people,) = made_up(Asked(300, 5, (load_pack(repository / "packs/in-control"),)))
    csv.write_csv(people, tmp_path / "people.csv")
    asked = replace(recipe(repository, "in-control", "care-management"), people=0)
    alone = compare(asked, tmp_path / "people.csv")
    told = " ".join(alone.sentences())
    assert "3 of the questions that “care-management” counts have no answer here" in told
    assert "Nothing here answers “home_care_hours”, “day_centre_days”" in told
    assert alone.sums()[1] == 0
    answered = {"home_care_hours": {"from": "deprivation"}, "day_centre_days": {"from": "deprivation"}}
    mapped = compare(replace(asked, mapping=answered), tmp_path / "people.csv")
    assert "Nothing here answers" not in " ".join(mapped.sentences())
    assert mapped.sums()[1] > 0
    # Made-up people answer both rules.
    both = compare(recipe(repository, "in-control", "care-management"))
    assert "Nothing here answers" not in " ".join(both.sentences())


@pytest.mark.req("L2")
def test_a_table_that_another_program_wrote_is_tried_as_the_same_people_are(repository: Path, tmp_path: Path) -> None:
    (people,) = made_up(Asked(200, 5, (load_pack(repository / "packs/in-control"),)))
    # Programs write true and false, and sums in pence under a heading that says so.
    csv.write_csv(people, tmp_path / "people.csv")
    parquet.write_table(people, tmp_path / "people.parquet")
    asked = Recipe(files_of(repository / "packs/in-control"), DAY, kernel="plain")
    one, other = (run(asked, tmp_path / f"people.{kind}").shown for kind in ("csv", "parquet"))
    assert one.counted.with_figure == 200
    assert one.tables() == other.tables()
    text = (tmp_path / "people.csv").read_text(encoding="utf-8")
    (tmp_path / "people.csv").write_text(text.replace(",false,", ",perhaps,", 1), encoding="utf-8")
    told = " ".join(run(asked, tmp_path / "people.csv").shown.sentences())
    assert "1 have none: an answer does not fit its question (“looks_after_" in told


@pytest.mark.req("L2")
def test_the_command_compares_and_its_archive_runs_again(repository: Path, tmp_path: Path) -> None:
    target = tmp_path / "run.zip"
    asked = ["lab", "compare", str(repository / "packs/in-control"), str(repository / "packs/fr-apa-aggir")]
    held = CliRunner().invoke(app, [*asked, "--people", "300", "--as-of", "2026-04-01", "--json", "--out", str(target)])
    assert held.exit_code == 0, held.output
    told = json.loads(held.stdout)
    assert told["second"]["currency"] == "EUR"
    assert told["with_both"] == 300
    again = CliRunner().invoke(app, ["lab", "again", str(target)])
    assert again.exit_code == 0, again.output


def test_people_of_one_s_own_file_are_compared(repository: Path, tmp_path: Path) -> None:
    pack = load_pack(repository / "packs" / "in-control")
    (people,) = made_up(Asked(120, 3, (pack,)))
    file = tmp_path / "people.csv"
    kept = [name for name in people.column_names if name not in ("cost_pence", "panel_pence")]
    plain = people.select(kept)
    texts = [
        pc.if_else(plain[name], "yes", "no") if pa.types.is_boolean(plain[name].type) else plain[name].cast(pa.string())
        for name in plain.column_names
    ]
    csv.write_csv(pa.table(texts, plain.column_names), file)
    found = compare(recipe(repository, "in-control", "de-sgb-xi", people=0), file)
    assert found.shown.counted.people == 120
    assert int(found.shown.counted.tally.whole[1:, PEOPLE].sum()) == 120


def test_counts_of_two_halves_are_those_of_the_whole(repository: Path) -> None:
    pack = load_pack(repository / "packs" / "gb-norfolk-children")
    trial = Trial(Rule.of(pack, DAY, kernel="plain"), ways=(), rate=Fraction(1))
    (people,) = made_up(Asked(400, 1, (pack,)))
    whole = try_rule(trial, [people])
    both: Counted = try_rule(trial, [people.slice(0, 150), people.slice(150)])
    assert whole.refused == both.refused
    assert sum(whole.refused.values()) > 0
    assert (whole.tally.whole[:, WAS] == both.tally.whole[:, WAS]).all()


@pytest.mark.req("L2")
def test_what_was_found_is_written_as_pages_that_stand_alone(repository: Path, tmp_path: Path) -> None:
    def page_of(*given: str) -> str:
        path = tmp_path / "page.html"
        done = CliRunner().invoke(app, ["lab", *given, "--people", "800", "--html", str(path)])
        assert done.exit_code == 0, done.output
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert text.count("<figure>") == text.count('role="img"')
        assert "These people are made up" in text
        return text

    tried = page_of("simulate", "in-control", "--pot", "9000000")
    for part in ("Who gets more and who gets less", "Ways of moving over", "If things come otherwise", "How firm",
                 "Hertfordshire’s test", "Example people"):  # fmt: skip
        assert f"<h2>{part}" in tried
    assert "left of the pot" in tried
    assert "By sex; sums a week" in tried
    held = page_of("compare", "in-control", "care-management")
    assert "size of the sum by “care-management”" in held
    assert "What each tenth of need gets of all money" in held
    fair = CliRunner().invoke(app, ["lab", "equity", "--people", "800", "--html", str(tmp_path / "fair.html")])
    assert fair.exit_code in (0, 1)
    assert "Every gap that can be told" in (tmp_path / "fair.html").read_text(encoding="utf-8")


@pytest.mark.req("L2")
def test_a_page_of_real_people_tells_no_number_under_five(repository: Path, tmp_path: Path) -> None:
    (people,) = made_up(Asked(400, 5, (load_pack(repository / "packs/in-control"),)))
    alone = pa.array(["Skye" if place < 3 else "North" for place in range(400)])
    places = people.column_names.index("place")
    csv.write_csv(people.set_column(places, "place", alone), tmp_path / "people.csv")
    given = ["lab", "simulate", "in-control", "--population", str(tmp_path / "people.csv")]
    done = CliRunner().invoke(app, [*given, "--html", str(tmp_path / "page.html")])
    assert done.exit_code == 0, done.output
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    row = text.split('<th scope="row">Skye</th>')[1].split("</tr>")[0]
    assert row.count("too few to tell") == 7
    assert "Skye (" not in text
    assert "400 rows read, 0 put aside." in text
    assert "400 of 400 people have a figure" in text
    refused = CliRunner().invoke(app, [*given, "--html", str(tmp_path / "nowhere/page.html")])
    assert refused.exit_code == 1
    assert "cannot be written" in refused.output
