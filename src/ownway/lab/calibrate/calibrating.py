"""The whole calibration: table, pot, what it costs to keep the limits, and how far it may be trusted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.calibrate.cannot import CannotCalibrate
from ownway.lab.calibrate.challengers import methods, winsorised
from ownway.lab.calibrate.choosing import choose_knots, settle_knots
from ownway.lab.calibrate.fitting import Asked, Fit, Price, fit, prices_in_words, to_table
from ownway.lab.calibrate.limits import Limits, pounds
from ownway.lab.calibrate.resampling import band_of_table
from ownway.lab.calibrate.sums import People, Sums, sums_of
from ownway.lab.calibrate.table import Table
from ownway.lab.calibrate.validating import (
    Band,
    Bias,
    Score,
    band,
    bias_by_group,
    bias_by_tenth,
    draw_folds,
    score,
    verdict,
)

Real = NDArray[np.float64]
MONTHS_VALID = 18
"""A table is fitted anew after 12 to 24 months."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: the pot (pence a year), shares kept back, limits, period and steps of print, the seed."""

    pot: int
    contingency: Fraction = Fraction(0)
    panel: Fraction = Fraction(0)
    limits: Limits = field(default_factory=Limits)
    knots: tuple[float, ...] = ()
    times: int = 52
    step: int = 100
    seed: int = 20_261_122
    draws: int = 500
    challengers: bool = True

    @property
    def net(self) -> int:
        """The pot without what is kept back, in whole pence, rounded down."""
        return int(self.pot * (1 - self.contingency - self.panel))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A table with everything that a council should know before it uses it; sums are pence a year unless said."""

    order: Order
    table: Table
    curve: Fit
    band_low: Real
    band_high: Real
    sums: Sums
    told: int
    """What the table tells everybody together."""
    cut: int
    """Costs above this were counted as this, then all were scaled to the pot."""
    above_cut: int
    prices: tuple[Price, ...]
    scores: Mapping[str, Score]
    person: Band
    groups: tuple[Bias, ...]
    tenths: tuple[Bias, ...]
    enough: float
    """The share of people whose cost is not above what the table tells them."""

    @property
    def contingency(self) -> int:
        """What stays of the pot: told and contingency make the pot to the penny."""
        return self.order.pot - self.told

    @property
    def data_hash(self) -> str:
        """A name for exactly these sums."""
        parts = (self.sums.scores, self.sums.people, self.sums.pence)
        return sha256(b"".join(part.astype("<i8").tobytes() for part in parts)).hexdigest()[:16]

    @property
    def in_words(self) -> tuple[str, ...]:
        """What a councillor should read first."""
        mine = self.scores["default"]
        words = [
            verdict(self.scores),
            (
                f"{pounds(self.told)} of {pounds(self.order.pot)} goes to {self.sums.count:,} people; "
                f"{pounds(self.contingency)} stays as contingency."
            ),
            *self._short(),
            self.person.words,
            f"At this table {self.enough:.0%} would have had enough for what they cost.",
        ]
        if mine.optimism > 0.02:
            words.append(
                f"On its own people it looks better than it is: {mine.in_sample:.0%} instead of {mine.r_squared:.0%}."
            )
        if self.above_cut:
            words.append(
                f"Costs above {pounds(self.cut)} count as that sum ({self.above_cut:,} of {self.sums.count:,} people). "
                "Nobody is left out; they go the way for high costs."
            )
        words += [price.words for price in self.prices if price.binds]
        return tuple(words)

    def _short(self) -> tuple[str, ...]:
        share = self.order.net / self.sums.total
        if abs(share - 1) < 0.005:
            return ()
        return (f"That is {share:.0%} of what these people cost: {pounds(self.sums.total)} a year.",)

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "in_words": list(self.in_words),
            "table": self.table.to_json(),
            "knots": [
                {"at": float(at), "pence_a_year": float(value), "low": float(low), "high": float(high)}
                for at, value, low, high in zip(
                    self.curve.knots, self.curve.values, self.band_low, self.band_high, strict=True
                )
            ],
            "pot": self.order.pot,
            "told": self.told,
            "contingency": self.contingency,
            "people": self.sums.count,
            "cost": self.sums.total,
            "cut": {"pence": self.cut, "people_above": self.above_cut},
            "prices_of_limits": [asdict(price) for price in self.prices],
            "scores": [one.to_json() for one in self.scores.values()],
            "band_of_one_person": asdict(self.person),
            "bias_by_group": [asdict(one) for one in self.groups],
            "bias_by_tenth": [asdict(one) for one in self.tenths],
            "enough_for": self.enough,
            "steepest_pence_a_point_a_period": float(max((steep for _, _, steep in self.table.steps()), default=0)),
            "sums": self.sums.to_json(),
            "seed": self.order.seed,
            "data_hash": self.data_hash,
            "months_valid": MONTHS_VALID,
        }


def calibrate(people: People, order: Order) -> Calibration:
    """Return the table for *people* under *order*, with its error, its challengers and the price of each limit.

    :raises CannotCalibrate: where rows, pot or limits allow none; what to ease is named.
    """
    if order.net <= 0:
        raise CannotCalibrate("calibrate.no_pot", pence=order.net)
    raw = sums_of(people)
    if raw.total == 0:
        raise CannotCalibrate("calibrate.no_costs", people=raw.count)
    trimmed, cut, above = winsorised(people)
    sums = sums_of(trimmed)
    folds = draw_folds(people, order.seed) if people.count >= 4 else None
    asked = Asked(order.net, order.limits, _by_group(trimmed, order.limits), order.knots)
    if not order.knots and folds is not None:
        knots = settle_knots(sums, asked, choose_knots(folds))
        asked = Asked(order.net, order.limits, asked.by_group, [float(knot) for knot in knots])
    curve = fit(sums, asked)
    table = to_table(curve, sums, order.net, order.times, order.step)
    low, high = band_of_table(sums, asked, curve, order.seed, order.draws)
    scale = order.net / raw.total
    scored, unseen = _scored(folds, order, len(curve.knots))
    year = {int(score): table.year(int(score)) for score in raw.scores}
    figures = np.array([year[int(score)] for score in raw.scores], np.int64)
    told = figures[np.searchsorted(raw.scores, people.scores)]
    # Money told is held against cost as the pot can meet it, so that a small pot is not taken for a wrong table.
    checked = people if folds is None else folds.people
    checked, unseen = checked.with_pence(np.rint(checked.pence * scale).astype(np.int64)), unseen * scale
    return Calibration(
        order=order,
        table=table,
        curve=curve,
        band_low=low,
        band_high=high,
        sums=raw,
        told=table.costs(raw),
        cut=cut,
        above_cut=above,
        prices=tuple(prices_in_words(sums, asked, curve)),
        scores=scored,
        person=band(checked, unseen, order.seed),
        groups=bias_by_group(checked, unseen),
        tenths=bias_by_tenth(checked, unseen),
        enough=float((people.pence <= told).mean()),
    )


def _scored(folds: Any, order: Order, count: int) -> tuple[dict[str, Score], Real]:
    if folds is None:
        raise CannotCalibrate("calibrate.too_few", least=4)
    scored: dict[str, Score] = {}
    unseen: Real = np.zeros(0)
    for method in methods(_plain(order.limits, order.net), count).values():
        if method.id == "default":
            scored[method.id], unseen = score(method, folds)
        elif order.challengers and (method.items is None or folds.people.answers is not None):
            scored[method.id], _ = score(method, folds)
    return scored, unseen


def _plain(limits: Limits, pot: int) -> Limits:
    """On folds only the shape counts: limits in pounds belong to the whole pot, not to a tenth of it."""
    return Limits(threshold=limits.threshold, nothing_at_zero=limits.nothing_at_zero)


def _by_group(people: People, limits: Limits) -> dict[str, Sums]:
    found = {}
    for name in limits.groups:
        if people.groups is None or name not in people.group_names:
            raise CannotCalibrate("calibrate.no_group", group=name, groups=", ".join(people.group_names))
        found[name] = sums_of(people.some(people.groups == people.group_names.index(name)))
    return found
