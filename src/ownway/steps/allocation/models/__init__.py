"""What allocation keeps: self-assessments, every voice's answers, what was settled, and the figures told."""

from ownway.steps.allocation.models.answers import GivenAnswer, SettledAnswer
from ownway.steps.allocation.models.assessments import Assessment, AssessmentStage
from ownway.steps.allocation.models.by_code import AnswerByCode, BegunByCode, TypedByCode, WrongCode
from ownway.steps.allocation.models.carers import CarersWord
from ownway.steps.allocation.models.checking import FactsSaid, FactsShown, NeedCost
from ownway.steps.allocation.models.eligibility import Eligibility
from ownway.steps.allocation.models.figures import Figure
from ownway.steps.allocation.models.moving import PackageBefore, ToldInPerson
from ownway.steps.allocation.models.paper import PaperForm, PaperKeyed

__all__ = [
    "AnswerByCode",
    "Assessment",
    "AssessmentStage",
    "BegunByCode",
    "CarersWord",
    "Eligibility",
    "FactsSaid",
    "FactsShown",
    "Figure",
    "GivenAnswer",
    "NeedCost",
    "PackageBefore",
    "PaperForm",
    "PaperKeyed",
    "SettledAnswer",
    "ToldInPerson",
    "TypedByCode",
    "WrongCode",
]
