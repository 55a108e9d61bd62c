"""One step at random for each operator of the language, made to fit what the pack has so far."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from fractions import Fraction

from ownway.rulebook.engines.spans import AnyAnswers
from ownway.rulebook.model import Kind, Question, RoundTo, Step, Unit
from ownway.rulebook.model import steps as made
from ownway.values import Every, Rounding
from tests.engines.random_maker import BASE, DAY, EVERY, LABELS, Maker

Make = Callable[[Maker, str], Step | None]


def made_of(kind: Callable[..., Step]) -> Make:
    """Return the maker of a step whose inputs are all it has."""

    def make(maker: Maker, id: str) -> Step:
        return kind(id=id, unit=Unit.POINTS, inputs=maker.some(), rounding=maker.rounding())

    return make


def weighted(maker: Maker, id: str) -> Step:
    """A weighted sum with a constant."""
    weights = {name: maker.fraction() for name in maker.some()}
    return made.WeightedSum(id=id, unit=Unit.POINTS, weights=weights, plus=maker.fraction(), rounding=maker.rounding())


def bands(maker: Maker, id: str) -> Step:
    """Bands over all that the input can be, giving numbers or labels."""
    name = maker.one()
    span, chance = maker.span(name), maker.chance
    inside = sorted({maker.within(span) for _ in range(chance.choice((1, 3, 12)))} - {span.least})
    edges = [span.least, *inside]
    labels = chance.random() < 0.4 and len(edges) <= len(LABELS)
    low = chance.random() < 0.5
    found = []
    for place, edge in enumerate(edges):
        last = place + 1 == len(edges)
        gives = LABELS[place] if labels else maker.fraction()
        # A band begins at its edge, or just after the one before ended with it.
        lower = None if place == 0 else made.Edge(edge, low)
        found.append(made.Band(lower, None if last else made.Edge(edges[place + 1], not low), gives))
    unit = Unit.LABEL if labels else Unit.POINTS
    return made.Bands(id=id, unit=unit, of=name, bands=tuple(found), rounding=None if labels else maker.rounding())


def line(maker: Maker, id: str) -> Step:
    """A line over all that the input can be."""
    name = maker.one()
    span = maker.span(name)
    places = sorted({span.least, span.most + 1, *(maker.within(span) for _ in range(3))})
    knots = tuple(made.Knot(at, maker.fraction()) for at in places if at >= span.least)
    return made.Line(id=id, unit=Unit.POINTS, of=name, knots=knots, rounding=maker.rounding())


def frequency(maker: Maker, id: str) -> Step | None:
    """How often several things happen."""
    names = [q.id for q in maker.questions if q.every]
    factors = {every: abs(maker.fraction()) for every in EVERY}
    if not names:
        return None
    return made.Frequency(id=id, unit=Unit.TIMES, inputs=tuple(names), factors=factors, rounding=maker.rounding())


def labelled(maker: Maker) -> tuple[str, list[str]] | None:
    """Return something with labels, and the labels it can have."""
    names = [step.id for step in maker.steps if isinstance(maker.reached[step.id], frozenset)]
    names += [q.id for q in maker.questions if q.levels]
    if not names:
        return None
    name = maker.chance.choice(names)
    found = maker.reached.get(name)
    return name, sorted(found if isinstance(found, frozenset) else AnyAnswers(maker.pack()).labels(name))


def lookup(maker: Maker, id: str) -> Step | None:
    """A dated table by label."""
    told = labelled(maker)
    if told is None:
        return None
    name, labels = told
    to_labels = maker.chance.random() < 0.3
    tables = tuple(
        made.Dated(day, {label: maker.chance.choice(LABELS) if to_labels else maker.fraction() for label in labels})
        for day in (BASE.in_force.start, DAY - timedelta(days=maker.chance.randint(0, 9)))
    )
    on = maker.chance.choice(list(made.On))
    return made.Lookup(id=id, unit=Unit.LABEL if to_labels else Unit.POINTS, of=name, tables=tables, on=on)


def index(maker: Maker, id: str) -> Step:
    """A number printed for the day."""
    days = (BASE.in_force.start, DAY - timedelta(days=1), DAY + timedelta(days=1))
    tables = tuple(made.Printed(day, maker.fraction()) for day in days)
    return made.Index(id=id, unit=Unit.NUMBER, tables=tables, on=maker.chance.choice(list(made.On)))


def choose(maker: Maker, id: str) -> Step:
    """Cases with conditions."""
    chance = maker.chance
    labels = chance.random() < 0.25
    label_steps = [step.id for step in maker.steps if isinstance(maker.reached[step.id], frozenset)]

    def taken() -> dict[str, object]:
        if labels:
            take = label_steps and chance.random() < 0.5
            return {"take": chance.choice(label_steps)} if take else {"value": chance.choice(LABELS)}
        return {"take": maker.one()} if chance.random() < 0.6 else {"value": maker.fraction()}

    cases = tuple(made.Case(maker.condition(), **taken()) for _ in range(chance.randint(1, 3)))  # type: ignore[arg-type]
    unit = Unit.LABEL if labels else Unit.POINTS
    return made.Choose(id=id, unit=unit, cases=cases, **taken())  # type: ignore[arg-type]


def informal(maker: Maker, id: str) -> Step | None:
    """Needs after help."""
    known = maker.numbers()
    shares = [name for name in known if maker.span(name).least >= 0 and maker.span(name).most <= 1]
    needs = [name for name in known if maker.span(name).least >= 0]
    if not shares or not needs:
        return None
    items = {name: maker.chance.choice(shares) for name in maker.chance.sample(needs, min(2, len(needs)))}
    share = Fraction(maker.chance.randint(0, 4), 4)
    return made.InformalSupport(id=id, unit=Unit.POINTS, items=items, at_least=share, rounding=maker.rounding())


def share(maker: Maker, id: str) -> Step:
    """A share between 0 and 1, which other steps need."""
    name = maker.one()
    span = maker.span(name)
    knots = (made.Knot(span.least, Fraction(0)), made.Knot(span.most + 1, Fraction(1)))
    return made.Line(id=id, unit=Unit.SHARE, of=name, knots=knots, rounding=RoundTo(Fraction(1, 100), Rounding.DOWN))


def by_category(maker: Maker, id: str) -> Step | None:
    """A factor by category."""
    told = labelled(maker)
    if told is None:
        return None
    factors = {label: maker.fraction() for label in told[1]}
    return made.ByCategory(
        id=id, unit=Unit.POINTS, of=maker.one(), category=told[0], factors=factors, rounding=maker.rounding()
    )


def cascade(maker: Maker, id: str) -> Step | None:
    """Groups of linear tests."""
    chance = maker.chance
    asked = [question for question in maker.questions if question.levels]
    if not asked:
        return None
    labels = chance.random() < 0.4

    def gives() -> Fraction | str:
        return chance.choice(LABELS) if labels else Fraction(chance.randint(1, 13))

    groups = []
    for number in range(chance.randint(1, 3)):
        names = chance.sample(asked, min(len(asked), 3))
        weights = {q.id: {level.id: Fraction(chance.randint(-5, 40)) for level in q.levels} for q in names}
        least = sorted({Fraction(chance.randint(-9, 90)) for _ in range(3)}, reverse=True)
        groups.append(made.Group(f"g{number}", weights, tuple(made.Threshold(at, gives()) for at in least)))
    unit = Unit.LABEL if labels else Unit.NUMBER
    return made.Cascade(id=id, unit=unit, groups=tuple(groups), otherwise=gives())


def table(maker: Maker) -> Question | None:
    """Return a table question, where there is one."""
    found = [question for question in maker.questions if question.kind is Kind.TABLE]
    return maker.chance.choice(found) if found else None


def reduce_rows(maker: Maker, id: str) -> Step | None:
    """Rows of a table made one number."""
    question = table(maker)
    if question is None:
        return None
    column, by = maker.chance.choice(("what", "days")), maker.chance.choice(list(made.By))
    return made.Reduce(id=id, unit=Unit.NUMBER, of=question.id, column=column, by=by, rounding=maker.rounding())


def descriptor(maker: Maker, id: str) -> Step | None:
    """The highest descriptor."""
    question = table(maker)
    if question is None:
        return None
    more_than = Fraction(maker.chance.randint(0, 20), 2)
    return made.Descriptor(id=id, unit=Unit.POINTS, of=question.id, level="what", share="days", more_than=more_than)


def not_published(maker: Maker, id: str) -> Step:
    """A refusal where something is needed."""
    return made.NotPublished(id=id, unit=Unit.POINTS, inputs=maker.some()[:1])


def household(maker: Maker, id: str) -> Step | None:
    """A share of a household."""
    sizes = [name for name in maker.numbers() if maker.span(name).least >= 1]
    if not sizes:
        return None
    size = maker.chance.choice(sizes)
    return made.HouseholdShare(id=id, unit=Unit.POINTS, of=maker.one(), size=size, rounding=maker.rounding())


def square(maker: Maker, id: str) -> Step:
    """A square."""
    return made.Square(id=id, unit=Unit.POINTS, of=maker.one(), plus=maker.fraction(), rounding=maker.rounding())


def root(maker: Maker, id: str) -> Step:
    """A root."""
    return made.Root(id=id, unit=Unit.POINTS, of=maker.one(), places=maker.chance.choice((0, 2, 6)))


def log(maker: Maker, id: str) -> Step:
    """A logarithm."""
    return made.Log(id=id, unit=Unit.POINTS, of=maker.one(), places=maker.chance.choice((0, 2, 6)))


def exponential(maker: Maker, id: str) -> Step | None:
    """An exponential of something small."""
    small = [name for name in maker.numbers() if maker.span(name).most <= 12 and maker.span(name).least >= -40]
    if not small:
        return None
    of, times = maker.chance.choice(small), maker.above()
    return made.Exponential(id=id, unit=Unit.POINTS, of=of, times=times, places=maker.chance.choice((0, 2, 4)))


def limit(maker: Maker, id: str) -> Step:
    """A floor and a cap, numbers or names."""
    ends = [maker.chance.choice((None, maker.fraction(), maker.one())) for _ in range(2)]
    return made.Limit(id=id, unit=Unit.POINTS, of=maker.one(), least=ends[0], most=ends[1], rounding=maker.rounding())


def supplement(maker: Maker, id: str) -> Step:
    """Parts added by conditions."""
    parts = []
    for _ in range(maker.chance.randint(1, 3)):
        amount = {"share": maker.fraction(0, 1)} if maker.chance.random() < 0.5 else {"sum": maker.fraction()}
        parts.append(made.Part(maker.condition(), **amount))
    return made.Supplement(id=id, unit=Unit.POINTS, of=maker.one(), parts=tuple(parts), rounding=maker.rounding())


def minimum(maker: Maker, id: str) -> Step:
    """A least payment."""
    least = maker.chance.choice((maker.fraction(), maker.one()))
    return made.MinimumPayable(id=id, unit=Unit.POINTS, of=maker.one(), least=least)


def carry_over(maker: Maker, id: str) -> Step:
    """What may be kept."""
    share, least = Fraction(maker.chance.randint(0, 10), 10), maker.fraction(0, 9)
    return made.CarryOver(
        id=id, unit=Unit.POINTS, of=maker.one(), left=maker.one(), share=share, least=least, rounding=maker.rounding()
    )


def co_payment(maker: Maker, id: str) -> Step | None:
    """An own share, slice by slice."""
    known = [name for name in maker.numbers() if maker.span(name).least >= 0]
    measures = [name for name in maker.numbers() if maker.span(name).least > 0]
    if not known or not measures:
        return None
    chance = maker.chance

    def rate() -> tuple[made.Knot, ...]:
        return made.Knot(maker.above(), Fraction(0)), made.Knot(maker.above(Fraction(70)), Fraction(9, 10))

    edges = [Fraction(1, 3), Fraction(1, 2)][: chance.randint(0, 2)]
    slices = tuple(made.Slice(edge, tuple(rate() for _ in range(chance.randint(1, 2)))) for edge in (*edges, None))
    return made.CoPayment(
        id=id,
        unit=Unit.POINTS,
        of=chance.choice(known),
        resources=chance.choice(known),
        measure=chance.choice(measures),
        slices=slices,
        rounding=RoundTo(Fraction(1, 100), Rounding.HALF_UP),
    )


def delay(maker: Maker, id: str) -> Step:
    """A remedy for delay."""
    return made.DelayRemedy(
        id=id, unit=Unit.POINTS, of=maker.one(), every_days=maker.chance.choice((1, 7, 30)), sum=maker.above()
    )


def age(maker: Maker, id: str) -> Step | None:
    """An age."""
    days = [question.id for question in maker.questions if question.kind is Kind.DAY]
    if not days:
        return None
    return made.Age(
        id=id, unit=Unit.NUMBER, of=maker.chance.choice(days), every=maker.chance.choice((Every.YEAR, Every.MONTH))
    )


MAKE: Mapping[str, Make] = {
    "sum": made_of(made.Sum),
    "weighted_sum": weighted,
    "mean": made_of(made.Mean),
    "highest": made_of(made.Highest),
    "lowest": made_of(made.Lowest),
    "product": made_of(made.Product),
    "constant": lambda maker, id: made.Constant(id=id, unit=Unit.POINTS, value=maker.fraction()),
    "frequency": frequency,
    "bands": bands,
    "line": line,
    "lookup": lookup,
    "index": index,
    "choose": choose,
    "by_category": by_category,
    "cascade": cascade,
    "reduce": reduce_rows,
    "descriptor": descriptor,
    "not_published": not_published,
    "informal_support": informal,
    "household_share": household,
    "square": square,
    "root": root,
    "log": log,
    "exponential": exponential,
    "limit": limit,
    "supplement": supplement,
    "minimum_payable": minimum,
    "carry_over": carry_over,
    "co_payment": co_payment,
    "delay_remedy": delay,
    "age": age,
}
"""How a step of each operator is made at random."""
