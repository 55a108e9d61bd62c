"""Week by week, what must be paid from each account, what comes in, and from when the account is short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from ownway.lab.forecast.cash_files import Paid, Wrong
from ownway.lab.forecast.due import Agreed, monday_of
from ownway.lab.forecast.history import CannotForecast
from ownway.lab.forecast.report import ONLY_TRIED
from ownway.lab.forecast.weeks import LEAST, WeeksTest, due_by_week, expect
from ownway.values import Rounding, round_to_whole


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one account, in whole pence: what is agreed, what is expected to go out, what comes in and is left.

    *high* is what goes out in a dear week (one in ten is dearer), and *left_if_dear* what is left where every week is.
    What is left is nothing known where nobody said what the account holds.
    """

    monday: date
    agreed: int
    expected: int
    low: int
    high: int
    coming: int
    left: int | None
    left_if_dear: int | None


@dataclass(frozen=True)
class Account:
    """One account over the weeks ahead, and how well the same would have done on its past."""

    name: str
    holds: int | None
    weeks: tuple[Week, ...]
    test: WeeksTest | None

    @property
    def short(self) -> Week | None:
        """The first week in which more is expected to go out than is there."""
        return next((one for one in self.weeks if one.left is not None and one.left < 0), None)

    @property
    def short_if_dear(self) -> Week | None:
        """The same, where every week is a dear one."""
        return next((one for one in self.weeks if one.left_if_dear is not None and one.left_if_dear < 0), None)

    @property
    def sentences(self) -> list[str]:
        """Say what must be there, when it runs short, and how far off the same was in the past."""
        agreed, out = sum(one.agreed for one in self.weeks), sum(one.expected for one in self.weeks)
        first = self.weeks[0]
        whole = (
            f"{self.name}: in {len(self.weeks)} weeks {in_pounds(out)} is expected to go out ({in_pounds(agreed)} is "
            f"agreed), {in_pounds(first.expected)} of it in the week of {first.monday.isoformat()}."
        )
        told = [whole]
        if self.holds is None:
            told.append("What the account holds was not said, so nobody knows how long it lasts.")
        elif short := self.short:
            told.append(
                f"It holds {in_pounds(self.holds)} and is short from the week of {short.monday.isoformat()}: "
                f"{in_pounds(-(short.left or 0))} must come in by then."
            )
        elif dear := self.short_if_dear:
            told.append(
                f"It holds {in_pounds(self.holds)}, which is enough; if every week is dear, it is short from the week "
                f"of {dear.monday.isoformat()}."
            )
        else:
            told.append(f"It holds {in_pounds(self.holds)}, which is enough, also if every week is dear.")
        if self.test is None:
            told.append(
                f"Nothing was tried on the past: {LEAST} weeks of payments are needed for it. Only what is agreed "
                "stands here."
            )
        else:
            told.append(self.test.words)
        return told


@dataclass(frozen=True)
class CashForecast:
    """All accounts over the weeks ahead; *generated* says that nothing in it happened."""

    accounts: tuple[Account, ...]
    generated: bool
    bad: tuple[Wrong, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """Say what it comes to, and first of all if it comes to nothing."""
        said = [ONLY_TRIED] if self.generated else []
        return [*said, *(one for account in self.accounts for one in account.sentences)]

    def rows(self) -> list[dict[str, Any]]:
        """Return one row a week and account, in whole pence."""
        return [
            {
                "account": account.name,
                "week": one.monday.isoformat(),
                "agreed_pence": one.agreed,
                "expected_pence": one.expected,
                "low_pence": one.low,
                "high_pence": one.high,
                "coming_in_pence": one.coming,
                "left_pence": one.left,
                "left_if_dear_pence": one.left_if_dear,
            }
            for account in self.accounts
            for one in account.weeks
        ]

    def to_json(self) -> dict[str, Any]:
        """Return it for programs."""
        return {
            "generated": self.generated,
            "sentences": self.sentences,
            "rows": self.rows(),
            "back_test": {one.name: one.test.to_json() if one.test else None for one in self.accounts},
            "bad": [str(one) for one in self.bad],
        }


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is changed to see what it does: prices, and how much comes on top of what is agreed, each as a share."""

    price: Fraction = Fraction(0)
    new: Fraction = Fraction(0)


def cash_by_week(
    agreed: Sequence[Agreed],
    paid: Sequence[Paid],
    holds: Mapping[str, int],
    *,
    on: date,
    weeks: int = 13,
    what_if: WhatIf | None = None,
    generated: bool = False,
    bad: tuple[Wrong, ...] = (),
) -> CashForecast:
    """Return each account week by week, from the week that holds the day *on*. Sums are whole pence, halves up.

    *holds* is what was there in the morning of that week's Monday. What was agreed before it is counted to the penny;
    what comes on top, and the interval, come from the whole weeks before.

    :raises CannotForecast: where there is no account at all.
    """
    start = monday_of(on)
    changed = what_if or WhatIf()
    names = sorted({*holds, *(one.account for one in agreed), *(one.account for one in paid)})
    if not names:
        raise CannotForecast("forecast.nothing")
    return CashForecast(
        tuple(
            _account(
                name,
                [one for one in agreed if one.account == name],
                [one for one in paid if one.account == name],
                holds.get(name),
                (start, weeks, changed),
            )
            for name in names
        ),
        generated,
        bad,
    )


def _account(
    name: str, agreed: list[Agreed], paid: list[Paid], holds: int | None, when: tuple[date, int, WhatIf]
) -> Account:
    start, weeks, changed = when
    found = expect(agreed, paid, start, weeks)
    known = due_by_week((one for one in agreed if one.agreed < start), start, weeks)
    coming = due_by_week((one for one in agreed if one.agreed < start), start, weeks, coming=True)
    left = left_if_dear = holds
    rows = []
    for place in range(weeks):
        there = round(known[place])
        ends = [_changed(there, value, changed) for value in (found.middle[place], found.low[place], found.high[place])]
        expected, low, high = ends[0], max(0, ends[1]), max(ends[0], ends[2])
        comes = round(coming[place])
        if left is not None and left_if_dear is not None:
            left, left_if_dear = left + comes - expected, left_if_dear + comes - high
        monday = start + timedelta(days=7 * place)
        committed = round_to_whole(there * (1 + changed.price), Rounding.HALF_UP)
        rows.append(Week(monday, committed, expected, low, high, comes, left, left_if_dear))
    return Account(name, holds, tuple(rows), found.test)


def _changed(agreed: int, expected: float, changed: WhatIf) -> int:
    """Return what goes out if prices and what comes on top change so."""
    on_top = Fraction(round(expected)) - agreed
    if on_top > 0:
        on_top *= 1 + changed.new
    return round_to_whole((agreed + on_top) * (1 + changed.price), Rounding.HALF_UP)


def in_pounds(pence: int) -> str:
    """Return whole pence as pounds for reading."""
    return f"{'−' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
