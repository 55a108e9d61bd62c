"""Asks which stream pays for a budget from which day on, and whether another could take over."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ownway.registers.money.models import Budget, Funder, Rate
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.rules.split.cannot import CannotChangeFunder
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class FunderSeen:
    """A stream that pays for a budget from *starts* on; the first has no *id*, for nobody changed to it."""

    id: UUID | None
    stream: str
    starts: date | None
    words: str
    decision: UUID | None


def funders_of(asker: Asker, *, budget: UUID, now: datetime) -> tuple[FunderSeen, ...]:
    """Return who pays for a budget, the first first; changes that were undone are left out.

    :raises NotFound: when there is no such budget for the asker.
    """
    found: Budget = check_may_with_budget(asker, "money.see_account", budget, now=now)
    rows = Funder.objects.standing().filter(budget=found).order_by("starts")
    later = tuple(FunderSeen(row.pk, row.stream, row.starts, row.words, row.decision) for row in rows)
    return (FunderSeen(None, found.stream, None, "", None), *later)


def check_change(budget: Budget, stream: str, starts: date) -> None:
    """Refuse a change of funder that makes no sense; for use inside this app.

    :raises CannotChangeFunder: ``streams.same_funder``, ``streams.before_the_budget``, or ``streams.funder_there``.
    """
    last = Funder.objects.standing().filter(budget=budget).order_by("-starts").first()
    first = Rate.objects.filter(budget=budget).order_by("starts").values_list("starts", flat=True).first()
    if first is None or starts <= first:
        raise CannotChangeFunder("streams.before_the_budget", field="starts")
    if last is not None and starts <= last.starts:
        raise CannotChangeFunder("streams.funder_there", field="starts", day=last.starts.isoformat())
    if stream == (last.stream if last else budget.stream):
        raise CannotChangeFunder("streams.same_funder", field="stream")


def check_may_change(asker: Asker, *, budget: UUID, stream: str, starts: date, now: datetime) -> None:
    """Refuse what :func:`check_change` refuses, before anybody decides it.

    :raises NotFound: when there is no such budget for the asker.
    """
    check_change(check_may_with_budget(asker, "money.change_funder", budget, now=now), stream, starts)
