"""What control keeps: choices, the degree each part came under, what was promised to a part, and assistants."""

from ownway.steps.control.models.assistants import Assistant, AssistantNoted, AssistantTerms
from ownway.steps.control.models.degrees import ControlChosen, DegreeChosen, Promised

__all__ = ["Assistant", "AssistantNoted", "AssistantTerms", "ControlChosen", "DegreeChosen", "Promised"]
