"""What can be done with the trail: note, make and destroy keys, seal; every error these raise is named here too."""

from ownway.registers.trail.actions.keys import (
    CannotDestroyKey,
    CannotMakeKey,
    destroy_again,
    destroy_key,
    make_key,
)
from ownway.registers.trail.actions.noting import note_change, note_look
from ownway.registers.trail.actions.sealing import (
    CannotCopySeals,
    copy_seals,
    seal_batch,
)
from ownway.registers.trail.models import CannotOverwrite, CannotSeal
from ownway.registers.trail.rules.cipher import CannotUnseal

__all__ = [
    "CannotCopySeals",
    "CannotDestroyKey",
    "CannotMakeKey",
    "CannotOverwrite",
    "CannotSeal",
    "CannotUnseal",
    "copy_seals",
    "destroy_again",
    "destroy_key",
    "make_key",
    "note_change",
    "note_look",
    "seal_batch",
]
