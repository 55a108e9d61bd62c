"""JSON whose numbers keep every digit: what a pack writes as 0.1 is 0.1 in the file, never a binary neighbour of it."""

import json
from decimal import Decimal
from typing import Any


def write(value: Any, indent: int = 1) -> str:
    """Return *value* as JSON text; decimals are written with the digits they have.

    :raises TypeError: for what JSON has no form for, a binary float among it.
    """
    return "".join(_parts(value, indent, 0)) + "\n"


def read(text: str) -> Any:
    """Return what JSON *text* says, decimals with the digits they have.

    :raises ValueError: when it is not JSON, or holds a key twice or a number that is none (NaN).
    """
    return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)


def _parts(value: Any, indent: int, depth: int) -> list[str]:
    match value:
        case Decimal():
            return [format(value.normalize() if value else Decimal(0), "f")]
        case None | bool() | int() | str():
            return [json.dumps(value, ensure_ascii=False)]
        case dict() if value:
            inside = [
                [json.dumps(key, ensure_ascii=False), ": ", *_parts(v, indent, depth + 1)] for key, v in value.items()
            ]
            return _within("{", inside, "}", indent, depth)
        case list() | tuple() if value:
            return _within("[", [_parts(item, indent, depth + 1) for item in value], "]", indent, depth)
        case dict():
            return ["{}"]
        case list() | tuple():
            return ["[]"]
    raise TypeError(f"JSON has no form for {type(value).__name__}")


def _within(open: str, inside: list[list[str]], close: str, indent: int, depth: int) -> list[str]:
    line = "\n" + " " * indent * (depth + 1)
    parts = [open]
    for number, piece in enumerate(inside):
        parts += ["," if number else "", line, *piece]
    return [*parts, "\n", " " * indent * depth, close]


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"the key {twice!r} stands twice")
    return made
