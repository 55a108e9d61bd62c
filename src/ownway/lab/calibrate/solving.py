"""Least squares under linear limits, with the price of each: by least distance (Lawson and Hanson 1974, ch. 23)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Real = NDArray[np.float64]
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Solved:
    """The values, and for each limit how much the weighted squared error falls when it is eased by one unit."""

    values: Real
    prices: Real


def least_squares(rows: Real, targets: Real, *, limits: Real, least: Real, sums: Real, total: float) -> Solved | None:
    """Return the v nearest to rows v = targets, with limits v >= least and sums v = total; none where none can be.

    The equality is eliminated by a basis of its null space; what is left is a least distance problem, solved by
    non-negative least squares, whose residual also tells that no values satisfy the limits.
    """
    size = float(np.max(np.abs(targets), initial=0.0)) or abs(total) or 1.0
    targets, least, total = targets / size, least / size, total / size
    norm = sums @ sums
    start = sums * (total / norm)
    free = np.linalg.svd(sums[None, :])[2][1:].T
    left, triangle = np.linalg.qr(rows @ free) if free.shape[1] else (np.zeros((len(rows), 0)), np.zeros((0, 0)))
    if not free.shape[1]:
        fits = bool(np.all(limits @ start >= least - NOTHING))
        return Solved(start * size, np.zeros(len(least))) if fits else None
    middle = left.T @ (targets - rows @ start)
    inverse = np.linalg.inv(triangle)
    turned = limits @ free @ inverse
    short = least - limits @ (start + free @ (inverse @ middle))
    scale = np.maximum(np.linalg.norm(turned, axis=1), 1e-300)
    given = np.vstack([(turned / scale[:, None]).T, (short / scale)[None, :]])
    wanted = np.zeros(len(given))
    wanted[-1] = 1.0
    multipliers, _ = nnls(given, wanted, maxiter=50 * given.shape[1] + 50)
    residual = given @ multipliers - wanted
    if -residual[-1] < NOTHING:
        return None
    moved = -residual[:-1] / residual[-1]
    values = start + free @ (inverse @ (middle + moved))
    prices = 2 * multipliers / (-residual[-1]) / scale
    return Solved(values * size, prices * size)
