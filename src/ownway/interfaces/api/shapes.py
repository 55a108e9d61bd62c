"""The shapes that several parts of the API share: money, reasons, what was made."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema, Status
from pydantic import AfterValidator, Field

from ownway.values import Money, Reason


def _no_nul(given: str) -> str:
    if "\x00" in given:
        raise ValueError("Text cannot hold NUL.")
    return given


Words = Annotated[str, AfterValidator(_no_nul), Field(max_length=20_000)]
"""What a person wrote."""


class MoneyOut(Schema):
    """A sum in whole pence (the smallest coin) of one currency."""

    pence: int
    currency: str

    @classmethod
    def of(cls, money: Money | None) -> "MoneyOut | None":
        """Return the shape of a sum, or nothing."""
        return None if money is None else cls(pence=money.pence, currency=money.currency)


class ReasonOut(Schema):
    """A reason: a code, the facts it rests on, a person's own words, and the smaller reasons below it."""

    code: str
    facts: dict[str, Any] = {}
    words: str = ""
    because: list["ReasonOut"] = []

    @classmethod
    def of(cls, reason: Reason) -> "ReasonOut":
        """Return the shape of a reason and all below it."""
        return cls(
            code=reason.code,
            facts=dict(reason.facts),
            words=reason.words,
            because=[cls.of(below) for below in reason.because],
        )


class Made(Schema):
    """What was made, by its identifier."""

    id: UUID


def made(id: UUID) -> Status:
    """Return the answer to a deed that made something: 201 and its identifier."""
    return Status(201, {"id": id})


class Said(Schema):
    """What a voice said, as it is kept."""

    value: dict[str, Any]
    words: str
    by_name: str
    at: datetime
