"""What can be done when something happened in a life: tell it, decide on it, undo it, go on, settle it (U7)."""

from ownway.steps.spending.actions.events.ending import resume_after_event, settle_event, undo_event
from ownway.steps.spending.actions.events.paying import MAY_PAY_ON, pay_what_is_short, record_return
from ownway.steps.spending.actions.events.recording import note_was_told, record_event, tell_event

__all__ = [
    "MAY_PAY_ON",
    "note_was_told",
    "pay_what_is_short",
    "record_event",
    "record_return",
    "resume_after_event",
    "settle_event",
    "tell_event",
    "undo_event",
]
