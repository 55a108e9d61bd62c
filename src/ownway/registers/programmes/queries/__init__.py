"""Programmes as anyone may read them: the rules are public, so these ask nobody who they are."""

from ownway.registers.programmes.queries.rulebooks import (
    ProgrammeSeen,
    files,
    in_force,
    pack,
    programmes,
    versions,
)
from ownway.registers.programmes.queries.standing import ValidationSeen, VersionSeen, standing, standings
from ownway.registers.programmes.rules.publishing import State

__all__ = [
    "ProgrammeSeen",
    "State",
    "ValidationSeen",
    "VersionSeen",
    "files",
    "in_force",
    "pack",
    "programmes",
    "standing",
    "standings",
    "versions",
]
