"""A second, plain reading of Florida's allocation algorithm, in whole ten-thousandths, to hold the pack against."""

from collections.abc import Mapping
from datetime import date

from ownway.rulebook.model import Answer

BASE = 275720
HOMES = {
    "family_home": 0,
    "own_home": 358220,
    "group_home": 906294,
    "group_home_behaviour": 1317576,
    "group_home_intensive": 2094558,
    "group_home_medical": 2670995,
}
AGES = ((21, 0), (31, 478473), (1000, 489634))
"""Below which age, which term."""

ITEMS = {
    16: 24984, 18: 58537, 20: 26772, 21: 27878, 23: 63555, 28: 22803, 33: 12233, 34: 21764, 36: 26734, 43: 19304,
}  # fmt: skip
SCORES = {
    "none": 0, "little": 1, "some": 2, "much": 3, "most": 4,
    "never": 0, "slight": 1, "moderate": 2, "serious": 3, "extreme": 4,
}  # fmt: skip


def age_on(born: date, day: date) -> int:
    """Return the whole years from one day to another."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def root_and_cents(answers: Mapping[str, Answer], day: date) -> tuple[int, int]:
    """Return the root in ten-thousandths of a dollar's root, and the yearly sum in cents."""
    scores = {int(id[1:3]): SCORES[answer.told] for id, answer in answers.items() if id[0] == "q" and id[1].isdigit()}
    functional = sum(scores[item] for item in range(14, 25))
    behavioural = sum(scores[item] for item in range(25, 31))
    born = answers["born"].value
    assert isinstance(born, date)
    age = age_on(born, day)
    home = answers["living_setting"].told
    root = BASE + HOMES[home] + next(term for below, term in AGES if age < below) + 4954 * behavioural
    if home == "family_home":
        root += 6349 * functional
    if home == "own_home":
        root += 20529 * functional + 14501 * behavioural
    root += sum(weight * scores[item] for item, weight in ITEMS.items())
    # Ten-thousandths squared are hundred-millionths; a million of them make a cent.
    return root, (root * root + 500_000) // 1_000_000
