"""Makes the schema of a step: one form for each operator, from its class."""

from typing import Any

from ownway.rulebook.load.steps import HAS_NUMBERS
from ownway.rulebook.model.steps import OPERATORS, Case, Choose, Limit, NotPublished, Reduce, RoundTo, Step, Unit
from ownway.rulebook.schema.model import of_class, properties, told
from ownway.rulebook.schema.parts import ID, NUMERIC, Schema, either, ids, many, mapping, one_of


def step_schema() -> Schema:
    """Return the schema of any step: which keys it has depends on its operator."""
    return {
        "type": "object",
        "required": ["id", "operator", "unit"],
        "properties": {"operator": {"enum": sorted(OPERATORS)}},
        "allOf": [
            {
                "if": {"properties": {"operator": {"const": name}}, "required": ["operator"]},
                "then": operator_schema(name),
            }
            for name in sorted(OPERATORS)
        ],
    }


def operator_schema(name: str) -> Schema:
    """Return the schema of the steps with one operator."""
    kind = OPERATORS[name]
    given, required = properties(kind)
    shared = {"id": ID, "operator": {"const": name}, "unit": one_of(Unit), "rounding": of_class(RoundTo), "source": ID}
    own = {key: value for key, value in given.items() if key not in shared}
    if kind is Choose:
        own = {"cases": many(_result(Case), 1), "otherwise": _result(None)}
        required = [*required, "cases", "otherwise"]
    if "inputs" in own:
        own["inputs"] = ids(0 if kind is NotPublished else 1)
    needed = ["id", "operator", "unit", *(key for key in required if key not in shared)]
    if kind in HAS_NUMBERS:
        needed.append("source")
    return mapping(shared | own, needed, told(kind), **_more(kind))


def _result(kind: type[Any] | None) -> Schema:
    """Return what is taken, or a value; of a case with its condition before it."""
    value: Schema = {"anyOf": [NUMERIC, ID]}
    before = {} if kind is None else {"when": {"$ref": "#/$defs/condition"}}
    return mapping(
        before | {"take": ID, "value": value}, before, "" if kind is None else told(kind), **either("take", "value")
    )


def _more(kind: type[Step]) -> Schema:
    if kind is Limit:
        return {"anyOf": [{"required": ["least"]}, {"required": ["most"]}]}
    if kind is Reduce:
        counted = {"properties": {"by": {"const": "count"}}}
        return {"if": counted, "else": {"required": ["column"]}}
    return {}
