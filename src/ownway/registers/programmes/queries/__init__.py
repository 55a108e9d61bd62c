"""Programmes as anyone may read them: the rules are public, so these ask nobody who they are."""

from ownway.registers.programmes.queries.rulebooks import (
    ProgrammeSeen,
    files,
    in_force,
    pack,
    programmes,
    versions,
)
from ownway.registers.programmes.queries.standing import (
    ValidationSeen,
    VersionSeen,
    audit_of,
    never_looked_over,
    standing,
    standings,
)
from ownway.registers.programmes.rules.publishing import State

__all__ = [
    "ProgrammeSeen",
    "State",
    "ValidationSeen",
    "VersionSeen",
    "audit_of",
    "files",
    "in_force",
    "never_looked_over",
    "pack",
    "programmes",
    "standing",
    "standings",
    "versions",
]
