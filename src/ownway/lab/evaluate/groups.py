"""Works out each user group beside the others: a small group borrows from the rest, as its uncertainty asks for.

The effects of the groups are taken as drawn around one mean, with a spread that is itself unknown (normal-normal model;
half-Cauchy prior on the spread, Gelman, Bayesian Analysis 2006, 1: 515-534), worked out on a grid, without simulation.
Groups are named in the protocol beforehand, and no group is picked for its p-value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from ownway.lab.evaluate.effects import Effect
from ownway.lab.evaluate.trial import Floats

STEPS = 400
NARROWEST = 1e-12


@dataclass(frozen=True)
class Shrunk:
    """One group's effect alone and beside the others; *likely* is how likely it is above nothing, beside the others."""

    alone: Effect
    beside: Effect
    likely: float
    own_share: float

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "alone": self.alone.to_json(),
            "beside_the_others": self.beside.to_json(),
            "likely": self.likely,
            "own_share": self.own_share,
        }


def shrink(effects: Sequence[Effect], scale: float) -> tuple[Shrunk, ...]:
    """Return each effect beside the others; *scale* is how far apart groups may well lie (the prior's half-width).

    One group alone, or one without any uncertainty, stays as it is.
    """
    alone = [Shrunk(one, one, _above(one), 1.0) for one in effects]
    if len(effects) < 2 or scale <= 0 or min(one.error for one in effects) <= NARROWEST:
        return tuple(alone)
    found = np.array([one.estimate for one in effects])
    # A standard error known from few units counts as the wider one that Student's t makes of it.
    error = np.array([one.error * stats.t.ppf(0.975, max(one.freedom, 1)) / stats.norm.ppf(0.975) for one in effects])
    spreads, weights = _spreads(found, error, scale)
    precision = 1 / (error[None, :] ** 2 + spreads[:, None] ** 2)
    middle = (precision * found).sum(axis=1) / precision.sum(axis=1)
    own = spreads[:, None] ** 2 / (error[None, :] ** 2 + spreads[:, None] ** 2)
    centre = own * found + (1 - own) * middle[:, None]
    variance = own * error[None, :] ** 2 + (1 - own) ** 2 / precision.sum(axis=1)[:, None]
    told = []
    for at, one in enumerate(effects):
        mean = float(weights @ centre[:, at])
        spread = float(np.sqrt(weights @ (variance[:, at] + (centre[:, at] - mean) ** 2)))
        ends = [_quantile(share, centre[:, at], np.sqrt(variance[:, at]), weights, spread) for share in (0.025, 0.975)]
        likely = float(weights @ stats.norm.cdf(centre[:, at] / np.sqrt(variance[:, at])))
        told.append(
            Shrunk(one, Effect(mean, spread, ends[0], ends[1], one.freedom), likely, float(weights @ own[:, at]))
        )
    return tuple(told)


def _spreads(found: Floats, error: Floats, scale: float) -> tuple[Floats, Floats]:
    """Return a grid of spreads between the groups, and how likely each is."""
    # Even steps of the prior's own probability, so that each point weighs by the data alone.
    spreads = scale * np.tan(np.pi / 2 * (np.arange(STEPS) + 0.5) / STEPS)
    variance = error[None, :] ** 2 + spreads[:, None] ** 2
    precision = 1 / variance
    total = precision.sum(axis=1)
    middle = (precision * found).sum(axis=1) / total
    fit = -0.5 * (
        np.log(variance).sum(axis=1) + np.log(total) + (precision * (found - middle[:, None]) ** 2).sum(axis=1)
    )
    weights = np.exp(fit - fit.max())
    return spreads, weights / weights.sum()


def _quantile(share: float, centres: Floats, spreads: Floats, weights: Floats, wide: float) -> float:
    """Return the place below which *share* of a mixture of normal curves lies, by halving."""
    low = float((centres - 12 * spreads).min()) - wide
    high = float((centres + 12 * spreads).max()) + wide
    for _ in range(80):
        middle = (low + high) / 2
        if weights @ stats.norm.cdf((middle - centres) / spreads) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _above(one: Effect) -> float:
    if one.error <= NARROWEST:
        return float(one.estimate > 0)
    return float(stats.t.cdf(one.estimate / one.error, max(one.freedom, 1)))
