"""Reads a small table of text whole: its encoding and separator are found, and each row keeps its number."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ownway.lab.populations.reading import encoding_of, separator_of

LONGEST_LINE = 100_000
OPEN = "a quotation mark is left open, or the line has no end"
TOO_MANY = "there are more cells than columns"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number (1 is the first below the names), its cells by name in small letters, and what is wrong.

    *wrong* is a rule that the row as a whole breaks; its cells are then not to be used.
    """

    number: int
    cells: Mapping[str, str]
    wrong: str = ""
    given: str = ""


def read_plain(raw: bytes) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Return the names of the columns, in small letters, and the rows of a table; empty rows are passed over.

    UTF-8, UTF-16 or Windows text; commas, semicolons, tabs or bars. What is no table at all gives names that nobody
    looks for. One line is one row: a quotation mark left open does not swallow everyone after it.
    """
    text = raw.decode(encoding_of(raw), errors="replace").removeprefix("\ufeff").replace("\0", "")
    lines = re.split(r"\r\n|\r|\n", text)
    separator = separator_of(text)
    names = tuple(name.strip().lower() for name in _cells(lines[0][:LONGEST_LINE], separator))
    rows = []
    for number, line in enumerate(lines[1:], 1):
        if line.count('"') % 2 or len(line) > LONGEST_LINE:
            rows.append(Line(number, {}, OPEN, line[:40]))
            continue
        cells = _cells(line, separator)
        if not any(cell.strip() for cell in cells):
            continue
        wrong = TOO_MANY if any(cell.strip() for cell in cells[len(names) :]) else ""
        named = dict.fromkeys(names, "") | {
            name: cell.strip() for name, cell in zip(names, cells, strict=False) if name
        }
        rows.append(Line(number, named, wrong, line[:40] if wrong else ""))
    return names, tuple(rows)


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])
