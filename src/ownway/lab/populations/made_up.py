"""Makes up a country's people with social care from published margins; seeds are fixed, and nobody in it is real."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from ownway.lab.populations.answering import answers
from ownway.lab.populations.margins import Margins, england, shares
from ownway.rulebook.model import Pack

ROWS = 2**17
"""So many people are made up at a time; each such piece has its own chance, so that order and number do not matter."""
SEED = 2008
PENCE_LEAST, PENCE_MOST = 10_000, 40_000_000
"""No package in it costs less than £100 a year or more than £400,000."""

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What population is made up: how many people, by which seed, with answers to the questions of which packs."""

    people: int
    seed: int = SEED
    packs: tuple[Pack, ...] = ()


def made_up(asked: Asked, margins: Margins | None = None) -> Iterator[pa.Table]:
    """Yield the people of a population in pieces, always the same for the same seed.

    Columns: ``person``, ``group``, ``age``, ``sex``, ``ethnicity``, ``place``, ``deprivation`` (tenths, 1 the most
    deprived), ``setting``, ``band`` of need, ``need`` (0 to 100), ``cost_pence`` (today's cost a year), ``panel_pence``
    (what a panel gave in the end, a year), then the answers.
    """
    for start in range(0, asked.people, ROWS):
        yield piece(asked, start, min(ROWS, asked.people - start), margins or england())


def piece(asked: Asked, start: int, size: int, margins: Margins) -> pa.Table:
    """Return the people from number *start* on."""
    chance = np.random.default_rng(np.random.SeedSequence(asked.seed, spawn_key=(start // ROWS,)))
    older = chance.random(size) >= margins["working_age"]["share"]
    group_names, group = _by_age(chance, older, margins["groups"])
    sex = np.where(
        chance.random(size) < np.where(older, margins["women"]["older"], margins["women"]["working_age"]), 0, 1
    )
    ethnicity_names, ethnicity = _by_age(chance, older, margins["ethnicity"])
    place_names, place = _places(chance, ethnicity_names, ethnicity, margins["places"])
    level, spread = _needs(group_names, margins)
    need = level[group] + spread * chance.standard_normal(size)
    cost = _costs(chance, _Those(older, group_names, group, need), margins)
    band_names, band_shares = shares(margins["bands"]["shares"])
    # A practitioner's band follows need, not exactly.
    band = np.searchsorted(_cuts(band_shares), need + 0.35 * chance.standard_normal(size))
    home = need + 0.6 * older + 1.2 * chance.standard_normal(size)
    in_home = home > _quantile(margins["care_home"]["share"], 0.6, 1 - margins["working_age"]["share"])
    age = _ages(chance, older, margins["ages"])
    columns: dict[str, Any] = {
        "person": pa.array(np.arange(start + 1, start + size + 1, dtype=np.int64)),
        "group": _named(group, group_names),
        "age": pa.array(age),
        "sex": _named(sex, ("woman", "man")),
        "ethnicity": _named(ethnicity, ethnicity_names),
        "place": _named(place, place_names),
        "deprivation": pa.array((_drawn(chance, margins["deprivation"]["tenths"], size) + 1).astype(np.int8)),
        "setting": _named(in_home.astype(np.int8), ("own_home", "care_home")),
        "band": _named(band, band_names),
        "need": pa.array(_hundredths(need)),
        "cost_pence": pa.array(cost),
        "panel_pence": pa.array(_panel(chance, cost, margins["panel"])),
    }
    # Where two packs ask under one name, the first is answered; the other is then asked by need.
    for pack in reversed(asked.packs):
        columns |= answers(pack, need, age, np.random.SeedSequence(asked.seed, spawn_key=(start // ROWS, 1)))
    return pa.table(columns)


def _named(codes: Numbers, names: tuple[str, ...]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8)), pa.array(names))


def _drawn(chance: np.random.Generator, of: list[float], size: int) -> Numbers:
    """Return which part each is drawn from, by shares; what rounding leaves over falls to the last."""
    return _placed(chance.random(size), of)


def _placed(drawn: Numbers, of: list[float]) -> Numbers:
    return np.asarray(np.minimum(np.searchsorted(np.cumsum(of), drawn, side="right"), len(of) - 1))


def _by_age(chance: np.random.Generator, older: Numbers, margin: Mapping[str, Any]) -> tuple[tuple[str, ...], Numbers]:
    names, younger_shares = shares(margin["working_age"])
    _, older_shares = shares({name: margin["older"][name] for name in names})
    drawn = chance.random(len(older))
    younger = np.minimum(np.searchsorted(np.cumsum(younger_shares), drawn, side="right"), len(names) - 1)
    return names, np.where(
        older, np.minimum(np.searchsorted(np.cumsum(older_shares), drawn, side="right"), len(names) - 1), younger
    )


def _places(
    chance: np.random.Generator, ethnicities: tuple[str, ...], ethnicity: Numbers, margin: Mapping[str, Any]
) -> tuple[tuple[str, ...], Numbers]:
    names = tuple(margin["people"])
    drawn = chance.random(len(ethnicity))
    found = np.zeros(len(ethnicity), np.int64)
    for code, name in enumerate(ethnicities):
        likelier = {place: times.get(name, 1.0) for place, times in margin["likelier"].items()}
        _, of = shares({place: people * likelier.get(place, 1.0) for place, people in margin["people"].items()})
        there = ethnicity == code
        found[there] = _placed(drawn[there], of)
    return names, found


def _ages(chance: np.random.Generator, older: Numbers, margin: Mapping[str, Any]) -> Numbers:
    found = np.zeros(len(older), np.int16)
    for those, bands in ((~older, margin["working_age"]), (older, margin["older"])):
        size = int(those.sum())
        band = _drawn(chance, [one["share"] for one in bands], size)
        low = np.array([one["from"] for one in bands])[band]
        high = np.array([one["to"] for one in bands])[band]
        # Within the oldest band each year has fewer people than the one before.
        found[those] = (low + np.floor((high - low + 1) * chance.random(size) ** (1 + (low >= 85)))).astype(np.int16)
    return found


@dataclass(frozen=True)
class _Those:
    """The people of a piece: who is older, of which group, with how much need."""

    older: Numbers
    names: tuple[str, ...]
    group: Numbers
    need: Numbers


def _costs(chance: np.random.Generator, those: _Those, margins: Margins) -> Numbers:
    """Return today's cost in pence a year: by group, rising with need, with much that need does not explain."""
    older, names, group, need = those.older, those.names, those.group, those.need
    costs, groups = margins["costs"], margins["groups"]
    by_need, unexplained = costs["by_need"], costs["unexplained"]
    level, spread = _needs(names, margins)
    # What the curve of need and chance comes to on average in each group is taken out, so that the margins hold.
    usual = np.exp(by_need * level + ((by_need * spread) ** 2 + unexplained**2) / 2)
    by_group = []
    for age, mean in (("working_age", "working_age_pounds_year"), ("older", "older_pounds_year")):
        kept, of = shares(groups[age])
        dear = sum(share * costs["dearer"][name] for name, share in zip(kept, of, strict=True))
        by_group.append(np.array([costs[mean] * costs["dearer"][name] / dear for name in names]) / usual)
    start = np.where(older, by_group[1][group], by_group[0][group])
    pounds = start * np.exp(by_need * need + unexplained * chance.standard_normal(len(need)))
    return np.asarray(np.clip(np.rint(pounds * 100), PENCE_LEAST, PENCE_MOST).astype(np.int64))


def _needs(names: tuple[str, ...], margins: Margins) -> tuple[Numbers, float]:
    """Return the mean need of each group and the spread within it, so that all together have mean 0 and spread 1."""
    younger, older = margins["groups"]["working_age"], margins["groups"]["older"]
    share = margins["working_age"]["share"]
    of = np.array([share * younger[name] + (1 - share) * older[name] for name in names])
    shift = np.array([margins["needier"]["by_group"][name] for name in names])
    mean = (of * shift).sum() / of.sum()
    spread = 1 / np.sqrt(1 + (of * (shift - mean) ** 2).sum() / of.sum())
    return (shift - mean) * spread, float(spread)


def _panel(chance: np.random.Generator, cost: Numbers, margin: Mapping[str, Any]) -> Numbers:
    moved = chance.random(len(cost)) < margin["moved"]
    by = 1 + moved * margin["by_most"] * (2 * chance.random(len(cost)) - 1)
    return np.asarray(np.rint(cost * by).astype(np.int64))


def _hundredths(need: Numbers) -> Numbers:
    """Return need as a number from 0 to 100, alike in every piece."""
    return np.asarray(np.rint(100 * ndtr(need)).astype(np.int8))


def _cuts(of: list[float]) -> Numbers:
    return np.asarray(ndtri(np.cumsum(of)[:-1]) * np.hypot(1, 0.35))


def _quantile(share: float, shift: float, older: float) -> float:
    """Return above which value of *home* the share lies, to what a normal curve of the same mean and spread gives."""
    spread = np.sqrt(1 + 1.2**2 + shift**2 * older * (1 - older))
    return float(shift * older + spread * ndtri(1 - share))
