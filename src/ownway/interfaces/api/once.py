"""Keys that make sending twice the same as sending once (``Idempotency-Key``), demanded wherever money moves."""

from typing import Annotated

from ninja import Header
from pydantic import StringConstraints

Key = Annotated[
    str,
    StringConstraints(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$"),
    Header(
        alias="Idempotency-Key", description="Yours alone for this deed; the same key gives the first answer again."
    ),
]
"""A parameter of an operation that moves money: ``def pay(request, body: Pay, key: Key)``."""
