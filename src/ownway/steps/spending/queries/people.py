"""Asks who has spent anything, for work that goes over everybody."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people.policies import check_may
from ownway.steps.spending.models import Spend
from ownway.values import Asker


def people_who_spent(asker: Asker, *, now: datetime) -> tuple[UUID, ...]:
    """Return everybody of whom a spend is on record that counts, in a steady order."""
    check_may(asker, "spending.split", about=None, now=now)
    rows = Spend.objects.filter(taken_back=None).order_by("person").values_list("person", flat=True).distinct()
    return tuple(rows)
