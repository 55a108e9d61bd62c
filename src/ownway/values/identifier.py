"""Identifiers that sort by when they were made and tell nothing else: UUID version 7 (RFC 9562 §5.7)."""

import secrets
from datetime import datetime
from uuid import UUID


def new_identifier(at: datetime) -> UUID:
    """Return a fresh identifier for something made at the moment *at* (which must know its time zone).

    :raises ValueError: when *at* has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("An identifier is made at a moment with a time zone.")
    # Whole numbers only: timestamp() is a binary fraction, and two processes must cut it alike.
    milliseconds = int(at.timestamp()) * 1000 + at.microsecond // 1000
    number = (milliseconds & (2**48 - 1)) << 80 | secrets.randbits(76) & ~(0b11 << 62)
    return UUID(int=number & ~(0xF << 76) | 7 << 76 | 0b10 << 62)
