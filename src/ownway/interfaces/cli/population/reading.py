"""Reads a population in pieces from Parquet, Arrow or CSV, so that a nation needs no more memory than a town."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, ipc, parquet

from ownway.interfaces.cli.population.cannot import CannotRunPopulation
from ownway.rulebook.load.errors import did_you_mean
from ownway.rulebook.model import Kind, Pack

PARQUET = (".parquet",)
ARROW = (".arrow", ".feather", ".ipc")
CSV = (".csv",)
FORMS = (*PARQUET, *ARROW, *CSV)
"""How a file of people can end, and by that in which form it is."""

ROWS = 2**17
"""So many people are held at a time."""
CSV_BYTES = 2**24
"""So many bytes of CSV are read at a time: about as many people."""

PERSON = "person"
"""The column that says who, if there is one; it is carried through and never looked at."""
BESIDE = ("every", "state")
"""``<question>.every`` is the period of a number, ``<question>.state`` why there is no answer."""


@dataclass(frozen=True)
class Source:
    """A file of people: its columns, how many there are where the file says so, and the people piece by piece."""

    schema: pa.Schema
    rows: int | None
    pieces: Iterator[pa.Table]


def form_of(path: Path) -> str:
    """Return how a file ends, in small letters.

    :raises CannotRunPopulation: ``population.unknown_form``.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise CannotRunPopulation("population.unknown_form", file=path.name, forms=", ".join(FORMS))
    return form


def opened(path: Path, pack: Pack) -> Source:
    """Return the people of a file, whose columns are checked against the questions of *pack*.

    :raises CannotRunPopulation: ``population.no_file``, ``unknown_form``, ``unreadable``, or what the columns lack.
    """
    form = form_of(path)
    if not path.is_file():
        raise CannotRunPopulation("population.no_file", file=str(path))
    try:
        source = _parquet(path, pack) if form in PARQUET else _arrow(path) if form in ARROW else _csv(path, pack)
    except (pa.ArrowException, OSError) as wrong:
        raise CannotRunPopulation("population.unreadable", file=path.name, said=_short(wrong)) from None
    check_columns(source.schema.names, pack)
    return Source(source.schema, source.rows, _told(path, source.pieces))


def check_columns(names: list[str], pack: Pack) -> None:
    """Refuse columns that no question stands behind, that stand there twice, or that hold no answer at all.

    :raises CannotRunPopulation: ``population.unknown_column``, ``twice`` or ``no_answers``.
    """
    allowed = {PERSON, *(name for question in pack.by_id for name in (question, f"{question}.state"))}
    allowed |= {f"{question.id}.every" for question in pack.questions if question.every}
    for name in names:
        if name not in allowed:
            raise CannotRunPopulation("population.unknown_column", help=did_you_mean(name, allowed), column=name)
        if names.count(name) > 1:
            raise CannotRunPopulation("population.twice", column=name)
    if not set(names) & set(pack.by_id):
        raise CannotRunPopulation("population.no_answers", pack=pack.id)


def _parquet(path: Path, pack: Pack) -> Source:
    # Levels stay codes into a short list of names, as the file keeps them.
    chosen = [question.id for question in pack.questions if question.kind in (Kind.LEVELS, Kind.YES_NO)]
    file = parquet.ParquetFile(path, memory_map=True)
    texts = [
        field.name
        for field in file.schema_arrow
        if field.name in chosen and (pa.types.is_string(field.type) or pa.types.is_large_string(field.type))
    ]
    if texts:
        file = parquet.ParquetFile(path, memory_map=True, read_dictionary=texts)
    pieces = (pa.Table.from_batches([batch]) for batch in file.iter_batches(ROWS, use_threads=True))
    return Source(file.schema_arrow, file.metadata.num_rows, pieces)


def _arrow(path: Path) -> Source:
    mapped = pa.memory_map(str(path))
    try:
        file = ipc.open_file(mapped)
    except pa.ArrowInvalid:
        mapped.seek(0)
        stream = ipc.open_stream(mapped)
        return Source(stream.schema, None, (pa.Table.from_batches([batch]) for batch in stream))
    places = range(file.num_record_batches)
    rows = sum(file.get_batch(place).num_rows for place in places)
    return Source(file.schema, rows, (pa.Table.from_batches([file.get_batch(place)]) for place in places))


def _csv(path: Path, pack: Pack) -> Source:
    first = csv.open_csv(path, read_options=csv.ReadOptions(block_size=CSV_BYTES))
    # Everything is read as it was typed; what it means is the question's affair.
    options = csv.ConvertOptions(
        column_types={name: pa.string() for name in first.schema.names}, strings_can_be_null=True, null_values=[""]
    )
    first.close()
    file = csv.open_csv(path, read_options=csv.ReadOptions(block_size=CSV_BYTES), convert_options=options)
    said = [question.id for question in pack.questions if question.kind is Kind.YES_NO]
    return Source(file.schema, None, (_yes_or_no(pa.Table.from_batches([batch]), said) for batch in file))


def _yes_or_no(piece: pa.Table, names: list[str]) -> pa.Table:
    """Return a piece in which yes and no are called so: programs and spreadsheets write true, FALSE or Yes."""
    for name in set(names) & set(piece.column_names):
        text = pc.utf8_lower(piece[name])
        text = pc.if_else(pc.equal(text, "true"), "yes", pc.if_else(pc.equal(text, "false"), "no", text))
        piece = piece.set_column(piece.column_names.index(name), name, text)
    return piece


def _told(path: Path, pieces: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield pieces of no more than so many rows; a file that breaks off half-way is told as one that cannot be read."""
    try:
        for piece in pieces:
            for start in range(0, piece.num_rows, ROWS):
                yield piece.slice(start, ROWS)
    except (pa.ArrowException, OSError) as wrong:
        raise CannotRunPopulation("population.unreadable", file=path.name, said=_short(wrong)) from None


def _short(wrong: Exception) -> str:
    return str(wrong).partition("\n")[0]
