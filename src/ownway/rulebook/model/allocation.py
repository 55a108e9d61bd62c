"""How answers become money: the named steps, the figure, and the clocks that run on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ownway.rulebook.model.moving_over import MovingOver
from ownway.rulebook.model.steps import InformalSupport, Step
from ownway.values import Every


class BudgetFor(StrEnum):
    """For whom a budget is."""

    PERSON = "person"
    HOUSEHOLD = "household"
    """One budget for all who live together."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether someone may have a budget: the label of *step*, and the labels that are *eligible*.

    What each label means, and what is offered to those who may not, is said in ``eligibility.<label>``.
    """

    step: str
    eligible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PanelLimits:
    """By what share of the formula's figure a panel may move it down or up."""

    down: Fraction
    up: Fraction


@dataclass(frozen=True, slots=True)
class Allocation:
    """The allocation rule of a pack.

    *per* is the period the figure is given for; *figure_step* names the step whose result is the figure; *beside* are
    steps shown next to it (sums a person may have as well). The clocks count days. *error_band* is the share by which
    the true cost of support commonly differs, where that is known. *times_per_year* says how often each period comes in
    a year. Where the sum is not *disclosed* the person's pages do not show it, and the public rules say so;
    *plan_only* gives a plan without public money. *moving_over* protects those who had support before, for a time.
    """

    per: Every
    steps: tuple[Step, ...]
    figure_step: str
    checked_within_days: int
    challenge_within_days: int
    answer_within_days: int
    times_per_year: Mapping[Every, Fraction]
    beside: tuple[str, ...] = ()
    ranges: bool = True
    error_band: Fraction | None = None
    eligibility: Eligibility | None = None
    panel_limits: PanelLimits | None = None
    disclosed: bool = True
    plan_only: bool = False
    budget_for: BudgetFor = BudgetFor.PERSON
    moving_over: MovingOver | None = None

    @property
    def panel_may_move(self) -> PanelLimits | None:
        """How far a panel may move a figure: as the pack says, else as far as costs differ; nothing where neither is.

        A panel that may move a figure at all may not go beyond what the rule's own error explains (A8).
        """
        if self.panel_limits is not None or self.error_band is None:
            return self.panel_limits
        return PanelLimits(min(self.error_band, Fraction(1)), self.error_band)

    @property
    def needs_and_help(self) -> tuple[tuple[str, str], ...]:
        """Each need with the question about the help for it, where a rule takes help off a need."""
        steps = (step for step in self.steps if isinstance(step, InformalSupport))
        return tuple(pair for step in steps for pair in step.items.items())

    def step(self, id: str) -> Step:
        """Return the step of that name.

        :raises KeyError: when there is none.
        """
        for step in self.steps:
            if step.id == id:
                return step
        raise KeyError(id)
