"""Decides, replies, challenges, answers, and starts and stops clocks."""

from ownway.registers.decisions.actions.challenging import answer_challenge, challenge, withdraw_challenge
from ownway.registers.decisions.actions.clocks import start_clock, stop_clock
from ownway.registers.decisions.actions.deciding import decide, reply
from ownway.registers.decisions.policies import (
    CannotAnswerChallenge,
    CannotChallenge,
    CannotDecide,
    CannotStartClock,
    CannotStopClock,
)

__all__ = [
    "CannotAnswerChallenge",
    "CannotChallenge",
    "CannotDecide",
    "CannotStartClock",
    "CannotStopClock",
    "answer_challenge",
    "challenge",
    "decide",
    "reply",
    "start_clock",
    "stop_clock",
    "withdraw_challenge",
]
