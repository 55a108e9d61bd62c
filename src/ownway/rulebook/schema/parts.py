"""The smallest parts of the schemas: ids, exact numbers, days, yes and no, texts, as YAML 1.2 reads them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from ownway.rulebook.load.fields import IDENTIFIER
from ownway.rulebook.load.words import LONGEST

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,12}|/[1-9][0-9]{0,11})?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def ref(name: str) -> Schema:
    """Return a reference to a part that the schema holds once."""
    return {"$ref": f"#/$defs/{name}"}


ID = ref("id")
NUMERIC = ref("number")
YES_NO = ref("yes_no")
TEXT = ref("text")
ON_A_DAY = ref("day")
CONDITION = ref("condition")


def whole(least: int, most: int) -> Schema:
    """Return a whole number between two ends, written with or without quotes."""
    digits = {"type": "string", "pattern": "^-?[0-9]+$"}
    return {"anyOf": [{"type": "integer", "minimum": least, "maximum": most}, digits]}


def one_of(kind: type[StrEnum] | Iterable[str]) -> Schema:
    """Return a closed set of names."""
    return {"enum": [str(member) for member in kind]}


def many(items: Schema, least: int = 0) -> Schema:
    """Return a list of things."""
    return {"type": "array", "items": items} | ({"minItems": least} if least else {})


def ids(least: int = 0) -> Schema:
    """Return a list of ids, each once."""
    return many(ID, least) | {"uniqueItems": True}


def named(values: Schema, names: Schema | None = None) -> Schema:
    """Return a mapping whose names the pack chooses."""
    return {"type": "object", "propertyNames": names or ID, "additionalProperties": values}


def mapping(properties: Mapping[str, Schema], required: Iterable[str] = (), told: str = "", **more: Any) -> Schema:
    """Return a mapping with these keys and no others."""
    made: Schema = {"description": told} if told else {}
    made |= {"type": "object", "properties": dict(properties), "additionalProperties": False}
    needed = [key for key in properties if key in set(required)]
    return made | ({"required": needed} if needed else {}) | more


def either(*keys: str) -> Schema:
    """Return that exactly one of these keys stands there."""
    return {"oneOf": [{"required": [key]} for key in keys]}


def _condition() -> Schema:
    parts = many(CONDITION, 1)
    return {
        "description": "When something applies.",
        "oneOf": [
            mapping({"question": ID, "is": ids(), "is_not": ids()}, ["question"], **either("is", "is_not")),
            mapping({"step": ID, "is": ids(1)}, ["step", "is"]),
            mapping(
                {"step": ID, "from": NUMERIC, "below": NUMERIC},
                ["step"],
                anyOf=[{"required": ["from"]}, {"required": ["below"]}],
            ),
            mapping({"all": parts}, ["all"]),
            mapping({"any": parts}, ["any"]),
        ],
    }


DEFINITIONS: Mapping[str, Schema] = {
    "id": {
        "description": "Small letters, digits and low lines; a letter first; sixty at most.",
        "type": "string",
        "pattern": f"^{IDENTIFIER.pattern}$",
    },
    "number": {
        "description": "An exact number: 12, 3.75 or 12/52.",
        "anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}],
    },
    "yes_no": {"enum": ["yes", "no", True, False, "true", "false"]},
    "day": {"description": "A day, as 2026-04-01.", "type": "string", "pattern": DAY, "format": "date"},
    "text": {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": LONGEST},
    "condition": _condition(),
}
"""The parts that are named in the schemas."""


def complete(name: str, title: str, schema: Schema) -> Schema:
    """Return a schema that stands for itself, with the parts it names."""
    used: dict[str, Schema] = {}
    look = [schema]
    while look:
        here = look.pop()
        for key, value in here.items():
            if key == "$ref" and (part := value.rpartition("/")[2]) not in used:
                used[part] = DEFINITIONS[part]
                look.append(DEFINITIONS[part])
            look += [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
    head = {"$schema": DRAFT, "$id": f"{name}.json", "title": title}
    return head | schema | {"$defs": dict(sorted(used.items()))}
