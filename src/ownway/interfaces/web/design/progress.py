"""How far a person has come on each of the seven steps; each step's own folder says it in ``progress.py``."""

import importlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from ownway.values import Asker
from ownway.values.cannot import NotAllowed, NotFound

STEPS = (
    "allocation",
    "planning",
    "agreement",
    "control",
    "spending",
    "outcomes",
    "review",
)


class Standing(StrEnum):
    """Where a step stands, in the few words that a task list has."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    """Somebody else has to do the next thing."""
    NOT_STARTED = "not_started"
    NOT_YET = "not_yet"
    """It cannot start before an earlier step."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one step is: where it stands, where to go on, and a line on it (``"£275.40 a week"``)."""

    standing: Standing
    address: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven steps as the task list shows it."""

    step: str
    number: int
    name: str
    promise: str
    progress: Progress


def names() -> dict[str, tuple[str, str]]:
    """Return each step's name and what it promises, in the words of the page."""
    return {
        "allocation": (
            _("Know your budget"),
            _("Say what your life is like. See how much money there is, and why."),
        ),
        "planning": (
            _("Make your plan"),
            _("Say what you want, what you will change and what it will cost."),
        ),
        "agreement": (
            _("Have it agreed"),
            _("We check that your plan is safe and will work. You hear our reasons."),
        ),
        "control": (
            _("Choose how the money is held"),
            _("You, someone you trust, or us. You can mix, and change."),
        ),
        "spending": (
            _("Use the money"),
            _("See what came in, what went out and what is left, at any time."),
        ),
        "outcomes": (
            _("Live your life"),
            _("Say how life is going, in your own words and in your own time."),
        ),
        "review": (
            _("See what we learnt"),
            _("Look back together. Change what did not work. Keep what did."),
        ),
    }


def seven_steps(asker: Asker, *, person: UUID, now: datetime) -> tuple[Step, ...]:
    """Return the seven steps of one person, each with where it stands for them."""
    told = names()
    return tuple(
        Step(step, number, *told[step], of_step(step, asker, person=person, now=now))
        for number, step in enumerate(STEPS, start=1)
    )


def of_step(step: str, asker: Asker, *, person: UUID, now: datetime) -> Progress:
    """Return where one step stands, as its own folder says; what the asker may not know of has not begun for them."""
    told = importlib.import_module(f"ownway.interfaces.web.{step}.progress")
    try:
        progress: Progress = told.progress(asker, person=person, now=now)
    except (NotFound, NotAllowed):
        return Progress(Standing.NOT_YET)
    return progress
