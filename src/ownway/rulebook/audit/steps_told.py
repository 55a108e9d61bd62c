"""Tells what the single steps to more need showed: falls that keep a pack back, and the steepest rises."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.audit.worsening import Fall, Rise, Worsenings
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.values import Money

CLIFFS_TOLD = 5


def points_that_fall(pack: Pack) -> dict[str, str]:
    """Return what to say of each question in which more need gives fewer points; exhaustive by itself."""
    found: dict[str, str] = {}
    for question in pack.questions:
        for low, high in zip(question.levels, question.levels[1:], strict=False):
            if question.scored and low.points is not None and high.points is not None and high.points < low.points:
                told = (
                    f"“{high.id}” gives {written(high.points)} points, less than “{low.id}” with {written(low.points)}"
                )
                found[question.id] = f"More need, fewer points: in “{question.id}” {told}."
    return found


def falls_told(pack: Pack, worsenings: Worsenings) -> Iterator[Finding]:
    """Yield one finding for each question in which more need gives fewer points, less money or a lower class."""
    points = points_that_fall(pack)
    falls: dict[str, list[Fall]] = {}
    for fall in worsenings.falls:
        falls.setdefault(fall.question, []).append(fall)
    for question in sorted({*points, *falls}):
        own = sorted(falls.get(question, []), key=lambda fall: (-fall.loss, fall.at))
        says = [points[question]] if question in points else []
        says += [_says(pack, fall) for fall in own]
        costs = in_money(pack, own[0].loss) if own and own[0].loss else None
        people = own[0].people if own else ()
        yield Finding(f"monotone.{question}", " ".join(says), people=people, costs=costs)


def _says(pack: Pack, fall: Fall) -> str:
    step = f"One step to more need in “{fall.question}”, from {shown(fall.before)} to {shown(fall.after)},"
    often = f"({fall.count} of {fall.of} ways to answer)"
    if fall.loss:
        return f"{step} loses up to {money_told(in_money(pack, fall.loss))} in “{fall.at}” {often}."
    return f"{step} leads to a lower “{fall.at}” {often}."


def cliffs_told(pack: Pack, worsenings: Worsenings) -> Iterator[Finding]:
    """Yield the steepest single steps, which keep nothing back: they are there to be seen."""
    steepest: list[Rise] = sorted(worsenings.rises.values(), key=lambda rise: -rise.gain)[:CLIFFS_TOLD]
    for rise in steepest:
        gain = in_money(pack, rise.gain)
        says = f"One step to more need in “{rise.question}” gains {money_told(gain)}."
        yield Finding(f"cliff.{rise.question}", says, blocks=False, people=rise.people, costs=gain)


def shown(answer: object) -> str:
    """Return an answer in short."""
    told = getattr(answer, "value", None)
    if isinstance(told, Fraction):
        return written(told)
    if isinstance(told, date):
        return told.isoformat()
    if isinstance(told, tuple):
        return "; ".join(", ".join(str(cell) for cell in row.values()) for row in told) or "no rows"
    return f"“{getattr(answer, 'told', told)}”"


def in_money(pack: Pack, units: Fraction) -> Money:
    """Return a sum in units of the currency as money; the rule gives whole pence."""
    return Money((units * Money(0, pack.currency).coins_per_unit).numerator, pack.currency)


def money_told(money: Money) -> str:
    """Return a sum as 12.34 GBP."""
    coins = money.coins_per_unit
    return f"{money.pence // coins}.{money.pence % coins:02d} {money.currency}"
