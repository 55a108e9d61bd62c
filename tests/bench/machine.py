"""Times a deed beside the speed at which this machine copies memory, in the same process and the same minute."""

import itertools
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

CORES = 2
"""On how many threads everything may run; one bench on every machine."""
ROUNDS = 15
SECONDS = 6.0
"""How often a deed is timed, and after how long no further round begins."""


@dataclass(frozen=True)
class Timed:
    """The median and the best of several rounds, and what copying the bytes *moved* took between them, in seconds."""

    median: float
    best: float
    limit: float
    moved: int


def seconds(deed: Callable[[], object]) -> float:
    """Return how long one deed takes."""
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


class Copying:
    """Copies as many bytes as a deed reads and writes: half of them are read, half of them written."""

    def __init__(self, moved: int) -> None:
        self.source = np.ones(max(moved // 2, 1), dtype=np.uint8)
        self.target = np.zeros_like(self.source)
        self.pool = ThreadPoolExecutor(CORES)
        edges = np.linspace(0, len(self.source), CORES + 1).astype(int)
        self.parts = [slice(low, high) for low, high in itertools.pairwise(edges)]

    def alone(self) -> None:
        """Copy on one thread."""
        np.copyto(self.target, self.source)

    def together(self) -> None:
        """Copy on all threads."""
        list(self.pool.map(lambda part: np.copyto(self.target[part], self.source[part]), self.parts))

    def seconds(self) -> float:
        """Return what one copy takes, on one thread or on all, whichever is faster."""
        return min(seconds(self.alone), seconds(self.together))


def timed(deed: Callable[[], object], moved: int, rounds: int = ROUNDS) -> Timed:
    """Return how long *deed* takes, beside copying the bytes it *moved* (read and written together).

    One round warms up; a copy follows every round, so that both meet the same disturbance.
    """
    copying = Copying(moved)
    if rounds > 1:
        deed()
    copying.seconds()
    took, limits = [], []
    began = time.perf_counter()
    while len(took) < rounds and (not took or time.perf_counter() - began < SECONDS):
        took.append(seconds(deed))
        limits.append(copying.seconds())
    return Timed(statistics.median(took), min(took), statistics.median(limits), moved)


def peak() -> int:
    """Return the most memory this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
