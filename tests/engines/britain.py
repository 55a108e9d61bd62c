"""A second, plain reading of the regulations on Personal Independence Payment, regulation 7 above all."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.model import Answer

POINTS = {
    "preparing_food": {"aid": 2, "microwave": 2, "prompting": 2, "help": 4, "cannot": 8},
    "nutrition": {"aid_or_watch": 2, "tube_alone": 2, "prompting": 4, "tube_with_help": 6, "cannot": 10},
    "therapy": {"aid_or_medicine_help": 1, "therapy_short": 2, "therapy_medium": 4, "therapy_long": 6,
                "therapy_longest": 8},
    "washing": {"aid": 2, "prompting": 2, "hair_or_below": 2, "bath": 3, "above": 4, "cannot": 8},
    "toilet": {"aid": 2, "prompting": 2, "help": 4, "help_one": 6, "help_both": 8},
    "dressing": {"aid": 2, "prompting": 2, "help_below": 2, "help_above": 4, "cannot": 8},
    "talking": {"aid": 2, "complex": 4, "basic": 8, "cannot": 12},
    "reading": {"aid": 2, "prompting_complex": 2, "prompting_basic": 4, "cannot": 8},
    "mixing": {"prompting": 2, "social_support": 4, "cannot": 8},
    "budgeting": {"complex": 2, "simple": 4, "cannot": 6},
    "journeys": {"prompting": 4, "cannot_plan": 8, "unfamiliar": 10, "no_journey": 10, "familiar": 12},
    "moving": {"to_200": 4, "to_50_alone": 8, "to_50_aid": 10, "to_20": 12, "cannot": 12},
}  # fmt: skip
MOBILITY = ("journeys", "moving")
RATES = {
    # first day: daily living and mobility, each nothing, standard, enhanced, in pence a week
    date(2026, 4, 6): ((0, 7670, 11460), (0, 3030, 8000)),
    date(2025, 4, 7): ((0, 7390, 11040), (0, 2920, 7705)),
}


def points_of(activity: str, answer: Answer) -> int:
    """Return the points of one activity: regulation 7(1)(a) to (c)."""
    assert isinstance(answer.value, tuple)
    days: list[tuple[Fraction, int]] = []
    for row in answer.value:
        share = row["days"]
        assert isinstance(share, Fraction)
        days.append((share, POINTS[activity][str(row["descriptor"])]))
    over_half = [points for share, points in days if share > 50]
    if over_half:
        return max(over_half)
    if sum(share for share, _ in days) > 50:
        most = max(share for share, _ in days)
        return max(points for share, points in days if share == most)
    return 0


def points_and_pence(answers: Mapping[str, Answer], day: date) -> tuple[int, int, int]:
    """Return the points for daily living and for mobility, and the weekly payment in pence."""
    scores = {activity: points_of(activity, answers[activity]) for activity in POINTS}
    mobility = sum(scores[activity] for activity in MOBILITY)
    daily_living = sum(scores.values()) - mobility
    rates = next(rates for first, rates in RATES.items() if day >= first)
    paid = [sums[(points >= 8) + (points >= 12)] for points, sums in zip((daily_living, mobility), rates, strict=True)]
    return daily_living, mobility, sum(paid)
