"""Reads an authority's own file piece by piece: each bad row is named with its rule, and the rest goes on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv, parquet

from ownway.lab.populations.cannot import CannotReadPeople
from ownway.lab.populations.checking import Asked, Checked, checked
from ownway.lab.populations.columns import BY_ID, PERSON, Bad, Rule, known_as
from ownway.lab.populations.seen import Seen

Numbers = NDArray[np.int64]

ROWS = 2**17
"""So many people are held at a time."""
BYTES = 2**24
SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 2**16
"""So many bytes at the beginning tell the encoding and the separator."""
NAMED_MOST = 10_000
"""So many bad rows are named; of more, only the number."""
PARQUET = (".parquet", ".pq")


@dataclass
class People:
    """The people of a file: their columns, the *pieces*, and what was put aside while they are read."""

    path: Path
    names: tuple[str, ...]
    encoding: str
    separator: str
    pieces: Iterator[pa.Table] = field(repr=False, default_factory=lambda: iter(()))
    rows: int = 0
    bad: int = 0
    named: list[Bad] = field(default_factory=list)

    def note(self, found: Iterable[Bad]) -> None:
        """Keep the names of bad rows, up to a number, and count them all."""
        for one in found:
            self.bad += 1
            if len(self.named) < NAMED_MOST:
                self.named.append(one)

    def told(self) -> str:
        """Return in words how the file was read."""
        words = f"{self.rows:,} rows read, {self.bad:,} put aside"
        by_rule = {rule: sum(one.rule is rule for one in self.named) for rule in Rule}
        parts = [f"{count:,} {rule.value}" for rule, count in by_rule.items() if count]
        return f"{words} ({', '.join(parts)})." if parts else f"{words}."


def people_of(
    path: Path, answers: Iterable[str] = (), required: Iterable[str] = (), without: Iterable[str] = ()
) -> People:
    """Return the people of a CSV or Parquet file, each piece a table of known columns and of *answers* by question.

    CSV may be in UTF-8, UTF-16 or Windows' own encoding, with commas, semicolons, tabs or bars. Money stands there in
    pounds, but in pence where the heading says so; in a Parquet file in pence. A row without a *required* column is put
    aside. Columns of other names are passed over, and those that are asked to be left *without*. What is put aside is
    told only after the pieces were read.

    :raises CannotReadPeople: ``simulation.no_file``, ``unreadable``, ``no_columns``, ``column_missing``.
    """
    # What every file of people may hold, such as age, stays what it is when a question is answered by it.
    asked_for = [answer for answer in answers if answer not in BY_ID]
    wanted = frozenset(name for answer in asked_for for name in (answer, f"{answer}.state", f"{answer}.every"))
    if not path.is_file():
        raise CannotReadPeople("simulation.no_file", file=str(path))
    try:
        if path.suffix.lower() in PARQUET:
            people, raw = _parquet(path, wanted, frozenset(without))
            pence = frozenset(people.names)
        else:
            people, raw, pence = _csv(path, wanted)
    except (pa.ArrowException, OSError, UnicodeError) as wrong:
        raise CannotReadPeople(
            "simulation.unreadable", file=path.name, said=str(wrong).partition("\n")[0][:200]
        ) from None
    if not set(people.names) - {PERSON}:
        raise CannotReadPeople("simulation.no_columns", file=path.name)
    for name in required:
        if name not in people.names:
            # Whoever adds a column called so in a table of pounds must not have them taken for pence.
            told = name.removesuffix("_pence") if path.suffix.lower() not in PARQUET else name
            raise CannotReadPeople("simulation.column_missing", file=path.name, column=told)
    asked = Asked(wanted, tuple(required), pence)
    people.pieces = _checked(people, raw, asked)
    return people


def _checked(people: People, raw: Iterator[tuple[Numbers, pa.Table]], asked: Asked) -> Iterator[pa.Table]:
    seen = Seen()
    try:
        for numbers, piece in raw:
            found: Checked = checked(piece, numbers, asked, seen)
            people.rows += piece.num_rows
            people.note(found.bad)
            yield found.good
    except (pa.ArrowException, UnicodeError) as wrong:
        said = str(wrong).partition("\n")[0][:200]
        raise CannotReadPeople("simulation.unreadable", file=people.path.name, said=said) from None


def _names(headings: Iterable[str], answers: frozenset[str]) -> dict[str, str]:
    """Return which headings are kept, and under which name: questions by their id, the rest as the lab knows them."""
    found: dict[str, str] = {}
    for heading in headings:
        known = known_as(heading)
        name = heading if heading in answers else known.id if known is not None else None
        if name is not None and name not in found.values():
            found[heading] = name
    return found


def _parquet(
    path: Path, answers: frozenset[str], without: frozenset[str]
) -> tuple[People, Iterator[tuple[Numbers, pa.Table]]]:
    file = parquet.ParquetFile(path, memory_map=True)
    names = {one: name for one, name in _names(file.schema_arrow.names, answers).items() if name not in without}
    texts = [name for name in names if pa.types.is_string(file.schema_arrow.field(name).type)]
    if texts:
        file = parquet.ParquetFile(path, memory_map=True, read_dictionary=texts)

    def raw() -> Iterator[tuple[Numbers, pa.Table]]:
        first = 1
        for batch in file.iter_batches(ROWS, columns=list(names)):
            table = pa.Table.from_batches([batch])
            numbers = np.arange(first, first + table.num_rows)
            yield numbers, table.rename_columns([names[name] for name in table.column_names])
            first += table.num_rows

    return People(path, tuple(names.values()), "", ""), raw()


def _csv(path: Path, answers: frozenset[str]) -> tuple[People, Iterator[tuple[Numbers, pa.Table]], frozenset[str]]:
    """Return the people of a CSV file, its pieces, and which of its columns stand in pence."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    encoding = encoding_of(start)
    separator = separator_of(start.decode(encoding, "replace"))
    skipped: list[Any] = []

    def put_aside(row: Any) -> str:
        skipped.append(row)
        return "skip"

    def opened(headings: Iterable[str] = (), note: Callable[[Any], str] = lambda row: "skip") -> Any:
        return csv.open_csv(
            path,
            # One thread, so that a row of other length can be told by its number.
            read_options=csv.ReadOptions(encoding=encoding, block_size=BYTES, use_threads=False),
            parse_options=csv.ParseOptions(delimiter=separator, invalid_row_handler=note, newlines_in_values=False),
            convert_options=csv.ConvertOptions(
                column_types={name: pa.string() for name in headings}, strings_can_be_null=False
            ),
        )

    first = opened()
    headings = [name for name in first.schema.names if name]
    first.close()
    names = _names(headings, answers)
    people = People(path, tuple(names.values()), encoding, separator)
    pence = frozenset(name for heading, name in names.items() if "pence" in heading.casefold())
    return people, _rows(opened(headings, put_aside), names, skipped, people), pence


def _rows(file: Any, names: dict[str, str], skipped: list[Any], people: People) -> Iterator[tuple[Numbers, pa.Table]]:
    """Yield the rows that have as many cells as there are headings, each under the number that it has in the file."""
    first = 1
    for batch in file:
        # The reader is ahead of us: of the rows it passed over, only those within this piece are taken out here.
        short = sorted(skipped, key=lambda row: int(row.number))
        count = 0
        while count < len(short) and short[count].number - 1 < first + batch.num_rows + count:
            count += 1
        numbers = np.arange(first, first + batch.num_rows + count)
        numbers = np.setdiff1d(numbers, [row.number - 1 for row in short[:count]], assume_unique=True)
        _note(people, short[:count])
        skipped[:] = short[count:]
        table = pa.Table.from_batches([batch]).select(list(names)).rename_columns(list(names.values()))
        yield numbers, table
        first += batch.num_rows + count
    _note(people, skipped)


def _note(people: People, short: Iterable[Any]) -> None:
    found = [Bad(row.number - 1, "row", (row.text or "")[:60], Rule.CELLS) for row in short]
    people.rows += len(found)
    people.note(found)


def encoding_of(start: bytes) -> str:
    """Return in which encoding a file begins: by its mark, else UTF-8 where it is that, else Windows' own."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for cut in range(4):
        try:
            start[: len(start) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8"
    return "cp1252"


def separator_of(text: str) -> str:
    """Return what parts the cells: of the usual separators the one that the line of headings holds most."""
    headings = text.removeprefix("\ufeff").partition("\n")[0]
    return max(SEPARATORS, key=headings.count)


def total_of(column: Any) -> int:
    """Return the sum of a column of whole pence; nothing counts nothing."""
    return int(pc.sum(column).as_py() or 0)
