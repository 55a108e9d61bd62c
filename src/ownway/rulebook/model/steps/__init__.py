"""The operators: one class each, the only ways in which a pack may reckon."""

from collections.abc import Mapping

from ownway.rulebook.model.steps.arithmetic import Constant, Frequency, Highest, Lowest, Mean, Product, Sum, WeightedSum
from ownway.rulebook.model.steps.base import RoundTo, Step, Unit
from ownway.rulebook.model.steps.choices import (
    By,
    ByCategory,
    Cascade,
    Case,
    Choose,
    Descriptor,
    Group,
    NotPublished,
    Reduce,
    Threshold,
)
from ownway.rulebook.model.steps.dates import OLDEST, Age
from ownway.rulebook.model.steps.entitlements import (
    Bound,
    CarryOver,
    CoPayment,
    DelayRemedy,
    Limit,
    MinimumPayable,
    Part,
    Slice,
    Supplement,
)
from ownway.rulebook.model.steps.links import Exponential, Link, Log, Root, Square
from ownway.rulebook.model.steps.support import HouseholdShare, InformalSupport
from ownway.rulebook.model.steps.tables import Band, Bands, Dated, Edge, Index, Knot, Line, Lookup, On, Printed

OPERATORS: Mapping[str, type[Step]] = {
    kind.operator: kind
    for kind in (
        Sum,
        WeightedSum,
        Mean,
        Highest,
        Lowest,
        Product,
        Constant,
        Frequency,
        Bands,
        Line,
        Lookup,
        Index,
        Choose,
        ByCategory,
        Cascade,
        Reduce,
        Descriptor,
        NotPublished,
        InformalSupport,
        HouseholdShare,
        Square,
        Root,
        Log,
        Exponential,
        Limit,
        Supplement,
        MinimumPayable,
        CarryOver,
        CoPayment,
        DelayRemedy,
        Age,
    )
}
"""Every operator by its name in a pack."""

__all__ = [
    "OLDEST",
    "OPERATORS",
    "Age",
    "Band",
    "Bands",
    "Bound",
    "By",
    "ByCategory",
    "CarryOver",
    "Cascade",
    "Case",
    "Choose",
    "CoPayment",
    "Constant",
    "Dated",
    "DelayRemedy",
    "Descriptor",
    "Edge",
    "Exponential",
    "Frequency",
    "Group",
    "Highest",
    "HouseholdShare",
    "Index",
    "InformalSupport",
    "Knot",
    "Limit",
    "Line",
    "Link",
    "Log",
    "Lookup",
    "Lowest",
    "Mean",
    "MinimumPayable",
    "NotPublished",
    "On",
    "Part",
    "Printed",
    "Product",
    "Reduce",
    "Root",
    "RoundTo",
    "Slice",
    "Square",
    "Step",
    "Sum",
    "Supplement",
    "Threshold",
    "Unit",
    "WeightedSum",
]
