"""The seven stages of the bench in their order, two more beside them, and what each needs before it can be done."""

from collections.abc import Mapping, Set
from enum import StrEnum


class Stage(StrEnum):
    """One stage of the bench; its name is that of its page."""

    LOAD = "load"
    WEIGH = "weigh"
    PRICE = "price"
    CHECK = "check"
    SIMULATE = "simulate"
    PHASE = "phase"
    PUBLISH = "publish"
    COMPARE = "compare"
    WHO_COMES = "who_comes"


BESIDE = (Stage.COMPARE, Stage.WHO_COMES)
"""What can be looked at beside the seven stages, whenever people are loaded."""

WORKED = (Stage.LOAD, Stage.WEIGH, Stage.PRICE, Stage.CHECK, Stage.SIMULATE, Stage.PHASE, *BESIDE)
"""The stages that are long work."""

ON_A_TABLE = (Stage.CHECK, Stage.SIMULATE, Stage.PHASE)
"""The stages whose finding is about one table, and counts no more when there is a newer one."""

NEEDS: Mapping[Stage, Set[Stage]] = {
    Stage.LOAD: frozenset(),
    Stage.WEIGH: frozenset({Stage.LOAD}),
    Stage.PRICE: frozenset({Stage.LOAD}),
    Stage.CHECK: frozenset({Stage.PRICE}),
    Stage.SIMULATE: frozenset({Stage.PRICE}),
    Stage.PHASE: frozenset({Stage.SIMULATE}),
    Stage.PUBLISH: frozenset({Stage.CHECK, Stage.SIMULATE, Stage.PHASE}),
    Stage.COMPARE: frozenset({Stage.LOAD}),
    Stage.WHO_COMES: frozenset({Stage.LOAD}),
}
"""What must be done before each stage. A new table makes what was found about the last one count no more."""


def open_stages(done: Set[Stage]) -> frozenset[Stage]:
    """Return the stages that can be done now, those done before among them."""
    return frozenset(stage for stage, needed in NEEDS.items() if needed <= done)
