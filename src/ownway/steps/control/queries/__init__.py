"""What can be asked of control: how far the person holds each part of their money, and who else could."""

from ownway.steps.control.queries.degrees import degrees_of, possible_holders
from ownway.steps.control.queries.seen import ChoiceSeen, ControlSeen, DegreeSeen, HolderSeen, PartSeen

__all__ = ["ChoiceSeen", "ControlSeen", "DegreeSeen", "HolderSeen", "PartSeen", "degrees_of", "possible_holders"]
