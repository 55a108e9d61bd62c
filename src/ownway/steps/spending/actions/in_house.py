"""Charges a budget for the authority's own support at the full unit cost of the day: a charge, never cash (C2, M7)."""

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction

from ownway.registers.money import queries as money
from ownway.registers.money.actions import CannotPost
from ownway.registers.money.rules.unit_costs import cost_of
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import written
from ownway.steps.spending import policies
from ownway.steps.spending.actions.recording import keep_spend
from ownway.steps.spending.models import InHouseUse, Spend
from ownway.steps.spending.queries.recording import agreed_for
from ownway.steps.spending.rules.cannot import CannotChargeInHouse
from ownway.values import Asker, new_identifier


def charge_in_house(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    person: UUID,
    on: date,
    service: str,
    units: Fraction,
    line: UUID | None = None,
) -> UUID:
    """Charge *units* of the authority's own or block-bought *service* on a day to a person's budget; return the spend.

    The price is the full unit cost of that day. The money stays with the authority: it comes out of what is promised
    to the part of the plan, or of what is left, and never out of anybody's hands. Told again under the same key, it is
    one charge.

    :raises CannotChargeInHouse: ``in_house.no_such_service``, ``in_house.no_unit_cost`` or ``spending.nothing_agreed``.
    :raises CannotKeepUnitCost: ``unit_costs.not_units``.
    """
    policies.check_may(asker, "charge_in_house", person=person, now=now)
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotChargeInHouse("spending.nothing_agreed")
    programme = programmes.pack(agreed.rule_version).id
    pack = programmes.pack(programmes.in_force(programme, on=on))
    costs = pack.spending.unit_costs
    known = costs.service(service) if costs else None
    if known is None:
        raise CannotChargeInHouse("in_house.no_such_service", field="service")
    cost = money.unit_cost_on(asker, programme=programme, service=service, day=on)
    if cost is None:
        raise CannotChargeInHouse("in_house.no_unit_cost", field="service", on=on.isoformat())
    pence, hundredths = cost_of(cost.money.pence, units), int(units * 100)
    language = pack.languages[0]
    unit = pack.say(f"unit.{known.unit}", language)
    what = f"{pack.say(f'service.{service}', language)} ({written(units)} × {unit})"
    with transaction.atomic():
        spend = keep_spend(
            asker, now=now, key=key, person=person, on=on, pence=pence, what=what, line=line, kind=known.kind,
            is_charged=True,
        )  # fmt: skip
        before: InHouseUse | None = InHouseUse.objects.filter(spend=spend).first()
        if before is not None:
            if (before.service, before.hundredths) != (service, hundredths):
                raise CannotPost("money.key_used", field="key")
            return spend
        if Spend.objects.filter(pk=spend).exclude(at=now).exists():
            raise CannotPost("money.key_used", field="key")
        InHouseUse.objects.create(
            id=new_identifier(now), spend_id=spend, service=service, unit_cost_id=cost.id, hundredths=hundredths
        )
    return spend
