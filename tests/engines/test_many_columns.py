"""Tables of answers: each form a column may have, each fault of a row, and the refusal of what cannot be read."""

import datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook.engines import many
from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.model import Answer, CannotAnswer, Pack, Question
from tests.engines.small_packs import pack_with

DAY = datetime.date(2026, 11, 2)
QUESTIONS = {
    "need": """
kind: levels
scored: yes
source: own
levels: [{id: none, points: 0}, {id: some, points: 3}, {id: lot, points: 8}]
""",
    "alone": "kind: yes_no\n",
    "hours": "kind: number\nleast: 0.5\nmost: 90\nplaces: 2\n",
    "rooms": "kind: number\nleast: 1\nmost: 9\nwhole: yes\nmay_skip: [declined]\n",
    "visits": "kind: number\nleast: 0\nmost: 500\nwhole: yes\nevery: [week, month]\n",
    "born": "kind: day\n",
    "aids": """
kind: table
rows_most: 3
columns:
- {id: what, kind: levels, scored: yes, levels: [{id: a, points: 2}, {id: b, points: 0.5}]}
- {id: days, kind: number, least: 0, most: 14, places: 1}
""",
}
STEPS = """
- id: lonely
  operator: choose
  unit: points
  source: own
  cases: [{when: {question: alone, is: [yes]}, value: 2}]
  otherwise: {value: 0}
- {id: hours_told, operator: sum, unit: points, inputs: [hours]}
- {id: rooms_told, operator: sum, unit: points, inputs: [rooms]}
- {id: often, operator: frequency, unit: times, inputs: [visits], factors: {week: 4, month: 1}, source: own}
- {id: years, operator: age, unit: number, of: born, in: year}
- {id: aided, operator: reduce, unit: points, of: aids, column: what, by: sum}
- {id: days, operator: reduce, unit: number, of: aids, column: days, by: highest}
- {id: x, operator: sum, unit: points, inputs: [need, lonely, hours_told, rooms_told, often, years, aided, days]}
"""
PACK = pack_with(STEPS, QUESTIONS)


def read(**columns: Any) -> tuple[many.Population, list[tuple[int, str]]]:
    """Return the population of a table, and its bad rows by number and reason."""
    population, bad = many.encode(PACK, pa.table(columns))
    return population, [(row, reason.code) for row, reason in bad]


def step(population: many.Population, name: str) -> list[Any]:
    """Return what a step gives for a population."""
    table = many.work_out_many(many.program(PACK, DAY), population, steps=[name], kernel="plain")
    scale = int(table.schema.field(name).metadata[b"scale"])
    return [None if value is None else value / scale for value in table.column(name).to_pylist()]


@pytest.mark.parametrize(
    ("name", "column", "gives"),
    [
        ("hours_told", pa.array([1, 90, None], pa.int16()), [1, 90, None]),
        ("hours_told", pa.array([Decimal("0.50"), Decimal("12.3400"), None]), [0.5, 12.34, None]),
        ("hours_told", pa.array(["0.5", "12.34", None]), [0.5, 12.34, None]),
        ("hours_told", pa.array(["7", "not_known", "later"]), [7, None, None]),
        ("rooms_told", pa.array([9, 1, None], pa.uint64()), [9, 1, None]),
        ("rooms_told", pa.array([9, 1, 3], pa.uint8()), [9, 1, 3]),
        ("rooms_told", pa.array([9, 1, 3], pa.int8()), [9, 1, 3]),
        ("rooms_told", pa.chunked_array([["3"], ["declined", "4.0"]]), [3, None, 4]),
    ],
)
def test_numbers_are_read_from_whole_numbers_decimals_and_text(name, column, gives) -> None:
    """Whatever the form, the number is the same, and nothing is lost."""
    population, bad = read(**{name.removesuffix("_told"): column})
    assert bad == []
    assert step(population, name) == gives


def test_levels_are_read_from_text_and_dictionaries_with_their_states_beside_them() -> None:
    """A state stands in the column itself or beside it, where it wins."""
    told = ["some", "lot", "declined", None, "none"]
    beside = pa.array([None, "not_known", None, None, None])
    plain, bad = read(need=told, **{"need.state": beside})
    assert bad == []
    codes = plain.columns[Lane.CODE]
    coded, _ = read(need=pa.array(told).dictionary_encode(), **{"need.state": beside})
    assert np.array_equal(codes, coded.columns[Lane.CODE])
    place = many.layout_of(PACK).asked["need"]
    assert [place.told[code] for code in codes[place.code]] == ["some", "not_known", "declined", "later", "none"]


def test_nothing_means_later_also_where_it_stands_among_the_names() -> None:
    """A dictionary may hold an empty name; it is no answer in any form."""
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2], pa.int8()), pa.array(["none", None, "lot"]))
    population, bad = read(need=column, hours=column.cast(pa.string()).fill_null("3"), born=pa.nulls(3, pa.string()))
    assert bad == [(0, "answer.not_a_number"), (2, "answer.not_a_number")]
    place = many.layout_of(PACK).asked["need"]
    assert [place.told[code] for code in population.columns[Lane.CODE][place.code]] == ["later"]
    numbers = pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int8()), pa.array(["7", None]))
    population, bad = read(hours=numbers)
    assert bad == []
    assert step(population, "hours_told") == [7, None]


def test_yes_and_no_are_read_from_booleans_and_text() -> None:
    """Nothing means later."""
    place = many.layout_of(PACK).asked["alone"]
    for column in (pa.array([True, False, None]), pa.array(["yes", "no", "later"])):
        population, bad = read(alone=column)
        assert bad == []
        assert [place.told[code] for code in population.columns[Lane.CODE][place.code]] == ["yes", "no", "later"]


def test_how_often_stands_beside_how_many() -> None:
    """A number without its period is a fault; a period without a number is nothing."""
    population, bad = read(visits=[2, 3, None, 4], **{"visits.every": ["week", "month", "month", None]})
    assert bad == [(3, "answer.no_such_period")]
    assert step(population, "often") == [8, 3, None]
    assert list(population.rows) == [0, 1, 2]


def test_a_day_is_read_as_a_date_or_as_text() -> None:
    """Whole years on the day the needs were as told; a day too early was mistyped."""
    for column in (
        pa.array([datetime.date(1950, 11, 3), datetime.date(1950, 11, 2), None, datetime.date(1700, 1, 1)]),
        pa.array(["1950-11-03", "1950-11-02", "later", "1700-01-01"]),
    ):
        population, bad = read(born=column)
        assert bad == [(3, "answer.day_too_early")]
        assert step(population, "years") == [75, 76, None]


def row(what: str, days: str) -> dict[str, Any]:
    """Return one row of the table of aids."""
    return {"what": what, "days": Decimal(days)}


def test_rows_of_a_table_come_to_one_number_a_step() -> None:
    """No rows are 0, no table is later, and one wrong cell is a fault of the person's row."""
    column = pa.array(
        [[row("a", "3.5"), row("b", "14")], [], None, [row("c", "1")], [row("a", "15")], [row("a", "1")] * 4]
    )
    population, bad = read(aids=column)
    assert bad == [(3, "answer.no_such_level"), (4, "answer.out_of_range"), (5, "answer.too_many_rows")]
    assert step(population, "aided") == [2.5, 0, None]
    assert step(population, "days") == [14, 0, None]


def test_the_rest_goes_on_where_a_row_is_bad() -> None:
    """Each bad row is told by its number with its first fault, and the ids stay with their people."""
    population, bad = read(person=["ann", "ben", "cho"], need=["some", "much", "lot"], hours=["1", "x", "100"])
    assert bad == [(1, "answer.no_such_level"), (2, "answer.out_of_range")]
    table = many.work_out_many(many.program(PACK, DAY), population, steps=["hours_told"], kernel="plain")
    assert table.column("person").to_pylist() == ["ann"]


TEXTS = st.one_of(
    st.sampled_from(
        ["none", "some", "lot", "not_asked", "not_known", "declined", "later", "yes", "no", "1", "9", "90"]
    ),
    st.from_regex(r"-?\d{1,4}(\.\d{1,4})?", fullmatch=True),
    st.text(max_size=6),
)


@pytest.mark.parametrize(
    ("name", "key"), [("need", "level"), ("rooms", "number"), ("hours", "number"), ("born", "day")]
)
@given(given_texts=st.lists(st.one_of(st.none(), TEXTS), min_size=1, max_size=30))
def test_a_row_is_bad_exactly_where_one_person_would_be_refused(name, key, given_texts) -> None:
    """The same answers pass, and the others have the same reason."""
    _, bad = many.encode(PACK, pa.table({name: pa.array(given_texts, pa.string())}))
    expected = {}
    for row, text in enumerate(given_texts):
        why = refusal(PACK, PACK.question(name), key, text)
        if why is not None:
            expected[row] = why
    assert dict(bad) == expected


def refusal(pack: Pack, question: Question, key: str, text: str | None) -> object:
    """Return why one person could not answer so, or nothing where they could."""
    form = {"state": text or "later"} if text in (None, "not_asked", "not_known", "declined", "later") else {key: text}
    if key == "number" and text and "." in text and set(text) <= set("-.0123456789"):
        # Zeros at the end of a decimal say nothing, in a column as on a page.
        form = {key: text.rstrip("0").rstrip(".")}
    try:
        Answer.from_json(question, form)
    except CannotAnswer as cannot:
        return cannot.why
    return None


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"hours": pa.array([1.5])}, "population.inexact"),
        ({"need": pa.array([1])}, "population.wrong_type"),
        ({"need.state": pa.array([1])}, "population.wrong_type"),
        ({"alone": pa.array([1])}, "population.wrong_type"),
        ({"hours": pa.array([True])}, "population.wrong_type"),
        ({"born": pa.array([1])}, "population.wrong_type"),
        ({"aids": pa.array(["a"])}, "population.wrong_type"),
        ({"visits": pa.array([1]), "visits.every": pa.array([1])}, "population.wrong_type"),
        ({"needs": pa.array(["some"])}, "population.unknown_column"),
        ({"need.every": pa.array(["week"])}, "population.unknown_column"),
    ],
)
def test_a_table_that_is_no_table_of_answers_is_refused(columns, code) -> None:
    """A column that would be misread is worse than none."""
    with pytest.raises(many.CannotRead) as cannot:
        many.encode(PACK, pa.table(columns))
    assert cannot.value.why.code == code


def test_a_column_that_stands_there_twice_is_refused() -> None:
    """Nobody could say which of the two counts."""
    table = pa.Table.from_arrays([pa.array(["some"]), pa.array(["lot"])], names=["need", "need"])
    with pytest.raises(many.CannotRead) as cannot:
        many.encode(PACK, table)
    assert cannot.value.why.code == "population.twice"
