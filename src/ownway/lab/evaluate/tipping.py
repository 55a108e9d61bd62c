"""How wrong the filled-in values would have to be for the answer to change: the tipping point.

What is missing is filled in from people like them. If those whose answers are missing fared worse than that, by so many
points, when would the conclusion tip? Every estimate is linear in that shift, so the point is worked out and not
searched for (delta adjustment: Carpenter and Kenward, Multiple Imputation and its Application, 2013, chapter 10).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ownway.lab.evaluate.effects import Filled, design_of
from ownway.lab.evaluate.resampling import RIDGE
from ownway.lab.evaluate.trial import Floats, Trial


@dataclass(frozen=True)
class Tipping:
    """For one response and arm: how many are missing, how far a shift by one moves the effect, and where it tips.

    *to_nothing* is the shift at which the estimate is nothing; *to_doubt* the smallest at which its interval first
    holds nothing, or, where it holds it already, first no longer does. None where no shift does.
    """

    name: str
    arm: str
    missing: int
    moves: float
    to_nothing: float | None
    to_doubt: float | None

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self))


def tipping(
    trial: Trial, whole: Filled, name: str, interval: tuple[float, float, float], compared: int
) -> tuple[Tipping, ...]:
    """Return for the first arm and the one *compared* where the effect on *name* tips.

    *interval* is the effect's estimate, low and high. The interval keeps its width as values shift.
    """
    at = whole.names.index(name)
    arms = (0, compared)
    lost = np.stack([whole.missing[:, at] & (trial.arm == arm) for arm in arms], axis=1).astype(np.float64)
    slopes = np.zeros(2)
    if lost.any():
        slopes = np.mean([_effect(design_of(trial, known), lost, compared) for known in whole.known], axis=0)
    estimate, low, high = interval
    found = []
    for arm, missing, slope in zip(arms, lost.sum(axis=0), slopes, strict=True):
        moves = float(slope)
        crossings = [-end / moves for end in (low, high)] if moves else []
        found.append(
            Tipping(
                name,
                trial.protocol.arms[arm].id,
                int(missing),
                moves,
                -estimate / moves if moves else None,
                min(crossings, key=abs) if crossings else None,
            )
        )
    return tuple(found)


def _effect(design: Floats, responses: Floats, compared: int) -> Floats:
    cross = design.T @ design
    effects: Floats = np.linalg.solve(cross + RIDGE * np.diag(np.diag(cross)), design.T @ responses)[compared]
    return effects
