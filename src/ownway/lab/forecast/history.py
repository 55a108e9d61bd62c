"""What was asked for and paid for month by month, by kind of support: an authority's own, or made up to try it out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ownway.lab.populations.numbers import plainly
from ownway.lab.populations.plain import read_plain
from ownway.values import Cannot

MONTH = re.compile(r"^((?:19|20)\d\d)-(0[1-9]|1[0-2])$", re.ASCII)
NUMBER = re.compile(r"^-?\d{1,15}(\.\d+)?$", re.ASCII)
MOST = 1e15
NUMBERED = "#"
"""Under this name a row may carry the number that it has in its file."""
SEED = 2008
KINDS = ("personal assistants", "home care", "day time", "short breaks")


class CannotForecast(Cannot):
    """There is too little history, or it cannot be read."""


@dataclass(frozen=True)
class History:
    """For each kind of support how much of it in each month: people, hours or whole pence, as its file says.

    *months* follow each other without a gap. *generated* says that nothing in it happened.
    """

    months: tuple[str, ...]
    kinds: Mapping[str, NDArray[np.float64]]
    generated: bool = False


def history_from_rows(rows: Iterable[Mapping[str, str]]) -> tuple[History, list[str]]:
    """Return the history that rows of *month*, *kind* and *amount* make, and what is wrong with single rows.

    Several rows of one month and kind add up; a month without a row of a kind had none of it.

    :raises CannotForecast: ``forecast.no_months`` where no row can be read.
    """
    held: dict[tuple[str, str], float] = {}
    wrong: list[str] = []
    for place, row in enumerate(rows, 1):
        number = row.get(NUMBERED, place)
        month, kind, amount = (str(row.get(name, "")).strip() for name in ("month", "kind", "amount"))
        if not MONTH.match(month):
            wrong.append(f"Row {number}, month “{month[:40]}”: write it as 2026-04.")
            continue
        if not kind:
            wrong.append(f"Row {number}, kind: nothing stands there.")
            continue
        plain = plainly(amount)
        if not NUMBER.match(plain):
            wrong.append(f"Row {number}, amount “{amount[:40]}”: no number stands there.")
            continue
        value = float(plain)
        if not 0 <= value < MOST:
            wrong.append(f"Row {number}, amount “{amount[:40]}”: below zero, or beyond what can be.")
            continue
        held[month, kind] = held.get((month, kind), 0.0) + value
    if not held:
        raise CannotForecast("forecast.no_months")
    months = months_between(min(month for month, _ in held), max(month for month, _ in held))
    kinds = sorted({kind for _, kind in held})
    return History(
        months, {kind: np.array([held.get((month, kind), 0.0) for month in months]) for kind in kinds}
    ), wrong


def read_history(raw: bytes) -> tuple[History, list[str]]:
    """Return the history of a table with month, kind and amount, and its bad rows, each with its number and rule.

    :raises CannotForecast: where a column is missing, or no row can be read.
    """
    names, lines = read_plain(raw)
    if missing := [name for name in ("month", "kind", "amount") if name not in names]:
        raise CannotForecast("forecast.no_column", file="history", columns=", ".join(missing))
    broken = [f"Row {line.number}, “{line.given}”: {line.wrong}." for line in lines if line.wrong]
    rows = [{**line.cells, NUMBERED: str(line.number)} for line in lines if not line.wrong]
    history, wrong = history_from_rows(rows)
    return history, [*broken, *wrong]


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return all months from one to another."""
    start, end = _number(first), _number(last)
    return tuple(_month(one) for one in range(start, end + 1))


def months_after(last: str, count: int) -> tuple[str, ...]:
    """Return the months that follow one."""
    return tuple(_month(_number(last) + one) for one in range(1, count + 1))


def _number(month: str) -> int:
    year, _, of_year = month.partition("-")
    return int(year) * 12 + int(of_year) - 1


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def made_up_history(months: int = 60, seed: int = SEED) -> History:
    """Return a history that a seed makes: growth, seasons and chance. It tries the machinery out, nothing else."""
    chance = np.random.default_rng(seed)
    time = np.arange(months)
    kinds = {}
    for place, kind in enumerate(KINDS):
        level = 400 * (place + 1)
        growth = 1 + (0.006 - 0.003 * place) * time
        season = 1 + 0.05 * (place + 1) * np.sin(2 * np.pi * (time + place) / 12)
        kinds[kind] = np.rint(level * growth * season * np.exp(0.02 * chance.standard_normal(months)))
    return History(months_between("2021-04", _month(_number("2021-04") + months - 1)), kinds, generated=True)
