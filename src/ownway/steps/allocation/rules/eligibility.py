"""What a programme's own rule says about whether it is open to somebody: proposed, and never decided by itself."""

from dataclasses import dataclass

from ownway.rulebook.model import Pack, WorkedOut
from ownway.values import Reason


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rule comes to; *label* and *eligible* are nothing while answers are missing.

    *reason* says in the programme's words what follows and what is offered, with the whole working below it.
    """

    label: str | None
    eligible: bool | None
    reason: Reason


def proposed(pack: Pack, worked: WorkedOut) -> Proposed | None:
    """Return what the rule of *pack* proposes out of *worked*, or nothing where it has none (A11)."""
    rule = pack.allocation.eligibility
    if rule is None:
        return None
    step = worked.step(rule.step)
    if not isinstance(step.value, str):
        return Proposed(None, None, Reason("allocation.eligibility_not_clear", because=(step.reason,)))
    what_follows = Reason(f"pack:word:eligibility.{step.value}", because=(step.reason,))
    return Proposed(step.value, step.value in rule.eligible, what_follows)


def reasons_for(*, eligible: bool, proposal: Proposed | None) -> tuple[Reason, ...]:
    """Return the reasons of a decision: what was decided, and beside it what the rule said, followed or not."""
    decided = Reason("allocation.eligible" if eligible else "allocation.not_eligible")
    if proposal is None:
        return (decided,)
    if proposal.eligible is None:
        return (decided, proposal.reason)
    code = "allocation.as_the_rule_says" if proposal.eligible is eligible else "allocation.otherwise_than_the_rule"
    return (decided, Reason(code, because=(proposal.reason,)))
