"""How far steps reach that choose by category, by tests in order, by the rows of a table, or that refuse."""

from collections.abc import Mapping
from fractions import Fraction

from ownway.rulebook.engines.days import Days
from ownway.rulebook.engines.spans.span import (
    Inputs,
    Reach,
    Span,
    Unsound,
    all_of,
    exactly,
    gathered,
    join,
    number_of,
    times,
)
from ownway.rulebook.model.steps import Age, ByCategory, Cascade, Descriptor, NotPublished, Reduce, Step


def reach_by_category(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over the factors of every category that can be; each must have one."""
    assert isinstance(step, ByCategory)
    span = number_of(step.of, inputs, reached)
    labels = reached[step.category] if step.category in reached else inputs.labels(step.category)
    if not isinstance(labels, frozenset):
        raise Unsound("step.unit", f"the numbers of “{step.category}”", "labels", "Put them into bands first.")
    for label in sorted(labels - set(step.factors)):
        given = f"“{label}” from “{step.category}”"
        raise Unsound(
            "table.gap", given, "a factor for every category", f"Add “{label}: …”, 0 where it counts nothing."
        )
    return join(times(span, step.factors[label]) for label in sorted(labels))


def reach_cascade(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Reach:
    """Reach over every threshold that some levels can come to, and the last resort."""
    assert isinstance(step, Cascade)
    given = [step.otherwise]
    for group in step.groups:
        most = Fraction(0)
        for name, weights in group.weights.items():
            most += max(weights.get(label, Fraction(0)) for label in inputs.labels(name))
        given += [test.gives for test in group.tests if test.least <= most]
    return gathered(given)


def reach_reduce(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach as far as the rows that can be filled."""
    assert isinstance(step, Reduce)
    return inputs.rows(step)


def reach_descriptor(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach from nothing to the highest descriptor."""
    assert isinstance(step, Descriptor)
    return inputs.rows(step)


def reach_not_published(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach nothing: everything else is refused."""
    assert isinstance(step, NotPublished)
    all_of(step, inputs, reached)
    return exactly(Fraction(0))


def reach_age(step: Step, inputs: Inputs, reached: Mapping[str, Reach], days: Days | None) -> Span:
    """Reach over all ages the day answered can give."""
    assert isinstance(step, Age)
    return inputs.age(step)
