"""Says what an entry of a statement is: a payment that was paid or came back, a spend, or nothing that is kept here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.money.actions.returning import record_late_return
from ownway.registers.money.actions.sending import confirm_run
from ownway.registers.money.models import EntryMatch, EntryUndone, Line, LineOutcome, StatementEntry
from ownway.registers.money.queries.statements import live_match, told, waiting, with_the_bank
from ownway.registers.money.rules.bank import returned
from ownway.registers.money.rules.runs import LineEnd
from ownway.registers.money.rules.statements import CannotMatch
from ownway.registers.money.rules.statements.matching import Became, Candidate, Open, candidates
from ownway.registers.people.policies import check_may
from ownway.registers.trail.actions import note_change
from ownway.registers.trail.models import take_turn
from ownway.values import Asker, Cannot, Reason, new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from ownway.values.text import clean_text


def match_entry(asker: Asker, *, now: datetime, entry: UUID, run: UUID, line: UUID | None = None) -> UUID:
    """Say that an entry is a payment of a run (all of the run without *line*), and return the match.

    What went out tells the payment as paid on that day; what came in tells it as come back, with the bank's reason.

    :raises CannotMatch: ``statements.does_not_fit``, ``statements.wrong_side``, ``statements.not_sent`` or
        ``statements.matched_already``.
    :raises CannotConfirm: as :func:`confirm_run`, where whoever sent the file would tell what came of it.
    """
    check_may(asker, "money.match_entry", about=None, now=now)
    with transaction.atomic():
        found = _free_entry(entry)
        open_payments = with_the_bank([told(found)], also=() if line is None else (line,))
        reasons = next(
            (one.reasons for one in candidates(told(found), open_payments) if (one.run, one.line) == (run, line)), ()
        )
        return _match(asker, found, _named(found, open_payments, run, line, reasons), now=now)


@dataclass(frozen=True, slots=True)
class MatchedSure:
    """How many entries were matched at once, and each that was beyond doubt and could not be, with the reason."""

    matched: int
    left: tuple[tuple[UUID, Reason], ...]


def match_sure(asker: Asker, *, now: datetime) -> MatchedSure:
    """Match every waiting entry that is one payment or one run beyond doubt; what cannot be is left and told.

    Beyond doubt is only what brings back our own number with the right sum; all else waits for a person's word.
    """
    check_may(asker, "money.match_entry", about=None, now=now)
    with transaction.atomic():
        take_turn("money.statements", "matching")
        rows = list(waiting(StatementEntry.objects.filter(owner=None)).order_by("-pence", "on", "id"))
        entries = [told(row) for row in rows]
        open_payments = with_the_bank(entries, alike=False)
        done, left = 0, []
        # What came back goes first: else all of its run would be told as paid.
        for row, entry in zip(rows, entries, strict=True):
            sure = [one for one in candidates(entry, open_payments) if one.is_sure]
            if len(sure) != 1 or not _is_free(sure[0]):
                continue
            why_not = _tried(asker, row.pk, sure[0], now=now)
            if why_not is None:
                done += 1
            else:
                left.append((row.pk, why_not))
        return MatchedSure(done, tuple(left))


def _tried(asker: Asker, entry: UUID, chosen: Candidate, *, now: datetime) -> Reason | None:
    """Match an entry and return nothing, or leave all as it was and return why it cannot be."""
    try:
        with transaction.atomic():
            _match(asker, _free_entry(entry), chosen, now=now)
    except (NotFound, NotAllowed):
        raise
    except Cannot as refused:
        return refused.why
    return None


def set_aside(asker: Asker, *, now: datetime, entry: UUID, words: str = "") -> UUID:
    """Say that an entry is nothing that is kept here, and return the match; it can be undone."""
    with transaction.atomic():
        found = _free_entry(entry)
        if found.owner_id is None:
            check_may(asker, "money.match_entry", about=None, now=now)
        else:
            check_may(asker, "money.own_statement", about=found.owner_id, now=now)
        said = clean_text(words, longest=500, field="words", required=found.owner_id is None)
        return _keep_match(asker, found, Became.ASIDE, words=said, now=now)


def match_spend(asker: Asker, *, now: datetime, entry: UUID, journal: UUID) -> UUID:
    """Say that an entry of a person's own statement is a spend that was written down, and return the match."""
    with transaction.atomic():
        found = _free_entry(entry)
        if found.owner_id is None:
            raise NotFound("statements.no_entry")
        check_may(asker, "money.own_statement", about=found.owner_id, now=now)
        return _keep_match(asker, found, Became.SPEND, journal=journal, now=now)


def undo_match(asker: Asker, *, now: datetime, entry: UUID) -> UUID:
    """Take back what was said of an entry, which waits again, and return the entry.

    :raises CannotMatch: ``statements.not_matched``, or ``statements.booked`` where a payment was told as paid or come
        back by it: a line of a run ends once.
    """
    with transaction.atomic():
        found = _entry(entry)
        about = found.owner_id
        check_may(asker, "money.own_statement" if about else "money.match_entry", about=about, now=now)
        match = live_match(found)
        if match is None:
            raise CannotMatch("statements.not_matched")
        if match.run_id is not None:
            raise CannotMatch("statements.booked")
        EntryUndone.objects.create(id=new_identifier(now), match=match, by=asker.party, at=now)
        note_change(
            asker, now=now, about=about, deed="money.undo_match", thing="entry", thing_id=entry,
            before={"became": match.became},
        )  # fmt: skip
        return entry


def _match(asker: Asker, entry: StatementEntry, chosen: Candidate, *, now: datetime) -> UUID:
    if not _is_free(chosen):
        raise CannotMatch("statements.not_sent", field="line")
    if chosen.became is Became.RUN_PAID:
        confirm_run(asker, now=now, run=chosen.run, paid_on=entry.on)
    elif chosen.became is Became.RETURNED:
        assert chosen.line is not None
        why = returned(str(entry.details.get("returned") or entry.details.get("words") or "")[:200])
        if LineOutcome.objects.filter(line=chosen.line, end=LineEnd.PAID.value).exists():
            record_late_return(asker, now=now, run=chosen.run, line=chosen.line, on=entry.on, why=why)
        else:
            confirm_run(asker, now=now, run=chosen.run, paid_on=entry.on, rejected={chosen.line: why}, lines=())
    elif not LineOutcome.objects.filter(line=chosen.line, end=LineEnd.REJECTED.value).exists():
        # Of a payment that was told as come back, this is only the way out: it needs no second telling.
        assert chosen.line is not None
        confirm_run(asker, now=now, run=chosen.run, paid_on=entry.on, lines=[chosen.line])
    return _keep_match(asker, entry, chosen.became, run=chosen.run, line=chosen.line, reasons=chosen.reasons, now=now)


def _named(
    entry: StatementEntry, open_payments: Open, run: UUID, line: UUID | None, reasons: tuple[Reason, ...]
) -> Candidate:
    """Return what a person named, once sum and side were found to fit."""
    if line is None:
        whole = open_payments.runs.get(run.hex)
        if whole is None:
            raise CannotMatch("statements.not_sent", field="run")
        became, pence = Became.RUN_PAID, whole.pence
    else:
        one = open_payments.lines.get(line.hex)
        if one is None or one.run != run:
            raise CannotMatch("statements.not_sent", field="line")
        became, pence = (Became.PAID if entry.pence < 0 else Became.RETURNED), one.pence
    if became is Became.RUN_PAID and entry.pence > 0:
        raise CannotMatch("statements.wrong_side")
    if pence != abs(entry.pence):
        raise CannotMatch(
            "statements.does_not_fit", entry=abs(entry.pence), payment=pence, currency=entry.account.currency
        )
    return Candidate(became, run, line, reasons, False, pence)


def _is_free(chosen: Candidate) -> bool:
    """Whether no other entry was said to be the same thing, and it did not leave the run before a file was made."""
    rows = EntryMatch.objects.filter(run=chosen.run, undone=None)
    if chosen.line is None:
        return not rows.filter(became__in=[Became.RUN_PAID.value, Became.PAID.value]).exists()
    taken = rows.filter(line=chosen.line, became=chosen.became.value)
    if chosen.became is Became.PAID:
        taken |= rows.filter(became=Became.RUN_PAID.value)
    is_out = Line.objects.filter(pk=chosen.line, outcome__end=LineEnd.TAKEN_OUT.value)
    return not taken.exists() and not is_out.exists()


def _entry(entry: UUID) -> StatementEntry:
    take_turn("money.entry", entry)
    found: StatementEntry | None = StatementEntry.objects.filter(pk=entry).select_related("account").first()
    if found is None:
        raise NotFound("statements.no_entry")
    return found


def _free_entry(entry: UUID) -> StatementEntry:
    found = _entry(entry)
    if live_match(found) is not None:
        raise CannotMatch("statements.matched_already")
    return found


def _keep_match(
    asker: Asker,
    entry: StatementEntry,
    became: Became,
    *,
    now: datetime,
    run: UUID | None = None,
    line: UUID | None = None,
    journal: UUID | None = None,
    reasons: tuple[Reason, ...] = (),
    words: str = "",
) -> UUID:
    kept = EntryMatch.objects.create(
        id=new_identifier(now),
        entry=entry,
        attempt=entry.matches.count() + 1,
        became=became.value,
        run_id=run,
        line_id=line,
        journal_id=journal,
        reasons=[reason.as_json() for reason in reasons],
        words=words or None,
        by=asker.party,
        at=now,
    )
    note_change(
        asker, now=now, about=entry.owner_id, deed="money.match_entry", thing="entry", thing_id=entry.pk,
        after={"became": became.value},
    )  # fmt: skip
    return kept.pk
