"""Invents the people of the bench: each answer drawn by a stated chance, the same people in every run."""

import numpy as np
import pyarrow as pa

from ownway.rulebook.model import Pack
from tests.bench.rule import ASKED, Answers, sizes

SEED = 20
PEOPLE = 1_700_000


def invent(pack: Pack, count: int = PEOPLE, seed: int = SEED) -> Answers:
    """Return the answers of *count* people, as the number of the level; more of little need than of great need."""
    chance = np.random.default_rng(seed)
    answers: Answers = {}
    for name, size in sizes(pack).items():
        if name == "area":
            answers[name] = chance.integers(1, size + 1, count, dtype=np.uint8)
        else:
            likely = 1 / np.arange(1, size + 1)
            answers[name] = chance.choice(size, count, p=likely / likely.sum()).astype(np.uint8)
    return answers


def as_table(pack: Pack, answers: Answers) -> pa.Table:
    """Return the same people as an authority would keep them: levels by name, the area as a number."""
    columns: dict[str, pa.Array] = {}
    for name in ASKED:
        levels = [level.id for level in pack.question(name).levels]
        codes = pa.array(answers[name])
        columns[name] = pa.DictionaryArray.from_arrays(codes, pa.array(levels)) if levels else codes.cast(pa.int16())
    return pa.table(columns)


def one(pack: Pack, answers: Answers, row: int) -> dict[str, str | int]:
    """Return one person's answers by name."""
    told: dict[str, str | int] = {}
    for name in ASKED:
        levels = pack.question(name).levels
        code = int(answers[name][row])
        told[name] = levels[code].id if levels else code
    return told
