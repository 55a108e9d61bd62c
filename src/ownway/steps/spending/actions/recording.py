"""Records a spend: what, how much, when, and for which line of the plan where that is known."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_queries
from ownway.registers.money.actions import CannotPost
from ownway.registers.money.rules.plan import State
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.agreement.models import Agreement
from ownway.steps.control import queries as control
from ownway.steps.control.rules.portions import REST, purpose_of
from ownway.steps.spending import policies
from ownway.steps.spending.actions.splitting import split_spending
from ownway.steps.spending.models import Spend
from ownway.steps.spending.queries.recording import agreed_for, recording
from ownway.steps.spending.queries.seen import RecordingSeen
from ownway.steps.spending.rules.cannot import CannotRecordSpend
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotAllowed
from ownway.values.text import clean_text


def record_spend(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    person: UUID,
    on: date,
    pence: int,
    what: str,
    line: UUID | None = None,
    kind: str = "",
) -> UUID:
    """Record that *pence* were spent on *what*, and return the spend; told again under the same key, it is one spend.

    It comes out of what whoever holds that part of the money has, or out of what is promised to it, and is charged to
    the stream that may pay for it. It is never refused for want of money, for not being in the plan, or because the law
    of a stream forbids it: then that stream does not pay, and ``queries.spend`` tells the reason (F6).

    :raises CannotRecordSpend: without an agreed budget, for a line the plan does not have, or for what is illegal
        (``spending.illegal``).
    :raises CannotPost: when the sum is none, or the day has not come.
    """
    policies.check_may(asker, "record", person=person, now=now)
    return keep_spend(asker, now=now, key=key, person=person, on=on, pence=pence, what=what, line=line, kind=kind)


def keep_spend(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    person: UUID,
    on: date,
    pence: int,
    what: str,
    line: UUID | None = None,
    kind: str = "",
    is_charged: bool = False,
) -> UUID:
    """Keep a spend once the asker may; for use inside this app.

    What *is_charged* the authority takes from what it keeps itself, and from nobody's hands.
    """
    told = clean_text(what, longest=500, field="what", required=True)
    seen = recording(asker, person=person, now=now)
    kind = _check_kind(seen, line, kind)
    given = _Given(
        f"spend:{person}:{clean_text(key, longest=120, field='key', required=True)}", on, pence, told, line, is_charged
    )
    with transaction.atomic():
        _lock(person)
        before = Spend.objects.filter(key=given.key).first()
        if before is not None:
            return _same(before, given)
        agreed = agreed_for(person, now=now)
        assert agreed is not None  # recording() found it
        kept = Spend.objects.create(
            id=new_identifier(now),
            person_id=person,
            agreement=agreed,
            line=line,
            kind=kind,
            what=told,
            pence=pence,
            currency=agreed.currency,
            on=on,
            key=given.key,
            journal=_post(asker, given, agreed, now=now),
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="spending.record",
            thing="spend",
            thing_id=kept.id,
            after={"pence": pence, "on": on.isoformat(), "line": str(line or "")},
        )
        split_spending(asker, now=now, people=[person])
    return kept.id


def _check_kind(seen: RecordingSeen, line: UUID | None, kind: str) -> str:
    """Check that the line is the plan's and the kind is legal; return the kind, or else the line's."""
    chosen = next((one for one in seen.lines if one.id == line), None)
    if line is not None and chosen is None:
        raise CannotRecordSpend("spending.no_such_line", field="line")
    kind = kind or (chosen.kind if chosen else "")
    if kind and kind not in (*seen.pack.planning.kinds_of_support, *seen.forbidden):
        raise CannotRecordSpend("spending.no_such_kind", field="kind")
    policies.check_may_buy(seen.pack, kind)
    return kind


@dataclass(frozen=True, slots=True)
class _Given:
    key: str
    on: date
    pence: int
    what: str
    line: UUID | None
    is_charged: bool


def _same(before: Spend, given: _Given) -> UUID:
    if (before.on, before.pence, before.what, before.line) != (given.on, given.pence, given.what, given.line):
        raise CannotPost("money.key_used", field="key")
    return before.id


def _post(asker: Asker, given: _Given, agreed: Agreement, *, now: datetime) -> UUID:
    """Move the money out of the purse that this part of the budget is in."""
    choice = control.choice_on(asker, person=agreed.person_id, day=given.on, now=now)
    choice = choice or control.choice_on(asker, person=agreed.person_id, day=timezone.localdate(now), now=now)
    part = choice.part_for(given.line) if choice else None
    purpose, holder, out_of = purpose_of(given.line), None, State.LEFT
    if part is not None and part.pays_cash and not given.is_charged:
        out_of, holder = State.WITH_HOLDER, part.holder
    elif part is not None and not part.pays_cash:
        out_of = State.HELD
        if part.line != given.line and not _take_from_rest(asker, given, agreed, now=now):
            purpose = REST
    return money.record_spend(
        asker,
        now=now,
        key=given.key,
        budget=agreed.budget_id,
        pence=given.pence,
        on=given.on,
        purpose=purpose,
        holder=holder,
        out_of=out_of,
        words=given.what,
    )


def _take_from_rest(asker: Asker, given: _Given, agreed: Agreement, *, now: datetime) -> bool:
    """Promise to the line what this spend needs of the rest; return whether the asker may see what there is."""
    try:
        purposes = money_queries.purposes_of(asker, budget=agreed.budget_id, now=now)
    except NotAllowed:
        return False
    promised = sum(one.promised.pence for one in purposes if one.purpose == REST)
    if (pence := min(given.pence, promised)) > 0:
        money.move(
            asker,
            now=now,
            key=f"{given.key}:move",
            budget=agreed.budget_id,
            pence=pence,
            purpose=REST,
            to_purpose=purpose_of(given.line),
        )
    return True


def _lock(person: UUID) -> None:
    take_turn("spending.person", person)
