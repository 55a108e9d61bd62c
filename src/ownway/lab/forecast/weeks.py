"""Forecasts what each account pays out week by week, and tries each way of saying so on the weeks that are over.

What was agreed by a Sunday is known then, to the penny and the day. What comes on top (new people, claims, money back)
is learnt from the gap that there was, so many weeks ahead, between what was known and what was paid. Three plainer ways
stand beside it; the one that was least off on the past is used, by weighted absolute percentage error.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ownway.lab.forecast.cash_files import Paid
from ownway.lab.forecast.due import Agreed, monday_of

Numbers = NDArray[np.float64]
LATELY = 26
"""So many weeks back a gap is looked at."""
LEAST = 20
"""So many weeks of payments are needed before one is forecast by them."""
FEW = 10
WAYS = ("agreed, and what comes on top", "only what is agreed", "as four weeks ago", "mean of the last thirteen weeks")


@dataclass(frozen=True)
class WeeksTest:
    """How far each way was from what came, over all weeks tried; *errors* are the best one's, by weeks ahead, in pence.

    *per_cent* is by way; *by_lead* the best one's error by weeks ahead.
    """

    best: str
    per_cent: dict[str, float]
    by_lead: tuple[float, ...]
    errors: tuple[tuple[float, ...], ...]
    origins: int

    @property
    def words(self) -> str:
        """Say it in one sentence."""
        others = "; ".join(f"“{name}” by {off:.1f} %" for name, off in self.per_cent.items() if name != self.best)
        return (
            f"Tried {self.origins} times on the past: “{self.best}” was off by {self.per_cent[self.best]:.1f} % on "
            f"average over the weeks ahead, {others}."
        )

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "best": self.best,
            "error_per_cent": {name: round(off, 2) for name, off in self.per_cent.items()},
            "error_per_cent_by_week_ahead": [round(off, 2) for off in self.by_lead],
            "origins": self.origins,
            "words": self.words,
        }


@dataclass(frozen=True)
class Expected:
    """What is expected to go out in each week ahead, and where eighty of a hundred lie, in pence; how it was tried.

    *test* is nothing where the past was too short to try anything; then only what is agreed stands here.
    """

    middle: Numbers
    low: Numbers
    high: Numbers
    test: WeeksTest | None


def due_by_week(agreed: Iterable[Agreed], start: date, weeks: int, coming: bool = False) -> Numbers:
    """Return the pence that fall due in each week from the Monday *start*: going out, or coming in."""
    held = np.zeros(weeks)
    end = start + timedelta(days=7 * weeks - 1)
    for one in agreed:
        if one.coming is coming:
            for day in one.days(start, end):
                held[(day - start).days // 7] += one.pence
    return held


def paid_by_week(paid: Iterable[Paid], start: date, weeks: int) -> Numbers:
    """Return the pence that were paid in each week from the Monday *start*."""
    held = np.zeros(weeks)
    for one in paid:
        place = (monday_of(one.day) - start).days // 7
        if 0 <= place < weeks:
            held[place] += one.pence
    return held


def expect(agreed: Sequence[Agreed], paid: Sequence[Paid], start: date, ahead: int) -> Expected:
    """Return what one account is expected to pay in each of the weeks from the Monday *start*."""
    out = [one for one in agreed if not one.coming]
    known = due_by_week((one for one in out if one.agreed < start), start, ahead)
    past = [one for one in paid if one.day < start]
    begun = monday_of(min(one.day for one in past)) if past else start
    weeks = (start - begun).days // 7
    if weeks < LEAST:
        return Expected(known, known, known, None)
    real = paid_by_week(past, begun, weeks)
    told = _known_then(out, begun, weeks, ahead)
    test = _try(real, told, ahead)
    middle = _ways(real, told, known, weeks, ahead)[test.best]
    lows, highs, low, high = [], [], 0.0, 0.0
    for errors in test.errors:
        if len(errors) >= FEW:
            ends = np.quantile(errors, [0.1, 0.9])
            low, high = min(low, float(ends[0])), max(high, float(ends[1]))
        else:
            low, high = low * 1.1, high * 1.1
        lows.append(low)
        highs.append(high)
    return Expected(middle, middle + np.array(lows), middle + np.array(highs), test)


def _known_then(out: Sequence[Agreed], begun: date, weeks: int, ahead: int) -> Numbers:
    """Return for each week of the past what was known before it of that week and the next ones: (weeks, ahead)."""
    told = np.zeros((weeks, weeks + ahead))
    end = begun + timedelta(days=7 * (weeks + ahead) - 1)
    for one in out:
        first = 0 if one.agreed < begun else (monday_of(one.agreed) - begun).days // 7 + 1
        if first >= weeks:
            continue
        # Until its end was known, an agreed payment was expected to go on; from then on it was not.
        ended = weeks
        if one.last is not None and one.end_known is not None:
            ended = min(weeks, max(first, (monday_of(one.end_known) - begun).days // 7 + 1))
        for rows, seen_on in ((slice(first, ended), one.agreed), (slice(ended, weeks), None)):
            for day in one.days(begun, end, seen_on):
                told[rows, (day - begun).days // 7] += one.pence
    places = np.arange(weeks)[:, None] + np.arange(ahead)[None, :]
    ordered: Numbers = np.take_along_axis(told, places, axis=1)
    return ordered


def _ways(real: Numbers, told: Numbers, known: Numbers, week: int, ahead: int) -> dict[str, Numbers]:
    """Return what each way would have said before *week*, from what was paid and known until then."""
    on_top = np.zeros(ahead)
    for lead in range(ahead):
        last = week - lead
        since = max(0, last - LATELY)
        if last > since:
            gaps = real[since + lead : week] - told[since:last, lead]
            on_top[lead] = gaps.mean()
        elif lead:
            on_top[lead] = on_top[lead - 1]
    four = real[week - 4 : week]
    return {
        WAYS[0]: np.maximum(0, known + on_top),
        WAYS[1]: known,
        WAYS[2]: four[np.arange(ahead) % 4],
        WAYS[3]: np.full(ahead, real[max(0, week - 13) : week].mean()),
    }


def _try(real: Numbers, told: Numbers, ahead: int) -> WeeksTest:
    weeks = len(real)
    origins = range(min(LATELY, weeks // 2), weeks)
    off = {name: np.zeros(ahead) for name in WAYS}
    came = np.zeros(ahead)
    errors: dict[str, list[list[float]]] = {name: [[] for _ in range(ahead)] for name in WAYS}
    for week in origins:
        seen = real[week : week + ahead]
        came[: len(seen)] += np.abs(seen)
        for name, said in _ways(real, told, told[week], week, ahead).items():
            missed = seen - said[: len(seen)]
            off[name][: len(seen)] += np.abs(missed)
            for lead, one in enumerate(missed):
                errors[name][lead].append(float(one))
    whole = float(came.sum()) or 1.0
    per_cent = {name: 100 * float(one.sum()) / whole for name, one in off.items()}
    best = min(WAYS, key=lambda name: (per_cent[name], WAYS.index(name)))
    by_lead = tuple(float(100 * one / all_) if all_ else 0.0 for one, all_ in zip(off[best], came, strict=True))
    return WeeksTest(best, per_cent, by_lead, tuple(tuple(one) for one in errors[best]), len(origins))
