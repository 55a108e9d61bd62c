"""Gathers what a calibration starts from: a file, a pack, local prices; and brings the table into the pack."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.lab.calibrate.calibrating import Calibration
from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.into_pack import Note, Written, with_factor, with_table
from ownway.lab.calibrate.prices import BothCurves, both_curves, priced, read_prices
from ownway.lab.calibrate.sums import People, Sums, sums_of
from ownway.lab.calibrate.table import Table
from ownway.lab.calibrate.weights import Items, Weights, fitted_weights, of_need
from ownway.lab.populations import COST, Pointed, people_of, pointed
from ownway.lab.populations import People as Source
from ownway.rulebook.load import files_of, load_pack
from ownway.rulebook.model import Pack
from ownway.rulebook.model.steps import Line
from ownway.values import Rounding, round_to_whole

PLACES = 6
"""A factor is written to so many places."""


@dataclass(frozen=True, slots=True)
class Apportioned:
    """The pack's own table with a factor that fits the pot: what it tells everybody, and by how much one is off."""

    table: Table
    factor: Fraction
    told: int
    """Pence a year, at most the pot."""
    mean_error: float
    """Pence a year between what somebody is told and what they cost, on average."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """People, the pack's table and period, the rows left out in words, and where told prices and weights.

    *by_the_pack* says that the pack worked the points out from the answers; else they stood in the file.
    """

    people: People
    times: int
    left_out: tuple[str, ...]
    step: str
    pack: Pack | None
    local: NDArray[np.int64] | None
    weights: Weights | None
    by_the_pack: bool = False

    def both(self, found: Calibration) -> BothCurves:
        """Return past cost and local prices on the table's knots.

        :raises CannotCalibrate: where no prices were told.
        """
        if self.local is None:
            raise CannotCalibrate("calibrate.bad_prices", said="none were given")
        knots = [float(knot) for knot in found.curve.knots]
        return both_curves(self.people, self.local, found.order.net, found.order.limits, knots)

    def into_pack(self, found: Calibration, home: Path, starts: date, apportion: bool) -> Written:
        """Return the pack with the new table, or with its own table and a dated factor that fits the pot.

        :raises CannotCalibrate: ``calibrate.no_step`` or ``calibrate.pack_breaks``.
        """
        files = files_of(home)
        where = f"ownway lab calibrate, data {found.data_hash}, seed {found.order.seed}"
        if not apportion:
            title = f"Fitted to the costs of {found.sums.count:,} people, pot £{found.order.pot / 100:,.0f} a year"
            note = Note(f"table_{found.table.hash[:8]}", title, where, starts)
            return with_table(files, self.step, found.table, note, found.person.share_of_figure)
        factor = self.apportioned(found.order.net).factor
        title = f"Fits the figures of {found.sums.count:,} people to a pot of £{found.order.pot / 100:,.0f} a year"
        return with_factor(files, factor, starts, Note(f"pot_{starts:%Y_%m_%d}", title, where, starts))

    def apportioned(self, pot: int) -> Apportioned:
        """Return the pack's own table with the factor that fits *pot* (pence a year) to the penny.

        :raises CannotCalibrate: ``calibrate.no_step``, or ``calibrate.no_pot`` where the table gives nobody anything.
        """
        table, sums = self._old_table(), sums_of(self.people)
        factor = fitting_factor(table, sums, pot)
        year = np.array([_year(table, int(score), factor) for score in sums.scores], np.int64)
        figures = year[np.searchsorted(sums.scores, self.people.scores)]
        off = float(np.abs(figures - self.people.pence).mean())
        return Apportioned(table, factor, _with(table, sums, factor), off)

    def _old_table(self) -> Table:
        steps = () if self.pack is None else self.pack.allocation.steps
        line = next((step for step in steps if step.id == self.step and isinstance(step, Line)), None)
        if line is None:
            raise CannotCalibrate("calibrate.no_step", pack="", step=self.step)
        units = self.people.units
        knots = tuple((round(knot.at * units), round(knot.gives * 100)) for knot in line.knots)
        return Table(knots, units, self.times)


def fitting_factor(table: Table, sums: Sums, pot: int) -> Fraction:
    """Return the largest factor of six places with which *table* tells everybody no more than the pot, to the penny.

    :raises CannotCalibrate: ``calibrate.no_pot`` where the table gives nobody anything.
    """
    told = table.costs(sums)
    if told <= 0:
        raise CannotCalibrate("calibrate.no_pot", pence=told)
    scale = 10**PLACES
    number = pot * scale // told
    while number > 0 and _with(table, sums, Fraction(number, scale)) > pot:
        number -= 1
    while _with(table, sums, Fraction(number + 1, scale)) <= pot:
        number += 1
    return Fraction(number, scale)


def _year(table: Table, score: int, factor: Fraction) -> int:
    return round_to_whole(table.at(score) * factor, Rounding.HALF_UP) * table.times


def _with(table: Table, sums: Sums, factor: Fraction) -> int:
    return sum(
        _year(table, int(score), factor) * int(people) for score, people in zip(sums.scores, sums.people, strict=True)
    )


Seen = Callable[[int], None]
"""Is told how many people were read."""


def gather(
    file: Path,
    home: Path | None,
    step: str,
    prices: str | None,
    on: date,
    *,
    seen: Seen = lambda done: None,
) -> Gathered:
    """Return what is in *file*, for the pack in *home* and its *step*, with local prices where told.

    Points are those that the pack's own rule gives from the answers on the day *on*, for it is to them that the table
    is applied. Where the file has no answers, or has points and not everybody's answers, the points of the file count.

    :raises CannotReadPeople: where the file cannot be read or lacks points or costs.
    :raises CannotCalibrate: where the pack has no such table, or prices do not fit.
    :raises PackErrors: where the pack cannot be read.
    """
    pack = None if home is None else load_pack(home)
    name, times = _table_of(pack, step)
    questions = [] if pack is None else [question.id for question in pack.questions]
    source, whole, points = _read(file, pack, (name, on), seen)
    people = _people(whole, points)
    items = _items(pack, whole)
    if items is not None:
        people = replace(people, answers=np.stack([*items.levels.values()], axis=1))
    left_out = tuple(one.told() for one in source.named[:100])
    if source.bad > 100:
        left_out += (f"… and {source.bad - 100:,} more.",)
    if points is not None and not points.known.all():
        left_out += (f"{int((~points.known).sum()):,} people have no points, for their answers do not make any.",)
    return Gathered(
        people,
        times,
        left_out,
        name,
        pack,
        None if prices is None else priced(_answers(whole, questions), read_prices(prices)),
        None if items is None else fitted_weights(items, people.pence),
        points is not None,
    )


def _read(file: Path, pack: Pack | None, of: tuple[str, date], seen: Seen) -> tuple[Source, pa.Table, Pointed | None]:
    """Return the source, its people, and their points by the pack's own rule where these are to count."""
    if pack is not None:
        source = people_of(file, [question.id for question in pack.questions], (COST,))
        if any(name.partition(".")[0] in pack.by_id for name in source.names):
            whole = _whole(source, seen)
            step, on = of
            points = pointed(pack, _line(pack, step).of, on, whole)
            if points is not None and (points.known.all() or ("need" not in source.names and points.known.any())):
                return source, whole.filter(pa.array(points.known)), points
    source = people_of(file, () if pack is None else [question.id for question in pack.questions], ("need", COST))
    return source, _whole(source, seen), None


def _whole(source: Source, seen: Seen = lambda done: None) -> pa.Table:
    pieces = []
    for piece in source.pieces:
        seen(source.rows)
        if piece.num_rows:
            pieces.append(piece)
    if not pieces:
        raise CannotCalibrate("calibrate.nobody")
    return pa.concat_tables(pieces, promote_options="default")


def _line(pack: Pack, step: str) -> Line:
    return next(one for one in pack.allocation.steps if isinstance(one, Line) and one.id == step)


def _table_of(pack: Pack | None, step: str) -> tuple[str, int]:
    if pack is None:
        return step, 52
    lines = [one.id for one in pack.allocation.steps if isinstance(one, Line)]
    if (step and step not in lines) or not lines:
        raise CannotCalibrate("calibrate.no_step", pack=pack.id, step=step or "line")
    times = {str(getattr(k, "value", k)): int(v) for k, v in (pack.allocation.times_per_year or {}).items()}
    per = str(getattr(pack.allocation.per, "value", pack.allocation.per))
    return step or lines[-1], times.get(per, 52)


def _people(whole: pa.Table, points: Pointed | None) -> People:
    scores = whole["need"].to_numpy().astype(np.int64) if points is None else points.results[points.known]
    units = 1 if points is None else points.units
    pence = whole[COST].to_numpy().astype(np.int64)
    if "group" not in whole.column_names:
        return People(scores, pence, units)
    coded = pc.fill_null(whole["group"].cast(pa.string()), "").combine_chunks().dictionary_encode()
    known = coded.dictionary.to_pylist()
    names = sorted(known)
    place = np.array([names.index(name) for name in known], np.int64)[coded.indices.to_numpy()]
    return replace(People(scores, pence, units), groups=place, group_names=tuple(names))


def _answers(whole: pa.Table, questions: list[str]) -> dict[str, NDArray[Any]]:
    return {question: _texts(whole[question]) for question in questions if question in whole.column_names}


def _texts(column: Any) -> NDArray[Any]:
    return np.array([str(one) if one is not None else "" for one in column.to_pylist()])


def _items(pack: Pack | None, whole: pa.Table) -> Items | None:
    if pack is None:
        return None
    levels: dict[str, NDArray[np.int64]] = {}
    designed: dict[str, tuple[float, ...]] = {}
    for question in of_need(pack):
        pointless = not question.levels or any(one.points is None for one in question.levels)
        if pointless or question.id not in whole.column_names:
            continue
        ordered = sorted(question.levels, key=lambda level: level.points or 0)
        # What is no level, or no answer, counts as the least.
        places = pc.index_in(whole[question.id].cast(pa.string()), pa.array([level.id for level in ordered]))
        levels[question.id] = pc.fill_null(places, 0).to_numpy().astype(np.int64)
        designed[question.id] = tuple(float(level.points or 0) for level in ordered)
    return Items(levels, designed) if levels else None


def weigh(file: Path, pack: Pack) -> tuple[Weights, tuple[str, ...]]:
    """Return what past costs in *file* would have each question of *pack* count for, and the rows left out in words.

    :raises CannotReadPeople: where the file cannot be read or lacks costs.
    :raises CannotCalibrate: ``calibrate.nobody``, or ``calibrate.no_weights`` where nobody answered a question.
    """
    source = people_of(file, [question.id for question in pack.questions], (COST,))
    whole = _whole(source)
    items = _items(pack, whole)
    if items is None:
        raise CannotCalibrate("calibrate.no_weights", use="fitted")
    left_out = tuple(one.told() for one in source.named[:100])
    return fitted_weights(items, whole[COST].to_numpy().astype(np.int64)), left_out
