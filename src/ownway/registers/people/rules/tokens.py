"""What a token looks like, how it is kept, and how long it may live."""

import base64
import re
from collections.abc import Iterable
from datetime import timedelta

LONGEST_LIFE = timedelta(days=366)
MARK = "ownway_"
SECRET_BYTES = 30
SHAPE = re.compile(rf"{MARK}[a-z2-7]{{48}}", re.ASCII)


def written(secret: bytes) -> str:
    """Return the token that stands for thirty random bytes: a mark by which leaked ones are found, and base32."""
    return MARK + base64.b32encode(secret).decode("ascii").lower()


def looks_like_one(given: str) -> bool:
    """Whether *given* has the shape of a token; anything else need not be looked up."""
    return SHAPE.fullmatch(given) is not None


def unknown_scopes(scopes: Iterable[str], deeds: Iterable[str]) -> tuple[str, ...]:
    """Return those of *scopes* that name neither a deed nor an app whose deeds are in the policy table."""
    known = set(deeds)
    known |= {deed.partition(".")[0] for deed in known}
    return tuple(sorted(set(scopes) - known))
