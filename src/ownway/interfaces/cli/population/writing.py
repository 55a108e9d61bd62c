"""Writes figures beside the people they belong to, under a name of its own until all of it stands."""

import csv as text
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, ipc, parquet

from ownway.interfaces.cli.population.cannot import CannotRunPopulation
from ownway.interfaces.cli.population.reading import ARROW, CSV, PERSON, form_of
from ownway.rulebook.engines.many import FIGURE, REFUSED
from ownway.rulebook.model import written

Bad = tuple[int, str, str]
"""A row that could not be worked out: its number, the question it fails at, and why in words."""
HEADINGS = ("row", "question", "reason")
"""The columns of the file of bad rows; rows count from 1, the line of headings not counted."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With one of these in front a spreadsheet would reckon instead of show."""


class Target:
    """The file of figures and the file of bad rows, as a context: both appear when it ends well, neither when not."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self.schema = schema
        self.bad_path = bad_path_of(path)
        self.bad = self.open = self.refused = 0
        self._form = form_of(path)
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._bad_part = path.with_name(f".{self.bad_path.name}.{os.getpid()}.part")
        self._bad_file: TextIO | None = None
        self._bad_lines: Any = None
        self._sink: Any = None

    def __enter__(self) -> Self:
        try:
            if self._form in ARROW:
                self._sink = ipc.new_file(str(self._part), self.schema)
            elif self._form in CSV:
                self._sink = csv.CSVWriter(str(self._part), for_people(self.schema.empty_table()).schema)
            else:
                self._sink = parquet.ParquetWriter(self._part, self.schema, **how_kept(self.schema))
        except OSError as wrong:
            raise CannotRunPopulation("population.unwritable", file=str(self.path), said=str(wrong)) from None
        return self

    def write(self, figures: pa.Table, bad: list[Bad]) -> None:
        """Write the figures of one piece, and its rows that could not be worked out."""
        refused = figures[REFUSED] if REFUSED in figures.column_names else None
        self.refused += 0 if refused is None else len(refused) - refused.null_count
        self.open += figures[FIGURE].null_count
        self._sink.write_table(for_people(figures) if self._form in CSV else figures)
        for row, question, reason in bad:
            self._write_bad(row, question, reason)

    def _write_bad(self, row: int, question: str, reason: str) -> None:
        if self._bad_file is None:
            self._bad_file = self._bad_part.open("w", encoding="utf-8", newline="")
            self._bad_lines = text.writer(self._bad_file)
            self._bad_lines.writerow(HEADINGS)
        self._bad_lines.writerow([row, shown(question), shown(reason)])
        self.bad += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._sink.close()
            if self._bad_file is not None:
                self._bad_file.close()
            if kind is None:
                if self._bad_file is None:
                    # An old list of bad rows would be read as the list of this run.
                    self.bad_path.unlink(missing_ok=True)
                else:
                    self._bad_part.replace(self.bad_path)
                self._part.replace(self.path)
        finally:
            self._part.unlink(missing_ok=True)
            self._bad_part.unlink(missing_ok=True)


def how_kept(schema: pa.Schema) -> dict[str, Any]:
    """Return how columns are kept in Parquet: whole numbers by their differences, which is smallest and quickest."""
    whole = [field.name for field in schema if pa.types.is_int32(field.type) or pa.types.is_int64(field.type)]
    return {
        "compression": "zstd",
        "compression_level": 1,
        "use_dictionary": [field.name for field in schema if field.name not in whole],
        "column_encoding": dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
    }


def bad_path_of(path: Path) -> Path:
    """Return where the bad rows go: beside the figures, ``out.parquet`` with ``out.bad.csv``."""
    return path.with_name(f"{path.stem}.bad.csv")


def check_free(source: Path, target: Path, *, force: bool) -> None:
    """Refuse to write over the people themselves, and over figures that stand there unless it is meant.

    :raises CannotRunPopulation: ``population.same_file``, ``target_there`` or ``no_folder``.
    """
    form_of(target)
    if not target.parent.is_dir():
        raise CannotRunPopulation("population.no_folder", folder=str(target.parent))
    bad = bad_path_of(target)
    for path in (target, bad):
        if path.exists() and source.exists() and path.samefile(source):
            raise CannotRunPopulation("population.same_file", file=path.name)
        if path.exists() and not force:
            raise CannotRunPopulation("population.target_there", file=str(path))


def shown(cell: str) -> str:
    """Return a cell as a spreadsheet may show it without reckoning."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def for_people(figures: pa.Table) -> pa.Table:
    """Return figures as CSV takes them, for people to read.

    Each step stands as its exact number, a sum of money in pounds or their like (the figure stays in whole pence);
    labels are text; and no text begins as a formula would.
    """
    for place, field in enumerate(figures.schema):
        column = figures[field.name]
        scale = int((field.metadata or {}).get(b"scale", b"1"))
        if field.name != FIGURE and scale != 1 and pa.types.is_integer(field.type):
            column = exact_numbers(column, scale)
        elif pa.types.is_dictionary(field.type) or (field.name == PERSON and not pa.types.is_integer(field.type)):
            column = guarded(column.cast(pa.string()))
        figures = figures.set_column(place, field.name, column)
    return figures


def exact_numbers(column: pa.ChunkedArray, scale: int) -> pa.ChunkedArray:
    """Return whole numbers of parts as the numbers they stand for: decimals, or fractions where those never end."""
    places = next((places for places in range(17) if 10**places % scale == 0), None)
    if places is None:
        coded = column.combine_chunks().dictionary_encode()
        texts = pa.array([written(Fraction(one, scale)) for one in coded.dictionary.to_pylist()], pa.string())
        return texts.take(coded.indices)
    part = pa.scalar(Decimal(10**places // scale).scaleb(-places), pa.decimal128(places + 1, places))
    return pc.multiply(column.cast(pa.decimal128(19, 0)), part)


def guarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return text that no spreadsheet would reckon with."""
    return pc.replace_substring_regex(column, r"^([=+\-@\t\r])", r"'\1")
