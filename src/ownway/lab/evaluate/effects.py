"""What the offer of each arm did, beside the first: to the cost, to each outcome, to costs elsewhere, and to uptake.

People count in the arm they were allotted to, whatever they then did (intention to treat). Every effect is adjusted for
the baseline, the groups and the strata of the allocation. In a comparison of changes the response is each person's own
change since the start (Abadie, Review of Economic Studies 2005, 72: 1-19, on what that takes for granted). In a
comparison of steps each authority is compared with itself, and each time with the other authorities at that time
(Hussey and Hughes, Contemporary Clinical Trials 2007, 28: 182-191, with authorities as fixed effects). Costs and
outcomes come from the same draws, so they stay together; what was filled in is pooled by Rubin's rules.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from ownway.lab.evaluate.cannot import CannotEvaluate
from ownway.lab.evaluate.missing import fill
from ownway.lab.evaluate.resampling import levels, resample
from ownway.lab.evaluate.trial import Floats, Trial, Whole

PEOPLE_A_COLUMN = 10
CLUSTERS_ENOUGH = 8


@dataclass(frozen=True)
class Effect:
    """One difference: the estimate, its standard error, its 95 % interval, and the degrees of freedom behind it."""

    estimate: float
    error: float
    low: float
    high: float
    freedom: float

    def times(self, factor: float) -> "Effect":
        """Return the effect in another unit, such as a year's for a week's."""
        ends = sorted((self.low * factor, self.high * factor))
        return Effect(self.estimate * factor, self.error * abs(factor), ends[0], ends[1], self.freedom)

    @property
    def clear(self) -> bool:
        """Whether the interval leaves no difference out of the picture."""
        return self.low > 0 or self.high < 0

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"estimate": self.estimate, "error": self.error, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Effects:
    """The effects of one arm on each response, with the draws that keep them together.

    *names* are the responses: ``cost``, each outcome's id, ``indirect`` where there are such costs, ``took_up``.
    *draws* is (draws, responses); *covariance* the total one, between copies and within them.
    """

    names: tuple[str, ...]
    estimates: Floats
    draws: Floats
    covariance: Floats
    freedom: Floats
    pooled: bool
    resampled: str

    def at(self, name: str) -> int:
        """Return the place of a response."""
        return self.names.index(name)

    def effect(self, name: str) -> Effect:
        """Return the effect on one response."""
        weights = np.zeros(len(self.names))
        weights[self.at(name)] = 1
        return self.combined(weights)

    def combined(self, weights: Floats) -> Effect:
        """Return the effect on a weighted sum of responses, such as a net benefit."""
        estimate = float(weights @ self.estimates)
        error = float(np.sqrt(max(0.0, float(weights @ self.covariance @ weights))))
        used = weights != 0
        freedom = float(self.freedom[used].min()) if used.any() else 1.0
        if self.pooled:
            reach = float(stats.t.ppf(0.975, freedom)) * error
            return Effect(estimate, error, estimate - reach, estimate + reach, freedom)
        low, high = np.quantile(self.draws @ weights, levels(max(1, int(freedom))))
        return Effect(estimate, error, float(low), float(high), freedom)


def totals(trial: Trial, indirect: bool = False) -> Floats:
    """Return what each person cost in pounds a week: the costs that count, or those elsewhere."""
    chosen = [(item.kind == "indirect") == indirect for item in trial.protocol.costs]
    summed: Floats = trial.costs[:, chosen].sum(axis=1)
    return summed


@dataclass(frozen=True)
class Filled:
    """A trial with nothing missing, as often as it was filled in; *responses* is (copies, people, responses)."""

    names: tuple[str, ...]
    responses: Floats
    known: Floats
    had_gaps: bool
    missing: NDArray[np.bool_]


def filled(trial: Trial) -> Filled:
    """Return the trial's responses and baselines, with what is missing filled in as the protocol says.

    :raises CannotEvaluate: where nobody at all has an entry for the cost or an outcome.
    """
    protocol = trial.protocol
    changes = protocol.design == "differences"
    names = ["cost", *(one.id for one in protocol.outcomes)]
    columns = [totals(trial)[:, None], trial.outcomes]
    begun = [trial.baseline_cost[:, None], trial.baselines]
    if protocol.indirect and (protocol.baseline_indirect or not changes):
        names.append("indirect")
        columns.append(totals(trial, indirect=True)[:, None])
        begun += [trial.baseline_indirect[:, None]] if changes else []
    responses, starts = np.concatenate(columns, axis=1), np.concatenate(begun, axis=1)
    wide = responses.shape[1]
    for at, name in enumerate(names):
        if np.isnan(responses[:, at]).all():
            raise CannotEvaluate("evaluation.nobody_answered", what=name)
        if changes and np.isnan(starts[:, at]).all():
            raise CannotEvaluate("evaluation.nobody_answered", what=f"{name} at the start")
    before = np.concatenate([starts, trial.covariates], axis=1)
    before = before[:, ~np.isnan(before).all(axis=0)]
    together = np.concatenate([responses, before], axis=1)
    always = dummies(trial.group)
    if protocol.design == "stepped":
        always = np.concatenate([always, dummies(trial.period), dummies(trial.cluster)], axis=1)
    copies = fill(together, always, trial.arm, protocol.missing, protocol.seed)
    if changes:
        # No start is left among the known columns: to adjust a change for its own start would bend it.
        gaps = np.isnan(responses) | np.isnan(starts)
        moved = copies[:, :, :wide] - copies[:, :, wide : 2 * wide]
        return _filled(trial, names, moved, copies[:, :, 2 * wide :], gaps)
    return _filled(trial, names, copies[:, :, :wide], copies[:, :, wide:], np.isnan(responses))


def _filled(trial: Trial, names: list[str], responses: Floats, known: Floats, missing: NDArray[np.bool_]) -> Filled:
    uptake = np.repeat(trial.took_up.astype(float)[None, :, None], len(responses), axis=0)
    together = np.concatenate([responses, uptake], axis=2)
    return Filled((*names, "took_up"), together, known, len(responses) > 1, missing)


def dummies(codes: Whole) -> Floats:
    """Return a column for each code that occurs, but the first."""
    columns: Floats = (codes[:, None] == np.unique(codes)[None, 1:]).astype(np.float64)
    return columns


def design_of(trial: Trial, before: Floats) -> Floats:
    """Return the columns of the regression: ones, arms, then what it is adjusted for as far as people suffice."""
    arms = (trial.arm[:, None] == np.arange(1, len(trial.protocol.arms))[None, :]).astype(np.float64)
    return adjusted(trial, arms, before)


def adjusted(trial: Trial, compared: Floats, before: Floats) -> Floats:
    """Return the columns of a regression on those *compared*, with what it is adjusted for.

    In a comparison of steps each column is taken about its mean in each authority, so that only what changes within one
    counts (Frisch, Waugh and Lovell); the times come first, for without them nothing holds.
    """
    stepped = trial.protocol.design == "stepped"
    design = np.concatenate([np.ones((trial.size, 1)), compared], axis=1)
    if stepped:
        design = np.concatenate([design, dummies(trial.period)], axis=1)
    strata = [] if stepped else [codes for name, codes in trial.strata.items() if name != "group"]
    for more in (before, dummies(trial.group), *(dummies(codes) for codes in strata)):
        if trial.size >= PEOPLE_A_COLUMN * (design.shape[1] + more.shape[1]):
            design = np.concatenate([design, more], axis=1)
    if stepped:
        design[:, 1:] -= means_within(design[:, 1:], trial.cluster)
    return design


def means_within(columns: Floats, codes: Whole) -> Floats:
    """Return for each row the mean of its authority, or whatever *codes* tell apart."""
    place = np.unique(codes, return_inverse=True)[1]
    sums = np.zeros((int(place.max()) + 1, columns.shape[1]))
    np.add.at(sums, place, columns)
    means: Floats = (sums / np.bincount(place)[:, None])[place]
    return means


def units_of(trial: Trial) -> tuple[Whole, Whole, str]:
    """Return what is drawn with each person, the cell it is drawn within, and which it is in a word."""
    clusters: Whole = np.unique(trial.cluster, return_inverse=True)[1].astype(np.int64)
    number = int(clusters.max()) + 1
    if trial.protocol.design == "stepped":
        return clusters, np.zeros(trial.size, np.int64), "clusters"
    if trial.protocol.cluster and number >= CLUSTERS_ENOUGH:
        met = np.zeros((number, len(trial.protocol.arms)), np.int64)
        np.add.at(met, (clusters, trial.arm), 1)
        whole = bool(((met > 0).sum(axis=1) == 1).all())
        return clusters, trial.arm if whole else np.zeros(trial.size, np.int64), "clusters"
    cells = trial.arm * (int(trial.group.max()) + 1) + trial.group
    if np.unique(cells, return_counts=True)[1].min() < CLUSTERS_ENOUGH:
        cells = trial.arm
    return np.arange(trial.size, dtype=np.int64), cells, "people"


def effects_of(trial: Trial, whole: Filled, chosen: Whole | None = None) -> tuple[Effects, ...]:
    """Return the effects of each arm but the first, for everyone or for those *chosen*."""
    part = trial if chosen is None else trial.only(chosen)
    at = np.arange(trial.size) if chosen is None else chosen
    unit, cell, what = units_of(part)
    copies = len(whole.responses)
    number = max(200, -(-part.protocol.replicates // copies))
    compared = len(part.protocol.arms) - 1
    runs = [
        resample(
            design_of(part, whole.known[copy][at]),
            whole.responses[copy][at],
            unit,
            cell,
            compared=compared,
            seed=part.protocol.seed + copy,
            number=number,
        )
        for copy in range(copies)
    ]
    found = []
    for arm in range(compared):
        estimates = np.array([run.fitted[arm] for run in runs])
        within = np.mean([np.cov(run.drawn[:, arm].T) * run.widening**2 for run in runs], axis=0)
        between = np.cov(estimates.T) if copies > 1 else np.zeros_like(within)
        total = within + (1 + 1 / copies) * between
        found.append(
            Effects(
                whole.names,
                estimates.mean(axis=0),
                np.concatenate([run.drawn[:, arm] for run in runs]),
                total,
                _freedom(np.diag(between), np.diag(total), copies, runs[0].freedom),
                copies > 1,
                what,
            )
        )
    return tuple(found)


def _freedom(between: Floats, total: Floats, copies: int, whole: int) -> Floats:
    """Return the degrees of freedom after pooling (Barnard and Rubin, Biometrika 1999, 86: 948-955)."""
    if copies == 1:
        return np.full(len(total), float(whole))
    share = np.clip((1 + 1 / copies) * between / np.where(total > 0, total, 1), 1e-9, 1)
    old = (copies - 1) / share**2
    seen = (whole + 1) / (whole + 3) * whole * (1 - share)
    pooled: Floats = np.maximum(1.0, old * seen / np.maximum(old + seen, 1e-9))
    return pooled
