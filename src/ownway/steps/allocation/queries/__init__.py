"""What can be asked of allocation: self-assessments with every voice, figures with their reasons, moving over."""

from ownway.steps.allocation.queries.assessments import (
    assessment,
    can_answer_as,
    may_do,
    my_assessments,
    previous_values,
)
from ownway.steps.allocation.queries.eligibility import eligibility_of
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

__all__ = [
    "AnswerSeen",
    "AssessmentLine",
    "AssessmentSeen",
    "EligibilitySeen",
    "FigureSeen",
    "MovingSeen",
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
    "previous_values",
    "streams_for",
    "what_would_be_told",
]
