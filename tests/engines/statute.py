"""A second, plain reading of the German statute, written from its tables alone, to hold the pack against."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.model import Answer, State

MODULES = {
    1: ((1, 3, 5, 9), ("0", "2.5", "5", "7.5", "10")),
    2: ((1, 5, 10, 16), ("0", "3.75", "7.5", "11.25", "15")),
    3: ((0, 2, 4, 6), ("0", "3.75", "7.5", "11.25", "15")),
    4: ((2, 7, 18, 36), ("0", "10", "20", "30", "40")),
    5: ((0, 1, 3, 5), ("0", "5", "10", "15", "20")),
    6: ((0, 3, 6, 11), ("0", "3.75", "7.5", "11.25", "15")),
}
"""Module → the highest sum of each of the first four columns, and the weighted points of the five."""

CASH = {0: 0, 1: 0, 2: 347, 3: 599, 4: 800, 5: 990}
IN_KIND = {0: 0, 1: 0, 2: 796, 3: 1497, 4: 1859, 5: 2299}
RESIDENTIAL = {0: 0, 1: 131, 2: 805, 3: 1319, 4: 1855, 5: 2096}

ORDER = {
    "independent": 0, "mostly_independent": 1, "mostly_dependent": 2, "dependent": 3,
    "present": 0, "mostly_present": 1, "little_present": 2, "absent": 3,
    "never": 0, "rarely": 1, "often": 3, "daily": 5,
    "no_tube": 0, "partly": 6, "wholly": 3,
}  # fmt: skip
TIMES = {"m4_8_eating": 3, "m4_9_drinking": 2, "m4_10_toilet": 2}
LEAKS = {"mostly_incontinent", "incontinent", "device"}


def weighted(module: int, raw: int) -> Fraction:
    """Return the weighted points of annex 2 for the sum of a module."""
    tops, points = MODULES[module]
    return Fraction(points[sum(raw > top for top in tops)])


def times(answer: Answer, day: str, week: str, month: str) -> Fraction:
    """Return a frequency times the weight of its unit."""
    assert isinstance(answer.value, Fraction)
    assert answer.every is not None
    return answer.value * Fraction({"day": day, "week": week, "month": month}[answer.every.value])


def illness(answers: Mapping[str, Answer], child: bool) -> int:
    """Return the sum of module 5."""
    treated = sum(times(answers[id], "1", "1/7", "1/30") for id in answers if id.startswith(TREATED))
    cared = sum(times(answers[id], "1", "1/7", "1/30") for id in answers if id.startswith(CARED))
    visits = sum(times(answers[id], "60", "8.6", "2") for id in answers if id.startswith(("m5_12_", "m5_15_")))
    visits += sum(times(answers[id], "0", "4.3", "1") for id in answers if id.startswith(("m5_13_", "m5_14_")))
    if child:
        visits += times(answers["m5_k_early_support"], "0", "4.3", "1")
    first = 0 if treated < 1 else 1 if treated <= 3 else 2 if treated <= 8 else 3
    second = 0 if cared * 7 < 1 else 1 if cared < 1 else 2 if cared < 3 else 3
    third = sum(visits >= Fraction(edge) for edge in ("4.3", "8.6", "12.9")) if visits < 60 else 6
    return first + second + third + ORDER[answers["m5_16_diet"].told]


TREATED = tuple(f"m5_{number}_" for number in range(1, 8))
CARED = tuple(f"m5_{number}_" for number in range(8, 12))


def self_care(answers: Mapping[str, Answer], child: bool) -> int:
    """Return the sum of module 4."""
    if child:
        return 20 if answers["m4_k_feeding"].state is State.YES else 0
    total = 0
    for id, answer in answers.items():
        if not id.startswith("m4_") or id == "m4_k_feeding":
            continue
        if id == "m4_11_bladder" and answers["bladder"].told not in LEAKS:
            continue
        if id == "m4_12_bowel" and answers["bowel"].told not in LEAKS:
            continue
        total += ORDER[answer.told] * TIMES.get(id, 1)
    return total


def grade_and_cents(answers: Mapping[str, Answer]) -> tuple[Fraction, int, int]:
    """Return total, grade (0 for none) and the monthly benefit in cents."""
    child = answers["child_to_18_months"].state is State.YES

    def raw(module: int) -> int:
        return sum(ORDER[answer.told] for id, answer in answers.items() if id.startswith(f"m{module}_"))

    total = weighted(1, raw(1)) + max(weighted(2, raw(2)), weighted(3, raw(3)))
    total += weighted(4, self_care(answers, child)) + weighted(5, illness(answers, child)) + weighted(6, raw(6))
    borders = ["12.5", "27", "47.5", "70", "90"]
    grade = sum(total >= Fraction(border) for border in borders)
    if child:
        grade = min(grade + 1, 5) if grade else 0
    if answers["special_need"].state is State.YES:
        grade = 5
    match answers["form"].told:
        case "cash":
            return total, grade, CASH[grade] * 100
        case "in_kind":
            return total, grade, IN_KIND[grade] * 100
        case "residential":
            return total, grade, RESIDENTIAL[grade] * 100
    share = answers["in_kind_share"].value
    assert isinstance(share, Fraction)
    # Whole euros times whole per cents are whole cents; nothing is left to round.
    return total, grade, int(CASH[grade] * (100 - share) + IN_KIND[grade] * share)
