"""Tries a rule on everyone: reads people piece by piece, works their figures out, counts, and keeps no person."""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ownway.lab.populations import COST, FLOOR
from ownway.lab.simulate.figures import Known, Rule, Whole, between, from_years, turned
from ownway.lab.simulate.parts import TODAY, by_cost, parts_of
from ownway.lab.simulate.protection import USUAL, Prices, Protection
from ownway.lab.simulate.spread import Spread
from ownway.lab.simulate.tally import NOT_SAID, WHOLE, Tally, Worked

THREADS = os.cpu_count() or 1
SAMPLE = 5_000
"""So many people, the first of the file, are kept for what takes many runs; their answers only."""


@dataclass(frozen=True)
class Trial:
    """What is tried: the new rule, against today's costs or another rule, with which ways of protecting people."""

    new: Rule
    old: Rule | None = None
    ways: tuple[Protection, ...] = USUAL

    rate: Fraction | None = None
    """What one of the old rule's currency counts in that of the new, where they are set beside each other."""

    cost_currency: str = ""
    """In which currency today's costs are; where nothing is said, that of the pack."""

    @property
    def costs_count(self) -> bool:
        """Whether today's costs can be set beside the figures of the pack."""
        return self.cost_currency in ("", self.new.pack.currency)

    @property
    def comparable(self) -> bool:
        """Whether old and new sums can be set beside each other: not those in another currency without a rate."""
        if self.old is None:
            return self.costs_count
        return self.rate is not None or self.old.pack.currency == self.new.pack.currency


@dataclass
class Counted:
    """All that is counted of a population; two of them add up to the whole, in any order."""

    people: int = 0
    unfit: int = 0
    """People whose answers do not fit a question: they have no figure."""
    misfits: dict[str, int] = field(default_factory=dict)
    """Those people by the first question that an answer of theirs does not fit."""
    now_year_base: int = 0
    """The sum of new figures, those without an old one too, in pence of the pack's period."""
    with_figure: int = 0
    today_year: int = 0
    """The sum of today's costs in pence a year, of all who have one."""
    tally: Tally = field(default_factory=Tally)
    spread: Spread = field(default_factory=Spread)
    before: Spread = field(default_factory=Spread)
    prices: Prices = field(default_factory=Prices)
    shares: dict[str, list[int]] = field(default_factory=dict)
    """By tenth of need the sums under both rules, each in its own currency."""
    refused: dict[str, int] = field(default_factory=dict)
    """People by the step of the new rule that refuses them a figure."""
    columns: tuple[str, ...] = ()
    """What is known of people, by the name of its column."""
    sample: pa.Table | None = None

    def merge(self, other: "Counted") -> None:
        """Add all that another has counted."""
        self.people += other.people
        self.unfit += other.unfit
        self.now_year_base += other.now_year_base
        self.with_figure += other.with_figure
        self.today_year += other.today_year
        self.tally.merge(other.tally)
        self.spread.merge(other.spread)
        self.before.merge(other.before)
        self.prices.merge(other.prices)
        for name, sums in other.shares.items():
            held = self.shares.setdefault(name, [0] * len(sums))
            self.shares[name] = [one + two for one, two in zip(held, sums, strict=True)]
        for kept, more in ((self.refused, other.refused), (self.misfits, other.misfits)):
            for name, people in more.items():
                kept[name] = kept.get(name, 0) + people
        self.columns = self.columns or other.columns
        self.sample = other.sample if self.sample is None else self.sample


Seen = Callable[[int], None]


def try_rule(trial: Trial, pieces: Iterable[pa.Table], seen: Seen = lambda done: None) -> Counted:
    """Return what the rule does to everyone in *pieces*, worked out on all cores, counted in whole numbers.

    Memory stays the same however many people there are: a few pieces at a time, and counts.

    """
    whole = Counted(prices=Prices(trial.ways))
    for counted in _ahead(trial, pieces):
        whole.merge(counted)
        seen(whole.people)
    return whole


def _ahead(trial: Trial, pieces: Iterable[pa.Table]) -> Iterator[Counted]:
    """Yield what each piece comes to, in their order, while others are worked out."""
    waiting: deque[Future[Counted]] = deque()
    with ThreadPoolExecutor(THREADS) as workers:
        for number, piece in enumerate(pieces):
            waiting.append(workers.submit(one_piece, trial, piece, keep=number == 0))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def one_piece(trial: Trial, piece: pa.Table, *, keep: bool = False) -> Counted:
    """Return what is counted of one piece of people."""
    figures = trial.new.worked(piece)
    now, known, bad, pack = figures.pence, figures.known, figures.bad, trial.new.pack
    was, had = _before(trial, piece)
    told = known & had
    counted = Counted(people=piece.num_rows, unfit=len(bad), prices=Prices(trial.ways))
    counted.refused, counted.columns = dict(figures.refused), tuple(piece.column_names)
    counted.misfits = dict(Counter(str(reason.facts.get("question", "")) for _, reason in bad))
    counted.now_year_base = int(now[known].sum())
    counted.with_figure = int(known.sum())
    if COST in piece.column_names:
        counted.today_year = int(pc.sum(piece[COST]).as_py() or 0)
    worked = Worked.of(was, now, told if trial.comparable else np.zeros_like(told))
    to_year = trial.new.times_a_year()
    divided = parts_of(piece, turned(was, to_year))
    if trial.old is not None and COST in piece.column_names:
        divided[TODAY] = by_cost(piece[COST])
    for dimension, (names, codes) in divided.items():
        counted.tally.count(dimension, names, codes, worked)
    names, codes = divided.get("band", ((WHOLE,), np.zeros(piece.num_rows, np.int8)))
    kept = [name if name != NOT_SAID else "" for name in names]
    counted.spread.count(kept, codes[known], now[known])
    counted.before.count(kept, codes[had], was[had] // 100 * 100)
    if trial.comparable:
        floor = None
        if FLOOR in piece.column_names:
            costed = pc.fill_null(piece[FLOOR], 0).to_numpy()
            floor = turned(costed, from_years(pack))[told]
        counted.prices.count(was[told], now[told], floor)
    _share(counted, divided, was, now, told)
    if keep:
        wanted = [name for name in piece.column_names if name.partition(".")[0] in pack.by_id]
        kept = piece if trial.new.mapped is not None else piece.select(wanted)
        counted.sample = kept.slice(0, SAMPLE)
    return counted


def _before(trial: Trial, piece: pa.Table) -> tuple[Whole, Known]:
    """Return what each person has now, in pence of the new pack's period, and who has something to compare with."""
    if trial.old is not None:
        was, had, _ = trial.old.figures(piece)
        times = between(trial.old.pack, trial.new.pack) * (trial.rate or 1)
        return (turned(was, times) if trial.comparable else was), had
    column = piece[COST]
    had = pc.is_valid(column).to_numpy()
    cost = (pc.fill_null(column, 0) if column.null_count else column).to_numpy()
    return turned(cost.astype(np.int64, copy=False), from_years(trial.new.pack)), had


def _share(
    counted: Counted, divided: dict[str, "tuple[tuple[str, ...], Whole]"], was: Whole, now: Whole, told: Known
) -> None:
    if "need" not in divided:
        return
    names, codes = divided["need"]
    sums = [
        np.bincount(codes, weights, len(names)) for weights in (told, np.where(told, was, 0), np.where(told, now, 0))
    ]
    for name, people, before, after in zip(names, *sums, strict=True):
        if people:
            counted.shares[name] = [int(people), int(before), int(after)]
