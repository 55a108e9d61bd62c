"""A pack's questions as a FHIR R4 Questionnaire with the points of its answers, and back."""

from ownway.rulebook.fhir.carry import Carried, carry
from ownway.rulebook.fhir.errors import CannotCarry, NotCarried
from ownway.rulebook.fhir.export import questionnaire_of

__all__ = ["CannotCarry", "Carried", "NotCarried", "carry", "questionnaire_of"]
