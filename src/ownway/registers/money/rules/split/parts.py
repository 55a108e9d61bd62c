"""What is split and what comes of it: spends, pots (one stream's money for one period), parts and the proof."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

OWED = ""
"""The pot of what no stream may pay: it has no name, no end and no bottom."""


@dataclass(frozen=True, slots=True)
class Pot:
    """The *pence* of one stream for one period, that may pay for days from *start* up to but not including *end*.

    What is left in a pot lapses at its *end*; one without an end carries over. *order* is what the funders agreed (the
    same number where they agreed none), *place* the order in the pack. *kinds* is the purpose (any where nothing is
    named); *forbidden* is what the stream's law bars; days before *reported_until* are reported and take nothing new.
    """

    id: str
    stream: str
    pence: int
    start: date
    end: date | None
    order: int = 1
    place: int = 0
    kinds: frozenset[str] = frozenset()
    forbidden: frozenset[str] = frozenset()
    reported_until: date | None = None

    def __post_init__(self) -> None:
        if type(self.pence) is not int or self.pence < 0:
            raise ValueError(f"A pot holds whole pence, nothing or more; given {self.pence!r}.")
        if self.id == OWED:
            raise ValueError("A pot has a name.")


@dataclass(frozen=True, slots=True)
class Spent:
    """One spend: *pence* for a *kind* of support (empty where nobody said) on a day.

    *settled* is what pots have paid already and reported: it stays. *only* names the one stream that may pay, where a
    shared line was cut.
    """

    id: str
    kind: str
    on: date
    pence: int
    settled: Mapping[str, int] = field(default_factory=dict)
    only: str = ""

    def __post_init__(self) -> None:
        if type(self.pence) is not int or self.pence <= 0:
            raise ValueError(f"A spend is one penny or more; given {self.pence!r}.")
        if any(pence < 0 for pence in self.settled.values()) or self.open < 0:
            raise ValueError("What is settled lies between nothing and the whole.")

    @property
    def open(self) -> int:
        """How many pence are not settled yet."""
        return self.pence - sum(self.settled.values())


@dataclass(frozen=True, slots=True)
class Part:
    """*pence* of a spend that one pot pays (:data:`OWED` where none may)."""

    spent: str
    pot: str
    pence: int
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """The certificate: what a penny more of each spend would cost, and what one more penny in each pot would save.

    Read with one price for every penny (see ``check``), they show that no other split is better: no pot could take a
    penny below what its spend is worth, and every pot that would save anything is used up.
    """

    spends: Mapping[str, int]
    pots: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Split:
    """The best split: its parts (by spend, then pot), what is left in each pot, and the proof."""

    parts: tuple[Part, ...]
    left: Mapping[str, int]
    proof: Proof

    @property
    def owed(self) -> int:
        """How many pence no stream may pay."""
        return sum(part.pence for part in self.parts if part.pot == OWED)


def may_pay(pot: Pot, spent: Spent) -> bool:
    """Whether this pot may pay for what is open of that spend: purpose, law, period, and no reported day."""
    if spent.only and spent.only != pot.stream:
        return False
    if spent.kind in pot.forbidden or (pot.kinds and spent.kind not in pot.kinds):
        return False
    if spent.on < pot.start or (pot.end is not None and spent.on >= pot.end):
        return False
    return pot.reported_until is None or spent.on >= pot.reported_until
