"""Reads the tables of steps and refuses gaps, overlaps and dates out of order."""

from fractions import Fraction

from ownway.rulebook.load.fields import Fields, identifier, number
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.steps import Band, Dated, Edge, Knot, Printed, Unit


def read_bands(fields: Fields, unit: Unit, whole: bool) -> tuple[Band, ...]:
    """Return the bands of a step function; each must begin where the one before ends.

    A lower edge is ``from`` (belongs to the band) or ``above`` (does not), an upper edge ``up_to`` or ``below``. In
    *whole* bands ``up_to: 3`` is followed by ``from: 4``.
    """
    bands: list[Band] = []
    for row in fields.rows("bands", "a band", least=1):
        lower = _edge(row, "from", "above")
        upper = _edge(row, "up_to", "below")
        node = row.node("gives", "what the band gives")
        gives: Fraction | str = Fraction(0)
        if node is not None:
            gives = identifier(node, row.faults) if unit is Unit.LABEL else number(node, row.faults)
        row.done()
        if bands:
            _check_joint(row, bands[-1].upper, lower, whole)
        elif lower and upper and upper.at < lower.at:
            row.faults.add(row, "table.order", "an upper edge below the lower", "lower, then upper")
        bands.append(Band(lower, upper, gives))
    return tuple(bands)


def _edge(row: Fields, within: str, without: str) -> Edge | None:
    if row.has(within) and row.has(without):
        node = row.node(without)
        assert node is not None
        row.fault(node, "table.edge", f"either “{within}” or “{without}”", "Keep one of the two.")
    if row.has(within):
        return Edge(row.number(within), True)
    return Edge(row.number(without), False) if row.has(without) else None


def _check_joint(row: Fields, upper: Edge | None, lower: Edge | None, whole: bool) -> None:
    """A gap or an overlap shows where one band ends and the next begins."""
    if upper is None or lower is None:
        given = "an open side between two bands"
        row.faults.add(row, "table.overlap", given, "edges at every joint", "Name both edges.")
        return
    # Among whole numbers “up to 3” ends just below 4, so both writings meet at the same place.
    end = Edge(upper.at + 1, False) if whole and upper.within else upper
    start = Edge(lower.at + 1, True) if whole and not lower.within else lower
    if end.at == start.at and end.within is not start.within:
        return
    gap = start.at > end.at or (start.at == end.at and not start.within)
    told = "up to" if upper.within else "below"
    row.faults.add(
        row,
        "table.gap" if gap else "table.overlap",
        f"a band that begins {'from' if lower.within else 'above'} {written(lower.at)}",
        f"one that goes on where the last ends ({told} {written(upper.at)})",
        f"{'Nothing' if gap else 'Two bands'} would hold the numbers between; move one of the edges.",
    )


def read_knots(fields: Fields) -> tuple[Knot, ...]:
    """Return the knots of a piecewise-linear table."""
    return knots_of(fields.rows("knots", "a knot", least=2))


def knots_of(rows: list[Fields]) -> tuple[Knot, ...]:
    """Return the knots in *rows*, which must rise along *at*."""
    knots: list[Knot] = []
    for row in rows:
        knot = Knot(row.number("at"), row.number("gives"))
        if knots and knot.at <= knots[-1].at:
            help = "Put the knots in order; each place once."
            given = f"a knot at {written(knot.at)}"
            row.faults.add(row, "table.order", given, f"one above {written(knots[-1].at)}", help)
        knots.append(knot)
        row.done()
    return tuple(knots)


def read_tables(fields: Fields, unit: Unit) -> tuple[Dated, ...]:
    """Return the dated columns of a lookup table, oldest first, all with the same labels."""
    tables: list[Dated] = []
    for row in fields.rows("tables", "a dated table", least=1):
        starts = row.day("from")
        row.node("from", "the day from which it holds")
        gives: dict[str, Fraction | str] = {}
        for key, node in row.pairs("gives"):
            gives[identifier(key, row.faults)] = (
                identifier(node, row.faults) if unit is Unit.LABEL else number(node, row.faults)
            )
        source = row.id("source")
        row.done()
        if starts is None:
            continue
        if tables and starts <= tables[-1].starts:
            help = "Put the oldest first; each day once."
            expected = f"a day after {tables[-1].starts}"
            row.faults.add(row, "table.order", f"a table from {starts}", expected, help)
        if tables and set(gives) != set(tables[0].gives):
            odd = ", ".join(sorted(set(gives) ^ set(tables[0].gives)))
            help = "Give every label in every column."
            row.faults.add(row, "table.gap", f"other labels: {odd}", "the labels of the first", help)
        tables.append(Dated(starts, gives, source))
    return tuple(tables)


def read_printed(fields: Fields) -> tuple[Printed, ...]:
    """Return the printed numbers of an index, oldest first; each is kept as printed, never chained anew."""
    tables: list[Printed] = []
    for row in fields.rows("tables", "a dated number", least=1):
        starts = row.day("from")
        row.node("from", "the day from which it holds")
        gives, source, change = row.number("gives"), row.id("source"), row.number_or_nothing("change")
        row.done()
        if starts is None:
            continue
        if tables and starts <= tables[-1].starts:
            help = "Put the oldest first; each day once."
            expected = f"a day after {tables[-1].starts}"
            row.faults.add(row, "table.order", f"a number from {starts}", expected, help)
        tables.append(Printed(starts, gives, source, change))
    return tuple(tables)
