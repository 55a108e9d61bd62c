"""The stages of a payment run, who may take it from one to the next, and when it is done."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from ownway.registers.money.rules.refusals import CannotApprove


class RunState(StrEnum):
    """How far a payment run has come."""

    BUILT = "built"
    """Its lines are fixed and their money is held; it waits for a second person."""
    APPROVED = "approved"
    """A second person has seen it and said yes."""
    EXPORTED = "exported"
    """Its bank file was made; made again, the file is the same to the byte."""
    SENT = "sent"
    """The file was given to the bank."""
    CONFIRMED = "confirmed"
    """Every line was paid or rejected."""
    ABANDONED = "abandoned"
    """It was given up before any file was made; its money is free again."""


LEFT_OUT_FOR = (
    "money.held",
    "money.no_payment_details",
    "money.account_came_back",
    "money.payee_is_close",
    "money.nothing_left",
    "money.own_share_is_all",
)
"""All that keeps a due payment out of a run: a decision to hold it, no account to pay to, no money, who builds it, or
that the person's own share is as large as the payment.

What is late with its papers is not among them, and never will be: regular pay goes out, and questions come after.
"""

NEXT: Mapping[RunState, frozenset[RunState]] = {
    RunState.BUILT: frozenset({RunState.APPROVED, RunState.ABANDONED}),
    RunState.APPROVED: frozenset({RunState.EXPORTED, RunState.ABANDONED}),
    RunState.EXPORTED: frozenset({RunState.SENT}),
    RunState.SENT: frozenset({RunState.CONFIRMED}),
    RunState.CONFIRMED: frozenset(),
    RunState.ABANDONED: frozenset(),
}


class LineEnd(StrEnum):
    """What came of a line."""

    PAID = "paid"
    REJECTED = "rejected"
    """The bank did not carry it; its money is left again and it falls due anew."""
    TAKEN_OUT = "taken_out"
    """It left the run before a file was made; likewise."""


def state_of(stages: Collection[RunState]) -> RunState:
    """Return the latest of the stages a run has reached."""
    reached = set(stages) | {RunState.BUILT}
    for state in (
        RunState.ABANDONED,
        RunState.CONFIRMED,
        RunState.SENT,
        RunState.EXPORTED,
        RunState.APPROVED,
    ):
        if state in reached:
            return state
    return RunState.BUILT


def approvals_needed(built_by: UUID | None) -> int:
    """Return how many people have to approve: four eyes see a run, so one that a job built needs two."""
    return 1 if built_by is not None else 2


def check_approver(
    approver: UUID,
    *,
    built_by: UUID | None,
    before: Collection[UUID],
    total_pence: int,
    limit_pence: int | None,
) -> None:
    """Refuse an approver who built the run, approved it already, or whose limit lies below its total."""
    if approver == built_by:
        raise CannotApprove("money.own_run")
    if approver in before:
        raise CannotApprove("money.approved_by_you")
    if limit_pence is None:
        raise CannotApprove("money.no_approval_limit")
    if total_pence > limit_pence:
        raise CannotApprove(
            "money.above_your_limit",
            total=total_pence,
            limit=limit_pence,
        )
