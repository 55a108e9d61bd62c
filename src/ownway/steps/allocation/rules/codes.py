"""The code by which somebody without an account comes back: how it looks, how it is read, how often it may be tried."""

import secrets
from datetime import datetime, timedelta
from fractions import Fraction

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""32 signs: no I, L, O or U, which are read as 1, 0 and V, or make words that nobody wants in a letter."""
LENGTH = 12
BITS = 5 * LENGTH

KEPT_FOR = timedelta(days=90)
"""How long answers wait after the last one was kept (DESIGN §4)."""

PER_ADDRESS = 10
PER_ADDRESS_MINUTES = 15
PER_ADDRESS_WITHIN = timedelta(minutes=PER_ADDRESS_MINUTES)
OVERALL = 5_000
OVERALL_MINUTES = 60
OVERALL_WITHIN = timedelta(minutes=OVERALL_MINUTES)
"""How many wrong codes are borne, and in how many minutes: from one address, and from all together."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": None, " ": None, "\u00a0": None})


def new_code() -> str:
    """Return a fresh code of 60 random bits, in its plain form."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def plain(typed: str) -> str:
    """Return a code as it is kept, from what was typed: small letters, gaps and letters read wrongly are forgiven.

    Nothing comes back for what cannot be a code.
    """
    code = typed.strip().upper().translate(_READ_AS)
    return code if len(code) == LENGTH and all(letter in LETTERS for letter in code) else ""


def in_groups(code: str) -> str:
    """Return a code as it is shown and read out: three groups of four."""
    return " ".join(code[place : place + 4] for place in range(0, LENGTH, 4))


def ends(last_kept: datetime) -> datetime:
    """Return the moment at which the answers behind a code are taken away."""
    return last_kept + KEPT_FOR


def years_of_guessing(*, codes: int) -> Fraction:
    """Return in how many years one who guesses at the overall limit meets one of *codes*, on average.

    Half of all codes have to be tried for one; each of *codes* makes it as many times shorter. The limit is a count
    of wrong codes an hour from the whole world, so more machines do not help.
    """
    tries = Fraction(32**LENGTH, 2 * codes)
    minutes = tries * Fraction(OVERALL_MINUTES, OVERALL)
    return minutes / (60 * 24 * 365)
