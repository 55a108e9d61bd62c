"""Asks for the answers that stand behind what everybody was told last, for working out what a new rule would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ownway.registers.people.policies import check_may
from ownway.steps.allocation.models import Figure
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class Counted:
    """The answers of one person, in the form in which they are kept, and the version they were told a figure by."""

    person: UUID
    values: Mapping[str, Mapping[str, Any]]
    version: str


def answers_told(asker: Asker, *, programme: str, now: datetime) -> Iterator[Counted]:
    """Yield for everybody who was ever told a figure of a programme the answers behind the last one.

    :raises NotAllowed: when the asker may not count them.
    """
    check_may(asker, "allocation.count_answers", about=None, now=now)
    rows = Figure.objects.filter(assessment__programme=programme, told_at__lte=now)
    for row in rows.order_by("person_id", "-told_at", "-id").distinct("person_id"):
        yield Counted(row.person_id, row.answers, row.pack_version)
