"""Finds for each person who was offered a budget somebody like them who was not, where no lot was drawn.

Within a user group, the chance of an offer is fitted by logistic regression (the propensity, Rosenbaum and Rubin,
Biometrika 1983, 70: 41-55); each person takes the nearest of the others within 0.2 standard deviations of its logit
(Austin, Pharmaceutical Statistics 2011, 10: 150-161), and each of those serves once. The table of balance shows
whether it worked. What nobody measured is not balanced by it, and the report says so.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ownway.lab.evaluate.cannot import CannotEvaluate
from ownway.lab.evaluate.effects import dummies
from ownway.lab.evaluate.trial import Floats, Trial, Whole

FAIR = 0.1
"""A standardised difference above this is told as out of balance (Austin 2011)."""


@dataclass(frozen=True)
class Balance:
    """One thing people were matched on: the standardised difference of the means, and the ratio of spreads."""

    name: str
    before: float
    after: float
    spread_before: float
    spread_after: float

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self))


@dataclass(frozen=True)
class Matched:
    """The matched people, and what became of the rest.

    *common_support* are the chances of an offer, from and to, that occur in both arms; *alone* are those offered for
    whom nobody like them was found.
    """

    trial: Trial
    pairs: int
    offered: int
    alone: tuple[str, ...]
    outside: int
    common_support: tuple[float, float]
    balance: tuple[Balance, ...]

    @property
    def out_of_balance(self) -> tuple[str, ...]:
        """What still differs after matching."""
        return tuple(one.name for one in self.balance if abs(one.after) > FAIR)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data; who could not be matched is a number, not names."""
        return {
            "pairs": self.pairs,
            "offered": self.offered,
            "without_a_match": len(self.alone),
            "outside_common_support": self.outside,
            "common_support": list(self.common_support),
            "balance": [one.to_json() for one in self.balance],
            "out_of_balance": list(self.out_of_balance),
        }


def match(trial: Trial) -> Matched:
    """Return the pairs of a matched comparison; the second arm is the one that was offered.

    A gap in what is matched on takes the mean and a column of its own that says so.

    :raises CannotEvaluate: where the protocol says nothing of matching, or fewer than two pairs are found.
    """
    rule = trial.protocol.matching
    if rule is None:
        raise CannotEvaluate("evaluation.no_matching")
    names, columns = _columns(trial)
    treated = trial.arm == 1
    chance = propensity(columns, treated)
    logit = np.log(chance / (1 - chance))
    pairs = _pairs(logit, treated, trial.group, rule.caliper * float(logit.std()))
    if len(pairs) < 2:
        raise CannotEvaluate("evaluation.no_pairs", pairs=len(pairs))
    chosen = np.array(pairs).ravel()
    low = max(float(chance[treated].min()), float(chance[~treated].min()))
    high = min(float(chance[treated].max()), float(chance[~treated].max()))
    met = {one for one, _ in pairs}
    alone = tuple(trial.people[at] for at in np.flatnonzero(treated) if at not in met)
    matched = trial.only(chosen)
    if not trial.protocol.cluster:
        matched = Trial(**(vars(matched) | {"cluster": np.repeat(np.arange(len(pairs)), 2)}))
    rows = []
    for at, name in enumerate(names):
        before = _difference(columns[:, at], treated, columns[:, at])
        after = _difference(columns[chosen, at], treated[chosen], columns[:, at], treated)
        rows.append(Balance(name, before[0], after[0], before[1], after[1]))
    outside = int(((chance < low) | (chance > high))[treated].sum())
    return Matched(matched, len(pairs), int(treated.sum()), alone, outside, (low, high), tuple(rows))


def propensity(columns: Floats, treated: Whole | np.ndarray[Any, Any]) -> Floats:
    """Return the chance of an offer by logistic regression (Newton's method, with a little ridge)."""
    spread = columns.std(axis=0)
    scaled = (columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1)
    design = np.concatenate([np.ones((len(columns), 1)), scaled], axis=1)
    ridge = np.diag([0.0, *np.full(scaled.shape[1], 0.01)])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (treated - chance) - ridge @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge + 1e-9 * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights = weights + np.clip(step, -5, 5)
        if np.abs(step).max() < 1e-10:
            break
    fitted: Floats = np.clip(1 / (1 + np.exp(-np.clip(design @ weights, -30, 30))), 1e-9, 1 - 1e-9)
    return fitted


def _columns(trial: Trial) -> tuple[list[str], Floats]:
    rule = trial.protocol.matching
    numeric = tuple(dict.fromkeys((*trial.protocol.covariates, *(rule.columns if rule else ()))))
    known: dict[str, Floats] = {name: trial.covariates[:, at] for at, name in enumerate(numeric)}
    known["baseline cost"] = trial.baseline_cost
    for at, measure in enumerate(trial.protocol.outcomes):
        known[f"{measure.name} at the start"] = trial.baselines[:, at]
    names, columns = [], []
    for name, column in known.items():
        gap = np.isnan(column)
        if gap.all():
            continue
        names.append(name)
        columns.append(np.where(gap, column[~gap].mean(), column))
        if gap.any():
            names.append(f"{name} not known")
            columns.append(gap.astype(np.float64))
    groups = dummies(trial.group)
    labels = list(trial.protocol.groups.values())
    names += [labels[int(code)] for code in np.unique(trial.group)[1:]]
    return names, np.concatenate([np.stack(columns, axis=1), groups], axis=1)


def _pairs(logit: Floats, treated: Any, group: Whole, caliper: float) -> list[tuple[int, int]]:
    """Return (offered, other) pairs: nearest first by the hardest to match, each other once, same user group."""
    free = np.flatnonzero(~treated)
    taken = np.zeros(len(logit), np.bool_)
    pairs = []
    for one in sorted(np.flatnonzero(treated), key=lambda at: (-logit[at], at)):
        open_ = free[~taken[free] & (group[free] == group[one])]
        if not len(open_):
            continue
        away = np.abs(logit[open_] - logit[one])
        best = int(np.argmin(away))
        if away[best] <= caliper:
            taken[open_[best]] = True
            pairs.append((int(one), int(open_[best])))
    return pairs


def _difference(column: Floats, treated: Any, whole: Floats, whole_treated: Any = None) -> tuple[float, float]:
    """Return the standardised difference (by the spread before matching), and the ratio of variances."""
    at = treated if whole_treated is None else whole_treated
    spread = np.sqrt((whole[at].var() + whole[~at].var()) / 2)
    gap = float(column[treated].mean() - column[~treated].mean())
    under = float(column[~treated].var())
    return (gap / float(spread) if spread > 0 else 0.0), (float(column[treated].var()) / under if under > 0 else 1.0)
