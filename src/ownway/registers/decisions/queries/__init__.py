"""What was decided about someone and what came of it, and which clocks run."""

from ownway.registers.decisions.queries.clocks import ClockSeen, clock_runs, clocks_about, desk, intake
from ownway.registers.decisions.queries.decisions import (
    AnswerSeen,
    ChallengeSeen,
    DecisionSeen,
    ReplySeen,
    check_may_withdraw,
    decision,
    decisions_about,
    decisions_on,
    may_withdraw,
)
from ownway.registers.decisions.rules.naming import clock_code, title_code

__all__ = [
    "AnswerSeen",
    "ChallengeSeen",
    "ClockSeen",
    "DecisionSeen",
    "ReplySeen",
    "check_may_withdraw",
    "clock_code",
    "clock_runs",
    "clocks_about",
    "decision",
    "decisions_about",
    "decisions_on",
    "desk",
    "intake",
    "may_withdraw",
    "title_code",
]
