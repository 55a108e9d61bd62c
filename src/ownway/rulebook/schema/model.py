"""Makes a schema of a class of the model: each field by its type, required where nothing stands for it otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ownway.rulebook.load.allocation import DAYS_MOST
from ownway.rulebook.load.journey import HOLDERS, PENCE_MOST
from ownway.rulebook.load.operators import PLACES_MOST
from ownway.rulebook.model.assistants import AT_HOME, Assistants
from ownway.rulebook.model.conditions import Condition
from ownway.rulebook.model.employing import EmployerRates, MinimumPay
from ownway.rulebook.model.journey import (
    Benchmark,
    BrokerFee,
    Change,
    Control,
    Degree,
    Outcomes,
    OwnScale,
    Planning,
    Spending,
    Stream,
)
from ownway.rulebook.model.life_events import Ending, LifeEvent, WeekMost
from ownway.rulebook.model.moving_over import MovingOver, ProtectedYear
from ownway.rulebook.model.steps import (
    Age,
    Band,
    CarryOver,
    Dated,
    DelayRemedy,
    InformalSupport,
    Knot,
    Part,
    Printed,
    Reduce,
    Slice,
    Threshold,
)
from ownway.rulebook.schema.parts import (
    CONDITION,
    ID,
    NUMERIC,
    ON_A_DAY,
    YES_NO,
    Schema,
    ids,
    many,
    mapping,
    named,
    one_of,
    whole,
)
from ownway.values import Every

CALLED: Mapping[tuple[type, str], str] = {
    (Dated, "starts"): "from",
    (Printed, "starts"): "from",
    (MinimumPay, "starts"): "from",
    (EmployerRates, "starts"): "from",
    (WeekMost, "starts"): "from",
    (ProtectedYear, "starts"): "from",
    (Threshold, "least"): "from",
    (Age, "every"): "in",
}
"""Fields that a file calls otherwise than the model does."""

OPTIONAL = {(CarryOver, "least"), (Reduce, "column"), (Outcomes, "changes"), (Slice, "up_to")}
"""Fields the reader fills where nothing stands."""

REQUIRED = {
    (Control, "notice_days"),
    (Dated, "source"),
    (Printed, "source"),
    (Benchmark, "source"),
    (InformalSupport, "items"),
    (MovingOver, "source"),
}
"""Fields that have a stand-in in the model and none in a file."""

SPECIAL: Mapping[tuple[type, str], Schema] = {
    (Assistants, "relatives_at_home"): one_of(AT_HOME),
    (Degree, "holder"): one_of(HOLDERS),
    (Degree, "order"): whole(1, 12),
    (Stream, "order"): whole(1, 99),
    (Stream, "usable_days"): whole(0, DAYS_MOST),
    (Stream, "eligible_if"): CONDITION,
    (Control, "notice_days"): whole(0, DAYS_MOST),
    (Control, "binds_months"): whole(1, 60),
    (Spending, "reserve_weeks"): whole(0, 520),
    (LifeEvent, "goes_on_days"): whole(0, DAYS_MOST),
    (LifeEvent, "bills_days"): whole(0, DAYS_MOST),
    (Ending, "notice_from_days"): whole(0, DAYS_MOST),
    (Spending, "means"): {"type": "object"},
    (Planning, "outcomes_needed"): whole(0, 50),
    (Planning, "stories_k"): whole(3, 1000),
    (BrokerFee, "percent_most"): whole(0, 100),
    (BrokerFee, "pence_year_most"): whole(0, PENCE_MOST),
    (OwnScale, "least"): whole(0, 100),
    (OwnScale, "most"): whole(1, 100),
    (Change, "benchmark"): whole(0, 100),
    (DelayRemedy, "every_days"): whole(1, DAYS_MOST),
    (Age, "every"): one_of((Every.YEAR, Every.MONTH)),
    **{(Benchmark, name): whole(0, 100) for name in ("better", "same", "worse")},
}
"""What the reader asks of a field beyond its type."""


def told(kind: type[Any]) -> str:
    """Return the first sentence on a class, for the reader of an editor's hint."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def properties(kind: type[Any]) -> tuple[dict[str, Schema], list[str]]:
    """Return the keys of a class of the model with their schemas, and those that must be there."""
    hints = get_type_hints(kind)
    made: dict[str, Schema] = {}
    required: list[str] = []
    for one in fields(kind):
        key = CALLED.get((kind, one.name), one.name)
        made[key] = SPECIAL.get((kind, one.name)) or of_type(hints[one.name], one.name)
        if _needed(kind, one):
            required.append(key)
    return made, required


def of_class(kind: type[Any]) -> Schema:
    """Return the schema of a class of the model."""
    if kind is Band:
        return _band()
    made, required = properties(kind)
    more: Schema = {"oneOf": [{"required": ["share"]}, {"required": ["sum"]}]} if kind is Part else {}
    return mapping(made, required, told(kind), **more)


def _needed(kind: type[Any], one: Field[Any]) -> bool:
    if (kind, one.name) in REQUIRED:
        return True
    bare = one.default is MISSING and one.default_factory is MISSING
    return bare and (kind, one.name) not in OPTIONAL


def _band() -> Schema:
    low, high = ("from", "above"), ("up_to", "below")
    given = dict.fromkeys((*low, *high), NUMERIC) | {"gives": _number_or_id()}
    clash = [{"not": {"required": list(pair)}} for pair in (low, high)]
    return mapping(given, ["gives"], told(Band), allOf=clash)


def _number_or_id() -> Schema:
    return {"anyOf": [NUMERIC, ID]}


SIMPLE: Mapping[Any, Callable[[], Schema]] = {
    str: lambda: ID,
    Fraction: lambda: NUMERIC,
    bool: lambda: YES_NO,
    date: lambda: ON_A_DAY,
    Condition: lambda: CONDITION,
}


def of_type(kind: Any, name: str = "") -> Schema:
    """Return the schema of a type as the model writes it; a whole number has its limits by what its *name* says."""
    if kind in SIMPLE:
        return SIMPLE[kind]()
    if kind is int:
        return _whole(name)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return one_of(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return of_class(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        without = [one for one in inner if one is not type(None)]
        return of_type(without[0], name) if len(without) == 1 else _number_or_id()
    if origin is tuple:
        return _tuple(inner[0])
    names = one_of(inner[0]) if isinstance(inner[0], type) and issubclass(inner[0], StrEnum) else None
    return named(of_type(inner[1]), names)


def _tuple(inner: Any) -> Schema:
    if inner is str:
        return ids()
    if get_origin(inner) is tuple:
        return many(of_type(inner), 1)
    return many(of_type(inner), 2 if inner is Knot else 0 if inner in MAY_BE_EMPTY else 1)


def _whole(name: str) -> Schema:
    if name.endswith("_days"):
        return whole(1, DAYS_MOST)
    if "_pence" in name:
        return whole(1, PENCE_MOST)
    return whole(0, PLACES_MOST) if name == "places" else whole(0, 10**9)


MAY_BE_EMPTY: set[Any] = {Change}
