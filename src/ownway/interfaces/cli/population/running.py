"""Runs a programme's rule over a whole population, piece by piece, from one file to another."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from ownway.interfaces.cli.population.asked import Counted, Run
from ownway.interfaces.cli.population.reading import Source, opened
from ownway.interfaces.cli.population.writing import Bad, Target, check_free
from ownway.rulebook.engines import many
from ownway.values import Reason
from ownway.words.reasons import sentence

THREADS = os.cpu_count() or 1
"""The command has its process to itself, so the kernel may have all of it."""

Seen = Callable[[int, int | None], None]
"""Is told how many people are done, and of how many, where that is known."""


@dataclass(frozen=True)
class Piece:
    """The figures of one piece, each beside its row, and the rows that were bad with their reasons."""

    figures: pa.Table
    bad: list[Bad]


def run(asked: Run, seen: Seen, program: many.Program | None = None) -> Counted:
    """Work everyone out and write both files; nothing stands there unless all of it does.

    *program* is the rule made ready before, for those who run it often.

    :raises Cannot: naming what is wrong with the files, the columns, the days or the steps asked for.
    """
    check_free(asked.source, asked.target, force=asked.force)
    source = opened(asked.source, asked.pack)
    program = program or compiled(asked)
    people = 0
    with Target(asked.target, nobody(asked, program, source.schema).schema) as target:
        for piece in ahead(pieces(asked, program, source)):
            target.write(piece.figures, piece.bad)
            people += piece.figures.num_rows + len(piece.bad)
            seen(people, source.rows)
    return Counted(people, target.bad, target.open, target.refused)


def pieces(asked: Run, program: many.Program, source: Source) -> Iterator[Piece]:
    """Yield each piece worked out, rows counted from 1."""
    first = 1
    for table in source.pieces:
        yield worked_out(asked, program, table, first)
        first += table.num_rows


def worked_out(asked: Run, program: many.Program, table: pa.Table, first: int) -> Piece:
    """Return the figures of one piece of a population whose first row is number *first*."""
    population, bad = many.encode(asked.pack, table)
    figures = many.work_out_many(program, population, steps=asked.steps, kernel=asked.kernel, threads=THREADS)
    kept = np.arange(table.num_rows) if population.rows is None else population.rows
    figures = figures.add_column(0, "row", pa.array(kept + first, pa.int64()))
    return Piece(figures, [say(asked, first + row, reason) for row, reason in bad])


def compiled(asked: Run) -> many.Program:
    """Return the rule made ready for many.

    :raises Cannot: when the rule does not count on those days.
    """
    return many.program(asked.pack, asked.days.rule, asked.days.needs, asked.days.paid)


def nobody(asked: Run, program: many.Program, schema: pa.Schema) -> pa.Table:
    """Return the figures of no people at all, which have the columns that all figures will have.

    :raises Cannot: when the rule has no such steps.
    """
    # Nobody needs no compiler.
    return worked_out(replace(asked, kernel="plain"), program, schema.empty_table(), 1).figures


def say(asked: Run, row: int, reason: Reason) -> Bad:
    """Return the line of the file of bad rows: the row, the question, and what is wrong in words."""
    question = reason.facts.get("question", "")
    return row, str(question), sentence(reason, asked.language, pack=asked.pack)


def ahead(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the pieces, while the next one is already being worked out."""
    with ThreadPoolExecutor(1) as worker:
        waiting = worker.submit(next, pieces, None)
        while (piece := waiting.result()) is not None:
            waiting = worker.submit(next, pieces, None)
            yield piece
