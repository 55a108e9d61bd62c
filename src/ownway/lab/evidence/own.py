"""The same report for an authority's own people: before and after, every averaging rule, and where to take care."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from ownway.lab.evidence.care import Row, Warned, warnings_about
from ownway.lab.evidence.checks import AveragingRule, mean, saving
from ownway.lab.evidence.first_comparison import moved
from ownway.lab.populations.numbers import is_doubtful, plainly
from ownway.lab.populations.plain import read_plain
from ownway.values import Cannot, Rounding, round_to_whole

WANTED = ("authority", "before", "after")
SUM = re.compile(r"^-?\d{1,15}(\.\d+)?$", re.ASCII)
POINTS_MAX = 100_000
QUARTERS_LEAST = 20
"""With fewer people than this who have points, they are not looked at by points."""
PENCE_MAX = 10_000_000_00
"""Ten million pounds a year for one person is no package but a slip of the hand."""
FEW = 5
"""A group smaller than this is not shown by itself: its people could be known."""


class CannotReadOwn(Cannot):
    """The file is no such table: a column is missing, or no row can be used."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is left out, with its line in the file, the column and the rule that it breaks."""

    line: int
    column: str
    given: str
    rule: str


@dataclass(frozen=True, slots=True)
class Line:
    """One authority, group or place: people with both, averages in pence, change in per cent."""

    name: str
    people: int
    before: int | None
    after: int | None
    change: Fraction | None


@dataclass(frozen=True, slots=True)
class OwnReport:
    """Before and after of an authority's own people."""

    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]
    lines: tuple[Line, ...]
    changes: tuple[tuple[AveragingRule, Fraction], ...]
    """The change by each averaging rule, per cent; minus is less than before."""
    less_more_same: tuple[int, int, int]
    warnings: tuple[Warned, ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Pence before and after of each person with both."""
        return tuple((row.before, row.after) for row in self.rows if row.before is not None)

    @property
    def in_words(self) -> str:
        """The report in one breath."""
        less, more, same = self.less_more_same
        by = "; ".join(f"{float(change):+.1f} per cent ({rule.value})" for rule, change in self.changes)
        return (
            f"{less + more + same} people have both figures: {less} less, {more} more, {same} the same. Change: {by}."
        )

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values; sums in pence a year."""
        return {
            "in_words": self.in_words,
            "people": len(self.rows),
            "less_more_same": list(self.less_more_same),
            "figure_2": [
                {"authority": row.authority, "before_pence": row.before, "after_pence": row.after}
                for row in self.rows
                if row.before is not None
            ],
            "changes_per_cent": {rule.value: round(float(change), 3) for rule, change in self.changes},
            "lines": [
                asdict(line) | {"change": None if line.change is None else round(float(line.change), 3)}
                for line in self.lines
            ],
            "warnings": [asdict(warned) for warned in self.warnings],
            "bad_rows": [asdict(row) for row in self.bad],
        }


def read_own(data: bytes) -> tuple[tuple[Row, ...], tuple[BadRow, ...]]:
    """Return the rows of an authority's CSV and the bad ones with the rule each breaks.

    Columns authority, before, after (pounds a year; before may be empty), and where told person, points, group, place.
    UTF-8, UTF-16 or Windows text; commas, semicolons, tabs or bars. Where people are named, each counts once.

    :raises CannotReadOwn: where a column is missing.
    """
    names, lines = read_plain(data)
    for wanted in WANTED:
        if wanted not in names:
            raise CannotReadOwn("evidence.no_column", column=wanted, columns=", ".join(filter(None, names))[:200])
    rows: list[Row] = []
    bad: list[BadRow] = []
    seen: set[str] = set()
    for told in lines:
        at, person = told.number + 1, told.cells.get("person", "")
        if told.wrong:
            bad.append(BadRow(at, "row", told.given, told.wrong))
            continue
        if person and person in seen:
            bad.append(BadRow(at, "person", person, "each person is there once; the first row counts"))
            continue
        seen.add(person)
        read = _row(at, told.cells)
        if isinstance(read, Row):
            rows.append(read)
        else:
            bad.append(read)
    return tuple(rows), tuple(bad)


def _row(line: int, cells: Mapping[str, str]) -> Row | BadRow:
    if not cells["authority"]:
        return BadRow(line, "authority", "", "an authority is named")
    sums: dict[str, int | None] = {}
    for column in ("before", "after"):
        given = plainly(cells[column])
        if not given or given.upper() == "N/A":
            if column == "after":
                return BadRow(line, column, cells[column], "there is a sum after")
            sums[column] = None
            continue
        if not SUM.match(given) or is_doubtful(given):
            return BadRow(line, column, cells[column], "a sum is a number of pounds")
        pence = round_to_whole(Fraction(given) * 100, Rounding.HALF_UP)
        if pence < 0:
            return BadRow(line, column, cells[column], "a sum is not below nothing")
        if pence > PENCE_MAX:
            return BadRow(line, column, cells[column], "a sum is at most ten million pounds a year")
        sums[column] = pence
    points = cells.get("points", "")
    if points and not (SUM.match(points) and 0 <= Fraction(points) <= POINTS_MAX):
        return BadRow(line, "points", points, f"points are a number from 0 to {POINTS_MAX:,}, or nothing")
    more = {name: cells.get(name, "") for name in ("points", "group", "place")}
    return Row(line, cells["authority"], sums["before"], sums["after"] or 0, **more)


def own_report(rows: Sequence[Row], bad: Sequence[BadRow] = ()) -> OwnReport:
    """Return the report of *rows*.

    :raises CannotReadOwn: where nobody has both figures.
    """
    both = [row for row in rows if row.before is not None]
    pairs = tuple((row.before or 0, row.after) for row in both)
    before, after = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    if not both or before == 0:
        raise CannotReadOwn("evidence.nobody_with_both", rows=len(rows))
    lines = [_line("Everyone", both)]
    for column in ("authority", "group", "place"):
        names = sorted({getattr(row, column) for row in both} - {""})
        if column == "authority" or len(names) > 1:
            lines += _kept_back(
                [_line(f"{column}: {name}", [row for row in both if getattr(row, column) == name]) for name in names]
            )
    lines += _by_points(both)
    authorities = sorted({row.authority for row in both})
    per = [[row for row in both if row.authority == name] for name in authorities]
    changes = [(AveragingRule.BOTH, -saving(before, after))]
    if len(authorities) > 1:
        befores = sum((mean(row.before or 0 for row in rows) for rows in per), Fraction(0))
        afters = sum((mean(row.after for row in rows) for rows in per), Fraction(0))
        changes.append((AveragingRule.AUTHORITIES, -saving(befores, afters)))
    if len(both) < len(rows):
        changes.append((AveragingRule.ALL_ROWS, -saving(mean(b for b, _ in pairs), mean(row.after for row in rows))))
    return OwnReport(tuple(rows), tuple(bad), tuple(lines), tuple(changes), moved(pairs), warnings_about(rows, changes))


def _by_points(both: Sequence[Row]) -> list[Line]:
    """Return a line for each quarter of those whose points are told, from few points to many; equal points together."""
    told = sorted((row for row in both if row.points), key=lambda row: Fraction(row.points))
    if len(told) < QUARTERS_LEAST:
        return []
    parts: dict[int, list[Row]] = {}
    place = {Fraction(row.points): at for at, row in reversed(list(enumerate(told)))}
    for row in told:
        parts.setdefault(place[Fraction(row.points)] * 4 // len(told), []).append(row)
    lines = [_line(f"points: {part[0].points} to {part[-1].points}", part) for part in parts.values()]
    return _kept_back(lines) if len(lines) > 1 else []


def _line(name: str, rows: Sequence[Row]) -> Line:
    if len(rows) < FEW and name != "Everyone":
        return Line(name, len(rows), None, None, None)
    before, after = mean(row.before or 0 for row in rows), mean(row.after for row in rows)
    change = -saving(before, after) if before else None
    return Line(
        name, len(rows), round_to_whole(before, Rounding.HALF_UP), round_to_whole(after, Rounding.HALF_UP), change
    )


def _kept_back(lines: list[Line]) -> list[Line]:
    """Return *lines* with a second one kept back where a single one could be found by subtraction."""
    small = [line for line in lines if line.before is None]
    if len(small) != 1 or len(lines) < 2:
        return lines
    next_one = min((line for line in lines if line.before is not None), key=lambda line: (line.people, line.name))
    return [Line(line.name, line.people, None, None, None) if line is next_one else line for line in lines]
