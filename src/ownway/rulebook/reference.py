"""The reference page of a pack, written from the pack itself: what it asks, how it reckons, what it allows."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ownway.rulebook.model.conditions import AllOf, AnswerIs, AnyOf, Condition, StepIs
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack, as_pack
from ownway.rulebook.model.questions import Question
from ownway.rulebook.model.steps import Bands, Choose, InformalSupport, Line, Lookup, Step, WeightedSum


def reference_of(pack: Pack, language: str = "") -> str:
    """Return the reference page as Markdown, in the pack's own language where none is named."""
    tongue = language or pack.languages[0]
    return "\n".join(_page(pack, tongue)).rstrip() + "\n"


def _page(pack: Pack, tongue: str) -> Iterator[str]:
    until = f" to {pack.in_force.end}" if pack.in_force.end else ""
    yield from (f"# {pack.say('pack.name', tongue)}", "", pack.say("pack.summary", tongue), "")
    if pack.illustrative:
        yield from (f"**{pack.say('pack.illustrative', tongue)}**", "")
    if pack.notice:
        yield from (f"**{pack.say(pack.notice, tongue)}**", "")
    yield from (
        f"Pack `{pack.id}`, version `{pack.version}`, {pack.currency}, in force {pack.in_force.start}{until}.",
        "",
    )
    yield from ("## Questions", "")
    for section in pack.sections:
        yield from (f"### {pack.say(f'section.{section.id}', tongue)}", "")
        for id in section.questions:
            yield from _question(pack, pack.question(id), tongue)
    yield from ("## From answers to money", "")
    for step in pack.allocation.steps:
        yield from _step(pack, step, tongue)
    yield from _means(pack, tongue)
    yield from _lists(pack, tongue)
    yield from ("## Sources", "")
    yield from table(
        ("id", "source", "where", "read on", "mark"),
        ((one.id, one.title, one.where, str(one.read_on), one.mark) for one in pack.sources),
    )
    if pack.waivers:
        yield from ("## Findings accepted", "")
        yield from table(
            ("finding", "because", "by", "on"), ((w.finding, w.because, w.by, str(w.on)) for w in pack.waivers)
        )


def _means(pack: Pack, tongue: str) -> Iterator[str]:
    """Yield what people pay themselves: what is asked, and how it becomes a charge."""
    means, costs = pack.spending.means, pack.spending.unit_costs
    if means is not None:
        rule = as_pack(pack, means)
        until = f" to {means.in_force.end}" if means.in_force.end else ""
        yield from ("## What a person pays", "", pack.say("means.what", tongue), "")
        yield from (f"Holds {means.in_force.start}{until}; paid {means.way}, within {means.pay_within_days} days.", "")
        for question in means.asked:
            yield from _question(rule, question, tongue)
        for step in means.rule.steps:
            yield from _step(rule, step, tongue)
    if costs is not None:
        yield from ("## Services with a unit cost", "")
        yield from table(
            ("id", "words", "kind", "counted"),
            (
                (one.id, pack.say(f"service.{one.id}", tongue), one.kind, pack.say(f"unit.{one.unit}", tongue))
                for one in costs.services
            ),
        )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table and an empty line after it."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in row)} |"
    yield ""


def _question(pack: Pack, question: Question, tongue: str) -> Iterator[str]:
    yield f"**{pack.say(f'question.{question.id}.label', tongue)}** (`{question.id}`, {question.kind})"
    yield ""
    if question.asked_if is not None:
        yield from (f"Asked if {told(question.asked_if)}.", "")
    if question.least is not None and question.most is not None:
        yield from (f"From {written(question.least)} to {written(question.most)}.", "")
    if question.levels:
        yield from table(
            ("answer", "id", "points"),
            (
                (
                    pack.say(f"question.{question.id}.level.{level.id}", tongue),
                    level.id,
                    "" if level.points is None else written(level.points),
                )
                for level in question.levels
            ),
        )


def told(condition: Condition) -> str:
    """Return a condition in words."""
    match condition:
        case AnswerIs(question, levels, negated):
            return f"`{question}` is {'not ' if negated else ''}{' or '.join(levels)}"
        case StepIs(step, least, below, labels):
            ends = [f"from {written(least)}"] if least is not None else []
            ends += [f"below {written(below)}"] if below is not None else []
            return f"`{step}` is {' or '.join(labels) if labels else ' and '.join(ends)}"
        case AllOf(parts):
            return " and ".join(told(part) for part in parts)
        case AnyOf(parts):
            return " or ".join(told(part) for part in parts)


def _step(pack: Pack, step: Step, tongue: str) -> Iterator[str]:
    rounding = f", rounded to {written(step.rounding.to)} ({step.rounding.by})" if step.rounding else ""
    figure = " **The figure.**" if step.id == pack.allocation.figure_step else ""
    takes = ", ".join(f"`{name}`" for name in step.takes)
    yield from (f"### `{step.id}`", "", pack.say(f"step.{step.id}", tongue), "")
    source = f" Source: {step.source}." if step.source else ""
    yield from (
        f"Operator *{step.operator}*, gives {step.unit}{rounding}. Takes {takes or 'nothing'}.{source}{figure}",
        "",
    )
    match step:
        case Bands(bands=bands):
            rows = []
            for band in bands:
                low = (
                    "" if band.lower is None else f"{'from' if band.lower.within else 'above'} {written(band.lower.at)}"
                )
                high = (
                    "" if band.upper is None else f"{'to' if band.upper.within else 'below'} {written(band.upper.at)}"
                )
                rows.append(
                    (f"{low} {high}".strip(), band.gives if isinstance(band.gives, str) else written(band.gives))
                )
            yield from table(("number", "gives"), rows)
        case Line(knots=knots):
            yield from table(("at", "gives"), ((written(knot.at), written(knot.gives)) for knot in knots))
        case Lookup(tables=tables):
            for dated in tables:
                gives = ((key, v if isinstance(v, str) else written(v)) for key, v in dated.gives.items())
                yield from table((f"from {dated.starts}", "gives"), gives)
        case WeightedSum(weights=weights, plus=plus):
            yield from table(
                ("input", "weight"), [("always", written(plus)), *((n, written(w)) for n, w in weights.items())]
            )
        case InformalSupport(items=items, at_least=at_least):
            yield from table((f"need (at least {written(at_least)} counts)", "help"), items.items())
        case Choose(cases=cases):
            last = step.take or (step.value if isinstance(step.value, str) else written(step.value or Fraction(0)))
            chosen = [(told(case.when), case.take or str(case.value)) for case in cases]
            yield from table(("if", "gives"), [*chosen, ("otherwise", last)])


def _lists(pack: Pack, tongue: str) -> Iterator[str]:
    lists = (
        ("Plan questions", "plan", [question.id for question in pack.planning.questions]),
        ("Tests at sign-off", "test", [test.id for test in pack.agreement.tests]),
        ("Degrees of control", "degree", [degree.id for degree in pack.control.degrees]),
        ("Streams", "stream", [stream.id for stream in pack.spending.streams]),
        ("Tiers", "tier", [tier.id for tier in pack.spending.tiers]),
        ("Aspects of life", "aspect", [aspect.id for aspect in pack.outcomes.aspects]),
        ("Review questions", "review", list(pack.review.questions)),
    )
    for title, stem, ids in lists:
        yield from (f"## {title}", "")
        yield from table(("id", "words"), ((id, pack.say(f"{stem}.{id}", tongue)) for id in ids))
    allocation, agreement = pack.allocation, pack.agreement
    yield from ("## Clocks", "")
    yield from table(
        ("clock", "days"),
        (
            ("assessment checked", str(allocation.checked_within_days)),
            ("figure challenged", str(allocation.challenge_within_days)),
            ("challenge of a figure answered", str(allocation.answer_within_days)),
            ("plan decided", str(agreement.decide_within_days)),
            ("decision on a plan challenged", str(agreement.challenge_within_days)),
            ("challenge of a plan answered", str(agreement.answer_within_days)),
            ("first review", str(pack.review.first_after_days)),
            ("every review after", str(pack.review.then_every_days)),
        ),
    )
