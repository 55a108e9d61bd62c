"""What can be asked of planning: the person's plan by version, its lines beside the budget, its helpers and orders."""

from ownway.steps.planning.queries.comments import CommentAnswerSeen, CommentSeen, CommentsSeen, comments_of
from ownway.steps.planning.queries.keying import keyed_from_paper, paper_forms
from ownway.steps.planning.queries.plans import (
    agreed_plan_of,
    depth_of_draft,
    may_do,
    may_lessen_depth,
    needs_plan,
    orders_on,
    plan_of,
    plan_version,
    whose_version,
)
from ownway.steps.planning.queries.seen import (
    AimSeen,
    ContingencySeen,
    DraftDepth,
    HelperSeen,
    LineSeen,
    OrderSeen,
    PlanSeen,
    SectionSeen,
    TextSeen,
    VersionLine,
)
from ownway.steps.planning.rules.lines import Standing
from ownway.steps.planning.rules.states import PlanState

__all__ = [
    "AimSeen",
    "CommentAnswerSeen",
    "CommentSeen",
    "CommentsSeen",
    "ContingencySeen",
    "DraftDepth",
    "HelperSeen",
    "LineSeen",
    "OrderSeen",
    "PlanSeen",
    "PlanState",
    "SectionSeen",
    "Standing",
    "TextSeen",
    "VersionLine",
    "agreed_plan_of",
    "comments_of",
    "depth_of_draft",
    "keyed_from_paper",
    "may_do",
    "may_lessen_depth",
    "needs_plan",
    "orders_on",
    "paper_forms",
    "plan_of",
    "plan_version",
    "whose_version",
]
