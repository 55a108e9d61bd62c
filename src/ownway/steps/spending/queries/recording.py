"""Asks what a spend can be told for, and for a spend that was told."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.steps.agreement.models import Agreement
from ownway.steps.planning import queries as planning
from ownway.steps.planning.rules.streams import main_stream
from ownway.steps.spending import policies
from ownway.steps.spending.models import Spend
from ownway.steps.spending.queries.seen import LineToBuy, RecordingSeen, SpendSeen
from ownway.steps.spending.rules.cannot import CannotRecordSpend
from ownway.values import Asker, Money
from ownway.values.cannot import NotAllowed, NotFound


def recording(asker: Asker, *, person: UUID, now: datetime) -> RecordingSeen:
    """Return what a spend of *person* can be told for.

    :raises NotFound: when the asker may not know the person.
    :raises CannotRecordSpend: ``spending.nothing_agreed`` before there is an agreed budget.
    """
    policies.check_may(asker, "record", person=person, now=now)
    agreed = agreed_for(person, now=now)
    if agreed is None:
        raise CannotRecordSpend("spending.nothing_agreed")
    pack = programmes.pack(agreed.rule_version)
    stream = main_stream(pack.spending)
    return RecordingSeen(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        currency=agreed.currency,
        starts=agreed.starts,
        lines=lines_of(asker, agreed, now=now),
        stream=stream,
        forbidden=tuple(kind for kind in stream.forbidden if kind not in pack.planning.kinds_of_support),
    )


def spend(asker: Asker, *, spend: UUID, now: datetime) -> SpendSeen:
    """Return one spend.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = Spend.objects.select_related("taken_back").filter(pk=spend).first()
    if row is None:
        raise NotFound("spending.no_such_spend")
    policies.check_may(asker, "record", person=row.person_id, now=now)
    return seen_spend(row, people.name_of(row.by_id) if row.by_id else "")


def agreed_for(person: UUID, *, now: datetime) -> Agreement | None:
    """Return the agreement that holds for *person*, or nothing; for use inside this app."""
    rows = Agreement.objects.filter(person_id=person, signed_at__lte=now)
    row: Agreement | None = rows.order_by("-signed_at", "-id").first()
    return row


def lines_of(asker: Asker, agreed: Agreement, *, now: datetime) -> tuple[LineToBuy, ...]:
    """Return the lines of the agreed plan that cost something; none to one whom the person has not let into it."""
    try:
        plan = planning.plan_version(asker, version=agreed.version_id, now=now)
    except (NotFound, NotAllowed):
        return ()
    return tuple(
        LineToBuy(line.id, line.what, line.kind, line.stream, line.per_year) for line in plan.lines if not line.is_free
    )


def seen_spend(row: Spend, by_name: str) -> SpendSeen:
    """Return a spend as it is shown; for use inside this app."""
    back = getattr(row, "taken_back", None)
    return SpendSeen(
        id=row.id,
        person=row.person_id,
        what=row.what,
        money=Money(row.pence, row.currency),
        on=row.on,
        line=row.line,
        kind=row.kind,
        journal=row.journal,
        by_name=by_name,
        at=row.at,
        taken_back_at=back.at if back else None,
        taken_back_words=back.words if back else "",
    )
