"""Turns the rule of a pack on a day into a program of whole numbers, the same to the penny as for one person."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.many.answers import Answers
from ownway.rulebook.engines.many.builder import Builder
from ownway.rulebook.engines.many.curves import rounded
from ownway.rulebook.engines.many.instructions import Lane, Output, lane_for
from ownway.rulebook.engines.many.layout import layout_of
from ownway.rulebook.engines.many.operators import WRITE
from ownway.rulebook.engines.many.program import Program, trimmed
from ownway.rulebook.engines.many.sums import WRITE_SUMS
from ownway.rulebook.engines.many.values import Label, Mask, Number, Value
from ownway.rulebook.engines.one import check_days
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import RoundTo, Step, Unit
from ownway.values import Money, Rounding

WRITE_ALL = {**WRITE, **WRITE_SUMS}


def program(pack: Pack, as_of: date, needs_on: date | None = None, paid_from: date | None = None) -> Program:
    """Return the rule of *pack* on the day *as_of* as a program that works out every named step for many people.

    The days mean what they mean for one person. Which lanes are wide enough is proven here, from the bounds of the
    answers; where none is, the program is wide and runs slower, still exact.

    :raises CannotWorkOut: ``rulebook.outside_dates``.
    """
    days = Days.of(as_of, needs_on, paid_from)
    check_days(pack, days)
    answers = Answers(Builder(), layout_of(pack), days)
    coins = Money(0, pack.currency).coins_per_unit
    kept = [_kept(step, answers, coins) for step in pack.allocation.steps]
    refused: Mask = frozenset((register, ()) for _, register in answers.refusals)
    outputs = tuple(_output(step, value, answers.builder, refused, coins) for step, value in kept)
    whole = Program(
        rule_hash=pack.rule_hash,
        days=days,
        figure=pack.allocation.figure_step,
        coins=coins,
        instructions=tuple(answers.builder.instructions),
        lanes=tuple(answers.builder.lanes),
        outputs=outputs,
        answers=tuple(asked.answers for asked in answers.layout.asked.values()),
        functions=tuple(answers.builder.functions),
        refusals=tuple(answers.refusals),
    )
    return trimmed(whole, outputs)


def _kept(step: Step, answers: Answers, coins: int) -> tuple[Step, Value]:
    """Write one step, rounded as it says, and keep it for the steps after it."""
    value = WRITE_ALL[type(step)](step, answers)
    builder = answers.builder
    if isinstance(value, Number):
        if step.rounding is not None:
            value = rounded(builder, value, step.rounding)
        if step.unit is Unit.MONEY and not value.rational and coins % value.scale == 0 and value.register >= 0:
            value = builder.at(value, coins)
    masked = builder.masked(value.mask)
    value = replace(value, mask=masked)
    answers.steps[step.id] = value
    return step, value


def _output(step: Step, value: Value, builder: Builder, refused: Mask, coins: int) -> Output:
    mask = builder.mask(value.mask | refused)
    if isinstance(value, Label):
        return Output(step.id, step.unit, value.register, mask, labels=value.labels)
    number = builder.at(value)
    if step.unit is Unit.MONEY and not number.rational:
        number = _in_coins(number, builder, coins)
    lane = Lane.WIDE if number.rational else max(Lane.MIDDLE, lane_for(number.least, number.most))
    return Output(step.id, step.unit, builder.cast(number.register, lane), mask, number.scale)


def _in_coins(number: Number, builder: Builder, coins: int) -> Number:
    """Return a sum of money counted in coins: the loader has proven that it is whole in them, at whatever scale."""
    if coins % number.scale == 0:
        return builder.at(number, coins)
    return builder.linear([(rounded(builder, number, RoundTo(Fraction(1, coins), Rounding.HALF_UP)), Fraction(1))])
