"""Writes the operators that say what becomes of a sum, the tests in order, and the numbers nobody published."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.engines.many.answers import Answers
from ownway.rulebook.engines.many.curves import along, line, quotient, rounded, within
from ownway.rulebook.engines.many.instructions import Lane, Op
from ownway.rulebook.engines.many.operators import ONE, Write, taken_or_given
from ownway.rulebook.engines.many.values import KNOWN, Mask, Number, Truth, Value, constant
from ownway.rulebook.engines.spans import rate_at
from ownway.rulebook.model.steps import (
    Bound,
    CarryOver,
    Cascade,
    CoPayment,
    DelayRemedy,
    Knot,
    Limit,
    MinimumPayable,
    NotPublished,
    RoundTo,
    Step,
    Supplement,
)
from ownway.values import Rounding

NOTHING = constant(Fraction(0))


def _bound(bound: Bound, answers: Answers) -> Number:
    return answers.number(bound) if isinstance(bound, str) else constant(bound)


def write_limit(step: Step, answers: Answers) -> Value:
    """Hold the input between the floor and the cap; where they cross, the cap holds."""
    assert isinstance(step, Limit)
    found = answers.number(step.of)
    if step.least is not None:
        found = answers.builder.extreme([found, _bound(step.least, answers)], Op.MOST)
    if step.most is not None:
        found = answers.builder.extreme([found, _bound(step.most, answers)], Op.LEAST)
    return found


def _open(truth: Truth, answers: Answers) -> Mask:
    """Return where a condition is open."""
    if truth.always is not None:
        return answers.builder.pick_mask(truth, KNOWN, KNOWN)
    return frozenset({(truth.register, (0, 1, 0))}) if truth.can_open else KNOWN


def _where(truth: Truth, value: Fraction, answers: Answers) -> Number:
    """Return the number where the condition holds, else 0."""
    if truth.always is not None:
        return constant(value if truth.always == 2 else Fraction(0))
    return answers.builder.coded(truth.register, (Fraction(0), Fraction(0), value), KNOWN)


def write_supplement(step: Step, answers: Answers) -> Value:
    """Add each part whose condition holds."""
    assert isinstance(step, Supplement)
    builder, base = answers.builder, answers.number(step.of)
    mask = base.mask
    shares: list[tuple[Number, Fraction]] = []
    sums: list[tuple[Number, Fraction]] = []
    for part in step.parts:
        truth = answers.truth(part.when)
        mask |= _open(truth, answers)
        if part.sum is not None:
            sums.append((_where(truth, part.sum, answers), ONE))
        elif part.share is not None:
            shares.append((_where(truth, part.share, answers), ONE))
    total = builder.multiply(base, builder.linear(shares, ONE)) if shares else base
    return builder.with_mask(builder.linear([(total, ONE), *sums]), mask)


def write_minimum(step: Step, answers: Answers) -> Value:
    """Give nothing where the sum is too small to pay."""
    assert isinstance(step, MinimumPayable)
    builder, number = answers.builder, answers.number(step.of)
    least = _bound(step.least, answers)
    mask = number.mask | least.mask
    if least.known:
        enough = within(builder, number, least.value, None)
    else:
        enough = within(builder, builder.linear([(number, ONE), (least, -ONE)]), Fraction(0), None)
    picked = builder.pick(enough, builder.with_mask(number, KNOWN), NOTHING)
    assert isinstance(picked, Number)
    return builder.with_mask(picked, mask)


def write_carry_over(step: Step, answers: Answers) -> Value:
    """Keep what is left, up to the greater of the least and the share."""
    assert isinstance(step, CarryOver)
    builder = answers.builder
    share = builder.linear([(answers.number(step.of), step.share)])
    allowed = builder.extreme([share, constant(step.least)], Op.MOST)
    return builder.extreme([answers.number(step.left), allowed], Op.LEAST)


def write_co_payment(step: Step, answers: Answers) -> Value:
    """Reckon the person's own share, slice by slice."""
    assert isinstance(step, CoPayment)
    builder = answers.builder
    plan, resources, measure = (answers.number(name) for name in (step.of, step.resources, step.measure))
    parts: list[tuple[Number, Fraction]] = []
    below = NOTHING
    for slice in step.slices:
        edge = plan
        if slice.up_to is not None:
            edge = builder.extreme([plan, builder.linear([(measure, slice.up_to)])], Op.LEAST)
        part = builder.extreme([builder.linear([(edge, ONE), (below, -ONE)]), NOTHING], Op.MOST)
        for knots in slice.rates:
            part = builder.multiply(part, _rate(answers, knots, resources, measure))
        parts.append((part, ONE))
        below = builder.extreme([edge, below], Op.MOST)
    mask = plan.mask | resources.mask | measure.mask
    return builder.with_mask(builder.linear(parts), mask)


def _rate(answers: Answers, knots: tuple[Knot, ...], resources: Number, measure: Number) -> Number:
    """Return the rate at the person's resources, counted in measures."""
    builder = answers.builder
    if len({knot.gives for knot in knots}) == 1:
        return constant(knots[0].gives)
    if measure.known:
        # The knots are moved instead of dividing each person's resources.
        knots = tuple(Knot(knot.at * measure.value, knot.gives) for knot in knots)
    else:
        resources = quotient(builder, resources, measure, None)
    found = along(builder, resources, lambda value: rate_at(knots, value))
    return found if isinstance(found, Number) else line(builder, resources, knots)


def write_delay(step: Step, answers: Answers) -> Value:
    """Pay for each stretch of days begun."""
    assert isinstance(step, DelayRemedy)
    builder = answers.builder
    late = builder.extreme([answers.number(step.of), NOTHING], Op.MOST)
    stretches = builder.linear([(late, Fraction(1, step.every_days))])
    begun = rounded(builder, stretches, RoundTo(ONE, Rounding.UP))
    return builder.linear([(begun, step.sum)])


def write_cascade(step: Step, answers: Answers) -> Value:
    """Try the groups in order; the first threshold reached gives the result."""
    assert isinstance(step, Cascade)
    builder = answers.builder
    mask: Mask = KNOWN
    for name in step.takes:
        told = answers.told(name)
        levels = {level.id for level in told.asked.question.levels}
        open = [
            unknown or (worth is None and says not in levels)
            for says, worth, unknown in zip(told.says, told.worth, told.open, strict=True)
        ]
        mask |= told.mask(open)
    found = taken_or_given("", step.otherwise, answers)
    for group in reversed(step.groups):
        terms = []
        for name, weights in group.weights.items():
            told = answers.told(name)
            values = [weights.get(says, Fraction(0)) for says in told.says]
            terms.append((builder.coded(told.register, values, KNOWN), ONE))
        total = builder.linear(terms)
        for test in reversed(group.tests):
            reached = within(builder, total, test.least, None)
            found = builder.pick(reached, taken_or_given("", test.gives, answers), found)
    if isinstance(found, Number):
        return builder.with_mask(found, mask)
    return type(found)(found.register, found.labels, mask)


def write_not_published(step: Step, answers: Answers) -> Value:
    """Give 0 where nothing is needed; where something is, the rule refuses, which is marked apart."""
    assert isinstance(step, NotPublished)
    builder = answers.builder
    numbers = [answers.number(name) for name in step.takes]
    mask: Mask = KNOWN.union(*(number.mask for number in numbers))
    needed = builder.join_truths([_not_zero(number, answers) for number in numbers], all_of=False)
    sure = builder.doubted(needed, mask)
    refused = builder.write(Op.MARK, Lane.CODE, (builder.truth_register(sure),), table=(0, 0, 1))
    answers.refusals.append((step.id, refused))
    return builder.with_mask(NOTHING, mask)


def _not_zero(number: Number, answers: Answers) -> Truth:
    positive = within(answers.builder, number, None, Fraction(0))
    above = within(answers.builder, answers.builder.linear([(number, -ONE)]), None, Fraction(0))
    return answers.builder.join_truths([positive, above], all_of=False)


WRITE_SUMS: Mapping[type[Step], Write] = {
    Limit: write_limit,
    Supplement: write_supplement,
    MinimumPayable: write_minimum,
    CarryOver: write_carry_over,
    CoPayment: write_co_payment,
    DelayRemedy: write_delay,
    Cascade: write_cascade,
    NotPublished: write_not_published,
}
"""How each of these operators is written."""
