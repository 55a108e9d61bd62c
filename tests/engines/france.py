"""A second, plain reading of the French grid, ceilings and own share, written from the code's tables alone."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.model import Answer, State

ABILITIES = ("coherence", "orientation", "washing", "dressing", "eating", "elimination", "transfers", "moving_indoors")

GRID = (
    # not at all, in part, thresholds with their rank: groups A to H
    ((2000, 1200, 40, 40, 60, 100, 800, 200), (0, 0, 16, 16, 20, 16, 120, 32), ((4380, 1), (4140, 2), (3390, 3))),
    ((1500, 1200, 40, 40, 60, 100, 800, -80), (320, 120, 16, 16, 0, 16, 120, -40), ((2016, 4),)),
    ((0, 0, 40, 40, 60, 160, 1000, 400), (0, 0, 16, 16, 20, 20, 200, 40), ((1700, 5), (1432, 6))),
    ((0, 0, 0, 0, 2000, 400, 2000, 200), (0, 0, 0, 0, 200, 200, 200, 0), ((2400, 7),)),
    ((400, 400, 400, 400, 400, 800, 800, 200), (0, 0, 100, 100, 100, 100, 100, 0), ((1200, 8),)),
    ((200, 200, 500, 500, 500, 500, 500, 200), (100, 100, 100, 100, 100, 100, 100, 0), ((800, 9),)),
    ((150, 150, 300, 300, 500, 500, 400, 200), (0, 0, 200, 200, 200, 200, 200, 100), ((650, 10),)),
    ((0, 0, 3000, 3000, 3000, 3000, 1000, 1000), (0, 0, 2000, 2000, 2000, 2000, 2000, 1000), ((4000, 11), (2000, 12))),
)
GROUPS = (0, 1, 2, 2, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6)
"""The group (GIR) of each rank."""

CEILINGS = {
    # first year: parts of the supplement for groups 1 to 4, in thousandths
    2024: (1615, 1306, 944, 630),
    2022: (1605, 1298, 938, 626),
    2017: (1553, 1247, 901, 601),
}
SUPPLEMENT = {
    2017: 110418, 2018: 110749, 2019: 111857, 2020: 112192, 2021: 112529, 2022: 112641, 2023: 119255, 2024: 121090,
    2025: 126660, 2026: 128813,
}  # fmt: skip
"""The supplement for a third person (MTP) that holds for the year, in cents."""

WAGES = (
    (date(2017, 1, 1), 976), (date(2018, 1, 1), 988), (date(2019, 1, 1), 1003), (date(2020, 1, 1), 1015),
    (date(2021, 1, 1), 1025), (date(2021, 10, 1), 1048), (date(2022, 1, 1), 1057), (date(2022, 5, 1), 1085),
    (date(2022, 8, 1), 1107), (date(2023, 1, 1), 1127), (date(2023, 5, 1), 1152), (date(2024, 1, 1), 1165),
    (date(2024, 11, 1), 1188), (date(2026, 1, 1), 1202),
)  # fmt: skip
"""The hourly minimum wage (SMIC) in cents, since when."""


def rank_of(profile: str) -> int:
    """Return the rank from 1 to 13 of eight letters in the order of the grid."""
    for whole, part, thresholds in GRID:
        points = sum({"a": 0, "b": b, "c": c}[letter] for letter, b, c in zip(profile, part, whole, strict=True))
        for threshold, rank in thresholds:
            if points >= threshold:
                return rank
    return 13


def group_of(profile: str) -> int:
    """Return the group (GIR) from 1 to 6."""
    return GROUPS[rank_of(profile)]


def half_up(number: Fraction) -> int:
    """Return the nearest whole number, a half upwards; for numbers of 0 or more."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def own_share(plan: int, resources: Fraction, supplement: int) -> int:
    """Return in cents what the person pays of a plan in cents (R.232-11, since 1 March 2016)."""
    low, high = Fraction("0.725") * supplement, Fraction("2.67") * supplement
    if resources <= low:
        return 0
    if resources >= high:
        return half_up(plan * Fraction(9, 10))
    along = (resources - low) / (high - low)
    first, second = Fraction("0.317") * supplement, Fraction("0.498") * supplement
    in_first = min(Fraction(plan), first)
    in_second = min(max(plan - first, Fraction(0)), second - first)
    in_third = max(plan - second, Fraction(0))
    rate = Fraction(9, 10) * along
    # The formula of the decree: from 40 per cent of the rate in the second slice and 20 in the third, to all of it.
    paid = in_first + in_second * (along * Fraction(3, 5) + Fraction(2, 5))
    paid += in_third * (along * Fraction(4, 5) + Fraction(1, 5))
    return half_up(rate * paid)


def group_and_cents(answers: Mapping[str, Answer], day: date) -> tuple[int, int]:
    """Return the group and the monthly allowance in cents, for days from 2017 on."""
    group = group_of("".join(answers[ability].told for ability in ABILITIES))
    born = answers["born"].value
    assert isinstance(born, date)
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if group > 4 or years < 60:
        return group, 0
    supplement = SUPPLEMENT[day.year]
    parts = next(parts for year, parts in CEILINGS.items() if day.year >= year)
    ceiling = half_up(Fraction(parts[group - 1] * supplement, 1000))
    plan = ceiling
    if answers["plan_known"].state is State.YES:
        cost = answers["plan_cost"].value
        assert isinstance(cost, Fraction)
        plan = min(int(cost * 100), ceiling)
    resources = answers["resources"].value
    assert isinstance(resources, Fraction)
    if answers["couple"].state is State.YES:
        resources /= Fraction("1.7")
    left = plan - own_share(plan, resources * 100, supplement)
    wage = [cents for since, cents in WAGES if since <= day][-1]
    return group, left if left >= 3 * wage else 0
