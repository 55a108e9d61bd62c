"""What control keeps: every choice of how far the person holds their money, never overwritten."""

from ownway.steps.control.models.degrees import ControlChosen, DegreeChosen

__all__ = ["ControlChosen", "DegreeChosen"]
