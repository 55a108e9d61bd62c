"""What one unit of a service costs in full on a day, and how that was worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ownway.registers.money.models import UnitCost
from ownway.values import Asker, Money


@dataclass(frozen=True, slots=True)
class UnitCostSeen:
    """The full cost of a unit from a day on; the true cost lies between *least* and *most*."""

    id: UUID
    programme: str
    service: str
    starts: date
    money: Money
    parts: Mapping[str, Money]
    least: Money
    most: Money
    method: str
    source: str


def unit_costs(asker: Asker, *, programme: str) -> tuple[UnitCostSeen, ...]:
    """Return every unit cost of a programme's services, by service, the newest first. Anyone may ask.

    What the authority's own services cost is no secret: people choose between them and what others offer.
    """
    rows = UnitCost.objects.filter(programme=programme).order_by("service", "-starts")
    return tuple(_seen(row) for row in rows)


def unit_cost_on(asker: Asker, *, programme: str, service: str, day: date) -> UnitCostSeen | None:
    """Return what a unit of a service costs on a day, or nothing before its first cost. Anyone may ask."""
    rows = UnitCost.objects.filter(programme=programme, service=service, starts__lte=day)
    row = rows.order_by("-starts").first()
    return None if row is None else _seen(row)


def _seen(row: UnitCost) -> UnitCostSeen:
    return UnitCostSeen(
        id=row.pk,
        programme=row.programme,
        service=row.service,
        starts=row.starts,
        money=Money(row.pence, row.currency),
        parts={part: Money(pence, row.currency) for part, pence in row.parts.items()},
        least=Money(row.least_pence, row.currency),
        most=Money(row.most_pence, row.currency),
        method=row.method,
        source=row.source,
    )
