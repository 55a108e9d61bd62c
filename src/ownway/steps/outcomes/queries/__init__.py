"""What can be asked of outcomes: the person's own aims over time, and the aspects and changes of their life."""

from ownway.steps.outcomes.queries.lives import outcomes_of
from ownway.steps.outcomes.queries.seen import AimSeen, AspectSeen, ChangeSeen, OutcomesSeen, ScoreSeen
from ownway.steps.outcomes.rules.answering import Answered
from ownway.steps.outcomes.rules.changes import Became

__all__ = ["AimSeen", "Answered", "AspectSeen", "Became", "ChangeSeen", "OutcomesSeen", "ScoreSeen", "outcomes_of"]
