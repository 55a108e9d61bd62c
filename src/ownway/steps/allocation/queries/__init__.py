"""What can be asked of allocation: self-assessments with every voice, figures with their reasons, moving over."""

from ownway.steps.allocation.queries.assessments import (
    assessment,
    can_answer_as,
    may_do,
    my_assessments,
    previous_values,
)
from ownway.steps.allocation.queries.eligibility import eligibility_of, offered_instead, proposed_eligibility
from ownway.steps.allocation.queries.figures import figure, figure_of, figures_of
from ownway.steps.allocation.queries.moving import moving_over
from ownway.steps.allocation.queries.seen import (
    AnswerSeen,
    AssessmentLine,
    AssessmentSeen,
    EligibilitySeen,
    FigureSeen,
    MovingSeen,
    QuestionSeen,
    SectionSeen,
    SettledSeen,
)
from ownway.steps.allocation.queries.streams import StreamFor, streams_for
from ownway.steps.allocation.queries.working import ToldThen, what_would_be_told
from ownway.steps.allocation.rules.eligibility import Proposed

__all__ = [
    "AnswerSeen",
    "AssessmentLine",
    "AssessmentSeen",
    "EligibilitySeen",
    "FigureSeen",
    "MovingSeen",
    "Proposed",
    "QuestionSeen",
    "SectionSeen",
    "SettledSeen",
    "StreamFor",
    "ToldThen",
    "assessment",
    "can_answer_as",
    "eligibility_of",
    "figure",
    "figure_of",
    "figures_of",
    "may_do",
    "moving_over",
    "my_assessments",
    "offered_instead",
    "previous_values",
    "proposed_eligibility",
    "streams_for",
    "what_would_be_told",
]
