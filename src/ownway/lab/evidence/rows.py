"""Reads the pilots' figures from their CSV files, exactly as they are kept."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import files
from importlib.resources.abc import Traversable

from ownway.values import Cannot

PILOTS = files("ownway.lab.evidence") / "pilots"
ALL = "All"
LONGEST = 12
COLUMNS = {
    "appendix1.csv": ("authority", "traditional_gbp", "personal_budget_gbp", "certain"),
    "table2.csv": ("authority", "users", "traditional_average_gbp", "personal_budget_average_gbp"),
    "appendix2_table_a.csv": ("authority", "cost_gbp"),
    "appendix2_table_b.csv": ("authority", "cost_gbp"),
    "outcomes.csv": ("aspect", "improved_pct", "no_change_pct", "worse_pct"),
    "poll2006.csv": ("desired_change", "achieved_pct"),
    "facts.csv": ("id", "statement", "value", "unit", "source"),
}


class CannotReadPilots(Cannot):
    """A file of the pilots' figures is missing or a cell cannot be read; file and row are named."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person of Appendix 1: authority, yearly pounds before (none where not printed) and after."""

    authority: str
    before: int | None
    after: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of Table 2 as printed: users and two averages in whole pounds a year."""

    authority: str
    users: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of life in the outcomes survey: per cent better, the same, worse (none where not printed)."""

    name: str
    better: int
    same: int
    worse: int | None

    @property
    def total(self) -> int:
        """The shares together."""
        return self.better + self.same + (self.worse or 0)


@dataclass(frozen=True, slots=True)
class Fact:
    """One other printed figure: its words, its value as printed (empty where none is), unit and source."""

    id: str
    statement: str
    value: str
    unit: str
    source: str

    @property
    def number(self) -> Fraction:
        """The value as an exact number.

        :raises CannotReadPilots: where the text prints no number.
        """
        try:
            return Fraction(self.value)
        except ValueError:
            raise CannotReadPilots("evidence.not_a_number", row=self.id, given=self.value) from None


@dataclass(frozen=True, slots=True)
class Pilots:
    """All rows of the pilots."""

    people: tuple[Person, ...]
    table2: tuple[Printed, ...]
    table_a: tuple[tuple[str, int], ...]
    """Authority and cost of each traditional package of Appendix 2, pounds a year."""
    table_b: tuple[tuple[str, int], ...]
    """Authority and cost of each personal budget of Appendix 2, pounds a year."""
    aspects: tuple[Aspect, ...]
    poll: tuple[tuple[str, int], ...]
    facts: Mapping[str, Fact]

    @property
    def both(self) -> tuple[tuple[int, int], ...]:
        """Before and after of each person for whom both are printed."""
        return tuple((one.before, one.after) for one in self.people if one.before is not None)

    def pairs_of(self, authority: str) -> tuple[tuple[int, int], ...]:
        """Before and after of the people of one authority for whom both are printed."""
        return tuple(
            (one.before, one.after) for one in self.people if one.authority == authority and one.before is not None
        )


def _whole(name: str, at: int, row: Mapping[str, str], column: str) -> int:
    given = str(row.get(column) or "")
    if not (given.isascii() and given.isdigit() and len(given) <= LONGEST):
        raise CannotReadPilots("evidence.bad_cell", file=name, row=at, column=column, given=given[:40])
    return int(given)


class _Facts(dict[str, Fact]):
    """Facts by their id; one that is missing is named."""

    def __missing__(self, id: str) -> Fact:
        raise CannotReadPilots("evidence.no_fact", id=id)


def _rows(folder: Traversable, name: str) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of one file, each with its number in the file."""
    try:
        text = (folder / name).read_text(encoding="utf-8-sig")
    except OSError:
        raise CannotReadPilots("evidence.no_file", file=name) from None
    except UnicodeDecodeError:
        raise CannotReadPilots("evidence.not_utf_8", file=name) from None
    reader = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS[name] if column not in (reader.fieldnames or ())]
    if missing:
        raise CannotReadPilots("evidence.columns", file=name, columns=", ".join(missing))
    rows = [(at, {key: cell or "" for key, cell in row.items() if key}) for at, row in enumerate(reader, start=2)]
    if not rows:
        raise CannotReadPilots("evidence.no_rows", file=name)
    return rows


def read_pilots(folder: Traversable = PILOTS) -> Pilots:
    """Return the rows in *folder*, by default those that come with the program.

    :raises CannotReadPilots: naming the file, the row and the column; also where a file has no rows or other columns.
    """

    def read(name: str) -> list[tuple[int, dict[str, str]]]:
        return _rows(folder, name)

    def costs(name: str) -> tuple[tuple[str, int], ...]:
        return tuple((row["authority"], _whole(name, at, row, "cost_gbp")) for at, row in read(name))

    one, two, life, poll = "appendix1.csv", "table2.csv", "outcomes.csv", "poll2006.csv"
    return Pilots(
        people=tuple(
            Person(
                row["authority"],
                _whole(one, at, row, "traditional_gbp") if row["traditional_gbp"] else None,
                _whole(one, at, row, "personal_budget_gbp"),
                row["certain"] == "yes",
            )
            for at, row in read(one)
        ),
        table2=tuple(
            Printed(
                row["authority"],
                _whole(two, at, row, "users"),
                _whole(two, at, row, "traditional_average_gbp"),
                _whole(two, at, row, "personal_budget_average_gbp"),
            )
            for at, row in read(two)
        ),
        table_a=costs("appendix2_table_a.csv"),
        table_b=costs("appendix2_table_b.csv"),
        aspects=tuple(
            Aspect(
                row["aspect"],
                _whole(life, at, row, "improved_pct"),
                _whole(life, at, row, "no_change_pct"),
                _whole(life, at, row, "worse_pct") if row["worse_pct"] else None,
            )
            for at, row in read(life)
        ),
        poll=tuple((row["desired_change"], _whole(poll, at, row, "achieved_pct")) for at, row in read(poll)),
        facts=_Facts(
            (row["id"], Fact(row["id"], row["statement"], row["value"], row["unit"], row["source"]))
            for _, row in read("facts.csv")
        ),
    )
