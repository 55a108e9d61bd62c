"""Invented towns for the tests of the lab: people with points and costs from a known curve, the seed fixed."""

import numpy as np

from ownway.lab.calibrate.sums import People

KNOTS = (0.0, 30.0, 60.0, 100.0)
POUNDS = (500.0, 6_000.0, 20_000.0, 90_000.0)


def true_curve(
    points: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Pence a year that people of these points cost on average."""
    return np.interp(points, KNOTS, POUNDS) * 100


def town(count: int, seed: int = 7, spread: float = 2.0) -> People:
    """Return *count* people; costs scatter about the curve as a gamma law, more where they are large."""
    chance = np.random.default_rng(seed)
    scores = np.minimum(chance.binomial(100, chance.beta(1.6, 2.4, count)), 100).astype(np.int64)
    pence = (true_curve(scores.astype(np.float64)) * chance.gamma(spread, 1 / spread, count)).astype(np.int64)
    groups = (chance.random(count) < 0.4).astype(np.int64)
    return People(scores, pence, 1, groups, ("older", "learning"))
