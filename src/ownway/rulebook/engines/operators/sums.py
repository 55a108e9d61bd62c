"""The arithmetic of links, shares of a household, and of what becomes of a sum, made ready."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, lcm

from ownway.rulebook.engines.known import Known
from ownway.rulebook.engines.layout import Layout, number_or_nothing
from ownway.rulebook.engines.links import exponential_of, log_of, root_of
from ownway.rulebook.engines.operators.plain import told_of
from ownway.rulebook.engines.operators.result import NOT_YET, Arithmetic, Result
from ownway.rulebook.engines.parts import Parts, parts_of, parts_written
from ownway.rulebook.engines.sealed import Facts
from ownway.rulebook.engines.spans import printed_on, rate_at
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.steps import (
    Bound,
    CarryOver,
    CoPayment,
    DelayRemedy,
    Exponential,
    HouseholdShare,
    Index,
    Limit,
    Log,
    MinimumPayable,
    Part,
    Printed,
    Root,
    Square,
    Step,
    Supplement,
)
from ownway.values.reason import Fact

Exact = Callable[[Known], Fraction | None]


def index(step: Step, layout: Layout) -> Arithmetic:
    """Give the number printed for the day."""
    assert isinstance(step, Index)
    scale, results = told_of([(table.gives, _printed_facts(table)) for table in step.tables])
    found = {table.starts: result for table, result in zip(step.tables, results, strict=True)}
    return Arithmetic(lambda known: found[printed_on(step, known.days).starts], scale)


def _printed_facts(printed: Printed) -> dict[str, Fact]:
    return {"starts": printed.starts.isoformat(), "gives": written(printed.gives)}


def household(step: Step, layout: Layout) -> Arithmetic:
    """Share the input evenly; exact, so the rounding is the step's own."""
    assert isinstance(step, HouseholdShare)
    of, size = layout.exact(step.of), layout.exact(step.size)
    facts: Facts = {"base": step.of, "size": step.size}

    def work(known: Known) -> Result:
        number, people = of(known), size(known)
        return NOT_YET if number is None or people is None else (Fraction(number, people), facts)

    return Arithmetic(work)


def square(step: Step, layout: Layout) -> Arithmetic:
    """Multiply the input by itself and add the stated correction."""
    assert isinstance(step, Square)
    place, own = layout.places[step.of], layout.scale(step.of)
    scale = lcm(own * own, step.plus.denominator)
    factor, plus = scale // (own * own), parts_of(step.plus, scale)
    facts: Facts = {"plus": written(step.plus)}

    def work(known: Known) -> Result:
        number = number_or_nothing(known.counts[place])
        return NOT_YET if number is None else (number * number * factor + plus, facts)

    return Arithmetic(work, scale)


def _link(of: str, places: int, layout: Layout, curve: Callable[[Fraction], Fraction], facts: Facts) -> Arithmetic:
    """Bend the input by a curve that is worked out to a stated number of places."""
    number, scale = layout.exact(of), 10**places

    def work(known: Known) -> Result:
        at = number(known)
        return NOT_YET if at is None else (parts_of(curve(at), scale), facts)

    return Arithmetic(work, scale)


def root(step: Step, layout: Layout) -> Arithmetic:
    """Take the square root."""
    assert isinstance(step, Root)
    places = step.places
    return _link(step.of, places, layout, lambda number: root_of(number, places), {"places": places})


def log(step: Step, layout: Layout) -> Arithmetic:
    """Take the natural logarithm."""
    assert isinstance(step, Log)
    places = step.places
    return _link(step.of, places, layout, lambda number: log_of(number, places), {"places": places})


def exponential(step: Step, layout: Layout) -> Arithmetic:
    """Take the exponential, times the stated correction."""
    assert isinstance(step, Exponential)
    times, places = step.times, step.places
    facts: Facts = {"places": places, "times": written(times)}
    return _link(step.of, places, layout, lambda number: exponential_of(number, times, places), facts)


def _bound(bound: Bound | None, layout: Layout) -> Exact:
    """Return what gives a bound: a number of the pack, or what a name comes to."""
    return layout.exact(bound) if isinstance(bound, str) else lambda known: bound


def limit(step: Step, layout: Layout) -> Arithmetic:
    """Hold the input between the floor and the cap."""
    assert isinstance(step, Limit)
    of, least, most = layout.exact(step.of), _bound(step.least, layout), _bound(step.most, layout)
    take = layout.take(step.takes)

    def work(known: Known) -> Result:
        number = of(known)
        if number is None or None in take(known.counts):
            return NOT_YET
        facts: dict[str, Fact] = {"base": step.of, "taken": "input"}
        floor, cap = least(known), most(known)
        if floor is not None:
            facts["least"] = written(floor)
            if number < floor:
                number, facts["taken"] = floor, "least"
        if cap is not None:
            facts["most"] = written(cap)
            if number > cap:
                number, facts["taken"] = cap, "most"
        return parts_of(number, scale), facts

    bounds = [bound for bound in (step.least, step.most) if isinstance(bound, Fraction)]
    scale = lcm(*(layout.scale(name) for name in step.takes), *(bound.denominator for bound in bounds))
    return Arithmetic(work, scale, kept=False)


def supplement(step: Step, layout: Layout) -> Arithmetic:
    """Add each part whose condition holds."""
    assert isinstance(step, Supplement)
    place, own = layout.places[step.of], layout.scale(step.of)
    sums = [part.sum.denominator for part in step.parts if part.sum is not None]
    shares = [part.share.denominator for part in step.parts if part.share is not None]
    scale = lcm(own * lcm(*shares), *sums)
    conditions = [layout.holds(part.when) for part in step.parts]
    # Of each part: what is added to the sum whatever it is, what share of it is added, and the fact that says so.
    parts = [_added_by(part, number, scale, own) for number, part in enumerate(step.parts, 1)]

    def work(known: Known) -> Result:
        base = number_or_nothing(known.counts[place])
        held = [holds(known) for holds in conditions]
        if base is None or None in held:
            return NOT_YET
        facts: dict[str, Fact] = {"base": step.of}
        added: Parts = 0
        for (sum, share, (name, told)), holds in zip(parts, held, strict=True):
            if holds and name:
                facts[name] = told
                added += sum + share * base
        return base * (scale // own) + added, {**facts, "added": parts_written(added, scale)}

    return Arithmetic(work, scale, kept=False)


def _added_by(part: Part, number: int, scale: int, own: int) -> tuple[Parts, Parts, tuple[str, str]]:
    if part.sum is not None:
        return parts_of(part.sum, scale), 0, (f"sum.{number}", written(part.sum))
    if part.share is not None:
        return 0, parts_of(part.share * Fraction(scale, own), 1), (f"share.{number}", written(part.share))
    return 0, 0, ("", "")


def minimum_payable(step: Step, layout: Layout) -> Arithmetic:
    """Give nothing where the sum is too small to pay."""
    assert isinstance(step, MinimumPayable)
    of, bound, scale = layout.exact(step.of), _bound(step.least, layout), layout.scale(step.of)

    def work(known: Known) -> Result:
        number, least = of(known), bound(known)
        if number is None or least is None:
            return NOT_YET
        facts: Facts = {"base": step.of, "least": written(least)}
        return (parts_of(number, scale) if number >= least else 0), facts

    return Arithmetic(work, scale, kept=False)


def carry_over(step: Step, layout: Layout) -> Arithmetic:
    """Keep what is left, up to the greater of the least and the share."""
    assert isinstance(step, CarryOver)
    of, left = layout.exact(step.of), layout.exact(step.left)
    scale = lcm(layout.scale(step.of) * step.share.denominator, layout.scale(step.left), step.least.denominator)
    told: Facts = {
        "base": step.of,
        "left": step.left,
        "share": written(step.share),
        "least": written(step.least),
    }

    def work(known: Known) -> Result:
        budget, unspent = of(known), left(known)
        if budget is None or unspent is None:
            return NOT_YET
        allowed = max(step.least, step.share * budget)
        return parts_of(min(unspent, allowed), scale), {**told, "most": written(allowed)}

    return Arithmetic(work, scale, kept=False)


def co_payment(step: Step, layout: Layout) -> Arithmetic:
    """Reckon the person's own share, slice by slice."""
    assert isinstance(step, CoPayment)
    names = (step.of, step.resources, step.measure)
    numbers = [layout.exact(name) for name in names]

    def work(known: Known) -> Result:
        plan, resources, measure = (number(known) for number in numbers)
        if plan is None or resources is None or measure is None:
            return NOT_YET
        facts: dict[str, Fact] = {"base": step.of, "resources": step.resources, "measure": step.measure}
        own, below = Fraction(0), Fraction(0)
        for place, slice in enumerate(step.slices, 1):
            edge = plan if slice.up_to is None else min(plan, slice.up_to * measure)
            part = max(edge - below, Fraction(0))
            rate = Fraction(1)
            for knots in slice.rates:
                rate *= rate_at(knots, Fraction(resources, measure))
            facts |= {f"part.{place}": written(part), f"rate.{place}": written(rate)}
            own, below = own + part * rate, max(edge, below)
        facts["rate"] = written(Fraction(own, plan)) if plan else "0"
        return own, facts

    return Arithmetic(work, kept=False)


def delay_remedy(step: Step, layout: Layout) -> Arithmetic:
    """Pay for each stretch of days begun."""
    assert isinstance(step, DelayRemedy)
    days, scale = layout.exact(step.of), step.sum.denominator

    def work(known: Known) -> Result:
        number = days(known)
        if number is None:
            return NOT_YET
        times = ceil(Fraction(max(number, Fraction(0)), step.every_days))
        facts: Facts = {"every_days": step.every_days, "sum": written(step.sum), "times": times}
        return parts_of(times * step.sum, scale), facts

    return Arithmetic(work, scale, kept=False)
