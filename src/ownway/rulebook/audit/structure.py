"""Looks at the rule itself: what counts for nothing, what counts twice, what can never happen, what counts against."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.audit.measures import Total
from ownway.rulebook.audit.people import feeding
from ownway.rulebook.engines.spans import AnyAnswers, Span, spans_of
from ownway.rulebook.model.numbers import written
from ownway.rulebook.model.pack import Pack
from ownway.rulebook.model.steps import Bands, Cascade, WeightedSum


def look_at_structure(pack: Pack, totals: Iterable[Total] = ()) -> Iterator[Finding]:
    """Yield dead questions and levels, double counting, negative weights and bands no answers lead to.

    *totals* are what the steps can come to, where that was tried whole.
    """
    taken = feeding(pack)
    for question in pack.questions:
        if question.scored and question.id not in taken:
            yield Finding(f"dead.{question.id}", f"“{question.id}” is scored, yet no figure rests on it.")
        if taken.get(question.id, 0) > 1:
            yield Finding(f"twice.{question.id}", f"“{question.id}” is counted in {taken[question.id]} places.")
        points = [level.points for level in question.levels]
        if question.scored and len(set(points)) == 1:
            yield Finding(f"dead.{question.id}", f"Every level of “{question.id}” gives the same points.")
        for low, high in zip(question.levels, question.levels[1:], strict=False):
            if question.scored and low.points == high.points and len(set(points)) > 1:
                told = f"“{low.id}” and “{high.id}” of “{question.id}” give the same points."
                yield Finding(f"same.{question.id}.{high.id}", told, blocks=False)
    for step in pack.allocation.steps:
        if isinstance(step, WeightedSum):
            for name, weight in step.weights.items():
                if weight < 0:
                    told = f"“{name}” counts against the person in “{step.id}” ({written(weight)})."
                    yield Finding(f"negative.{step.id}.{name}", told)
        if isinstance(step, Cascade):
            yield from _negative_in_groups(step)
    yield from _unreachable(pack, {total.step: total.values for total in totals if total.values})


def _negative_in_groups(step: Cascade) -> Iterator[Finding]:
    against: dict[str, list[str]] = {}
    for group in step.groups:
        for name, weights in group.weights.items():
            if min(weights.values(), default=Fraction(0)) < 0:
                against.setdefault(name, []).append(group.id)
    for name, groups in against.items():
        told = f"“{name}” counts against the person in the group {', '.join(groups)} of “{step.id}”."
        yield Finding(f"negative.{step.id}.{name}", told)


def _unreachable(pack: Pack, values: Mapping[str, tuple[Fraction, ...]]) -> Iterator[Finding]:
    reached, _ = spans_of(pack, AnyAnswers(pack))
    inputs = AnyAnswers(pack)
    for step in pack.allocation.steps:
        if not isinstance(step, Bands):
            continue
        span = reached[step.of] if step.of in reached else inputs.points(step.of)
        if not isinstance(span, Span):
            continue
        for place, band in enumerate(step.bands, 1):
            low, high = band.lower, band.upper
            above = low is not None and (span.most < low.at or (span.most == low.at and not low.within))
            below = high is not None and (span.least > high.at or (span.least == high.at and not high.within))
            met = step.of not in values or any(value in band for value in values[step.of])
            if above or below or not met:
                told = f"No answers lead to band {place} of “{step.id}”."
                yield Finding(f"unreachable.{step.id}.{place}", told)
