"""Takes payments out of a run whose file was not made: their money is left again."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from ownway.registers.money.actions.posting import Book, open_journal
from ownway.registers.money.models import Budget, Line, LineOutcome
from ownway.registers.money.rules import movements
from ownway.registers.money.rules.runs import LineEnd
from ownway.values import Asker, new_identifier


def take_out(
    asker: Asker, budget: Budget, lines: Sequence[Line], *, key: str, now: datetime, code: str = "money.held"
) -> None:
    """Take *lines* of one run and budget out of it, with the *code* of the reason; the caller holds the run.

    For use inside this app.
    """
    content = {"lines": sorted(str(line.pk) for line in lines), "code": code}
    entry = open_journal(asker, now=now, key=key, kind="hold_line", content=content, budget=budget)
    book = Book([budget])
    for line in lines:
        book.move(entry.journal, budget.pk, movements.released(book.standing(budget.pk), line.pence, line.purpose))
        LineOutcome.objects.create(
            id=new_identifier(now),
            line=line,
            end=LineEnd.TAKEN_OUT.value,
            on=localdate(now),
            by=asker.party,
            at=now,
            code=code,
            journal_id=entry.journal,
        )
    book.post(now)
