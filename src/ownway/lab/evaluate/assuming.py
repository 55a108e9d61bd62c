"""Names what a design takes for granted, and tries it as far as the data allow.

A comparison of changes takes it that both arms would have moved alike (parallel trends); how they moved before the
start tries it. A comparison of steps takes it that time moves all authorities alike, and that the effect is there at
once and stays; the effect in the first period and later tries it (Kenny and others, Statistics in Medicine 2022, 41:
4311-4339). That nothing shows in such a trial proves nothing.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ownway.lab.evaluate.effects import Effect, Effects, adjusted, means_within, totals, units_of
from ownway.lab.evaluate.resampling import Resampled, resample
from ownway.lab.evaluate.trial import Floats, Trial

LEAST = 20
"""With fewer people than this nothing is tried."""


@dataclass(frozen=True)
class Tried:
    """One thing that was tried: on which response (``cost``, or an outcome's id), what it is, and how large it is."""

    name: str
    what: str
    effect: Effect

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"name": self.name, "what": self.what, **self.effect.to_json()}


@dataclass(frozen=True)
class Assumed:
    """What is taken for granted: its name in the field, a sentence, and how it was tried (perhaps not at all)."""

    name: str
    words: str
    tried: tuple[Tried, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"name": self.name, "words": self.words, "tried": [one.to_json() for one in self.tried]}


def assumed(trial: Trial) -> tuple[Assumed, ...]:
    """Return what the design of a trial takes for granted."""
    match trial.protocol.design:
        case "differences":
            return (
                Assumed(
                    "parallel trends",
                    "Without the budget, both groups would have changed by the same amount since the start. How far "
                    "apart they were at the start does not matter; that something else moved one of them does.",
                    tuple(_moved_before(trial)),
                ),
            )
        case "stepped":
            return (
                Assumed(
                    "common time effects",
                    "What changed over time, such as prices or the season, changed all authorities alike.",
                ),
                Assumed(
                    "constant effect",
                    "The budget does as much in its first period as in every later one.",
                    tuple(_first_and_later(trial)),
                ),
                Assumed(
                    "order by lot",
                    "Authorities did not choose their time to begin by how well or badly things went there.",
                ),
            )
        case "matched":
            return (Assumed("nothing unmeasured", "People who are alike in what was measured are alike in the rest."),)
        case _:
            return (Assumed("allocation by lot", "The lot alone decided who was offered a budget."),)


def _moved_before(trial: Trial) -> list[Tried]:
    """Return how much more the offered moved before the start than the others: nothing, where trends are parallel."""
    if not len(trial.earlier):
        return []
    starts = np.concatenate([trial.baseline_cost[:, None], trial.baselines], axis=1)
    names = ("cost", *(one.id for one in trial.protocol.outcomes))
    found = []
    for at, name in enumerate(names):
        change = starts[:, at] - trial.earlier[:, at]
        known = ~np.isnan(change)
        part = trial.only(known)
        if part.size < LEAST or len(np.unique(part.arm)) < 2:
            continue
        arms = (part.arm == 1).astype(np.float64)[:, None]
        run, what = _drawn(part, arms, change[known][:, None])
        found.append(Tried(name, "moved apart before the start", _effects(run, 0, (name,), what).effect(name)))
    return found


def _first_and_later(trial: Trial) -> list[Tried]:
    """Return the effect in the first period with the budget, in later ones, and how far the two are apart."""
    order = np.unique(trial.period, return_inverse=True)[1]
    offered = trial.arm == 1
    first = np.full(int(trial.cluster.max()) + 1, len(trial.period))
    np.minimum.at(first, trial.cluster[offered], order[offered])
    since = np.where(offered, order - first[trial.cluster], -1)
    columns = np.stack([since == 0, since > 0], axis=1).astype(np.float64)
    responses = np.concatenate([totals(trial)[:, None], trial.outcomes], axis=1)
    found = []
    for at, name in enumerate(("cost", *(one.id for one in trial.protocol.outcomes))):
        known = ~np.isnan(responses[:, at])
        part = trial.only(known)
        inside = columns[known] - means_within(columns[known], part.cluster)
        # Where no authority has the budget twice, or none is left to be compared with, there is no later period.
        if part.size < LEAST or np.linalg.matrix_rank(inside) < 2 or len(np.unique(part.cluster)) < 2:
            continue
        run, what = _drawn(part, columns[known], responses[known][:, [at]])
        both = np.concatenate([run.fitted, run.fitted[1:] - run.fitted[:1]])
        drawn = np.concatenate([run.drawn, run.drawn[:, 1:] - run.drawn[:, :1]], axis=1)
        told = Resampled(both, drawn, run.freedom, run.widening)
        for place, words in enumerate(("in the first period", "in later periods", "later less first")):
            found.append(Tried(name, words, _effects(told, place, (name,), what).effect(name)))
    return found


def _drawn(part: Trial, compared: Floats, responses: Floats) -> tuple[Resampled, str]:
    unit, cell, what = units_of(part)
    design = adjusted(part, compared, np.empty((part.size, 0)))
    protocol = part.protocol
    drawn = resample(
        design,
        responses,
        unit,
        cell,
        compared=compared.shape[1],
        seed=protocol.seed,
        number=protocol.replicates,
    )
    return drawn, what


def _effects(run: Resampled, at: int, names: tuple[str, ...], what: str) -> Effects:
    drawn = run.drawn[:, at]
    spread = np.atleast_2d(np.cov(drawn.T)) * run.widening**2
    return Effects(names, run.fitted[at], drawn, spread, np.full(len(names), float(run.freedom)), False, what)
