"""A second, plain reading of the Spanish scale for adults, in whole hundred-thousandths of a point."""

from collections.abc import Mapping, Sequence

from ownway.rulebook.model import Answer, State

ACTIVITIES = (
    # general weight and specific weight in tenths, task weights in hundredths, in the order of the decree
    (168, 100, (25, 20, 30, 25)),
    (148, 70, (20, 15, 30, 35)),
    (88, 80, (15, 20, 15, 25, 25)),
    (29, 20, (30, 15, 25, 30)),
    (119, 116, (15, 10, 15, 30, 30)),
    (29, 110, (15, 10, 25, 25, 25)),
    (94, 20, (10, 15, 10, 15, 10, 10, 10, 20)),
    (123, 121, (25, 15, 10, 25, 10, 15)),
    (122, 129, (25, 25, 20, 15, 10, 5)),
    (80, 80, (45, 25, 20, 10)),
    (0, 154, (20, 10, 10, 20, 10, 10, 15, 5)),
)
SUPPORT = {"alone": 0, "supervision": 90, "partial_help": 90, "substitution": 95, "special_support": 100}
"""Coefficients in hundredths."""

FAMILY = (0, 18000, 31590, 45540)
ASSISTANCE = (0, 31350, 74725, 74725)
SERVICE = {"home_care": (0, 31350, 44530, 74725), "day_centre": (0, 44530, 44530, 74725),
           "care_home": (0, 31350, 74725, 74725)}  # fmt: skip


def grade_and_cents(answers: Mapping[str, Answer], tasks: Sequence[str]) -> tuple[int, int]:
    """Return the grade (0 for none) and the most the state allows a month, in cents. *tasks* are the 59, in order."""
    given = [SUPPORT[answers[task].told] if task in answers else 0 for task in tasks]
    general = specific = 0
    for general_weight, specific_weight, task_weights in ACTIVITIES:
        mine, given = given[: len(task_weights)], given[len(task_weights) :]
        share = sum(weight * support for weight, support in zip(task_weights, mine, strict=True))
        general += general_weight * share
        specific += specific_weight * share
    assert given == []
    # Tenths times hundredths times hundredths; a half goes upwards.
    points = (general + 50_000) // 100_000
    if answers["mental_condition"].state is State.YES:
        points = max(points, (specific + 50_000) // 100_000)
    grade = (points >= 25) + (points >= 50) + (points >= 75)
    match answers["benefit"].told:
        case "family_care":
            return grade, FAMILY[grade]
        case "personal_assistance":
            return grade, ASSISTANCE[grade]
    return grade, SERVICE[answers["service"].told][grade]
