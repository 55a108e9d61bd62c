"""Holds the engines for many against the reference for one: every step, every gap, every refusal."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ownway.rulebook.engines import many
from ownway.rulebook.engines.one import CannotWorkOut, work_out
from ownway.rulebook.model import Answer, Pack
from ownway.values import Money

People = Sequence[Mapping[str, Answer]]


def differences(pack: Pack, people: People, days: Mapping[str, date], kernels: Sequence[str]) -> list[str]:
    """Return each place where a kernel gives something else than the reference; *days* as ``work_out`` takes them."""
    program = many.program(pack, **days)
    population, bad = many.encode(pack, many.as_table(pack, people))
    assert list(bad) == []
    expected = [one_by_one(pack, person, days) for person in people]
    found = []
    for kernel in kernels:
        table = many.work_out_many(program, population, kernel=kernel)
        assert table.num_rows == len(people)
        for name in expected[0] | {many.FIGURE: None}:
            given = exactly(table, name)
            for row, one in enumerate(expected):
                if given[row] != one.get(name):
                    told = f"{given[row]} instead of {one.get(name)}"
                    found.append(f"{kernel}: row {row}, step {name}: {told} for {people[row]}")
    return found


def one_by_one(pack: Pack, person: Mapping[str, Answer], days: Mapping[str, date]) -> dict[str, Fraction | str | None]:
    """Return what the reference gives: each step, money in pence, the figure, and where it refuses."""
    steps: dict[str, Fraction | str | None] = dict.fromkeys(step.id for step in pack.allocation.steps)
    try:
        worked = work_out(pack, person, **days)
    except CannotWorkOut as cannot:
        return steps | {many.FIGURE: None, many.REFUSED: str(cannot.why.facts["step"])}
    for step in worked.steps:
        steps[step.id] = Fraction(step.value.pence) if isinstance(step.value, Money) else step.value
    figure = None if worked.figure is None else Fraction(worked.figure.pence)
    return steps | {many.FIGURE: figure, many.REFUSED: None}


def exactly(table: Any, name: str) -> list[Fraction | str | None]:
    """Return a column of results as exact numbers or labels; nothing everywhere where there is no such column."""
    if name not in table.column_names:
        return [None] * table.num_rows
    field, values = table.schema.field(name), table.column(name).to_pylist()
    told = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    if told.get("unit") == "label" or name == many.REFUSED:
        return list(values)
    # Money is told in pence; its scale is that of its coins.
    scale = 1 if told.get("unit") == "money" else int(told["scale"])
    return [
        None if value is None else Fraction(value) if isinstance(value, str) else Fraction(value, scale)
        for value in values
    ]
