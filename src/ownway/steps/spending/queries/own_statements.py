"""What the person's own bank says and nobody has said anything of yet, beside what was written down before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ownway.registers.money import queries as money
from ownway.registers.money.queries import EntrySeen
from ownway.steps.spending.models import Spend
from ownway.steps.spending.queries.recording import recording
from ownway.steps.spending.queries.seen import LineToBuy
from ownway.steps.spending.rules.typed import line_for
from ownway.values import Asker

NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """One entry that may be a spend, the part of the plan it is like, and a spend that it may be already."""

    entry: EntrySeen
    line: LineToBuy | None
    written_down: str


@dataclass(frozen=True, slots=True)
class DraftsSeen:
    """All that waits for the person's word: what went out, and how many times money came in."""

    person: UUID
    person_name: str
    drafts: tuple[DraftSeen, ...]
    came_in: int


def drafts(asker: Asker, *, person: UUID, now: datetime) -> DraftsSeen:
    """Return the entries of *person*'s own statements that wait, the earliest first.

    :raises CannotRecordSpend: ``spending.nothing_agreed`` before there is an agreed budget.
    """
    told = recording(asker, person=person, now=now)
    entries = money.own_entries(asker, person=person, now=now)
    known = list(Spend.objects.filter(person=person, taken_back=None))
    lines = {line.id: line for line in told.lines}
    named = [(line.id, line.what) for line in told.lines]
    out = [one for one in entries if one.money.pence < 0 and one.money.currency == told.currency]
    return DraftsSeen(
        person=person,
        person_name=told.person_name,
        drafts=tuple(
            DraftSeen(one, lines.get(line_for(f"{one.name} {one.words}", named) or person), _before(one, known))
            for one in out
        ),
        came_in=len(entries) - len(out),
    )


def _before(entry: EntrySeen, known: list[Spend]) -> str:
    """Return the words of a spend of the same sum on about the same day, or nothing."""
    alike = [row for row in known if row.pence == -entry.money.pence and abs(row.on - entry.on) <= NEAR]
    return str(alike[0].what) if alike else ""
