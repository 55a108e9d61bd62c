"""The rule of the bench pack as whole numbers: what each peer of our engines is given to reckon with."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ownway.rulebook.load import load_pack
from ownway.rulebook.model import Pack

PACK = Path(__file__).parent / "pack"
DAY = date(2026, 11, 2)

PARTS = 40
"""Points are counted in fortieths: tenths of a point, times quarters of a need."""
COINS = 100
"""Money is counted in pence."""
TENTHOUSANDTHS = 10_000
"""The factor of an area is counted in ten-thousandths."""

HANDS_ON = ("personal_care", "meals", "moving_about", "health_tasks")
DAY_NEEDS = {
    "going_out": 2,
    "community": 2,
    "work_and_learning": 3,
    "communication": 2,
    "decisions": 3,
    "behaviour": 2,
    "relationships": 2,
    "parenting": 2,
    "keeping_safe": 2,
    "complex_needs": 3,
}
"""How many halves of its points each need of the day counts."""
NIGHT_NEEDS = {"nights": 3, "keeping_safe": 1}
NIGHT_MOST = 30 * PARTS
SCORED = (*HANDS_ON, "home", "shopping", *DAY_NEEDS, "nights")
ASKED = (*SCORED, "help", "two_people", "age", "area")

OUTPUTS = ("score", "indicative", "contingency")

Numbers = npt.NDArray[np.int64]
Answers = dict[str, npt.NDArray[np.uint8]]
"""The number of the level chosen, question by question; for the area its own number, from 1 to 152."""
Figures = dict[str, Numbers]
"""The score in fortieths of a point, the indicative budget and the contingency in pence."""


@dataclass(frozen=True)
class Rule:
    """The tables of the rule: points in fortieths, help in quarters, knots in fortieths and pence, factors."""

    points: dict[str, Numbers]
    help: Numbers
    counts_in_full: tuple[int, ...]
    two_always: int
    under_65: int
    adult: list[tuple[int, int]]
    older: list[tuple[int, int]]
    factors: Numbers
    """By the number of the area; the first entry stands for no area."""


def whole(number: Fraction | None, parts: int) -> int:
    """Return a number of the pack in whole parts."""
    assert number is not None
    counted = number * parts
    assert counted.denominator == 1
    return counted.numerator


def read() -> tuple[Pack, Rule]:
    """Return the pack of the bench and its tables in whole numbers."""
    pack = load_pack(PACK)

    def points(name: str, parts: int) -> Numbers:
        return np.array([whole(level.points, parts) for level in pack.question(name).levels])

    def place(question: str, level: str) -> int:
        return [known.id for known in pack.question(question).levels].index(level)

    def knots(name: str) -> list[tuple[int, int]]:
        return [(whole(knot.at, PARTS), whole(knot.gives, COINS)) for knot in pack.allocation.step(name).knots]  # type: ignore[attr-defined]

    areas = pack.allocation.step("area_factor").bands  # type: ignore[attr-defined]
    rule = Rule(
        points={name: points(name, PARTS) for name in SCORED},
        help=points("help", 4),
        counts_in_full=(place("behaviour", "lot"), place("behaviour", "most")),
        two_always=place("two_people", "always"),
        under_65=place("age", "under_65"),
        adult=knots("basis_adult"),
        older=knots("basis_older"),
        factors=np.array([0] + [whole(band.gives, TENTHOUSANDTHS) for band in areas]),
    )
    return pack, rule


def sizes(pack: Pack) -> dict[str, int]:
    """Return how many answers each question has, in the order of asking."""
    return {name: len(pack.question(name).levels) or 152 for name in ASKED}
