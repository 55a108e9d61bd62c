"""What outcomes keep: every telling of how life goes, never overwritten."""

from ownway.steps.outcomes.models.scores import AimScored, AspectAnswered, ChangeAnswered, Telling

__all__ = ["AimScored", "AspectAnswered", "ChangeAnswered", "Telling"]
