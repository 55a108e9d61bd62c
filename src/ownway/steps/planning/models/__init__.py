"""What planning keeps: plans by version, every text and line ever written in them, and who may help."""

from ownway.steps.planning.models.comments import Comment, CommentAnswer
from ownway.steps.planning.models.contingencies import ContingencyWritten, DepthChosen
from ownway.steps.planning.models.helping import PlanHelper
from ownway.steps.planning.models.orders import OrderInForce
from ownway.steps.planning.models.plans import Plan, PlanStage, PlanVersion
from ownway.steps.planning.models.writing import AimWritten, LineWritten, SectionWritten

__all__ = [
    "AimWritten",
    "Comment",
    "CommentAnswer",
    "ContingencyWritten",
    "DepthChosen",
    "LineWritten",
    "OrderInForce",
    "Plan",
    "PlanHelper",
    "PlanStage",
    "PlanVersion",
    "SectionWritten",
]
