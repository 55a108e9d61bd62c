"""Programmes as anyone may read them: the rules are public, so these ask nobody who they are."""

from ownway.registers.programmes.queries.comments import AnswerSeen, CommentSeen, comment_seen, comments_on
from ownway.registers.programmes.queries.designing import (
    DraftSeen,
    ImpactSeen,
    drafted,
    earliest_start,
    impact_of,
    may_do,
)
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
from ownway.registers.programmes.rules.publishing import OPEN_TO_COMMENTS, OPEN_TO_WITHDRAWAL, VOICES, State

__all__ = [
    "OPEN_TO_COMMENTS",
    "OPEN_TO_WITHDRAWAL",
    "VOICES",
    "AnswerSeen",
    "CommentSeen",
    "DraftSeen",
    "ImpactSeen",
    "ProgrammeSeen",
    "State",
    "ValidationSeen",
    "VersionSeen",
    "audit_of",
    "comment_seen",
    "comments_on",
    "drafted",
    "earliest_start",
    "files",
    "impact_of",
    "in_force",
    "may_do",
    "never_looked_over",
    "pack",
    "programmes",
    "standing",
    "standings",
    "versions",
]
