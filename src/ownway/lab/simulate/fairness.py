"""Tests a rule, or today's costs, for equity over a whole population, piece by piece."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ownway.lab.equity import (
    Answers,
    EquityVerdict,
    Looked,
    Moves,
    Sums,
    gaps,
    measures,
    protected_in,
    take_up,
    verdict,
)
from ownway.lab.equity.same_need import means, too_few
from ownway.lab.equity.sums import PEOPLE
from ownway.lab.populations import COST, PANEL
from ownway.lab.simulate.cannot import CannotTry
from ownway.lab.simulate.figures import Rule
from ownway.lab.simulate.parts import Codes, parts_of
from ownway.rulebook.model import Kind

DIVISIONS = ("group", "age", "sex", "ethnicity", "place", "deprivation", "setting", "degree")
PROTECTED = ("age", "sex", "ethnicity")
"""The divisions by which each question is looked at for itself."""
TENTHS = 10

Row = dict[str, Any]


@dataclass
class Fairness:
    """What is added up of everyone: sums, what a panel moved, and the levels of each question."""

    sums: Sums = field(default_factory=Sums)
    panel: Sums = field(default_factory=Sums)
    moves: Moves = field(default_factory=Moves)
    answers: Answers = field(default_factory=Answers)
    people: int = 0

    def verdict(
        self,
        rule: Rule | None = None,
        population: Mapping[str, Mapping[str, float]] | None = None,
        table_hash: str = "",
    ) -> EquityVerdict:
        """Return the verdict, with take-up where the *population* that people come from is known."""
        return verdict(
            Looked(
                tuple(gaps(self.sums)),
                tuple(measures(self.sums)),
                tuple(gaps(self.panel)) if self.panel.held else (),
                tuple(take_up(self.sums, population or {})),
                () if rule is None else protected_in(rule.pack),
                table_hash,
            )
        )

    def tables(self) -> dict[str, list[Row]]:
        """Return the rows behind the picture of *same need, same money*, and the questions worth a look."""
        return {
            "same_need": self.same_need(),
            "questions": [{"question": question, **gap.to_json()} for question, gap in self.answers.notable()],
            "moved_by_a_panel": self.moves.rows(),
        }

    def same_need(self) -> list[Row]:
        """Return for each part the mean sum in each tenth of need: lines that lie on each other are the same money."""
        rows = []
        for division in self.sums.divisions:
            if " and " in division:
                continue
            for tenth in range(TENTHS):
                ends = slice(TENTHS * tenth, TENTHS * tenth + TENTHS + (tenth == TENTHS - 1))
                here = {name: cell[ends].sum(axis=0) for name, cell in self.sums.parts(division).items()}
                hidden = too_few({name: int(cell[PEOPLE]) for name, cell in here.items()})
                rows += [
                    {
                        "division": division,
                        "part": name,
                        "need": f"{tenth}0 to {tenth}9" if tenth < TENTHS - 1 else "90 to 100",
                        "people": None if name in hidden else int(cell[PEOPLE]),
                        "mean_pounds_year": None if name in hidden else round(float(means(cell[None])[0]), 2),
                    }
                    for name, cell in here.items()
                    if cell[PEOPLE]
                ]
        return rows


def look(pieces: Iterable[pa.Table], rule: Rule | None = None) -> Fairness:
    """Return what the figures of *rule*, or today's costs where none is given, come to for the same need.

    :raises CannotTry: ``simulation.no_need`` where no column says how much need people have.
    """
    found = Fairness()
    for piece in pieces:
        if "need" not in piece.column_names:
            raise CannotTry("simulation.no_need")
        need = pc.fill_null(piece["need"].cast(pa.int64()), -1).to_numpy()
        pounds, known = _pounds(piece, rule)
        there = known & (need >= 0)
        every = {
            name: part for name, part in parts_of(piece, np.zeros(len(need), np.int64)).items() if name in DIVISIONS
        }
        divided = _those(every, there)
        found.people += int(there.sum())
        found.sums.count(divided, need[there], pounds[there])
        if PANEL in piece.column_names and COST in piece.column_names:
            moved = pc.subtract(piece[PANEL], piece[COST])
            told = pc.is_valid(moved).to_numpy() & (need >= 0)
            # A hundred per cent is what stood before the panel, so that the gap is in per cent of it.
            before = pc.fill_null(piece[COST], 0).to_numpy() / 100
            share = pc.fill_null(piece[PANEL], 0).to_numpy() / 100 / np.maximum(before, 0.01) * 100
            found.panel.count(_those(every, told), need[told], share[told])
            sums = [pc.fill_null(piece[name], 0).to_numpy()[told] for name in (COST, PANEL)]
            found.moves.count(_those(every, told), *sums)
        if rule is not None:
            _answers(found, piece, rule, every, need)
    return found


def _pounds(piece: pa.Table, rule: Rule | None) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    if rule is not None:
        pence, known, _ = rule.figures(piece)
        return pence * float(rule.times_a_year()) / 100, known
    cost = piece[COST]
    return pc.fill_null(cost, 0).to_numpy() / 100, pc.is_valid(cost).to_numpy()


def _those(every: Mapping[str, Codes], there: NDArray[np.bool_]) -> dict[str, Codes]:
    return {name: (names, codes[there]) for name, (names, codes) in every.items()}


def _answers(found: Fairness, piece: pa.Table, rule: Rule, every: Mapping[str, Codes], need: NDArray[Any]) -> None:
    protected = {name: part for name, part in every.items() if name in PROTECTED}
    for question in rule.pack.questions:
        if question.scored and question.kind is Kind.LEVELS and question.id in piece.column_names:
            texts = piece[question.id].cast(pa.string()).combine_chunks()
            places = pc.index_in(texts, pa.array([level.id for level in question.levels]))
            level = pc.fill_null(places, -1).to_numpy(zero_copy_only=False)
            there = (level >= 0) & (need >= 0)
            found.answers.count(question.id, _those(protected, there), need[there], level[there])
