"""What one contender of the bench hands back: how long it took, beside the limit, and proof of what came out."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np

from tests.bench.machine import Timed
from tests.bench.rule import OUTPUTS

FIRST = 20_000
"""So many people are compared with the plain decimal rule; all of them are compared between the engines."""


@dataclass(frozen=True)
class Result:
    """One line of the table, in seconds and bytes.

    *limit* is how long copying the bytes *moved* took, 0 where that says nothing; *scaled* a smaller run whose time was
    multiplied; *totals*, *first* and *whole* prove the figures.
    """

    name: str
    columns: str
    people: int
    median: float
    best: float
    limit: float
    moved: int = 0
    peak: int = 0
    scaled: bool = False
    totals: tuple[int, ...] = ()
    first: str = ""
    whole: str = ""

    def as_json(self) -> str:
        """Return one line that :meth:`from_json` reads back."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Result":
        """Return the result written by :meth:`as_json`."""
        told = json.loads(line)
        return cls(**{**told, "totals": tuple(told["totals"])})


@dataclass(frozen=True)
class Proof:
    """The totals of score, indicative budget and contingency, and digests of every single one of them."""

    totals: tuple[int, ...]
    first: str
    whole: str


def prove(figures: Mapping[str, "np.typing.ArrayLike"]) -> Proof:
    """Return the proof of whole columns: score in fortieths of a point, budget and contingency in pence."""
    columns = [np.ascontiguousarray(figures[name], dtype=np.int64) for name in OUTPUTS]

    def digest(most: int | None) -> str:
        sha = hashlib.sha256()
        for column in columns:
            sha.update(column[:most].tobytes())
        return sha.hexdigest()

    enough = len(columns[0]) > FIRST
    return Proof(tuple(int(column.sum()) for column in columns), digest(FIRST), digest(None) if enough else "")


def result(name: str, columns: str, people: int, timed: Timed, proof: Proof, **more: object) -> Result:
    """Return the line of the table for what was timed and proven."""
    told = {"median": timed.median, "best": timed.best, "limit": timed.limit, "moved": timed.moved, **more}
    return Result(name, columns, people, **told, totals=proof.totals, first=proof.first, whole=proof.whole)  # type: ignore[arg-type]
