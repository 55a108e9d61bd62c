"""Writes weights into a pack as the points of its questions: as many points in all as before, no answer without any."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import yaml

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.into_pack import HEAD, Note, Written, checked, noted, plain
from ownway.lab.calibrate.weights import PanelWeights, Weights, of_need
from ownway.rulebook.audit.report import SAMPLE
from ownway.rulebook.load import pack_from_files
from ownway.rulebook.model import Kind, Pack, Question

Use = Literal["fitted", "panel"]
Points = Mapping[str, tuple[Fraction, ...]]
"""For each question the points of its levels, from the least."""

PARTS = 10
"""Points have one place at most."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The points that are written, and the questions that keep theirs because nothing was said of them."""

    points: Points
    kept: tuple[str, ...]


def chosen(pack: Pack, use: Use, fitted: Weights | None, panel: PanelWeights | None) -> Chosen:
    """Return the points of each question by past costs (*fitted*) or by the *panel*.

    The questions of which something is said share as many points as they have now, so that the table from points to
    money reaches as far as before. Each level has at least a point more than the one below it: a question that buys
    nothing stays small, and leaving it out is for people to decide. By the panel, levels keep their distances.

    :raises CannotCalibrate: ``calibrate.no_weights`` where nothing is said of any question with points.
    """
    weighed = {one.id: _now(one) for one in of_need(pack) if may_be_weighed(one)}
    if use == "fitted" and fitted is not None:
        wanted = {one.question: one.fitted for one in fitted.questions if one.question in weighed}
        levels = {one.question: _steps(one.levels) for one in fitted.questions}
    else:
        wanted = {name: points for name, points in (panel.points if panel else {}).items() if name in weighed}
        levels = {name: _steps([float(one) for one in points]) for name, points in weighed.items()}
    if not wanted:
        raise CannotCalibrate("calibrate.no_weights", use=use)
    names = [name for name in weighed if name in wanted]
    total = sum((weighed[name][-1] for name in names), Fraction(0))
    steps = sum(len(weighed[name]) - 1 for name in names)
    unit = Fraction(1) if total >= 2 * steps and total.denominator == 1 else Fraction(1, PARTS)
    whole = int(total / unit)
    if whole < steps:
        raise CannotCalibrate("calibrate.no_weights", use=use)
    tops = shared(whole, [wanted[name] for name in names], [len(weighed[name]) - 1 for name in names])
    points = {}
    for name, top in zip(names, tops, strict=True):
        rises = shared(top, levels[name], [1] * len(levels[name]))
        points[name] = tuple(sum(rises[:at], 0) * unit for at in range(len(rises) + 1))
    return Chosen(points, tuple(name for name in weighed if name not in wanted))


def may_be_weighed(question: Question) -> bool:
    """Whether the points of a question can be written anew: levels of its own that rise from nothing."""
    points = [level.points for level in question.levels]
    return (
        question.kind is Kind.LEVELS
        and question.scored
        and not question.scale
        and len(points) > 1
        and all(one is not None for one in points)
        and min(one for one in points if one is not None) == 0
        and any(points)
    )


def _now(question: Question) -> tuple[Fraction, ...]:
    return tuple(sorted(level.points for level in question.levels if level.points is not None))


def _steps(points: Sequence[float]) -> list[float]:
    return [max(two - one, 0.0) for one, two in pairwise(points)]


def shared(whole: int, by: Sequence[float], least: Sequence[int]) -> list[int]:
    """Return *whole* parts shared out as *by* says, each at least its *least*; the rest goes by largest remainder."""
    free = whole - sum(least)
    told = sum(by)
    wanted = [one / told * whole if told else 0.0 for one in by]
    over = [max(one - low, 0.0) for one, low in zip(wanted, least, strict=True)]
    if not sum(over):
        over = [1.0] * len(over)
    exact = [free * one / sum(over) for one in over]
    found = [low + int(one) for low, one in zip(least, exact, strict=True)]
    order = sorted(range(len(by)), key=lambda at: (-(exact[at] - int(exact[at])), at))
    for at in order[: whole - sum(found)]:
        found[at] += 1
    return found


def with_points(files: Mapping[str, str], points: Points, note: Note, sample: int = SAMPLE) -> Written:
    """Return the pack with *points* in its questions, its source noted, and its examples worked out again.

    :raises CannotCalibrate: ``calibrate.pack_breaks`` where the new pack does not hold.
    """
    pack = pack_from_files(dict(files))
    new = dict(files)
    for name, told in points.items():
        path = f"questions/{name}.yaml"
        question = pack.question(name)
        ordered = sorted(question.levels, key=lambda level: level.points or 0)
        text = new[path]
        for level, worth in zip(ordered, told, strict=True):
            text = _written(text, level.id, worth)
        new[path] = text
    new[HEAD] = noted(new[HEAD], note)
    return checked(new, sample)


def _written(text: str, level: str, points: Fraction) -> str:
    """Return the text of a question with other points for one level, wherever they stand in it."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    levels = next((value for key, value in root.value if key.value == "levels"), None) if root is not None else None
    for node in levels.value if levels is not None else ():
        held = {key.value: value for key, value in node.value}
        if held["id"].value == level and "points" in held:
            mark = held["points"]
            return text[: mark.start_mark.index] + plain(points) + text[mark.end_mark.index :]
    raise CannotCalibrate("calibrate.pack_breaks", said=f"questions: {re.escape(level)} has no points")
