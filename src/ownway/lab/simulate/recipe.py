"""Runs a trial from its recipe and packs the result, so that the archive of a run is all that runs it again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa

from ownway.lab.populations import COST, PANEL, Asked, People, england, made_up, people_of
from ownway.lab.reports.archive import Archive, as_csv, as_json, input_of
from ownway.lab.simulate.cannot import CannotTry
from ownway.lab.simulate.figures import Rule
from ownway.lab.simulate.impact import public_impact
from ownway.lab.simulate.mapping import Mapped
from ownway.lab.simulate.protection import USUAL, Protection
from ownway.lab.simulate.robust import shake
from ownway.lab.simulate.tally import NOW, WAS
from ownway.lab.simulate.telling import Simulated
from ownway.lab.simulate.trying import Trial, try_rule
from ownway.rulebook.load import pack_from_files

Files = Mapping[str, str]
SAME_POT = "pot"
"""A rate of this name sets both rules beside each other as if each had the same money in all."""


@dataclass(frozen=True)
class Recipe:
    """What is tried: the files of one pack or two, on which day, on whom, with which pot, mapping and seed.

    *people* is how many are made up where no file is given. All of it can be written down but the file of people.
    """

    pack: Files
    on: date
    against: Files | None = None
    people: int = 0
    seed: int = 2008
    pot_pence: int | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)
    kernel: str = "data"
    rate: str = ""
    """What one of the other pack's currency counts in that of the first; ``pot``: as if both had the same money."""

    def to_json(self) -> dict[str, Any]:
        """Return what stands in the archive beside the packs' files."""
        held = {name: value for name, value in asdict(self).items() if name not in ("pack", "against")}
        return {"command": "simulate", **held, "on": self.on.isoformat(), "against": self.against is not None}


@dataclass(frozen=True)
class Ran:
    """A trial that was run: what it showed, and of an authority's file how it was read."""

    recipe: Recipe
    shown: Simulated
    read: People | None

    def archive(self) -> Archive:
        """Return the run as one archive: tables, impact, the packs, the rows put aside.

        Of an authority's own people it tells no small number, so that it can be handed on; made-up people need none.
        """
        real = self.read is not None
        new = self.shown.trial.new.pack
        data = {f"tables/{name}.csv": as_csv(rows) for name, rows in self.shown.tables(public=real).items() if rows}
        data |= {"simulation.json": as_json(self.shown.to_json(public=real))}
        data["impact.json"] = as_json(public_impact(self.shown.impact) if real else self.shown.impact)
        data |= {f"pack/{path}": text.encode() for path, text in self.recipe.pack.items()}
        data |= {f"against/{path}": text.encode() for path, text in (self.recipe.against or {}).items()}
        if self.read is not None and self.read.named:
            data["tables/put_aside.csv"] = as_csv(
                [{"row": one.row, "column": one.column, "rule": one.rule.value} for one in self.read.named]
            )
        inputs = () if self.read is None else (input_of(self.read.path),)
        title = f"{new.id} {new.version} tried on {self.shown.counted.people:,} people"
        return Archive(f"try-{new.id}", title, self.recipe.to_json(), data, inputs)


def recipe_from(held: Mapping[str, Any], data: Mapping[str, bytes]) -> Recipe:
    """Return the recipe that an archive holds."""
    packs = {
        part: {
            path.removeprefix(f"{part}/"): text.decode() for path, text in data.items() if path.startswith(f"{part}/")
        }
        for part in ("pack", "against")
    }
    return Recipe(
        packs["pack"],
        date.fromisoformat(held["on"]),
        packs["against"] or None,
        held["people"],
        held["seed"],
        held["pot_pence"],
        held["mapping"],
        held["kernel"],
        held.get("rate", ""),
    )


def run(recipe: Recipe, population: Path | None = None, seen: Callable[[int], None] = lambda done: None) -> Ran:
    """Try the rule of a recipe on everyone, in a file or made up.

    :raises Cannot: naming what is wrong with the packs, the file, its columns or the rate.
    :raises PackErrors: where a pack holds a fault.
    """
    new_pack = pack_from_files(dict(recipe.pack))
    old_pack = None if recipe.against is None else pack_from_files(dict(recipe.against))
    mapped = None if old_pack is None else Mapped.from_json(old_pack, recipe.mapping, new_pack)
    new = Rule.of(new_pack, recipe.on, kernel=recipe.kernel)
    old = None if old_pack is None else Rule.of(old_pack, recipe.on, mapped, recipe.kernel)
    said = new_pack.allocation.moving_over
    ways = USUAL if said is None else (*USUAL, Protection.of_pack(said))
    trial = Trial(new, old, ways, cost_currency="GBP" if population is None else "")
    if population is None and not recipe.people:
        raise CannotTry("simulation.nobody")
    if old is not None and recipe.rate:
        trial = replace(trial, rate=_rate(recipe, trial, lambda: _people(recipe, trial, population)[0]))
    pieces, read = _people(recipe, trial, population)
    counted = try_rule(trial, pieces, seen)
    if not counted.people:
        raise CannotTry("simulation.nobody")
    shaken = () if counted.sample is None else tuple(shake(new, counted.sample, recipe.seed))
    return Ran(recipe, Simulated(trial, counted, recipe.pot_pence, shaken, seed=recipe.seed), read)


def _people(recipe: Recipe, trial: Trial, population: Path | None) -> tuple[Iterator[pa.Table], People | None]:
    """Return the people of a recipe, in pieces, and of a file how it is read."""
    new, old = trial.new.pack, trial.old
    if population is None:
        packs = (new,) if old is None else (new, old.pack)
        return made_up(Asked(recipe.people, recipe.seed, packs), england()), None
    wanted = [question.id for question in new.questions]
    wanted += list(old.mapped.needed()) if old is not None and old.mapped is not None else []
    read = people_of(population, wanted, () if old else (COST,), (PANEL,))
    return read.pieces, read


def _rate(recipe: Recipe, trial: Trial, pieces: Callable[[], Iterator[pa.Table]]) -> Fraction:
    """Return the rate that was given, to six places that count; or the one at which both rules cost the same."""
    if recipe.rate != SAME_POT:
        given = _written(recipe.rate)
    else:
        whole = try_rule(replace(trial, rate=Fraction(1), ways=()), pieces()).tally.whole[1:]
        was, now = int(whole[:, WAS].sum()), int(whole[:, NOW].sum())
        if not was or not now:
            raise CannotTry("simulation.no_pot_in_both")
        given = Fraction(now, was)
    return Fraction(f"{float(given):.6g}")


def _written(rate: str) -> Fraction:
    try:
        given = Fraction(rate)
    except (ValueError, ZeroDivisionError):
        given = Fraction(0)
    if not Fraction(1, 10**6) <= given <= 10**6:
        raise CannotTry("simulation.bad_rate", given=rate[:40])
    return given
