"""Looks whether authorities stepped over to the budget one after another, none back, as a comparison of steps needs."""

from collections import defaultdict
from collections.abc import Iterable

from ownway.lab.evaluate.cannot import CannotEvaluate

NAMED_MOST = 10
AUTHORITIES_LEAST = 8
"""With fewer, drawing authorities again and again says too little of how sure the result is."""


def check_steps(rows: Iterable[tuple[str, int, int]]) -> None:
    """Look over rows of (authority, time, arm), where arm 1 is the budget.

    :raises CannotEvaluate: where an authority has both arms at one time, steps back, all step at once, or there are
        fewer than eight authorities.
    """
    arms: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for authority, time, arm in rows:
        arms[authority][time].add(arm)
    mixed = [f"{name} at {time}" for name, times in arms.items() for time in times if len(times[time]) > 1]
    if mixed:
        raise CannotEvaluate("evaluation.step_mixed", places=_named(mixed))
    back = []
    steps = set()
    for name, times in arms.items():
        had = [time for time in sorted(times) if times[time] == {1}]
        steps.add(had[0] if had else -1)
        back += [f"{name} at {time}" for time in times if had and time > had[0] and times[time] == {0}]
    if back:
        raise CannotEvaluate("evaluation.step_back", places=_named(back))
    if len(arms) < AUTHORITIES_LEAST:
        raise CannotEvaluate("evaluation.few_authorities", authorities=len(arms), needed=AUTHORITIES_LEAST)
    if len(steps) < 2:
        raise CannotEvaluate("evaluation.one_step")


def _named(places: list[str]) -> str:
    told = sorted(places)
    more = f" and {len(told) - NAMED_MOST} more" if len(told) > NAMED_MOST else ""
    return ", ".join(told[:NAMED_MOST]) + more
