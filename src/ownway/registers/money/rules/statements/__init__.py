"""Statements of banks: read whole or not at all, and found to add up before anything is made of them."""

from ownway.registers.money.rules.statements.camt import is_camt, read_camt
from ownway.registers.money.rules.statements.refusals import CannotMatch, CannotReadStatement
from ownway.registers.money.rules.statements.statement import Entry, Statement, check_follows, new_part
from ownway.registers.money.rules.statements.table import PROFILES, profile_for, read_table


def read_statements(
    content: bytes, profile: str = "", *, opening: int | None = None, closing: int | None = None
) -> tuple[Statement, ...]:
    """Return the statements of a file: camt.053 where it is XML, else a bank's table by *profile* or by its columns.

    :raises CannotReadStatement: for all that is not a whole and true statement.
    """
    if is_camt(content):
        return read_camt(content)
    if profile and profile not in PROFILES:
        raise CannotReadStatement("statements.no_such_profile", profiles=", ".join(PROFILES), field="profile")
    return read_table(content, PROFILES[profile] if profile else profile_for(content), opening=opening, closing=closing)


__all__ = [
    "PROFILES",
    "CannotMatch",
    "CannotReadStatement",
    "Entry",
    "Statement",
    "check_follows",
    "new_part",
    "read_statements",
]
