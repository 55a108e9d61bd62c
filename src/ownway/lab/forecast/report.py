"""The forecast of all kinds of support together, with its error, and what it is worth."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ownway.lab.forecast.demand import Demand, demand_of
from ownway.lab.forecast.history import History, months_after

ONLY_TRIED = (
    "This history is made up: what stands here shows only that the machinery works, and nothing about any place."
)


@dataclass(frozen=True)
class Forecast:
    """Demand by kind for some months, and whether the history behind it is real.

    *more* is by what share it is looked at higher: what if so many more people were eligible, or prices rose so.
    """

    demands: tuple[Demand, ...]
    generated: bool
    more: Fraction = Fraction(0)

    @property
    def sentences(self) -> list[str]:
        """Say what it comes to, and first of all if it comes to nothing."""
        said = [ONLY_TRIED] if self.generated else []
        for one in self.demands:
            first, last = one.expected[0], one.expected[-1]
            told = f"{one.kind}: {first:,.0f} in {one.months[0]}, {last:,.0f} in {one.months[-1]}."
            if self.more:
                other = one.what_if(self.more)
                told += f" With {float(100 * self.more):+g} %: {other[0]:,.0f} and {other[-1]:,.0f}."
            said.append(f"{told} {one.test.words}")
        return said

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "generated": self.generated,
            "sentences": self.sentences,
            "rows": [row for one in self.demands for row in one.rows()],
            "what_if_per_cent": float(100 * self.more),
            "back_test": {one.kind: one.test.to_json() for one in self.demands},
        }


def forecast(history: History, ahead: int = 12, more: Fraction = Fraction(0)) -> Forecast:
    """Return what the months after a history are expected to ask for.

    :raises CannotForecast: ``forecast.too_short`` where the history has fewer than fourteen months.
    """
    months = months_after(history.months[-1], ahead)
    return Forecast(
        tuple(demand_of(kind, past, months) for kind, past in history.kinds.items()),
        generated=history.generated,
        more=more,
    )
