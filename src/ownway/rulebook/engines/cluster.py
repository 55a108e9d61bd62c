"""Maps the engine for many over Arrow batches on an existing engine, PySpark: one rule on many machines."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from ownway.rulebook.engines import many
from ownway.rulebook.engines.days import Days
from ownway.rulebook.load import pack_from_files
from ownway.rulebook.model import Pack

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

ROW = "row"
"""The column that says from which row of the population a result comes."""
BAD = "bad"
"""The column that says, as the JSON of a reason, why a row could not be worked out; nothing where it could."""

DOT = "@"
"""Stands for the dot in a column's name, which the other engine would take for a part of a column."""

Batches = Iterator[pa.RecordBatch]


@dataclass(frozen=True)
class Task:
    """What every worker is told: the files of the pack, the days, which steps and which kernel.

    It travels between machines, so it holds nothing but text and days; each worker reads the pack once.
    """

    files: tuple[tuple[str, str], ...]
    days: Days
    steps: tuple[str, ...] | None = None
    kernel: str = "data"


def task_for(files: Mapping[str, str], days: Days, steps: tuple[str, ...] | None = None, kernel: str = "data") -> Task:
    """Return the task for the files of a pack, by their name within its folder; all steps where none is named."""
    return Task(tuple(sorted(files.items())), days, steps, kernel)


@cache
def ready(task: Task) -> tuple[Pack, many.Program]:
    """Return the pack and its compiled rule, made once in each process.

    :raises PackErrors: when the files hold a fault.
    :raises Cannot: when the rule does not count on those days.
    """
    pack = pack_from_files(dict(task.files))
    return pack, many.program(pack, task.days.rule, task.days.needs, task.days.paid)


def work_out_batch(task: Task, batch: pa.RecordBatch) -> pa.Table:
    """Return the results of one batch, which must hold the column ``row`` beside the answers.

    Columns: ``row``, those of ``work_out_many`` with labels as text, and ``bad``. Bad rows come last.
    """
    pack, program = ready(task)
    table = pa.Table.from_batches([batch])
    rows = table[ROW].combine_chunks()
    population, bad = many.encode(pack, table.drop_columns([ROW]))
    figures = many.work_out_many(program, population, steps=task.steps, kernel=task.kernel)
    good = rows if population.rows is None else rows.take(pa.array(population.rows))
    worked = plain(figures).add_column(0, ROW, good)
    worked = worked.append_column(BAD, pa.nulls(worked.num_rows, pa.string()))
    if not bad:
        return worked
    reasons = [json.dumps(reason.as_json()) for _, reason in bad]
    told = pa.table({ROW: rows.take(pa.array([row for row, _ in bad])), BAD: reasons})
    return pa.concat_tables([worked, told], promote_options="default")


def plain(table: pa.Table) -> pa.Table:
    """Return a table whose labels are text, since the other engine knows no codes into a list of names."""
    fields = [
        pa.field(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def mapper(task: Task) -> Callable[[Batches], Batches]:
    """Return the function that each worker runs over its batches."""

    def each(batches: Batches) -> Batches:
        for batch in batches:
            names = [name.replace(DOT, ".") for name in batch.schema.names]
            yield from work_out_batch(task, batch.rename_columns(names)).to_batches()

    return each


def spread(people: "DataFrame", task: Task) -> "DataFrame":
    """Return the results for *people*, a frame of answers with the column ``row``, worked out where the people are.

    Batches come in no order; ``row`` says which is which.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    # What comes out of no people has the columns that will come out of all.
    nobody = pa.RecordBatch.from_pylist([], to_arrow_schema(people.schema))
    people = people.toDF(*(name.replace(".", DOT) for name in people.columns))
    return people.mapInArrow(mapper(task), from_arrow_schema(work_out_batch(task, nobody).schema))
