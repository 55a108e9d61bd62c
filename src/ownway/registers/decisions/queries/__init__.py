"""What was decided about someone and what came of it, and which clocks run."""

from ownway.registers.decisions.queries.clocks import ClockSeen, clock_runs, clocks_about, desk, intake
from ownway.registers.decisions.queries.decisions import (
    AnswerSeen,
    ChallengeSeen,
    DecisionSeen,
    ReplySeen,
    decision,
    decisions_about,
    decisions_on,
)
from ownway.registers.decisions.rules.naming import clock_code, title_code

__all__ = [
    "AnswerSeen",
    "ChallengeSeen",
    "ClockSeen",
    "DecisionSeen",
    "ReplySeen",
    "clock_code",
    "clock_runs",
    "clocks_about",
    "decision",
    "decisions_about",
    "decisions_on",
    "desk",
    "intake",
    "title_code",
]
