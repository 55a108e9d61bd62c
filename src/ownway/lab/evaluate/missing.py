"""Fills in what is missing, several times over, by chained equations with predictive mean matching.

Each column with gaps is regressed on all others among those who answered; the regression is drawn anew for each copy,
and each gap takes the value of somebody whose own expectation is near (van Buuren and Groothuis-Oudshoorn, Journal of
Statistical Software 2011, 45(3); White, Royston and Wood, Statistics in Medicine 2011, 30: 377-399). The arms are
filled in apart where each has people enough, so that no difference between them is blurred.
"""

import numpy as np
from numpy.typing import NDArray

from ownway.lab.evaluate.protocol import Missing
from ownway.lab.evaluate.trial import Floats, Whole

ENOUGH_A_COLUMN = 5


def fill(columns: Floats, always: Floats, arm: Whole, rule: Missing, seed: int) -> Floats:
    """Return (copies, people, columns) without gaps; one copy where nothing is missing.

    *always* holds what is known of everybody (groups, strata), without a column of ones. A column that nobody answered
    stays empty.
    """
    gaps = np.isnan(columns)
    usable = ~gaps.all(axis=0)
    if not gaps[:, usable].any():
        return columns[None].copy()
    chance = np.random.default_rng([seed, 1])
    needed = ENOUGH_A_COLUMN * (columns.shape[1] + always.shape[1] + 1)
    apart = all(
        (arm == one).sum() >= needed and (~gaps[arm == one]).sum(axis=0)[usable].min() >= needed // 2
        for one in np.unique(arm)
    )
    parts = [np.flatnonzero(arm == one) for one in np.unique(arm)] if apart else [np.arange(len(arm))]
    known = always if apart else np.concatenate([always, (arm[:, None] == np.unique(arm)[None, 1:]).astype(float)], 1)
    copies = np.repeat(columns[None], rule.copies, axis=0)
    for copy in copies:
        for part in parts:
            copy[part] = _filled(copy[part], known[part], gaps[part], rule, chance)
    return copies


def _filled(
    columns: Floats, always: Floats, gaps: NDArray[np.bool_], rule: Missing, chance: np.random.Generator
) -> Floats:
    """Return one copy of one part, filled in."""
    whole = columns.copy()
    todo = [at for at in np.argsort(gaps.sum(axis=0), kind="stable") if 0 < gaps[:, at].sum() < len(columns)]
    for at in todo:
        whole[gaps[:, at], at] = chance.choice(columns[~gaps[:, at], at], gaps[:, at].sum())
    usable = [at for at in range(columns.shape[1]) if not gaps[:, at].all()]
    for _ in range(rule.rounds if len(todo) > 1 else 1):
        for at in todo:
            others = np.concatenate([whole[:, [one for one in usable if one != at]], always], axis=1)
            whole[gaps[:, at], at] = _matched(columns[:, at], others, gaps[:, at], rule.donors, chance)
    return whole


def _matched(
    answered: Floats, others: Floats, gap: NDArray[np.bool_], donors: int, chance: np.random.Generator
) -> Floats:
    """Return for each gap the answer of one of the nearest *donors* by what the others let expect."""
    spread = others.std(axis=0)
    varying = others[:, spread > 0]
    design = np.concatenate([np.ones((len(others), 1)), (varying - varying.mean(axis=0)) / spread[spread > 0]], axis=1)
    known, values = design[~gap], answered[~gap]
    cross = known.T @ known
    inverse = np.linalg.inv(cross + 1e-5 * np.diag(np.diag(cross)) + 1e-9 * np.eye(len(cross)))
    fitted = inverse @ known.T @ values
    left = values - known @ fitted
    freedom = max(1, len(values) - design.shape[1])
    spread_drawn = np.sqrt(left @ left / chance.chisquare(freedom))
    drawn = fitted + spread_drawn * np.linalg.cholesky(inverse) @ chance.standard_normal(len(fitted))
    expected = known @ fitted
    order = np.argsort(expected, kind="stable")
    sorted_expected = expected[order]
    few = min(donors, len(values))
    wanted = design[gap] @ drawn
    place = np.searchsorted(sorted_expected, wanted)
    window = np.clip(place[:, None] + np.arange(-few, few)[None, :], 0, len(values) - 1)
    away = np.abs(sorted_expected[window] - wanted[:, None])
    # What the window holds twice, at either end, is counted once.
    away[:, 1:][window[:, 1:] == window[:, :-1]] = np.inf
    near = np.argsort(away, axis=1, kind="stable")[:, :few]
    picked = np.take_along_axis(window, near, axis=1)[np.arange(len(wanted)), chance.integers(0, few, len(wanted))]
    matched: Floats = values[order][picked]
    return matched
