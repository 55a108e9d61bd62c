"""Tries a rule on an existing engine, PySpark: each part is counted where the people are, and the counts add up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from json import dumps, loads
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ownway.lab.simulate.figures import Rule
from ownway.lab.simulate.mapping import Mapped
from ownway.lab.simulate.recipe import Recipe
from ownway.lab.simulate.tally import ROWS, Tally
from ownway.lab.simulate.trying import Trial, one_piece
from ownway.rulebook.load import pack_from_files

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

DOT = "@"
"""Stands for the dot in a column's name, which the other engine would take for a part of a column."""

Batches = Iterator[pa.RecordBatch]
Files = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Task:
    """What every worker is told: the files of the packs and the day. It travels between machines: text and days."""

    pack: Files
    against: Files | None
    on: str
    kernel: str
    mapping: str
    """What the mapping says, as JSON."""

    @classmethod
    def of(cls, recipe: Recipe) -> "Task":
        """Return the task of a recipe."""
        against = None if recipe.against is None else tuple(sorted(recipe.against.items()))
        return cls(
            tuple(sorted(recipe.pack.items())), against, recipe.on.isoformat(), recipe.kernel, dumps(recipe.mapping)
        )


@cache
def ready(task: Task) -> Trial:
    """Return the trial, made ready once in each process; it prices no protection, which the counts do not need."""
    from datetime import date

    on = date.fromisoformat(task.on)
    new = Rule.of(pack_from_files(dict(task.pack)), on, kernel=task.kernel)
    if task.against is None:
        return Trial(new, ways=())
    old = pack_from_files(dict(task.against))
    mapped = Mapped.from_json(old, loads(task.mapping), new.pack)
    return Trial(new, Rule.of(old, on, mapped, task.kernel), ways=())


def mapper(task: Task) -> Callable[[Batches], Batches]:
    """Return the function that each worker runs over its batches: people in, rows of counts out."""

    def each(batches: Batches) -> Batches:
        counted = Tally()
        for batch in batches:
            names = [name.replace(DOT, ".") for name in batch.schema.names]
            piece = pa.Table.from_batches([batch.rename_columns(names)])
            counted.merge(one_piece(ready(task), piece).tally)
        yield from counted.as_table().to_batches()

    return each


def tally_on(people: "DataFrame", recipe: Recipe) -> Tally:
    """Return the counts of all *people*, a frame with the columns of a population, counted where they are.

    They are whole numbers, so in whatever order they come they add up to those of one machine.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    renamed = people.toDF(*(name.replace(".", DOT) for name in people.columns))
    counted = renamed.mapInArrow(mapper(Task.of(recipe)), from_arrow_schema(ROWS))
    rows: list[Any] = counted.collect()
    return Tally.from_rows(row.asDict() for row in rows)
