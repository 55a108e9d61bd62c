"""The names that a FHIR questionnaire uses for what a pack says: extensions, periods, kinds of question."""

from collections.abc import Mapping

from ownway.values import Every

CORE = "http://hl7.org/fhir/StructureDefinition/"
WEIGHT = f"{CORE}itemWeight"
"""The points of an answer since SDC 4.0.0 (March 2026)."""
ORDINAL = f"{CORE}ordinalValue"
"""The points of an answer in older guides; both are written, so that old and new readers score the same."""
TRANSLATION = f"{CORE}translation"
CONTROL = f"{CORE}questionnaire-itemControl"
LEAST = f"{CORE}minValue"
MOST = f"{CORE}maxValue"
PLACES = f"{CORE}maxDecimalPlaces"
ROWS_MOST = f"{CORE}questionnaire-maxOccurs"
UNIT = f"{CORE}questionnaire-unitOption"
ENABLED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
UCUM = "http://unitsofmeasure.org"

OWN = "urn:ownway:fhir:"
"""What FHIR has no word for stands under names of our own, which other readers may leave aside."""
EASY = f"{OWN}easy-read"
EXACT = f"{OWN}exact-weight"
"""Points that no decimal writes to the end, such as 1/3, as text beside the rounded decimal."""
KIND = f"{OWN}kind"
STATE = f"{OWN}no-answer-counts"
SKIP = f"{OWN}may-skip"
GROUP = f"{OWN}user-group"
ABOUT = f"{OWN}asks-about"
SOURCE = f"{OWN}source"
SCALE = f"{OWN}scale"
PICTURE = f"{OWN}picture"
SCORED = f"{OWN}scored"
ERROR = f"{OWN}error"

PERIODS: Mapping[Every, str] = {
    Every.DAY: "/d",
    Every.WEEK: "/wk",
    Every.FORTNIGHT: "/(2.wk)",
    Every.FOUR_WEEKS: "/(4.wk)",
    Every.MONTH: "/mo",
    Every.QUARTER: "/(3.mo)",
    Every.YEAR: "/a",
    Every.ONCE: "1",
}
"""How often something happens, in the units of UCUM."""

SYSTEM = f"{OWN}answers:"
"""Before a question's or a scale's id: the code system of its answers."""
