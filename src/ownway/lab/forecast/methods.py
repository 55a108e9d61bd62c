"""The ways of going on from a row of months: as last month, as a year ago, and a damped trend with seasons."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Method = Callable[[Numbers, int], Numbers]
YEAR = 12


def as_last(past: Numbers, ahead: int) -> Numbers:
    """Go on as in the last month: what every other way has to beat."""
    return np.full(ahead, past[-1])


def as_a_year_ago(past: Numbers, ahead: int) -> Numbers:
    """Go on as in the same month a year ago; where there is no year, as in the last month."""
    if len(past) < YEAR:
        return as_last(past, ahead)
    return np.array([past[len(past) - YEAR + place % YEAR] for place in range(ahead)])


def year_and_growth(past: Numbers, ahead: int) -> Numbers:
    """Go on as in the same month a year ago, raised by what the last year grew over the one before."""
    usual = as_a_year_ago(past, ahead)
    if len(past) < 2 * YEAR:
        return usual
    before = past[-2 * YEAR : -YEAR].sum()
    growth = past[-YEAR:].sum() / before if before else 1.0
    years = 1 + np.arange(ahead) // YEAR
    return np.asarray(usual * growth**years)


def mean_of_year(past: Numbers, ahead: int) -> Numbers:
    """Go on with the mean of the last twelve months."""
    return np.full(ahead, past[-YEAR:].mean())


def damped_trend(past: Numbers, ahead: int) -> Numbers:
    """Go on with a damped trend by exponential smoothing, on seasons taken out by their usual share of a year.

    Gardner and McKenzie's damped trend: level and slope smoothed at 0.4 and 0.1, the slope fading by 0.9 a month.
    """
    season = _seasons(past)
    places = np.arange(len(past) + ahead) % YEAR
    plain = past / season[places[: len(past)]]
    level, slope = plain[0], (plain[min(YEAR, len(plain)) - 1] - plain[0]) / max(1, min(YEAR, len(plain)) - 1)
    for value in plain[1:]:
        before = level
        level = 0.4 * value + 0.6 * (level + 0.9 * slope)
        slope = 0.1 * (level - before) + 0.9 * 0.9 * slope
    fading = np.cumsum(0.9 ** np.arange(1, ahead + 1))
    return np.asarray(np.maximum(level + slope * fading, 0) * season[places[len(past) :]])


def _seasons(past: Numbers) -> Numbers:
    """Return each month's share of a usual month; all alike where there are fewer than two whole years."""
    years = len(past) // YEAR
    if years < 2:
        return np.ones(YEAR)
    whole = past[: years * YEAR].reshape(years, YEAR)
    mean = np.maximum(whole.mean(axis=1, keepdims=True), 1e-9)
    share = np.maximum((whole / mean).mean(axis=0), 0.05)
    return np.asarray(share / share.mean())


METHODS: dict[str, Method] = {
    "as last month": as_last,
    "as a year ago": as_a_year_ago,
    "as a year ago, with the year’s growth": year_and_growth,
    "mean of the last year": mean_of_year,
    "damped trend with seasons": damped_trend,
}
