"""One person's figure, exact, with the chain of reasons that leads from the answers to the money."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.operators import WORK_OUT, NotPublishedHere
from ownway.rulebook.engines.range import range_of
from ownway.rulebook.model.answers import Answer
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Index, Lookup, On, Step, Unit
from ownway.rulebook.model.worked import StepResult, WorkedOut
from ownway.values import Cannot, Money, Reason
from ownway.values.reason import Fact
from ownway.values.rounding import round_to_step


class CannotWorkOut(Cannot):
    """The rule gives no figure for these answers on this day."""


def work_out(
    pack: Pack,
    answers: Mapping[str, Answer],
    as_of: date,
    needs_on: date | None = None,
    paid_from: date | None = None,
) -> WorkedOut:
    """Return the figure that *pack* gives for *answers* on the day *as_of*, with every step and every reason.

    *needs_on* is the day on which the needs were as told, for ages; *paid_from* the day from which money is paid, for
    tables that are read on it. Both are the day of the rule where they are not named.

    The figure is in whole pence for the period the pack names. While answers are missing there is no figure, and the
    range that it can still fall into is given instead, where the pack allows ranges.

    :raises CannotWorkOut: ``rulebook.outside_dates``, ``rulebook.unknown_question``, or ``rulebook.not_published``
        where the scheme's own numbers are missing.
    """
    days = Days.of(as_of, needs_on, paid_from)
    check_days(pack, days)
    for name in answers:
        if name not in pack.by_id:
            raise CannotWorkOut("rulebook.unknown_question", question=name)
    known = Known(pack, answers, days)
    try:
        results = {step.id: _step(step, known) for step in pack.allocation.steps}
    except NotPublishedHere as here:
        raise CannotWorkOut("rulebook.not_published", step=here.step) from None
    chain = Chain(known, results)
    figure = results[pack.allocation.figure_step].value
    missing = () if figure is not None else missing_in(pack, known)
    range = range_of(pack, known) if figure is None and pack.allocation.ranges else None
    return WorkedOut(
        figure=figure if isinstance(figure, Money) else None,
        per=pack.allocation.per,
        range=range,
        steps=tuple(results.values()),
        reason=chain.whole(figure if isinstance(figure, Money) else None, range, missing),
        missing=missing,
        version=pack.version,
    )


def figure_of(pack: Pack, answers: Mapping[str, Answer], as_of: date) -> Money | None:
    """Return the figure alone, without reasons: for audits and comparisons that ask very often.

    The day must lie within the pack's dates. Nothing comes back while answers, or numbers of the scheme, are missing.
    """
    known = Known(pack, answers, Days.of(as_of))
    for step in pack.allocation.steps:
        try:
            value, _ = WORK_OUT[type(step)](step, known)
        except NotPublishedHere:
            return None
        if isinstance(value, Fraction) and step.rounding is not None:
            value = round_to_step(value, step.rounding.to, step.rounding.by)
        known.values[step.id] = value
    figure = known.values[pack.allocation.figure_step]
    return Money((figure * known.coins).numerator, pack.currency) if isinstance(figure, Fraction) else None


def check_days(pack: Pack, days: Days) -> None:
    """Refuse days outside the pack's dates: the rule's own, and the day a dated table is read on.

    :raises CannotWorkOut: ``rulebook.outside_dates``.
    """
    read = {step.on for step in pack.allocation.steps if isinstance(step, Lookup | Index)} - {On.RULE}
    start, end = pack.in_force.start, pack.in_force.end
    outside = [days.on(on) for on in sorted(read) if days.on(on) < start]
    if days.rule not in pack.in_force:
        outside.insert(0, days.rule)
    for day in outside:
        ends = None if end is None else end.isoformat()
        raise CannotWorkOut("rulebook.outside_dates", as_of=day.isoformat(), starts=start.isoformat(), ends=ends)


def _step(step: Step, known: Known) -> StepResult:
    """Work one step out, round it as the pack says, and give its own reason with what it took."""
    value, told = WORK_OUT[type(step)](step, known)
    facts: dict[str, Fact] = {"step": step.id, "operator": step.operator, "unit": step.unit.value, **told}
    if isinstance(value, Fraction) and step.rounding is not None:
        facts |= {"exact": written(value), "round_to": written(step.rounding.to), "round_by": step.rounding.by.value}
        value = round_to_step(value, step.rounding.to, step.rounding.by)
    known.values[step.id] = value
    result: Money | Fraction | str | None = value
    if isinstance(value, Fraction):
        if step.unit is Unit.MONEY:
            # The loader has proven that money is whole pence at this place.
            result = Money((value * known.coins).numerator, known.pack.currency)
            facts |= {"pence": result.pence, "currency": result.currency}
        else:
            facts["value"] = written(value)
    elif isinstance(value, str):
        facts["label"] = value
    return StepResult(step.id, step.operator, result, Reason(f"pack:step:{step.id}", facts))


class Chain:
    """Builds the whole chain: each step with the reasons it stands on, each told in full once."""

    def __init__(self, known: Known, results: Mapping[str, StepResult]) -> None:
        self.known = known
        self.results = results
        self.steps = {step.id: step for step in known.pack.allocation.steps}
        self.told: set[str] = set()

    def whole(self, figure: Money | None, range: tuple[Money, Money] | None, missing: tuple[str, ...]) -> Reason:
        """Return the reason of the figure, or of there being none yet."""
        allocation = self.known.pack.allocation
        facts: dict[str, Fact] = {"per": allocation.per.value, "as_of": self.known.days.rule.isoformat()}
        if figure is not None:
            facts |= {"pence": figure.pence, "currency": figure.currency}
            return Reason("pack:figure", facts, (self.of(allocation.figure_step),))
        facts["missing"] = len(missing)
        if range is not None:
            facts |= {"least_pence": range[0].pence, "most_pence": range[1].pence, "currency": range[0].currency}
        open = tuple(Reason(f"pack:missing:{name}", {"question": name}) for name in missing)
        return Reason("pack:figure_not_yet", facts, (*open, self.of(allocation.figure_step)))

    def of(self, name: str) -> Reason:
        """Return the reason of a step or an answer, with all below it."""
        if name not in self.steps:
            return self.known.reason(name)
        own = self.results[name].reason
        if name in self.told:
            return Reason(own.code, {**own.facts, "again": True})
        self.told.add(name)
        return Reason(own.code, own.facts, tuple(self.of(below) for below in self.known.took(self.steps[name])))


def missing_in(pack: Pack, known: Known) -> tuple[str, ...]:
    """Return the questions whose answers the figure still waits for, in the order of asking."""
    needed: set[str] = set()
    looked: set[str] = set()

    def look(name: str) -> None:
        if name in looked:
            return
        looked.add(name)
        if name in known.steps:
            if known.values.get(name) is None:
                for below in known.steps[name].takes:
                    look(below)
        else:
            needed.update(known.waits_on(name))

    look(pack.allocation.figure_step)
    return tuple(question.id for question in pack.questions if question.id in needed)
