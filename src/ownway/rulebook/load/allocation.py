"""Reads ``allocation.yaml``: the steps, the figure and its clocks."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from ownway.rulebook.load.errors import Faults
from ownway.rulebook.load.fields import Fields, number, one_of
from ownway.rulebook.load.moving_over import read_moving_over
from ownway.rulebook.load.nodes import Node
from ownway.rulebook.load.steps import read_step
from ownway.rulebook.model.allocation import Allocation, BudgetFor, Eligibility, PanelLimits
from ownway.values import Every

DAYS_MOST = 3660


def read_allocation(node: Node | None, faults: Faults, file: str) -> Allocation:
    """Return the allocation rule."""
    fields = Fields(node, faults, "allocation.yaml", file)
    allocation = replace(
        read_rule(fields, faults),
        beside=fields.ids("beside", required=False),
        ranges=fields.yes_no("ranges", default=True),
        error_band=fields.number_or_nothing("error_band"),
        eligibility=_eligibility(fields),
        panel_limits=_panel_limits(fields),
        disclosed=fields.yes_no("disclosed", default=True),
        plan_only=fields.yes_no("plan_only", default=False),
        budget_for=fields.one_of("budget_for", BudgetFor, BudgetFor.PERSON),
        moving_over=read_moving_over(fields),
    )
    fields.done()
    return allocation


def read_rule(fields: Fields, faults: Faults) -> Allocation:
    """Return the rule itself: its steps, its figure, for which period, and the clocks that run on it."""
    clocks = fields.fields("clocks", "the clocks")
    read = [read_step(step, faults) for step in fields.items("steps", least=1)]
    rule = Allocation(
        per=fields.one_of("per", Every),
        steps=tuple(step for step in read if step is not None),
        figure_step=fields.id("figure"),
        checked_within_days=clocks.whole("checked_within_days", 1, DAYS_MOST),
        challenge_within_days=clocks.whole("challenge_within_days", 1, DAYS_MOST),
        answer_within_days=clocks.whole("answer_within_days", 1, DAYS_MOST),
        times_per_year=read_times(fields),
    )
    clocks.done()
    return rule


def _eligibility(fields: Fields) -> Eligibility | None:
    if not fields.has("eligibility"):
        return None
    inner = fields.fields("eligibility", "who may have a budget")
    read = Eligibility(inner.id("step"), inner.ids("eligible"))
    inner.done()
    return read


def _panel_limits(fields: Fields) -> PanelLimits | None:
    if not fields.has("panel_limits"):
        return None
    inner = fields.fields("panel_limits", "how far a panel may move a figure")
    read = PanelLimits(inner.number("down"), inner.number("up"))
    for key, share in (("down", read.down), ("up", read.up)):
        node = inner.node(key)
        if node is not None and (share < 0 or (key == "down" and share > 1)):
            inner.fault(node, "pack.share", "a share of the figure", "Write 0.1 for a tenth.")
    inner.done()
    return read


def read_times(fields: Fields) -> Mapping[Every, Fraction]:
    """Return how often each period comes in a year, as the pack counts."""
    times: dict[Every, Fraction] = {}
    for key, node in fields.pairs("times_per_year"):
        times[one_of(key, Every, fields.faults)] = number(node, fields.faults)
        if number(node, Faults()) <= 0:
            fields.fault(node, "pack.not_positive", "a number above zero")
    return times
