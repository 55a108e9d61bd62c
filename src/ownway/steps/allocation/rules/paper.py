"""The number on a paper form: short enough to be read out, with a last sign that shows a slip of the pen."""

import secrets

PAPERS = ("assessment", "plan")
"""What can be filled in on paper: the self-assessment, and the plan."""

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""30 signs none of which is mistaken for another in handwriting."""
LENGTH = 7


def new_number() -> str:
    """Return a fresh number. It opens nothing, so it need not be hard to guess; it must only not meet another."""
    body = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return body + check_sign(body)


def check_sign(body: str) -> str:
    """Return the sign that follows *body*: it changes with any one sign, and when two neighbours change places.

    The sum of each sign's place among the signs, times its place in the number, divided with remainder by 31; the
    remainder 30, which has no sign, is written as I.
    """
    total = sum(place * SIGNS.index(sign) for place, sign in enumerate(body, start=1))
    return (SIGNS + "I")[total % 31]


def read_number(typed: str) -> str:
    """Return a number as it is kept, from what was typed; nothing where it cannot be one, or has a slip in it."""
    number = typed.strip().upper().replace(" ", "").replace("-", "")
    body, last = number[:-1], number[-1:]
    right = len(body) == LENGTH and all(sign in SIGNS for sign in body) and check_sign(body) == last
    return number if right else ""


def in_groups(number: str) -> str:
    """Return a number as it is printed: two groups of four."""
    return f"{number[:4]} {number[4:]}"
