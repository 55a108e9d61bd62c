"""What can be asked of allocation: self-assessments with every voice, figures with their reasons, moving over."""

from ownway.steps.allocation.queries.assessments import (
    answers_over_time,
    assessment,
    can_answer_as,
    may_do,
    my_assessments,
    previous_values,
)
from ownway.steps.allocation.queries.by_code import begun_by_code, estimate_by_code
from ownway.steps.allocation.queries.carers import (
    CarerSeen,
    PrivateWord,
    carers_of,
    own_word,
    pack_for_help,
    private_words,
)
from ownway.steps.allocation.queries.checking import (
    CostingSeen,
    CostSeen,
    FactsSeen,
    ObjectionSeen,
    costing_of,
    facts_of,
)
from ownway.steps.allocation.queries.eligibility import eligibility_of, offered_instead, proposed_eligibility
from ownway.steps.allocation.queries.figures import figure, figure_of, figures_of
from ownway.steps.allocation.queries.keying import KeyedSeen, PaperSeen, keyed_from_paper, paper_forms
from ownway.steps.allocation.queries.moving import moving_over
from ownway.steps.allocation.queries.seen import (
    AnswerSeen,
    Asked,
    AssessmentLine,
    AssessmentSeen,
    BegunSeen,
    EligibilitySeen,
    FigureSeen,
    MovingSeen,
    QuestionSeen,
    SectionSeen,
    SettledSeen,
)
from ownway.steps.allocation.queries.streams import StreamFor, streams_for
from ownway.steps.allocation.queries.typed_by_code import TypedUnderCode, code_hidden_in, hidden_code, typed_by_code
from ownway.steps.allocation.queries.working import ToldThen, what_would_be_told
from ownway.steps.allocation.rules.eligibility import Proposed

__all__ = [
    "AnswerSeen",
    "Asked",
    "AssessmentLine",
    "AssessmentSeen",
    "BegunSeen",
    "CarerSeen",
    "CostSeen",
    "CostingSeen",
    "EligibilitySeen",
    "FactsSeen",
    "FigureSeen",
    "KeyedSeen",
    "MovingSeen",
    "ObjectionSeen",
    "PaperSeen",
    "PrivateWord",
    "Proposed",
    "QuestionSeen",
    "SectionSeen",
    "SettledSeen",
    "StreamFor",
    "ToldThen",
    "TypedUnderCode",
    "answers_over_time",
    "assessment",
    "begun_by_code",
    "can_answer_as",
    "carers_of",
    "code_hidden_in",
    "costing_of",
    "eligibility_of",
    "estimate_by_code",
    "facts_of",
    "figure",
    "figure_of",
    "figures_of",
    "hidden_code",
    "keyed_from_paper",
    "may_do",
    "moving_over",
    "my_assessments",
    "offered_instead",
    "own_word",
    "pack_for_help",
    "paper_forms",
    "previous_values",
    "private_words",
    "proposed_eligibility",
    "streams_for",
    "typed_by_code",
    "what_would_be_told",
]
