"""Runs a programme's rule over a whole population, piece by piece, from one file to another."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from ownway.interfaces.cli.population.asked import Counted, Run
from ownway.interfaces.cli.population.reading import ROWS, Source, opened
from ownway.interfaces.cli.population.writing import Bad, Target, check_free
from ownway.rulebook.engines import many
from ownway.rulebook.engines.many.instructions import Lane
from ownway.rulebook.engines.many.population import Columns
from ownway.values import Reason
from ownway.words.reasons import sentence

THREADS = os.cpu_count() or 1
"""The command has its process to itself, so the kernel may have all of it."""

Seen = Callable[[int, int | None], None]
"""Is told how many people are done, and of how many, where that is known."""


@dataclass(frozen=True)
class Piece:
    """The figures of one piece, each beside its row, the rows that were bad with their reasons, and where they lie."""

    figures: pa.Table
    bad: list[Bad]
    room: "Room | None" = None


@dataclass(frozen=True)
class Room:
    """Room for the answers and the results of one piece, used again when its figures are written."""

    answers: Mapping[Lane, Columns]
    results: many.Room

    @classmethod
    def of(cls, asked: Run, program: many.Program) -> "Room":
        """Return room for a piece of the largest size."""
        made = program if asked.steps is None else program.only((*asked.steps, program.figure))
        return cls(many.room_for(asked.pack, ROWS), many.Room.of(made, ROWS))


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
        for piece in ahead(asked, program, source):
            target.write(piece.figures, piece.bad)
            people += piece.figures.num_rows + len(piece.bad)
            seen(people, source.rows)
    return Counted(people, target.bad, target.open, target.refused)


def ahead(asked: Run, program: many.Program, source: Source) -> Iterator[Piece]:
    """Yield the pieces in their order, while others are worked out already, each whole on one thread.

    What a piece holds is there until the next is asked for.
    """
    rooms = [Room.of(asked, program) for _ in range(THREADS + 1)]
    waiting: deque[Future[Piece]] = deque()
    first = 1
    with ThreadPoolExecutor(THREADS) as workers:
        for table in source.pieces:
            if not rooms:
                yield from done(waiting, rooms)
            waiting.append(workers.submit(worked_out, asked, program, table, first, rooms.pop()))
            first += table.num_rows
        while waiting:
            yield from done(waiting, rooms)


def done(waiting: "deque[Future[Piece]]", rooms: list[Room]) -> Iterator[Piece]:
    """Yield the piece that waits longest, and afterwards have its room back."""
    piece = waiting.popleft().result()
    yield piece
    if piece.room is not None:
        rooms.append(piece.room)


def worked_out(asked: Run, program: many.Program, table: pa.Table, first: int, room: Room | None = None) -> Piece:
    """Return the figures of one piece whose first row is number *first*, in *room* where that is given."""
    population, bad = many.encode(asked.pack, table, None if room is None else room.answers)
    results = None if room is None else room.results
    figures = many.work_out_many(program, population, steps=asked.steps, kernel=asked.kernel, room=results)
    kept = population.rows
    rows = np.arange(first, first + table.num_rows) if kept is None else kept + first
    figures = figures.add_column(0, "row", pa.array(rows, pa.int64()))
    return Piece(figures, [say(asked, first + row, reason) for row, reason in bad], room)


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
