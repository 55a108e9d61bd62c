"""Spans of numbers and sets of labels, and what is known of the answers they come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from ownway.rulebook.model.conditions import Condition
from ownway.rulebook.model.steps import Age, Descriptor, Frequency, Reduce, Step

LARGEST = Fraction(10**12)
"""No step may reach further: a million million of anything is a mistake, and columns of integers must hold it."""


@dataclass(frozen=True, slots=True)
class Span:
    """All numbers from *least* to *most*; *whole* where only whole numbers occur."""

    least: Fraction
    most: Fraction
    whole: bool = False

    @property
    def known(self) -> bool:
        """Whether only one number is left."""
        return self.least == self.most

    def join(self, other: "Span") -> "Span":
        """Return the span of both."""
        return Span(min(self.least, other.least), max(self.most, other.most), self.whole and other.whole)


Labels = frozenset[str]
Reach = Span | Labels


class Unsound(Exception):
    """A step can meet something it has no answer for. *code* names the fault, *given* and *expected* describe it."""

    def __init__(self, code: str, given: str, expected: str, help: str) -> None:
        self.code, self.given, self.expected, self.help = code, given, expected, help
        super().__init__(f"{given}; expected {expected}")


class Inputs(Protocol):
    """What is known of the answers."""

    def points(self, question: str) -> Span:
        """Return between which points (or numbers) the answer lies."""

    def frequency(self, question: str, step: Frequency) -> Span:
        """Return between which numbers an answer with a period lies, once the factor is applied."""

    def rows(self, step: Reduce | Descriptor) -> Span:
        """Return between which numbers the rows of a table come once the step has made one number of them."""

    def age(self, step: Age) -> Span:
        """Return between which ages the day answered lies."""

    def labels(self, question: str) -> Labels:
        """Return which levels or states the answer can be."""

    def holds(self, condition: Condition, reached: Mapping[str, Reach]) -> bool | None:
        """Return whether a condition holds, or nothing where both can be."""


def exactly(number: Fraction) -> Span:
    """Return the span of one number."""
    return Span(number, number, number.denominator == 1)


def join(spans: Iterable[Span]) -> Span:
    """Return the span of all; there must be one at least."""
    first, *rest = spans
    for span in rest:
        first = first.join(span)
    return first


def number_of(name: str, inputs: Inputs, reached: Mapping[str, Reach]) -> Span:
    """Return the reach of a step or question that must be a number."""
    found = reached[name] if name in reached else inputs.points(name)
    if isinstance(found, frozenset):
        raise Unsound("step.unit", f"the labels of “{name}”", "a number", "Look the label up first.")
    return found


def all_of(step: Step, inputs: Inputs, reached: Mapping[str, Reach]) -> list[Span]:
    """Return the reach of every input, each a number."""
    return [number_of(name, inputs, reached) for name in step.takes]


def all_whole(spans: Iterable[Span]) -> bool:
    """Whether only whole numbers occur in any of them."""
    return all(span.whole for span in spans)


def times(span: Span, factor: Fraction) -> Span:
    """Return the reach of a multiple."""
    ends = (span.least * factor, span.most * factor)
    return Span(min(ends), max(ends), span.whole and factor.denominator == 1)


def multiplied(first: Span, second: Span) -> Span:
    """Return the reach of a product."""
    ends = [one * other for one in (first.least, first.most) for other in (second.least, second.most)]
    return Span(min(ends), max(ends), first.whole and second.whole)


def gathered(given: Iterable[Fraction | str]) -> Reach:
    """Return the reach of results named one by one: labels, or the span of numbers."""
    results = list(given)
    labels = frozenset(result for result in results if isinstance(result, str))
    return labels or join(exactly(result) for result in results if isinstance(result, Fraction))
