"""Lets another stream pay for a budget from a day on, and undoes that before the day has come (F5)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.models import Budget, Funder, FunderUndone
from ownway.registers.money.policies import check_may_with_budget
from ownway.registers.money.queries.funders import check_change
from ownway.registers.money.rules.split.cannot import CannotChangeFunder
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text


def change_funder(
    asker: Asker, *, now: datetime, budget: UUID, stream: str, starts: date, decision: UUID, words: str = ""
) -> UUID:
    """Let another stream pay for a budget from a day on, and return the row; the budget itself goes on (F5).

    :raises CannotChangeFunder: ``streams.same_funder``, ``streams.before_the_budget``, or ``streams.funder_there`` when
        another funder starts on that day or later.
    """
    found: Budget = check_may_with_budget(asker, "money.change_funder", budget, now=now)
    said = clean_text(words, longest=4000, field="words")
    with transaction.atomic():
        take_turn("money.split", found.person_id)
        check_change(found, stream, starts)
        row = Funder.objects.create(
            id=new_identifier(now),
            budget=found,
            person_id=found.person_id,
            starts=starts,
            stream=stream,
            attempt=Funder.objects.filter(budget=found, starts=starts).count(),
            words=said,
            decision=decision,
            by=asker.party,
            at=now,
        )
        note_change(
            asker,
            now=now,
            about=found.person_id,
            deed="money.change_funder",
            thing="budget",
            thing_id=found.pk,
            after={"stream": stream, "starts": starts.isoformat()},
        )
    funder: UUID = row.pk
    return funder


def undo_funder(asker: Asker, *, now: datetime, funder: UUID, decision: UUID, words: str = "") -> UUID:
    """Undo a change of funder before its day, and return the row; the funder before goes on as if nothing had been.

    :raises NotFound: when there is no such change for the asker.
    :raises CannotChangeFunder: ``streams.undone_already``, or ``streams.began_already`` from its day on.
    """
    row = Funder.objects.filter(pk=funder).first()
    if row is None:
        raise NotFound("streams.no_such_change")
    check_may(asker, "money.change_funder", about=row.person_id, now=now)
    said = clean_text(words, longest=4000, field="words")
    with transaction.atomic():
        take_turn("money.split", row.person_id)
        if FunderUndone.objects.filter(funder=row).exists():
            raise CannotChangeFunder("streams.undone_already")
        if row.starts <= localdate(now):
            raise CannotChangeFunder("streams.began_already", day=row.starts.isoformat())
        undone = FunderUndone.objects.create(
            id=new_identifier(now),
            funder=row,
            person_id=row.person_id,
            words=said,
            decision=decision,
            by=asker.party,
            at=now,
        )
        note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="money.undo_funder",
            thing="budget",
            thing_id=row.budget_id,
            after={"stream": row.stream, "starts": row.starts.isoformat()},
        )
    kept: UUID = undone.pk
    return kept
