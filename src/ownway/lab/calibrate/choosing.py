"""How many knots, and where: by error on people not seen, the fewest within one standard error of the best."""

import numpy as np
from numpy.typing import NDArray

from ownway.lab.calibrate.fitting import Asked, Fit, fit, how_many_knots, place_knots
from ownway.lab.calibrate.sums import Sums, sums_of
from ownway.lab.calibrate.validating import Folds

Real = NDArray[np.float64]
SETTLE_FROM = 600
"""From so many people on inner knots may move to where they help most; below, that would fit the chance."""


def choose_knots(folds: Folds) -> int:
    """Return how many knots: 2 up to 3, 5 or 7 by size, the fewest within one standard error of the best.

    The rule of one standard error is Breiman's and others' (1984), here on differences within the same fold.
    """
    people, most = folds.people, how_many_knots(folds.people.count)
    errors: dict[int, Real] = {}
    for count in range(2, most + 1):
        found = []
        for of in folds.of:
            for fold in range(folds.folds):
                test = of == fold
                known = sums_of(people.some(~test))
                told = fit(known, Asked(max(known.total, 1)), count).at(people.points[test])
                found.append(float(((people.pence[test] - told) ** 2).mean()))
        errors[count] = np.array(found)
    best = min(errors, key=lambda count: float(errors[count].mean()))
    return min(count for count, found in errors.items() if _as_good(found - errors[best]))


def _as_good(worse: Real) -> bool:
    """Whether a difference on the same folds is within one standard error of none."""
    return float(worse.mean()) <= float(worse.std(ddof=1)) / float(np.sqrt(len(worse)))


def settle_knots(sums: Sums, asked: Asked, count: int) -> Real:
    """Return *count* knots; from 600 people on each inner one moves by 5 points while that lowers the squared error."""
    knots = place_knots(sums, count)
    if sums.count < SETTLE_FROM or len(knots) < 3:
        return knots
    best = _error(sums, fit(sums, _at(asked, knots)))
    for _ in range(12):
        moved = False
        for at in range(1, len(knots) - 1):
            for step in (-5.0, 5.0, -1.0, 1.0):
                trial = knots.copy()
                trial[at] += step
                if not trial[at - 1] < trial[at] < trial[at + 1]:
                    continue
                error = _error(sums, fit(sums, _at(asked, trial)))
                if error < best * (1 - 1e-6):
                    knots, best, moved = trial, error, True
        if not moved:
            break
    return knots


def _at(asked: Asked, knots: Real) -> Asked:
    return Asked(asked.pot, asked.limits, asked.by_group, [float(knot) for knot in knots])


def _error(sums: Sums, found: Fit) -> float:
    scale = float(found.at(sums.points) @ sums.people) / sums.total
    return float((sums.people * (sums.means * scale - found.at(sums.points)) ** 2).sum())
