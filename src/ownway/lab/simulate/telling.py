"""What a trial showed: its tables, each with a sentence that a councillor understands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ownway.lab.simulate.contingency import USUAL, Contingency, Unsure, contingency
from ownway.lab.simulate.impact import FEW, impact_of, public_impact, winners_and_losers
from ownway.lab.simulate.robust import Shaken
from ownway.lab.simulate.tally import LESS, MORE, NOW, PEOPLE, WAS
from ownway.lab.simulate.trying import Counted, Trial
from ownway.values import Money, Rounding, round_to_whole
from ownway.words.money import say

PRICES = tuple(Fraction(one, 100) for one in (-5, 0, 3, 5, 10))
DEMANDS = tuple(Fraction(one, 100) for one in (-5, 0, 2, 5, 10))
NAMED = 6
"""So many questions are named in a sentence."""
OLDER = ("75 to 84", "85 and over")
NAMES = ("Amina", "Bernard", "Chidi", "Dilys", "Ewan", "Farida", "Gwen", "Harjit", "Ines", "Jakub")
"""Invented names for the examples, who are the mean of many and nobody."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Simulated:
    """What trying a rule on everyone showed. All sums of *tables* say their period in their name or are a year's."""

    trial: Trial
    counted: Counted
    pot_pence: int | None
    shaken: tuple[Shaken, ...] = ()
    unsure: Unsure = USUAL
    seed: int = 2008

    @property
    def total_pence(self) -> int:
        """What all new figures come to in a year."""
        return self._year(self.counted.now_year_base)

    def _year(self, pence: int) -> int:
        return round_to_whole(pence * self.trial.new.times_a_year(), Rounding.HALF_UP)

    @property
    def impact(self) -> Row:
        """The impact table that comes before a version is published, in the pack's own period."""
        return impact_of(self.counted.tally, self.trial.new.pack)

    def contingency(self) -> Contingency:
        """Return what to hold back, against the pot or today's costs."""
        times = self.trial.new.times_a_year()
        squares = self.counted.spread.squares() * times * times
        today = self.counted.today_year if self.trial.costs_count else self.total_pence
        pot = self.pot_pence if self.pot_pence is not None else today
        return contingency(self.total_pence, int(squares), pot, self.unsure, seed=self.seed)

    def total(self) -> list[Row]:
        """Return the total of a year beside the pot and today's costs."""
        rows: list[Row] = [
            {"what": "all new figures, a year", "pence": self.total_pence, "people": self.counted.with_figure}
        ]
        if self.pot_pence is not None:
            rows.append({"what": "the pot", "pence": self.pot_pence, "people": None})
            rows.append({"what": "left of the pot", "pence": self.pot_pence - self.total_pence, "people": None})
        if self.counted.today_year and self.trial.costs_count:
            rows.append({"what": "today’s costs, a year", "pence": self.counted.today_year, "people": None})
        return rows

    def hertfordshire(self) -> list[Row]:
        """Return how many with less need are paid like those with more: at least their lower quarter (MIP 5).

        One row for each band and the band above it, under the new rule and today.
        """
        order = ("low", "moderate", "substantial", "critical")
        found = []
        for when, spread in (("new rule", self.counted.spread), ("today", self.counted.before)):
            for lower, higher in pairwise(order):
                quarter = spread.quantile(higher, 1, 4)
                people = spread.people(lower)
                if quarter is None or people < FEW or spread.people(higher) < FEW:
                    continue
                paid = spread.at_least(lower, quarter)
                found.append(
                    {"when": when, "band": lower, "like": higher, "quarter_pence": quarter, "people": people,
                     "paid_like": paid, "per_cent": round(100 * paid / people, 1)}
                )  # fmt: skip
        return found

    def examples(self) -> list[Row]:
        """Return ten example people: each the mean of a group and band of need, the ten with most people."""
        cells = self.counted.tally.levels("group and band") or self.counted.tally.levels("group")
        largest = sorted(cells.items(), key=lambda one: (-int(one[1][1:, PEOPLE].sum()), one[0]))
        rows = []
        for name, (part, cell) in zip(NAMES, largest, strict=False):
            people = int(cell[1:, PEOPLE].sum())
            if people < FEW:
                break
            was, now = (int(cell[1:, place].sum()) // people for place in (WAS, NOW))
            rows.append({"name": name, "stands_for": part, "people": people, "was_pence": was, "now_pence": now,
                         "difference_pence": now - was})  # fmt: skip
        return rows

    def stress(self) -> list[Row]:
        """Return what a year comes to if prices and demand move, and if the oldest become more by a tenth."""
        rows = []
        for price in PRICES:
            for demand in DEMANDS:
                rows.append(self._stressed("prices and demand", price, demand, self.total_pence))
        ages = self.counted.tally.levels("age")
        older = sum(int(cell[1:, NOW].sum()) for name, cell in ages.items() if name in OLDER)
        if ages:
            grown = self.total_pence + self._year(older) // 10
            rows.append(self._stressed("a tenth more people over 75", Fraction(0), Fraction(0), grown))
        return rows

    def _stressed(self, what: str, price: Fraction, demand: Fraction, total: int) -> Row:
        pence = round_to_whole(total * (1 + price) * (1 + demand), Rounding.HALF_UP)
        left = None if self.pot_pence is None else self.pot_pence - pence
        return {"what": what, "price_per_cent": int(price * 100), "demand_per_cent": int(demand * 100),
                "pence": pence, "left_of_pot_pence": left}  # fmt: skip

    def by_need(self) -> list[Row]:
        """Return for each tenth of need its share of all money under both rules, whatever their currency."""
        was, now = (sum(sums[place] for sums in self.counted.shares.values()) for place in (1, 2))
        return [
            {
                "need": name,
                "people": people,
                "share_was_per_cent": round(100 * one / was, 2) if was else None,
                "share_now_per_cent": round(100 * two / now, 2) if now else None,
            }
            for name, (people, one, two) in sorted(self.counted.shares.items())
        ]

    def tables(self, *, public: bool = False) -> Mapping[str, list[Row]]:
        """Return every table by its name."""
        compared = int(self.counted.tally.whole[1:, NOW].sum())
        found: dict[str, list[Row]] = {
            "total": self.total(),
            "winners_and_losers": winners_and_losers(self.counted.tally, public=public),
            "protection": self.counted.prices.as_rows(compared) if self.trial.comparable else [],
            "stress": self.stress(),
            "robust": [one.to_json() for one in self.shaken],
            "hertfordshire": self.hertfordshire(),
            "spread": self.counted.spread.as_rows(),
            "examples": self.examples(),
            "by_need": self.by_need(),
        }
        if public:
            for name in ("protection", "robust", "hertfordshire", "spread", "by_need"):
                found[name] = [kept_back(row) for row in found[name]]
        return found

    def sentences(self) -> list[str]:
        """Return what it comes to, each in one sentence."""
        pack = self.trial.new.pack

        def sum_in_words(pence: int) -> str:
            return say(Money(pence, pack.currency), "en")

        cell = self.counted.tally.whole
        told = int(cell[1:, PEOPLE].sum())
        have = f"{self.counted.with_figure:,} of {self.counted.people:,} people have a figure"
        found = [f"{have}; a year comes to {sum_in_words(self.total_pence)}.", *self.without(), *self.taken()]
        if self.pot_pence is not None:
            left = self.pot_pence - self.total_pence
            rest = f"{sum_in_words(abs(left))} {'are left' if left >= 0 else 'are missing'}"
            found.append(f"The pot is {sum_in_words(self.pot_pence)}: {rest}.")
        if told:
            more, less = int(cell[[*MORE], PEOPLE].sum()), int(cell[[*LESS], PEOPLE].sum())
            found.append(
                f"{100 * more / told:.0f} of a hundred get more, {100 * less / told:.0f} less; "
                f"{100 * int(cell[[3, 4], PEOPLE].sum()) / told:.0f} lose more than a fifth."
            )
        for row in self.hertfordshire():
            if row["band"] == "moderate":
                found.append(
                    f"{row['when'].capitalize()}: {row['per_cent']:.0f} of a hundred with moderate need get at least "
                    "what the lower quarter with substantial need gets (Hertfordshire’s test)."
                )
        found.append(self.contingency().words)
        return found

    def without(self) -> list[str]:
        """Say why people have no figure under the new rule, where some have none."""
        refused = sorted(self.counted.refused.items())
        found = [
            f"{people:,} have none: the rule gives no figure at its step “{step}”, for what it needs is not published."
            for step, people in refused
        ]
        if self.counted.unfit:
            most = sorted(self.counted.misfits, key=lambda name: (-self.counted.misfits[name], name))
            found.append(f"{self.counted.unfit:,} have none: an answer does not fit its question ({_named(most)}).")
        open = self.counted.people - self.counted.with_figure - self.counted.unfit
        open -= sum(people for _, people in refused)
        if open > 0:
            found.append(f"{open:,} have none yet: answers that it needs are missing.")
        return found

    def taken(self) -> list[str]:
        """Say which questions of the other programme nothing here answers, and what was taken instead."""
        old = self.trial.old
        if old is None or old.mapped is None:
            return []
        by_need, left = old.mapped.unanswered(self.counted.columns)
        other, found = f"“{old.pack.id}”", []
        if by_need:
            found.append(
                f"{len(by_need)} of the questions that {other} counts have no answer here; how much need people "
                "have answers them."
            )
        if left:
            found.append(
                f"Nothing here answers {_named(left)}: {other} takes the first or least answer for everybody, so its "
                "sums may be far off. Say in the mapping which column answers it."
            )
        return found

    def to_json(self, *, public: bool = False) -> Row:
        """Return all of it for programs; for the *public* without small numbers."""
        new, old = self.trial.new.pack, self.trial.old
        return {
            "pack": {"id": new.id, "version": new.version, "illustrative": new.illustrative},
            "against": "today’s costs" if old is None else {"id": old.pack.id, "version": old.pack.version},
            "currency": new.currency,
            "per": new.allocation.per.value,
            "people": self.counted.people,
            "with_figure": self.counted.with_figure,
            "unfit": self.counted.unfit,
            "sentences": self.sentences(),
            "contingency": self.contingency().to_json(),
            "impact": public_impact(self.impact) if public else self.impact,
            "tables": dict(self.tables(public=public)),
        }


def _named(questions: Sequence[str]) -> str:
    """Name questions, the first few where there are many."""
    others = " and others" if len(questions) > NAMED else ""
    return ", ".join(f"“{name}”" for name in questions[:NAMED]) + others


COUNTED = ("people", "people_above", "people_below", "paid_like", "changed", "changed_by_over_tenth", "without_figure")
"""The cells of a row that count people."""


def kept_back(row: Row) -> Row:
    """Return a row as the public may see it: where so few are counted, no number at all stands in it."""
    if any(0 < (row.get(name) or 0) < FEW for name in COUNTED):
        return {name: value if isinstance(value, str) or name == "year" else None for name, value in row.items()}
    return row
