"""The band of the table itself: what it would be had other people of the same kind been in the sample."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.fitting import Asked, Fit, fit
from ownway.lab.calibrate.sums import Sums

Real = NDArray[np.float64]
DRAWS = 500


def band_of_table(sums: Sums, asked: Asked, found: Fit, seed: int, draws: int = DRAWS) -> tuple[Real, Real]:
    """Return the 2.5th and 97.5th per cent of the value at each knot over *draws* samples drawn again.

    How many have each score is drawn as people were; their mean cost at a score by its own spread (a normal law: sums
    per score tell no more). The knots stay. The pot is drawn too where it is what the people cost.
    """
    chance = np.random.default_rng(seed)
    within = np.maximum(sums.squares / sums.people - sums.means**2, 0.0)
    # One person at a score tells no spread; there the spread of everyone is taken in proportion to the mean.
    relative = float((within * sums.people).sum() / max(float((sums.means**2 * sums.people).sum()), 1.0))
    alone = sums.people < 5
    within = np.where(alone, np.maximum(within, relative * found.at(sums.points) ** 2), within)
    means = np.where(alone, found.at(sums.points) * (sums.total / asked.pot if asked.pot else 1.0), sums.means)
    limits = replace(asked.limits, groups={})
    follows = asked.pot == sums.total
    values = np.zeros((draws, len(found.knots)))
    for draw in range(draws):
        people = chance.multinomial(sums.count, sums.people / sums.count)
        there = people > 0
        mean = np.maximum(chance.normal(means[there], np.sqrt(within[there] / people[there])), 0.0)
        pence = np.rint(mean * people[there]).astype(np.int64)
        again = Sums(sums.scores[there], sums.units, people[there], pence, sums.squares[there])
        pot = again.total if follows else asked.pot
        try:
            values[draw] = fit(again, Asked(pot, limits, {}, list(found.knots))).values
        except CannotCalibrate:
            # These people could not be given a table within the limits; the table as it is stands for them.
            values[draw] = found.values
    low, high = np.quantile(values, (0.025, 0.975), axis=0)
    return low, high
