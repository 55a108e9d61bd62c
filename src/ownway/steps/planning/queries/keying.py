"""Asks for the plan's forms on paper: which rules they are printed under, what was printed, what came back of it."""

from datetime import datetime
from uuid import UUID

from ownway.steps.allocation import queries as allocation
from ownway.steps.allocation.queries import KeyedSeen, PaperSeen
from ownway.steps.allocation.queries.keying import keyed_into
from ownway.steps.planning.queries.plans import readable
from ownway.values import Asker


def paper_forms(asker: Asker, *, person: UUID, now: datetime) -> tuple[PaperSeen, ...]:
    """Return the forms with the plan's questions that were printed for *person*, the newest first.

    :raises NotFound: when the asker may not know the person.
    """
    return allocation.paper_forms(asker, person=person, now=now, kind="plan")


def keyed_from_paper(asker: Asker, *, version: UUID, now: datetime) -> tuple[KeyedSeen, ...]:
    """Return the numbers of the forms that were keyed into the plan of a version, by whom and when.

    :raises NotFound: when the asker may not read that version.
    """
    return keyed_into(readable(asker, version, now=now).plan_id, now=now)
