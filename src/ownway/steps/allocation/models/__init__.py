"""What allocation keeps: self-assessments, every voice's answers, what was settled, and the figures told."""

from ownway.steps.allocation.models.answers import GivenAnswer, SettledAnswer
from ownway.steps.allocation.models.assessments import Assessment, AssessmentStage
from ownway.steps.allocation.models.eligibility import Eligibility
from ownway.steps.allocation.models.figures import Figure
from ownway.steps.allocation.models.moving import PackageBefore, ToldInPerson

__all__ = [
    "Assessment",
    "AssessmentStage",
    "Eligibility",
    "Figure",
    "GivenAnswer",
    "PackageBefore",
    "SettledAnswer",
    "ToldInPerson",
]
