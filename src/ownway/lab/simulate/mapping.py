"""Turns the answers that a population gives into answers to another programme's questions, for the same needs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.special import ndtri

from ownway.lab.populations import born, rows_of
from ownway.rulebook.audit.net import Net
from ownway.rulebook.audit.people import needs
from ownway.rulebook.model import Kind, Pack, Question


@dataclass(frozen=True)
class Taken:
    """From which column an answer is taken, and what each of its values means; where nothing is named, the same."""

    column: str
    levels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapped:
    """How a population's answers become those of *pack*: as *taken* says, else the same question, else by whole need.

    By need means: who has more need than so many of a hundred people stands as high in the levels, those of little
    need being the most common. It says what another country would give for the same needs, not for the same words.
    """

    pack: Pack
    taken: Mapping[str, Taken] = field(default_factory=dict)
    beside: Pack | None = None
    """The pack whose questions the population answers: a question of the same name there may ask for other levels."""

    @classmethod
    def from_json(cls, pack: Pack, given: Mapping[str, Any], beside: Pack | None = None) -> "Mapped":
        """Return the mapping that a file states: question → {from: column, levels: {theirs: ours}}."""
        taken = {
            name: Taken(str(one["from"]), {str(key): str(level) for key, level in one.get("levels", {}).items()})
            for name, one in given.items()
        }
        return cls(pack, taken, beside)

    def _meant(self, question: Question) -> bool:
        """Whether a column of this name holds answers to this very question."""
        return self.beside is None or _alike(self.beside.by_id.get(question.id), question)

    def needed(self) -> tuple[str, ...]:
        """Return the columns that the mapping reads."""
        same = [question.id for question in self.pack.questions]
        return tuple(dict.fromkeys([*(one.column for one in self.taken.values()), *same, "need"]))

    def answers(self, piece: pa.Table) -> pa.Table:
        """Return a column for each question that an answer is found for."""
        tied = needs(self.pack)
        found: dict[str, Any] = {}
        for question in self.pack.questions:
            taken = self.taken.get(question.id)
            if taken is not None and taken.column in piece.column_names:
                found[question.id] = _named_anew(piece[taken.column], taken.levels)
            elif question.id in piece.column_names and self._meant(question):
                for name in (question.id, f"{question.id}.state", f"{question.id}.every"):
                    if name in piece.column_names:
                        found[name] = piece[name]
            elif question.kind is Kind.DAY and "age" in piece.column_names:
                age = pc.fill_null(piece["age"].cast(pa.int64()), 0).to_numpy()
                found[question.id] = born(age, np.zeros(len(age), np.int64))
            elif question.kind is Kind.TABLE and "need" in piece.column_names:
                found[question.id] = self._table_by_need(piece["need"], question, tied=question.id in tied)
            elif "need" in piece.column_names and question.kind in (Kind.LEVELS, Kind.YES_NO, Kind.NUMBER):
                found[question.id] = _by_need(piece["need"], question, tied=question.id in tied)
                if question.every:
                    found[f"{question.id}.every"] = pa.array([question.every[0].value] * piece.num_rows, pa.string())
        return pa.table(found)

    def unanswered(self, columns: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return which questions that the figure rests on no column answers: those told by need, and those left over.

        Those left over say nothing of need (hours that were bought, days that are paid for): they count as the least.
        """
        tied = needs(self.pack)
        by_need: list[str] = []
        left: list[str] = []
        for name in Net(self.pack, self.pack.allocation.figure_step).questions:
            question, taken = self.pack.question(name), self.taken.get(name)
            if taken is not None and taken.column in columns:
                continue
            if (name in columns and self._meant(question)) or (question.kind is Kind.DAY and "age" in columns):
                continue
            (by_need if name in tied and "need" in columns else left).append(name)
        return tuple(by_need), tuple(left)

    def _table_by_need(self, need: Any, question: Question, *, tied: bool) -> Any:
        share = pc.fill_null(need.cast(pa.float64()), 0.0).to_numpy() / 100
        # The least and the most need have no value of a normal curve.
        lean = ndtri(np.clip(share, 0.001, 0.999)) if tied else np.full(len(share), -np.inf)
        return rows_of(self.pack, question, lean, np.random.default_rng(0))


def _alike(one: Question | None, other: Question) -> bool:
    """Whether two questions of one name take the same answers."""
    if one is None:
        return True
    theirs = {level.id for level in other.levels}
    columns = ({column.id for column in one.columns}, {column.id for column in other.columns})
    return one.kind is other.kind and {level.id for level in one.levels} <= theirs and columns[0] == columns[1]


def _named_anew(column: Any, levels: Mapping[str, str]) -> Any:
    texts = column.cast(pa.string()).combine_chunks().dictionary_encode()
    names = [levels.get(name, name) for name in texts.dictionary.to_pylist()]
    return pa.array(names, pa.string()).take(texts.indices)


def _by_need(need: Any, question: Question, *, tied: bool) -> Any:
    held = pc.fill_null(need.cast(pa.float64()), 0.0).to_numpy()
    if question.kind is Kind.YES_NO:
        return pa.array(held >= 75) if tied else pa.array(np.zeros(len(held), bool))
    if question.kind is Kind.NUMBER:
        least, most = int(question.least or 0), int(question.most or 0)
        # As for made-up people: most are near the lower end of what a question allows.
        share = (held / 100) ** 3 if tied else np.zeros(len(held))
        return pa.array((least + np.floor(share * (most - least + 0.999))).astype(np.int64))
    shares = 1 / (np.arange(len(question.levels)) + 1.5)
    cuts = 100 * np.cumsum(shares)[:-1] / shares.sum()
    place = np.searchsorted(cuts, held, side="right") if tied else np.zeros(len(held), np.int64)
    return pa.DictionaryArray.from_arrays(
        pa.array(place.astype(np.int16)), pa.array([level.id for level in question.levels])
    )
