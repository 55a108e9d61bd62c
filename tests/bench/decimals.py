"""The rule of the bench as a careful person would write it in plain Python: one person, decimal numbers, no tables."""

import itertools
from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from ownway.rulebook.model import Pack

HALF = Decimal("0.5")
PENNY = Decimal("0.01")
Result = tuple[Decimal, Decimal, Decimal]


def decimal(number: Fraction | None) -> Decimal:
    """Return a number of the pack, all of which end after few places."""
    assert number is not None
    return Decimal(number.numerator) / Decimal(number.denominator)


def half_up(number: Decimal) -> Decimal:
    """Return whole pence, a half penny upwards."""
    return (number * 100 + HALF).to_integral_value(ROUND_FLOOR) * PENNY


class InDecimals:
    """The rule with its numbers as decimals."""

    def __init__(self, pack: Pack) -> None:
        self.points = {
            (question.id, level.id): decimal(level.points)
            for question in pack.questions
            for level in question.levels
            if level.points is not None
        }
        self.adult = self.knots(pack, "basis_adult")
        self.older = self.knots(pack, "basis_older")
        bands = pack.allocation.step("area_factor").bands  # type: ignore[attr-defined]
        self.factors = {number: decimal(band.gives) for number, band in enumerate(bands, 1)}

    @staticmethod
    def knots(pack: Pack, step: str) -> list[tuple[Decimal, Decimal]]:
        """Return the corners of a table of money."""
        return [(decimal(knot.at), decimal(knot.gives)) for knot in pack.allocation.step(step).knots]  # type: ignore[attr-defined]

    def work_out(self, told: Mapping[str, str | int]) -> Result:
        """Return the score in points, the indicative budget and the contingency in pounds."""

        def worth(name: str) -> Decimal:
            return self.points[name, str(told[name])]

        hands_on = worth("personal_care") + worth("meals") + worth("moving_about") + worth("health_tasks")
        if told["two_people"] == "always":
            hands_on *= 2
        could_help = hands_on + worth("home") + worth("shopping")
        counted = Decimal(1) if told["behaviour"] in ("lot", "most") else worth("help")
        after_help = max(could_help * counted, could_help * Decimal("0.25"))
        by_day = sum(
            (worth(name) for name in ("going_out", "community", "communication", "behaviour", "relationships")),
            worth("parenting") + worth("keeping_safe"),
        ) + Decimal("1.5") * (worth("work_and_learning") + worth("decisions") + worth("complex_needs"))
        by_night = min(Decimal("1.5") * worth("nights") + HALF * worth("keeping_safe"), Decimal(30))
        score = after_help + by_day + by_night
        basis = self.on_line(self.adult if told["age"] == "under_65" else self.older, score)
        indicative = half_up(basis * self.factors[int(told["area"])])
        return score, indicative, half_up(indicative * Decimal("0.035"))

    @staticmethod
    def on_line(knots: list[tuple[Decimal, Decimal]], score: Decimal) -> Decimal:
        """Return the money for a score, on the straight line between two corners, in whole pence."""
        for (at_low, low), (at_high, high) in itertools.pairwise(knots):
            if score <= at_high:
                # Multiplied first and with the half added before the division, so that no digit is lost at a half.
                rise = (high - low) * (score - at_low)
                pence = ((2 * rise + (2 * low + PENNY) * (at_high - at_low)) * 100) // (2 * (at_high - at_low))
                return pence * PENNY
        raise ValueError(f"{score} lies beyond the table")
