"""How much to hold back: draws what a year may cost, and says what keeps the risk of overspending small."""

from dataclasses import dataclass
from typing import Any

import numpy as np

DRAWS = 10_000
SEED = 2008


@dataclass(frozen=True, slots=True)
class Unsure:
    """How unsure a year is, each a standard deviation as a share.

    That of prices, of how many people come, of how assessors score, and of how far one plan ends from its figure.
    """

    price: float = 0.02
    demand: float = 0.02
    drift: float = 0.015
    person: float = 0.30


@dataclass(frozen=True, slots=True)
class Contingency:
    """What a year may cost: *needed_pence* beyond the indicative total keeps the risk at *risk*.

    *overspends* is the share of draws in which the year costs more than the *pot*, with nothing held back.
    """

    total_pence: int
    pot_pence: int
    risk: float
    needed_pence: int
    overspends: float
    overspends_with: float
    low_pence: int
    high_pence: int
    draws: int
    seed: int

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        share = 100 * self.needed_pence / self.total_pence if self.total_pence else 0.0
        return (
            f"Hold back {share:.1f} % of what is told to people: "
            f"then {100 * self.risk:.0f} years in a hundred cost more. "
            f"With the pot there is, {100 * self.overspends:.0f} in a hundred would."
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "total_pence": self.total_pence,
            "pot_pence": self.pot_pence,
            "risk": self.risk,
            "needed_pence": self.needed_pence,
            "overspends": self.overspends,
            "overspends_with": self.overspends_with,
            "ninety_of_a_hundred_pence": [self.low_pence, self.high_pence],
            "draws": self.draws,
            "seed": self.seed,
            "words": self.words,
        }


USUAL = Unsure()


def contingency(
    total: int, squares: int, pot: int, unsure: Unsure = USUAL, *, risk: float = 0.05, seed: int = SEED
) -> Contingency:
    """Return what to hold back, from the *total* of all figures a year and the sum of their *squares*, in pence.

    Prices, demand and drift move everyone together and do not shrink with numbers; plans differ from figures one by
    one, which matters to small authorities: its variance is the sum of squares times that of one person.
    """
    chance = np.random.default_rng(seed)
    common = np.ones(DRAWS)
    for spread in (unsure.price, unsure.demand, unsure.drift):
        common *= 1 + spread * chance.standard_normal(DRAWS)
    alone = float(squares) ** 0.5 * unsure.person * chance.standard_normal(DRAWS)
    years = np.sort(total * common + alone)
    # The draw that so many of all lie above, not a value between two: the same on every machine.
    needed = max(years[min(DRAWS - 1, int(np.ceil((1 - risk) * DRAWS)) - 1)] - total, 0.0)
    hold = int(np.ceil(needed))
    return Contingency(
        total_pence=total,
        pot_pence=pot,
        risk=risk,
        needed_pence=hold,
        overspends=float((years > pot).mean()),
        overspends_with=float((years > total + hold).mean()),
        low_pence=int(years[DRAWS // 20]),
        high_pence=int(years[DRAWS - DRAWS // 20 - 1]),
        draws=DRAWS,
        seed=seed,
    )
