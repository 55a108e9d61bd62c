"""Works out what a step of a pack gives everyone, so that a table is fitted to the pack's own points."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.rulebook.engines import many
from ownway.rulebook.engines.days import Days
from ownway.rulebook.model import Pack


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a step gives each person in whole *units* (so many to one), and for whom it is *known*."""

    results: NDArray[np.int64]
    known: NDArray[np.bool_]
    units: int


def made_ready(pack: Pack, on: date) -> many.Program:
    """Return the pack as it counts on a day; where it is not in force then, on the last day that it is, or its first.

    :raises Cannot: when the rule cannot be made ready.
    """
    day = on if on in pack.in_force else pack.in_force.end or pack.in_force.start
    if day not in pack.in_force:
        day = pack.in_force.start
    days = Days.of(day)
    return many.program(pack, days.rule, days.needs, days.paid)


def pointed(pack: Pack, step: str, on: date, people: pa.Table) -> Pointed | None:
    """Return what *step* gives everyone from their answers; nothing where nobody answered anything.

    Nothing either where the results are beyond whole numbers of 64 bits, or are no numbers.
    """
    wanted = [name for name in people.column_names if name.partition(".")[0] in pack.by_id]
    if not wanted:
        return None
    population, _bad = many.encode(pack, people.select(wanted))
    results = many.work_out_many(made_ready(pack, on), population, steps=(step,))
    column = results[step].combine_chunks()
    if not pa.types.is_integer(column.type):
        return None
    units = int((results.schema.field(step).metadata or {}).get(b"scale", b"1"))
    known = pc.is_valid(column).to_numpy(zero_copy_only=False)
    given = pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
    if population.rows is None:
        return Pointed(given, known, units)
    every, there = np.zeros(people.num_rows, np.int64), np.zeros(people.num_rows, bool)
    every[population.rows], there[population.rows] = given, known
    return Pointed(every, there, units)
