"""What can be asked of control: how far the person holds each part of their money, and who else could."""

from ownway.steps.control.queries.assistants import (
    AssistantPage,
    AssistantSeen,
    CheckSeen,
    RegisterSeen,
    TermsSeen,
    assistant,
    assistants_of,
    register_of,
)
from ownway.steps.control.queries.degrees import choice_on, degrees_of, people_with_choices, possible_holders
from ownway.steps.control.queries.employing import EmployingSeen, Wish, employer_cost
from ownway.steps.control.queries.seen import ChoiceSeen, ControlSeen, DegreeSeen, HolderSeen, PartSeen

__all__ = [
    "AssistantPage",
    "AssistantSeen",
    "CheckSeen",
    "ChoiceSeen",
    "ControlSeen",
    "DegreeSeen",
    "EmployingSeen",
    "HolderSeen",
    "PartSeen",
    "RegisterSeen",
    "TermsSeen",
    "Wish",
    "assistant",
    "assistants_of",
    "choice_on",
    "degrees_of",
    "employer_cost",
    "people_with_choices",
    "possible_holders",
    "register_of",
]
