"""Works a piece of the population out under a pack, and puts sums of different periods beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.lab.populations import made_ready
from ownway.lab.simulate.mapping import Mapped
from ownway.rulebook.engines import many
from ownway.rulebook.model import Pack
from ownway.values import Every

Whole = NDArray[np.int64]
Known = NDArray[np.bool_]


@dataclass(frozen=True)
class Figures:
    """The figures of a piece of people: pence of the pack's period, who has one, and why the others have none.

    *refused* counts people by the step at which the rule refuses; *bad* are those whose answers do not fit.
    """

    pence: Whole
    known: Known
    bad: many.BadRows
    refused: Mapping[str, int]


@dataclass(frozen=True)
class Rule:
    """A pack made ready for very many people, and how their answers become answers to its questions."""

    pack: Pack
    program: many.Program
    mapped: Mapped | None = None
    kernel: str = "data"

    @classmethod
    def of(cls, pack: Pack, on: date, mapped: Mapped | None = None, kernel: str = "data") -> "Rule":
        """Return the pack as it counts on a day; where it is not in force then, on the last day that it is.

        :raises Cannot: when the rule cannot be made ready.
        """
        return cls(pack, made_ready(pack, on), mapped, kernel)

    def figures(self, piece: pa.Table) -> tuple[Whole, Known, many.BadRows]:
        """Return each person's figure in pence of the pack's period, who has one, and whose answers do not fit."""
        found = self.worked(piece)
        return found.pence, found.known, found.bad

    def worked(self, piece: pa.Table) -> Figures:
        """Return each person's figure, and of those who have none why."""
        answers = self.mapped.answers(piece) if self.mapped is not None else piece
        wanted = [name for name in answers.column_names if name.partition(".")[0] in self.pack.by_id]
        population, bad = many.encode(self.pack, answers.select(wanted))
        results = many.work_out_many(self.program, population, steps=(), kernel=self.kernel)
        column = results[many.FIGURE].combine_chunks()
        known = pc.is_valid(column).to_numpy(zero_copy_only=False)
        pence = pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
        refused: dict[str, int] = {}
        if many.REFUSED in results.column_names:
            counted = pc.value_counts(results[many.REFUSED].combine_chunks()).to_pylist()
            refused = {one["values"]: one["counts"] for one in counted if one["values"] is not None}
        if population.rows is None:
            return Figures(pence, known, bad, refused)
        every, there = np.zeros(piece.num_rows, np.int64), np.zeros(piece.num_rows, bool)
        every[population.rows], there[population.rows] = pence, known
        return Figures(every, there, bad, refused)

    def times_a_year(self) -> Fraction:
        """Return how often the pack's period comes in a year."""
        allocation = self.pack.allocation
        return allocation.times_per_year[allocation.per]


def turned(pence: Whole, times: Fraction) -> Whole:
    """Return sums times a fraction, each to the nearest penny, a half upwards; sums are not below zero."""
    if times == 1:
        return pence
    # Never beyond 64 bits: a sum of at most 5 thousand million pence times a number of periods.
    return (2 * pence * times.numerator + times.denominator) // (2 * times.denominator)


def between(old: Pack, new: Pack) -> Fraction:
    """Return what a sum of the old version's period is in that of the new, by the old version's count of periods."""
    if old.allocation.per is new.allocation.per:
        return Fraction(1)
    times = old.allocation.times_per_year
    if new.allocation.per not in times:
        times = new.allocation.times_per_year
    return times[old.allocation.per] / times[new.allocation.per]


def from_years(new: Pack) -> Fraction:
    """Return what a sum a year is in the period of a pack."""
    times = new.allocation.times_per_year
    return times.get(Every.YEAR, Fraction(1)) / times[new.allocation.per]


def codes_of(column: Any, missing: str) -> tuple[list[str], NDArray[Any]]:
    """Return the names in a column and each person's code; who says nothing stands under *missing*."""
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column
        column = column.combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    names = [str(name) for name in column.dictionary.to_pylist()]
    if not column.indices.null_count:
        return names, column.indices.to_numpy(zero_copy_only=False)
    return [*names, missing], pc.fill_null(column.indices.cast(pa.int64()), len(names)).to_numpy(zero_copy_only=False)
