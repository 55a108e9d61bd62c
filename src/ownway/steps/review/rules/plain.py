"""Turns what a person is shown into plain data that any program can read, and that a person can too."""

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any
from uuid import UUID

from ownway.rulebook.model import Pack, Question
from ownway.values import Money, Reason


def as_plain(value: Any) -> Any:
    """Return *value* as mappings, lists, texts and whole numbers: what JSON can hold, nothing left out.

    A programme is named by its version, for its rule is public; a sum is whole pence beside its currency.
    """
    if value is None or (isinstance(value, str | bool | int) and not isinstance(value, Enum)):
        return value
    match value:
        case Enum():
            return value.value
        case UUID() | Fraction():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Money():
            return {"pence": value.pence, "currency": value.currency}
        case Pack():
            return {"programme": value.id, "version": value.version}
        case Question():
            return value.id
        case Reason():
            return value.as_json()
        case Mapping():
            return {str(as_plain(key)): as_plain(one) for key, one in value.items()}
    if hasattr(value, "as_json"):
        return value.as_json()
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Set):
        return sorted(as_plain(one) for one in value)
    return [as_plain(one) for one in value]
