"""Describes a trial before anything is concluded: who came and went, what each cost was, what plans were for."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from ownway.lab.evaluate.protocol import KINDS
from ownway.lab.evaluate.trial import Floats, Trial
from ownway.lab.evaluate.worth import whole_pence

SMALLEST = 5
"""A count of people below this is not shown."""


@dataclass(frozen=True)
class Flow:
    """What became of the people of one arm."""

    arm: str
    name: str
    people: int
    took_up: int
    withdrew: int
    with_cost: int
    with_outcome: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self)) | {"with_outcome": list(self.with_outcome)}


@dataclass(frozen=True)
class CostRow:
    """One kind of cost: the mean of each arm in whole pence a week, and the plain difference of each from the first.

    The differences are (estimate, low, high) without adjustment, by Welch's t.
    """

    id: str
    name: str
    kind: str
    means: tuple[int, ...]
    answered: tuple[int, ...]
    differences: tuple[tuple[int, int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "mean_pence_week": list(self.means),
            "answered": list(self.answered),
            "difference_pence_week": [list(one) for one in self.differences],
        }


@dataclass(frozen=True)
class PlanRow:
    """One kind of support, and in how many plans of each arm it is; nothing where that is fewer than five."""

    id: str
    name: str
    plans: tuple[int | None, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self)) | {"plans": list(self.plans)}


def flow_of(trial: Trial) -> tuple[Flow, ...]:
    """Return what became of the people of each arm."""
    found = []
    for at, arm in enumerate(trial.protocol.arms):
        here = trial.arm == at
        costs = ~np.isnan(trial.costs[here]).any(axis=1)
        outcomes = (~np.isnan(trial.outcomes[here])).sum(axis=0)
        taken, gone = int(trial.took_up[here].sum()), int(trial.withdrew[here].sum())
        found.append(
            Flow(arm.id, arm.name, int(here.sum()), taken, gone, int(costs.sum()), tuple(int(one) for one in outcomes))
        )
    return tuple(found)


def costs_of(trial: Trial) -> tuple[CostRow, ...]:
    """Return each kind of cost, those elsewhere last and apart; what stands in the file, with nothing filled in."""
    items = sorted(enumerate(trial.protocol.costs), key=lambda one: list(KINDS).index(one[1].kind))
    arms = range(len(trial.protocol.arms))
    found = []
    for at, item in items:
        columns = [trial.costs[trial.arm == arm, at] for arm in arms]
        known = [column[~np.isnan(column)] for column in columns]
        means = tuple(whole_pence(float(column.mean())) if len(column) else 0 for column in known)
        found.append(
            CostRow(
                item.id,
                item.name,
                item.kind,
                means,
                tuple(len(column) for column in known),
                tuple(_welch(known[0], other) for other in known[1:]),
            )
        )
    return tuple(found)


def plans_of(trial: Trial) -> tuple[PlanRow, ...]:
    """Return in how many plans each kind of support is."""
    kinds = trial.protocol.plan_kinds or {kind: kind for kind in sorted(frozenset().union(*trial.plans))}
    found = []
    for kind, name in kinds.items():
        has = np.array([kind in plan for plan in trial.plans], np.bool_)
        counts = [int((has & (trial.arm == arm)).sum()) for arm in range(len(trial.protocol.arms))]
        found.append(PlanRow(kind, name, tuple(None if 0 < count < SMALLEST else count for count in counts)))
    return tuple(found)


def _welch(one: Floats, other: Floats) -> tuple[int, int, int]:
    """Return the difference of two means with its 95 % interval, in whole pence."""
    if min(len(one), len(other)) < 2:
        return (0, 0, 0)
    gap = float(other.mean() - one.mean())
    parts = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    error = float(np.sqrt(sum(parts)))
    if error == 0:
        return (whole_pence(gap),) * 3
    under = parts[0] ** 2 / (len(one) - 1) + parts[1] ** 2 / (len(other) - 1)
    reach = float(stats.t.ppf(0.975, sum(parts) ** 2 / under)) * error
    return whole_pence(gap), whole_pence(gap - reach), whole_pence(gap + reach)
