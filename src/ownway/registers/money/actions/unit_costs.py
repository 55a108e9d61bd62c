"""Writes down what one unit of a service truly costs from a day on."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money.models import UnitCost
from ownway.registers.money.rules.refusals import CannotKeepUnitCost
from ownway.registers.money.rules.unit_costs import check_parts, check_range
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.rulebook.model import Pack
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def keep_unit_cost(
    asker: Asker,
    *,
    now: datetime,
    pack: Pack,
    service: str,
    starts: date,
    parts: Mapping[str, int],
    least_pence: int,
    most_pence: int,
    method: str,
    source: str,
) -> UUID:
    """Write down the full cost of one unit of a service of the programme from a day on, and return the row (M7).

    *parts* tells every part the programme names, in pence; *least_pence* and *most_pence* say how sure the sum is.

    :raises CannotKeepUnitCost: ``unit_costs.no_such_service``, ``unit_costs.cost_there``, or for parts and range.
    """
    check_may(asker, "money.keep_unit_cost", about=None, now=now)
    costs = pack.spending.unit_costs
    if costs is None or costs.service(service) is None:
        raise CannotKeepUnitCost("unit_costs.no_such_service", field="service")
    pence = check_parts(parts, costs.parts)
    check_range(least_pence, pence, most_pence)
    told = clean_text(method, longest=2_000, field="method", required=True)
    where = clean_text(source, longest=500, field="source", required=True)
    with transaction.atomic():
        if UnitCost.objects.filter(programme=pack.id, service=service, starts=starts).exists():
            raise CannotKeepUnitCost("unit_costs.cost_there", field="starts", starts=starts.isoformat())
        row = UnitCost.objects.create(
            id=new_identifier(now),
            programme=pack.id,
            service=service,
            starts=starts,
            pence=pence,
            currency=pack.currency,
            parts=dict(parts),
            least_pence=least_pence,
            most_pence=most_pence,
            method=told,
            source=where,
            by=asker.party,
            at=now,
        )
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.keep_unit_cost",
            thing="unit_cost",
            thing_id=row.pk,
            after={"service": service, "starts": starts.isoformat(), "pence": pence},
        )
        return row.pk
