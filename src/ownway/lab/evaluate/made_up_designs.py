"""Makes up a comparison of changes and a roll-out in steps, each for its example protocol; nobody in them is real."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np

from ownway.lab.evaluate.made_up import AUTHORITIES, EXAMPLE, made_up
from ownway.lab.evaluate.trial import Floats

Design = Literal["randomised", "differences", "stepped"]
TIMES = 5
STEPS = 4
LOWEST, HIGHEST = -0.171, 0.999


def example_of(design: Design) -> tuple[Path, Callable[[int, int], str]]:
    """Return the protocol of an example, and what makes its people up from a seed and a number."""
    if design == "randomised":
        return EXAMPLE, made_up
    made = {"differences": made_up_differences, "stepped": made_up_steps}[design]
    return EXAMPLE.with_name(f"{design}.yaml"), made


def made_up_differences(seed: int, people: int = 1000) -> str:
    """Return invented people at three times, as CSV: those offered budgets had a worse life from the beginning.

    Put in: both groups gain 0.01 a half year; the offer adds 0.04, takes £8 a week off, and £6 off health care.
    """
    chance = np.random.default_rng([seed, 2])
    offered = chance.random(people) < 0.45
    older = chance.random(people) < 0.5
    own = 0.62 - 0.05 * offered + chance.normal(0, 0.14, people)
    cost = 260 * np.exp(chance.normal(0, 0.5, people)) + 25 * offered
    lost = chance.random(people) < 0.08
    quality = [own + 0.01 * at + chance.normal(0, 0.1, people) for at in range(3)]
    health = chance.gamma(2, 18, people) + 10 * offered
    weeks = [np.maximum(0, cost + 4 * at + chance.normal(0, 35, people)) for at in range(3)]
    return _csv(
        {
            "person": [f"D{number:04d}" for number in range(1, people + 1)],
            "arm": ["budget" if one else "usual" for one in offered],
            "group": ["older" if one else "younger" for one in older],
            "age": [str(int(age)) for age in np.where(older, 66, 20) + chance.integers(0, 30, people)],
            "took_up": ["yes" if one else "no" for one in offered & (chance.random(people) < 0.7)],
            "cost_year_before": _told(weeks[0], 2),
            "cost_before": _told(weeks[1], 2),
            "support_week": _told(np.maximum(0, weeks[2] - 8 * offered), 2, lost),
            "set_up_hours": _told(chance.gamma(4, 1.0, people) * offered, 1),
            "quality_year_before": _told(np.clip(quality[0], LOWEST, HIGHEST), 3),
            "quality_before": _told(np.clip(quality[1], LOWEST, HIGHEST), 3),
            "health_before": _told(np.maximum(0, health + chance.normal(0, 15, people)), 2),
            "health_week": _told(np.maximum(0, health + 2 - 6 * offered + chance.normal(0, 15, people)), 2, lost),
            "quality_after": _told(np.clip(quality[2] + 0.04 * offered, LOWEST, HIGHEST), 3, lost),
        }
    )


def made_up_steps(seed: int, people: int = 360) -> str:
    """Return invented people of twelve authorities at five times, as CSV; three authorities begin at each step.

    Put in: quality falls by 0.01 a half year everywhere, costs rise by £5 a week; budgets add 0.05 and take £6 off.
    """
    chance = np.random.default_rng([seed, 3])
    names = AUTHORITIES[: STEPS * 3]
    begins = chance.permutation(np.repeat(np.arange(1, STEPS + 1), 3))
    place = np.arange(people) % len(names)
    person, time = np.repeat(np.arange(people), TIMES), np.tile(np.arange(TIMES), people)
    at = place[person]
    has = time >= begins[at]
    own, older = chance.normal(0.62, 0.14, people), chance.random(people) < 0.5
    towns = chance.normal(0, 1, (2, len(names), TIMES))
    rows = people * TIMES
    quality = own[person] + 0.02 * towns[0, at, 0] - 0.01 * time + 0.01 * towns[0, at, time] + 0.05 * has
    cost = 270 * np.exp(chance.normal(0, 0.4, people))[person] + 5 * time + 4 * towns[1, at, time] - 6 * has
    lost = chance.random(rows) < 0.06
    return _csv(
        {
            "person": [f"S{number + 1:04d}" for number in person],
            "half_year": [str(one) for one in time],
            "arm": ["budget" if one else "usual" for one in has],
            "authority": [names[one] for one in at],
            "group": ["older" if one else "younger" for one in older[person]],
            "took_up": ["yes" if one else "no" for one in has & (chance.random(rows) < 0.7)],
            "support_week": _told(np.maximum(0, cost + chance.normal(0, 30, rows)), 2, lost),
            "coordinator_hours": _told(chance.gamma(2, 0.12, rows), 2),
            "quality": _told(np.clip(quality + chance.normal(0, 0.1, rows), LOWEST, HIGHEST), 3, lost),
        }
    )


def _told(values: Floats, places: int, lost: np.ndarray[tuple[int], np.dtype[np.bool_]] | None = None) -> list[str]:
    gone = np.zeros(len(values), np.bool_) if lost is None else lost
    return ["" if out else f"{value:.{places}f}" for value, out in zip(values, gone, strict=True)]


def _csv(columns: dict[str, list[str]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue()
