"""Identifiers that sort by when they were made and tell little else: UUID version 7 (RFC 9562 §5.7)."""

import secrets
from datetime import datetime
from itertools import count
from uuid import UUID

COUNTED_BITS = 26
"""What is made at one moment by one process sorts in the order of making (RFC 9562 §6.2, a counter of fixed length)."""
RANDOM_BYTES = 6
RANDOM_BITS = 8 * RANDOM_BYTES

# It begins anywhere, so that it does not tell how many were made.
_made = count(secrets.randbits(COUNTED_BITS - 1))


def new_identifier(at: datetime) -> UUID:
    """Return a fresh identifier for something made at the moment *at* (which must know its time zone).

    :raises ValueError: when *at* has no time zone.
    """
    return new_identifiers(at, 1)[0]


def new_identifiers(at: datetime, number: int) -> list[UUID]:
    """Return so many fresh identifiers for what is made at one moment, in the order in which they sort.

    :raises ValueError: when *at* has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("An identifier is made at a moment with a time zone.")
    # Whole numbers only: timestamp() is a binary fraction, and two processes must cut it alike.
    milliseconds = int(at.timestamp()) * 1000 + at.microsecond // 1000
    head = (milliseconds & (2**48 - 1)) << 80 | 7 << 76 | 0b10 << 62
    chance = memoryview(secrets.token_bytes(RANDOM_BYTES * number))
    made = []
    for begin in range(0, RANDOM_BYTES * number, RANDOM_BYTES):
        counted = next(_made) & (2**COUNTED_BITS - 1)
        upper, lower = counted >> 14, counted & (2**14 - 1)
        drawn = int.from_bytes(chance[begin : begin + RANDOM_BYTES])
        made.append(UUID(int=head | upper << 64 | lower << RANDOM_BITS | drawn))
    return made
