"""Notes which rows of a table cannot be read, and why, while the rest is read on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.rulebook.model.answers import Answer, CannotAnswer
from ownway.rulebook.model.questions import Question
from ownway.values import Cannot, Reason

Whole = NDArray[Any]


class CannotRead(Cannot):
    """The table cannot be read as answers to this pack's questions, whatever its rows."""


@dataclass(frozen=True)
class BadRows:
    """The rows that were left out, by their number in the table (the first is 0), each with its first fault."""

    rows: Whole
    kinds: Whole
    reasons: tuple[Reason, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[int, Reason]]:
        """Yield each row's number and what is wrong with it."""
        for row, kind in zip(self.rows.tolist(), self.kinds.tolist(), strict=True):
            yield row, self.reasons[kind]


class Faults:
    """The faults found so far: the first of each row."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.reasons: list[Reason] = []
        self._places: dict[Reason, int] = {}

    @cached_property
    def found(self) -> Whole:
        """The number of each row's fault, below 0 where it has none; made when the first is looked for."""
        return np.full(self.size, -1, np.int32)

    def place(self, reason: Reason) -> int:
        """Return the number of a reason."""
        if reason not in self._places:
            self._places[reason] = len(self.reasons)
            self.reasons.append(reason)
        return self._places[reason]

    def add(self, wrong: Whole, reason: Reason) -> None:
        """Note the rows in which *wrong* is true, unless something else was wrong with them before."""
        if wrong.any():
            self.found[wrong & (self.found < 0)] = self.place(reason)

    def add_by(self, kinds: Whole, reasons: Sequence[Reason]) -> None:
        """Note the rows where *kinds* is not below 0, each with the reason of that number."""
        if len(reasons):
            places = np.array([self.place(reason) for reason in reasons], np.int32)
            wrong = (kinds >= 0) & (self.found < 0)
            self.found[wrong] = places[kinds[wrong]]

    def bad(self) -> BadRows:
        """Return the rows with a fault."""
        if not self.reasons:
            nobody = np.empty(0, np.int64)
            return BadRows(nobody, nobody, ())
        rows = np.flatnonzero(self.found >= 0)
        return BadRows(rows, self.found[rows], tuple(self.reasons))


def fault_in(question: Question, given: object) -> Reason | None:
    """Return why an answer in its JSON form does not fit the question, or nothing where it does."""
    try:
        Answer.from_json(question, given)
    except CannotAnswer as cannot:
        return cannot.why
    return None
