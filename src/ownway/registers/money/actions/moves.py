"""Moves money of one budget: promised, paid out, spent, contributed, given back, lapsed, reversed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ownway.registers.money.actions.posting import check_day, check_purpose, floors_told, open_book, sums_told
from ownway.registers.money.actions.splitting import bring_home
from ownway.registers.money.models import Budget, Journal
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.plan import Leg, Place, Standing, State
from ownway.registers.money.rules.refusals import CannotPost, CannotReverse
from ownway.registers.money.rules.split.recharge import spend_reversed
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import last_words
from ownway.values import Asker, Reason
from ownway.values.cannot import NotFound

REVERSIBLE = frozenset({"charge", "hold", "release", "move", "pay_out", "spend", "contribute", "give_back", "lapse"})
"""Payments by a run are not reversed: the bank says what became of them. A rate is changed by a later rate."""


@transaction.atomic
def hold(asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, purpose: str) -> UUID:
    """Promise *pence* of what is left to a purpose, and return the journal.

    :raises CannotPost: ``money.not_enough`` when less is left.
    """
    found = check_may_with_budget(asker, "money.hold", budget, now=now)
    purpose = check_purpose(purpose, required=True)
    return _post(
        asker,
        found,
        "hold",
        {"pence": pence, "purpose": purpose},
        lambda at: movements.held(at, pence, purpose),
        now=now,
        key=key,
    )


@transaction.atomic
def release(asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, purpose: str) -> UUID:
    """Free *pence* that were promised to a purpose, and return the journal.

    :raises CannotPost: ``money.not_enough`` when less is promised to it.
    """
    found = check_may_with_budget(asker, "money.hold", budget, now=now)
    content: dict[str, Any] = {"pence": pence, "purpose": check_purpose(purpose)}
    return _post(
        asker, found, "release", content, lambda at: movements.released(at, pence, content["purpose"]), now=now, key=key
    )


@transaction.atomic
def move(asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, purpose: str, to_purpose: str) -> UUID:
    """Promise *pence* to another line of the plan instead, and return the journal; that is free (requirement U4).

    :raises CannotPost: ``money.not_enough`` or ``money.same_purpose``.
    """
    found = check_may_with_budget(asker, "money.move", budget, now=now)
    content: dict[str, Any] = {
        "pence": pence,
        "purpose": check_purpose(purpose),
        "to": check_purpose(to_purpose, required=True),
    }
    return _post(
        asker,
        found,
        "move",
        content,
        lambda at: movements.moved(at, pence, content["purpose"], content["to"]),
        now=now,
        key=key,
    )


@transaction.atomic
def pay_out(
    asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, on: date, holder: UUID, purpose: str = ""
) -> UUID:
    """Record that *pence* of what is left were paid to a holder outside a payment run, and return the journal.

    :raises CannotPost: ``money.not_enough`` when less is left.
    """
    found = check_may_with_budget(asker, "money.pay_out", budget, now=now)
    content = {"pence": pence, "holder": holder, "purpose": check_purpose(purpose)}
    into = Place(State.WITH_HOLDER, "", holder)
    return _post(
        asker,
        found,
        "pay_out",
        content,
        lambda at: movements.paid_out(at, pence, movements.LEFT, into),
        on=check_day(on, now),
        now=now,
        key=key,
    )


@transaction.atomic
def record_spend(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    budget: UUID,
    pence: int,
    on: date,
    purpose: str,
    holder: UUID | None = None,
    out_of: str = State.WITH_HOLDER,
    words: str = "",
) -> UUID:
    """Record that *pence* were spent on a purpose, and return the journal.

    *out_of* is ``with_holder`` (one *holder*, or whoever holds money), ``left`` where the authority keeps the budget,
    or ``held`` where the purchase was promised. A lack of money never refuses it: the rest stands as owed.
    """
    found = check_may_with_budget(asker, "money.record_spend", budget, now=now)
    if out_of not in (State.WITH_HOLDER, State.LEFT, State.HELD):
        raise CannotPost("money.no_such_purse", field="out_of", given=str(out_of))
    content: dict[str, Any] = {
        "pence": pence,
        "purpose": check_purpose(purpose),
        "holder": holder,
        "out_of": str(out_of),
    }
    return _post(
        asker,
        found,
        "spend",
        content,
        lambda at: movements.spent(at, pence, content["purpose"], out_of=State(out_of), holder=holder),
        on=check_day(on, now),
        words=words,
        now=now,
        key=key,
    )


@transaction.atomic
def contribute(asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, on: date, words: str = "") -> UUID:
    """Record own money that a person or their family put in, kept apart from the funder's, and return the journal.

    It changes nothing about what the person is entitled to (requirement A7).
    """
    found = check_may_with_budget(asker, "money.contribute", budget, now=now)
    return _post(
        asker,
        found,
        "contribute",
        {"pence": pence},
        lambda _: movements.contributed(pence),
        on=check_day(on, now),
        words=words,
        now=now,
        key=key,
    )


@transaction.atomic
def give_back(
    asker: Asker,
    *,
    now: datetime,
    key: str,
    budget: UUID,
    pence: int,
    on: date,
    holder: UUID | None = None,
    words: str = "",
) -> UUID:
    """Record that a holder paid *pence* back to the funder, and return the journal.

    What goes beyond what they held stays theirs, as own money.
    """
    found = check_may_with_budget(asker, "money.give_back", budget, now=now)
    return _post(
        asker,
        found,
        "give_back",
        {"pence": pence, "holder": holder},
        lambda at: movements.given_back(at, pence, holder),
        on=check_day(on, now),
        words=words,
        now=now,
        key=key,
    )


@transaction.atomic
def lapse(asker: Asker, *, now: datetime, key: str, budget: UUID, pence: int, on: date) -> UUID:
    """Record that *pence* of what is left were not used in time, and return the journal.

    :raises CannotPost: ``money.not_enough`` when less is left.
    """
    found = check_may_with_budget(asker, "money.lapse", budget, now=now)
    return _post(
        asker,
        found,
        "lapse",
        {"pence": pence},
        lambda at: movements.lapsed(at, pence),
        on=check_day(on, now),
        now=now,
        key=key,
    )


def reverse(asker: Asker, *, now: datetime, key: str, journal: UUID, reason: Reason) -> UUID:
    """Put a mistake right: move all that *journal* moved back again, and return the new journal.

    :raises CannotReverse: ``money.not_reversible``, ``money.charge_was_cut`` or ``money.used_since``.
    :raises CannotPost: ``money.already_reversed``.
    """
    wrong = Journal.objects.select_related("budget").filter(pk=journal).first()
    if wrong is None or wrong.budget is None:
        raise NotFound("money.no_journal")
    # Whoever may write down what was spent may also put a slip right; all else is for finance.
    deed = "money.take_back_spend" if wrong.kind == "spend" else "money.reverse"
    check_may(asker, deed, about=wrong.budget.person_id, now=now)
    if wrong.kind not in REVERSIBLE:
        raise CannotReverse("money.not_reversible", kind=wrong.kind)
    with transaction.atomic():
        # Other streams may bear it by now; first the budget it was recorded on bears all of it again.
        missing = bring_home(asker, now=now, spend=journal) if wrong.kind == "spend" else None
        entry, book = open_book(
            asker,
            now=now,
            key=key,
            kind="reverse",
            content={"journal": journal, "reason": reason.as_json()},
            on=wrong.true_on,
            budget=wrong.budget,
            reason=reason,
            reverses=journal,
        )
        if not entry.is_first:
            return entry.answer
        if wrong.kind == "charge" and wrong.charge.cuts.exists():
            raise CannotReverse("money.charge_was_cut")
        legs = [
            Leg(_place(row.debit), _place(row.credit), row.pence)
            for row in wrong.transfers.select_related("debit", "credit").order_by("id")
        ]
        standing = book.standing(wrong.budget.pk)
        back = movements.reversed_legs(standing, legs) if missing is None else spend_reversed(standing, legs, missing)
        # What comes back by a correction meets nothing: it stands as it stood before the mistake.
        book.move(entry.journal, wrong.budget.pk, back, meet=False)
        book.post(now)
        note_change(
            asker,
            now=now,
            about=wrong.budget.person_id,
            deed="money.reverse",
            thing="journal",
            thing_id=entry.journal,
            reason=reason,
            after={"reverses": str(journal)},
        )
        return entry.answer


def _place(account: Any) -> Place:
    return Place(State(account.state), account.purpose, account.holder_id)


def _post(
    asker: Asker,
    budget: Budget,
    kind: str,
    content: dict[str, Any],
    legs: Callable[[Standing], list[Leg]],
    *,
    now: datetime,
    key: str,
    on: date | None = None,
    words: str = "",
) -> UUID:
    """Post one journal of one budget: *legs* are worked out once its accounts are locked."""
    movements.check_pence(content["pence"])
    entry, book = open_book(asker, now=now, key=key, kind=kind, content=content, on=on, budget=budget, words=words)
    if entry.is_first:
        with sums_told(budget.currency):
            book.move(entry.journal, budget.pk, legs(book.standing(budget.pk)))
        # Whoever calls this does nothing after it: what moves, the line on the trail and the commit are one word.
        with floors_told(), last_words():
            book.post(now)
            note_change(
                asker,
                now=now,
                about=budget.person_id,
                deed=f"money.{'record_spend' if kind == 'spend' else kind}",
                thing="journal",
                thing_id=entry.journal,
                after={name: told if isinstance(told, int) else str(told) for name, told in content.items()},
            )
    return entry.answer
