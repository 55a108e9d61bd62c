"""The ways in which money can be held, as answers to choose from: each degree with whoever could hold it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice
from ownway.interfaces.web.design.saying import language
from ownway.rulebook.model import Degree, Pack
from ownway.steps.control import actions
from ownway.steps.control.queries import ChoiceSeen, ControlSeen, DegreeSeen, HolderSeen

SAME = "same"
"""The answer for a line that is held like all the rest."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """A degree that nobody could hold yet, and who would have to be there first."""

    said: str
    needs: str


def value_of(degree: str, holder: UUID | None) -> str:
    """Return how an answer is sent: the degree and whoever holds it."""
    return f"{degree}:{holder or ''}"


def read(value: str) -> actions.Choice | None:
    """Return what :func:`value_of` gave; nothing for anything else."""
    degree, mark, holder = value.partition(":")
    if not degree or not mark:
        return None
    try:
        return actions.Choice(degree, UUID(holder) if holder else None)
    except ValueError:
        return None


def said(pack: Pack, degree: str, *, easy: bool) -> str:
    """Return a degree in the words of the programme."""
    return pack.say(f"degree.{degree}", language(), easy)


def choices(seen: ControlSeen, holders: Sequence[HolderSeen], *, easy: bool) -> list[Choice]:
    """Return every degree that somebody could hold now, each with that somebody; a degree nobody is paid under too."""
    found = []
    for degree in seen.pack.control.degrees:
        words = said(seen.pack, degree.id, easy=easy)
        if is_kept_by_us(degree):
            found.append(Choice(value_of(degree.id, None), words))
            continue
        for holder in holders:
            if holder.kind == degree.holder:
                hint = "" if holder.party == seen.person else _("%(name)s holds the money.") % {"name": holder.name}
                found.append(Choice(value_of(degree.id, holder.party), words, hint=hint))
    return found


def impossible(seen: ControlSeen, holders: Sequence[HolderSeen], *, easy: bool) -> list[Impossible]:
    """Return the degrees that nobody could hold yet, and what would make each possible."""
    kinds = {holder.kind for holder in holders}
    needs = {
        "representative": _("Somebody must be noted first as the one who represents you for money."),
        "broker": _("A broker must be noted first as yours."),
        "provider": _("A provider must be noted first as yours."),
    }
    return [
        Impossible(said(seen.pack, degree.id, easy=easy), needs.get(degree.holder, ""))
        for degree in seen.pack.control.degrees
        if not is_kept_by_us(degree) and degree.holder not in kinds
    ]


def is_kept_by_us(degree: Degree) -> bool:
    """Whether the authority keeps the money, so that nobody has to be named."""
    return degree.holder in ("practitioner", "authority")


def begun_with(latest: ChoiceSeen | None) -> dict[str, str]:
    """Return what the fields begin with: what was chosen last."""
    if latest is None:
        return {}
    return {str(part.line or "rest"): value_of(part.degree, part.holder) for part in latest.parts}


def name_of(part: DegreeSeen) -> str:
    """Return what a part is called: its line of the plan, or all the rest."""
    return part.what or (_("A line that is no longer in the plan") if part.line else _("Everything else"))
