"""What can be asked of outcomes: the person's own aims over time, and the aspects of their life."""

from ownway.steps.outcomes.queries.lives import outcomes_of
from ownway.steps.outcomes.queries.seen import AimSeen, AspectSeen, OutcomesSeen, ScoreSeen

__all__ = ["AimSeen", "AspectSeen", "OutcomesSeen", "ScoreSeen", "outcomes_of"]
