"""Two programmes on the same people: who gains and who loses between them, in every part, in words and tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ownway.lab.simulate.impact import winners_and_losers
from ownway.lab.simulate.recipe import SAME_POT, Ran, Recipe, run
from ownway.lab.simulate.tally import LESS, MORE, NOW, PEOPLE, WAS
from ownway.lab.simulate.telling import Simulated, kept_back
from ownway.lab.simulate.trying import Trial
from ownway.rulebook.load import pack_from_files
from ownway.values import Money, Rounding, round_to_whole
from ownway.words.money import say

TOLD = {
    "group": "user group",
    "place": "place",
    "age": "age",
    "setting": "where people live",
    "today": "size of today’s sum",
    "need": "need",
}
"""The ways of dividing people of which the widest gain and loss are told, in their order."""
JUDGED_FROM = 30
"""A part of fewer people is shown in its table, but not told in a sentence."""
TABLES = ("winners_and_losers", "examples", "by_need", "total")


@dataclass(frozen=True)
class Compared:
    """The first programme held against the second on the same people."""

    ran: Ran

    @property
    def shown(self) -> Simulated:
        """What trying the first against the second showed."""
        return self.ran.shown

    @property
    def trial(self) -> Trial:
        """What was tried."""
        return self.shown.trial

    @property
    def names(self) -> tuple[str, str]:
        """The two programmes by name."""
        old = self.trial.old
        assert old is not None
        return self.trial.new.pack.id, old.pack.id

    def sums(self) -> tuple[int, int]:
        """What people with a figure under both get in a year by each, in pence of the first."""
        cell = self.shown.counted.tally.whole
        times = self.trial.new.times_a_year()
        return tuple(round_to_whole(int(cell[1:, at].sum()) * times, Rounding.HALF_UP) for at in (NOW, WAS))  # type: ignore[return-value]

    def sentences(self) -> list[str]:
        """Return what came out, each in one sentence."""
        first, second = self.names
        cell = self.shown.counted.tally.whole
        told = int(cell[1:, PEOPLE].sum())
        people = self.shown.counted.people
        found = [f"{told:,} of {people:,} people have a figure under both “{first}” and “{second}”.", self._as()]
        found += [*self.shown.without(), *self.shown.taken()]
        if not told:
            return found
        now, was = (say(Money(pence, self.trial.new.pack.currency), "en") for pence in self.sums())
        found.append(f"Together they get {now} a year by “{first}” and {was} by “{second}”.")
        more, less = int(cell[[*MORE], PEOPLE].sum()), int(cell[[*LESS], PEOPLE].sum())
        found.append(
            f"{100 * more / told:.0f} of a hundred get more by “{first}”, {100 * less / told:.0f} more by “{second}”; "
            f"{100 * int(cell[[3, 4], PEOPLE].sum()) / told:.0f} get over a fifth less by “{first}”."
        )
        return [*found, *self._widest()]

    def _as(self) -> str:
        """Say how sums of the two are set beside each other."""
        new, old = self.trial.new.pack, self.trial.old
        assert old is not None
        if self.trial.rate is None:
            return f"Both count in {new.currency}." if self.trial.comparable else "They count in different currencies."
        rate = _plain(self.trial.rate)
        if self.ran.recipe.rate == SAME_POT:
            return (
                "As if both had the same money in all: what is compared is who gets which share of it "
                f"(1 {old.pack.currency} counts {rate} {new.currency})."
            )
        return f"1 {old.pack.currency} counts {rate} {new.currency}, as was given."

    def _widest(self) -> list[str]:
        """Say of each way of dividing people which part gains most by the first, and which loses most."""
        rows = winners_and_losers(self.shown.counted.tally)
        found = []
        for dimension, words in TOLD.items():
            here = [
                row
                for row in rows
                if row["dimension"] == dimension and row["per_cent"] is not None and row["compared"] >= JUDGED_FROM
            ]
            if len(here) < 2:
                continue
            least, most = (pick(here, key=lambda row: row["per_cent"]) for pick in (min, max))
            found.append(
                f"By {words}: “{_part(most)}” gets {_more(most['per_cent'])} by “{self.names[0]}”, "
                f"“{_part(least)}” {_more(least['per_cent'])}."
            )
        return found

    def tables(self, *, public: bool = False) -> Mapping[str, list[dict[str, Any]]]:
        """Return the tables of the two held against each other; for the *public* without small numbers."""
        found = self.shown.tables(public=public)
        kept = {name: found[name] for name in TABLES}
        if public:
            kept["examples"] = [kept_back(row) for row in kept["examples"]]
        return kept

    def to_json(self, *, public: bool = False) -> dict[str, Any]:
        """Return all of it for programs."""
        new, old = self.trial.new.pack, self.trial.old
        assert old is not None
        now, was = self.sums()
        return {
            "first": {"id": new.id, "version": new.version, "currency": new.currency},
            "second": {"id": old.pack.id, "version": old.pack.version, "currency": old.pack.currency},
            "rate": None if self.trial.rate is None else _plain(self.trial.rate),
            "as_if_the_same_pot": self.ran.recipe.rate == SAME_POT,
            "people": self.shown.counted.people,
            "with_both": int(self.shown.counted.tally.whole[1:, PEOPLE].sum()),
            "first_pence_a_year": now,
            "second_pence_a_year": was,
            "sentences": self.sentences(),
            "impact": self.shown.impact,
            "tables": dict(self.tables(public=public)),
        }


def compare(
    recipe: Recipe, population: Path | None = None, seen: Callable[[int], None] = lambda done: None
) -> Compared:
    """Return the first pack of *recipe* held against its second; in two currencies, as if of one pot where no rate is.

    :raises Cannot: naming what is wrong with the packs, the file, its columns or the rate.
    :raises PackErrors: where a pack holds a fault.
    """
    new, old = pack_from_files(dict(recipe.pack)), pack_from_files(dict(recipe.against or {}))
    if not recipe.rate and new.currency != old.currency:
        recipe = replace(recipe, rate=SAME_POT)
    return Compared(run(recipe, population, seen))


def _plain(rate: Fraction) -> str:
    return f"{float(rate):.6g}"


def _part(row: Mapping[str, Any]) -> str:
    part = str(row["part"])
    return part.partition(" ")[2] if row["dimension"] == "today" and part[:1].isdigit() else part.replace("_", " ")


def _more(per_cent: float) -> str:
    if per_cent == 0:
        return "the same"
    return f"{abs(per_cent):,.0f}\u00a0% {'more' if per_cent > 0 else 'less'}"
