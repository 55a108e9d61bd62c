"""What control keeps: choices, the degree each part came under with them, and what was promised to a part."""

from ownway.steps.control.models.degrees import ControlChosen, DegreeChosen, Promised

__all__ = ["ControlChosen", "DegreeChosen", "Promised"]
