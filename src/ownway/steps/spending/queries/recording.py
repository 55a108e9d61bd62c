"""Asks what a spend can be told for, and for a spend that was told."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from ownway.registers.money import queries as money
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.agreement.models import Agreement
from ownway.steps.planning import queries as planning
from ownway.steps.spending import policies
from ownway.steps.spending.models import Spend
from ownway.steps.spending.queries.seen import LineToBuy, RecordingSeen, SpendSeen
from ownway.steps.spending.rules.cannot import CannotRecordSpend
from ownway.values import Asker, Money, Reason
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
    return RecordingSeen(
        person=person,
        person_name=people.name_of(person),
        pack=pack,
        currency=agreed.currency,
        starts=Agreement.objects.filter(person_id=person).earliest("starts").starts,
        lines=lines_of(asker, agreed, now=now),
        forbidden=_barred(pack),
    )


def _barred(pack: Pack) -> tuple[str, ...]:
    """Return the kinds beside those of the plan that no money may buy, or that every active stream bars by its law."""
    active = [stream for stream in pack.spending.streams if stream.active]
    barred = set[str].intersection(*(set(stream.forbidden) for stream in active)) if active else set()
    beside = sorted(barred - set(pack.planning.kinds_of_support))
    return tuple(dict.fromkeys([*beside, *pack.spending.illegal]))


def spend(asker: Asker, *, spend: UUID, now: datetime) -> SpendSeen:
    """Return one spend.

    :raises NotFound: when there is none of that name for the asker.
    """
    row = Spend.objects.select_related("taken_back", "agreement").filter(pk=spend).first()
    if row is None:
        raise NotFound("spending.no_such_spend")
    policies.check_may(asker, "record", person=row.person_id, now=now)
    seen = seen_spend(row, people.name_of(row.by_id) if row.by_id else "")
    shares = money.shares_of(asker, spend=row.journal, now=now) if seen.taken_back_at is None else ()
    pack = programmes.pack(row.agreement.rule_version)
    return replace(seen, not_paid=next((_in_words(pack, share.why) for share in shares if share.budget is None), None))


def _in_words(pack: Pack, why: Reason) -> Reason:
    """Put the pack's own names for stream and kind into a reason."""
    named = {
        name: pack.say(f"{name}.{told}", pack.languages[0]) if told else ""
        for name in ("stream", "kind")
        if isinstance(told := why.facts.get(name), str)
    }
    return Reason(why.code, {**why.facts, **named})


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
