"""Choosing: conditions, categories, tests in order, rows of a table, and numbers nobody published."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from ownway.rulebook.model.conditions import Condition, questions_in, steps_in
from ownway.rulebook.model.steps.base import Step


@dataclass(frozen=True, slots=True)
class Case:
    """What *when* leads to: the result of the step or question *take*, or the *value* itself."""

    when: Condition
    take: str = ""
    value: Fraction | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Step):
    """The first case whose condition holds; otherwise the last resort. Replaces blocks and overrides results."""

    operator: ClassVar[str] = "choose"
    cases: tuple[Case, ...]
    take: str = ""
    value: Fraction | str | None = None

    @property
    def takes(self) -> tuple[str, ...]:
        """What the cases take and what their conditions look at."""
        named = [case.take for case in self.cases if case.take] + ([self.take] if self.take else [])
        looked = [name for case in self.cases for name in sorted(steps_in(case.when) | questions_in(case.when))]
        return tuple(dict.fromkeys(named + looked))

    @property
    def counts(self) -> tuple[str, ...]:
        """What the cases take, and not what only decides."""
        named = [case.take for case in self.cases if case.take] + ([self.take] if self.take else [])
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True, kw_only=True)
class ByCategory(Step):
    """The input times a factor that depends on a category: the level of a question or the label of a step."""

    operator: ClassVar[str] = "by_category"
    of: str
    category: str
    factors: Mapping[str, Fraction]

    @property
    def takes(self) -> tuple[str, ...]:
        """The input and the category."""
        return (self.of, self.category)

    @property
    def counts(self) -> tuple[str, ...]:
        """The input; the category only decides."""
        return (self.of,)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A sum of at least *least* gives the result *gives*."""

    least: Fraction
    gives: Fraction | str


@dataclass(frozen=True, slots=True)
class Group:
    """One linear test of a cascade: weights by question and level (a level not named weighs 0), and thresholds."""

    id: str
    weights: Mapping[str, Mapping[str, Fraction]]
    tests: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade(Step):
    """Linear tests in order: the first threshold that a group's sum reaches gives the result, else the last resort."""

    operator: ClassVar[str] = "cascade"
    groups: tuple[Group, ...]
    otherwise: Fraction | str

    @property
    def takes(self) -> tuple[str, ...]:
        """Every question that weighs in some group."""
        return tuple(dict.fromkeys(name for group in self.groups for name in group.weights))


class By(StrEnum):
    """How the rows of a table question become one number; no rows are 0."""

    SUM = "sum"
    MEAN = "mean"
    HIGHEST = "highest"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduce(Step):
    """The rows of a table question made one number: a column's sum, mean or highest, or the count of rows."""

    operator: ClassVar[str] = "reduce"
    of: str
    column: str
    by: By

    @property
    def takes(self) -> tuple[str, ...]:
        """The table question."""
        return (self.of,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor(Step):
    """The points of the highest descriptor that applies on more than a stated share of days.

    Rows of the table question *of* name a descriptor (column *level*, whose levels have points) and on how many days it
    applies (column *share*). Where none reaches above *more_than* alone but all together do, the one on the most days
    counts, of equals the higher (Personal Independence Payment Regulations 2013, regulation 7).
    """

    operator: ClassVar[str] = "descriptor"
    of: str
    level: str
    share: str
    more_than: Fraction

    @property
    def takes(self) -> tuple[str, ...]:
        """The table question."""
        return (self.of,)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPublished(Step):
    """Where the numbers are not public: 0 while every input is 0, else the rule refuses to give a figure."""

    operator: ClassVar[str] = "not_published"
    inputs: tuple[str, ...]

    @property
    def takes(self) -> tuple[str, ...]:
        """The inputs whose numbers are missing."""
        return self.inputs
