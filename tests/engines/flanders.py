"""A second, plain reading of the Flemish budget categories: the printed sums of 2023, not worked out."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.model import Answer

PRINTED = (
    766057, 1014160, 1511355, 2101466, 2690588, 3065214, 3440829, 3892555, 4339339, 4682335, 5025331, 5354488,
    5684633, 6144267, 6441794, 6739320, 7036847, 7346235, 7655623, 7965011, 8552156, 8992021, 9600665, 10209309,
)  # fmt: skip
"""The yearly sums of the 24 categories, in cents."""

OLD_POINTS = (
    "12.234511", "17.128316", "24.469022", "33.644906", "42.820789", "50.161496", "53.220123", "55.055300",
    "59.949104", "70.960164", "88.088480", "103.993344",
)  # fmt: skip


def cents(answers: Mapping[str, Answer]) -> int:
    """Return the budget of a year in cents."""
    match answers["stage"].told:
        case "none":
            return 0
        case "waiting":
            return 12 * 300_00
    if answers["list"].told == "new":
        return PRINTED[int(answers["category"].told.removeprefix("category_")) - 1]
    points = Fraction(OLD_POINTS[int(answers["old_category"].told.removeprefix("old_")) - 1])
    return int(points * 98846 + Fraction(1, 2))
