"""Reads a population from a Parquet or Arrow file that a program wrote: a column a question, a row a person."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
from pyarrow import ipc, parquet

from ownway.rulebook.compare.table import ROWS_MOST, CannotReadTable, columns_of, person_of
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.pack import Pack

PARQUET, ARROW, STREAM = b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"
"""How the files begin; an Arrow stream begins with the mark of its first message."""
ROWS = 2**14
"""So many people are taken apart at a time."""


class CannotReadFile(CannotReadTable):
    """The file is damaged, or holds numbers that are not exact; the message says which."""


def is_columns(content: bytes) -> bool:
    """Whether these bytes are a Parquet or an Arrow file, and not a table of text."""
    return content.startswith((PARQUET, ARROW, STREAM))


def people_of_columns(pack: Pack, content: bytes) -> tuple[list[dict[str, Answer]], list[str]]:
    """Return the people of a Parquet or Arrow file, and what could not be read: row, column, what stood there, why.

    Columns are named by their question's id, as for ``ownway pack run``; others are passed over. Rows count from 1.

    :raises CannotReadFile: when it is damaged, or a column holds binary floats, which have lost what was answered.
    :raises CannotReadTable: when no column is a question of the pack, or there are too many rows.
    """
    people: list[dict[str, Answer]] = []
    wrong: list[str] = []
    try:
        for number, row in enumerate(_rows(pack, content), start=1):
            if number > ROWS_MOST:
                raise CannotReadTable(str(ROWS_MOST))
            found = person_of(pack, row, number, wrong)
            if found is not None:
                people.append(found)
    except (pa.ArrowException, OSError) as broken:
        raise CannotReadFile(str(broken).partition("\n")[0][:200]) from None
    return people, wrong


def _rows(pack: Pack, content: bytes) -> Iterator[Mapping[str, Any]]:
    schema, batches = _opened(pack, content)
    columns = columns_of(pack, schema.names)
    for name in columns:
        if pa.types.is_floating(schema.field(name).type):
            raise CannotReadFile(f"{name}: {schema.field(name).type}")
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS):
            part = batch.slice(start, ROWS)
            cells = [[_cell(cell) for cell in part.column(name).to_pylist()] for name in columns]
            yield from (dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True))


def _opened(pack: Pack, content: bytes) -> tuple[pa.Schema, Iterator[Any]]:
    held = pa.py_buffer(content)
    if content.startswith(PARQUET):
        file = parquet.ParquetFile(io.BytesIO(content))
        wanted = [name for name in file.schema_arrow.names if name in pack.by_id]
        return file.schema_arrow, file.iter_batches(ROWS, columns=wanted)
    if content.startswith(ARROW):
        there = ipc.open_file(held)
        return there.schema, (there.get_batch(place) for place in range(there.num_record_batches))
    stream = ipc.open_stream(held)
    return stream.schema, iter(stream)


def _cell(cell: Any) -> Any:
    """Return a cell as a person would write it; the rows of a table question stay rows."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case date():
            return cell.isoformat()
        case list():
            return [{name: _cell(one) for name, one in row.items()} for row in cell]
        case _:
            return str(cell)
