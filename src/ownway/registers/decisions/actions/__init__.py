"""Decides, replies, challenges, answers, hands a person over, and starts and stops clocks."""

from ownway.registers.decisions.actions.challenging import answer_challenge, challenge, withdraw_challenge
from ownway.registers.decisions.actions.clocks import pass_clock, start_clock, stop_clock
from ownway.registers.decisions.actions.deciding import decide, reply
from ownway.registers.decisions.actions.handing_over import hand_over
from ownway.registers.decisions.policies import (
    CannotAnswerChallenge,
    CannotChallenge,
    CannotDecide,
    CannotHandOver,
    CannotStartClock,
    CannotStopClock,
)

__all__ = [
    "CannotAnswerChallenge",
    "CannotChallenge",
    "CannotDecide",
    "CannotHandOver",
    "CannotStartClock",
    "CannotStopClock",
    "answer_challenge",
    "challenge",
    "decide",
    "hand_over",
    "pass_clock",
    "reply",
    "start_clock",
    "stop_clock",
    "withdraw_challenge",
]
