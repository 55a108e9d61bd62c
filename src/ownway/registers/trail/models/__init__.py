"""What the trail keeps: rows only ever added, keys per person, sealed fields, lines and seals."""

from ownway.registers.trail.models.append_only import (
    APP_ROLE,
    REFUSE_CHANGE_SQL,
    AppendOnly,
    CannotOverwrite,
    append_only_sql,
)
from ownway.registers.trail.models.keys import (
    CannotSeal,
    SubjectKey,
    Tombstone,
    own_secret,
    remember_keys,
)
from ownway.registers.trail.models.last_words import last_words
from ownway.registers.trail.models.line import Line, Seal, SealCopy, add_line, lines_to_seal
from ownway.registers.trail.models.sealed import (
    ERASED,
    Sealed,
    SealedBytes,
    SealedJSON,
    SealedText,
    is_erased,
)
from ownway.registers.trail.models.turns import take_turn

__all__ = [
    "APP_ROLE",
    "ERASED",
    "REFUSE_CHANGE_SQL",
    "AppendOnly",
    "CannotOverwrite",
    "CannotSeal",
    "Line",
    "Seal",
    "SealCopy",
    "Sealed",
    "SealedBytes",
    "SealedJSON",
    "SealedText",
    "SubjectKey",
    "Tombstone",
    "add_line",
    "append_only_sql",
    "is_erased",
    "last_words",
    "lines_to_seal",
    "own_secret",
    "remember_keys",
    "take_turn",
]
