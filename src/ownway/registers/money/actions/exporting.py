"""Makes the bank file of an approved run once, keeps it sealed with its SHA-256; gives the same bytes ever after."""

import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.money.actions.posting import lock_runs
from ownway.registers.money.models import Run, RunFile, RunFilePart, Stage
from ownway.registers.money.policies import check_may_release, check_may_with_run
from ownway.registers.money.queries.paying import HowPaid, how_paid
from ownway.registers.money.queries.runs import going
from ownway.registers.money.rules import bank
from ownway.registers.money.rules.dates import bacs_days
from ownway.registers.money.rules.refusals import CannotExport
from ownway.registers.money.rules.runs import RunState, state_of
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Money, new_identifier

PART = 4 * 1024 * 1024
"""How many bytes one kept part of a file holds before it is packed."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A bank file: its name, its bytes and their SHA-256, the same each time; *again* where it was made before.

    Its bytes are read part by part, so that the file of a whole country needs no more memory than that of a village.
    """

    name: str
    sha256: str
    again: bool
    parts: Callable[[], Iterator[bytes]]

    @property
    def content(self) -> bytes:
        """All its bytes at once."""
        return b"".join(self.parts())


def export_run(asker: Asker, *, now: datetime, run: UUID, file_kind: str = "") -> Exported:
    """Make the bank file of an approved run; asked for again, the file that was kept is given, and none is made anew.

    *file_kind* is one of ``bank.WRITERS``; without it, the kind by which the authority usually pays. The first one made
    stays the run's own.

    :raises CannotExport: ``money.run_not_approved``, ``money.approver_releases``, ``money.other_file_made``,
        ``money.no_paying_account``, ``money.no_such_file_kind``, ``money.too_late_for_file`` or what the kind of file
        cannot carry; ``money.file_differs`` when what was kept is damaged.
    """
    with transaction.atomic():
        found = check_may_with_run(asker, "money.export_run", run, now=now)
        check_may_release(asker, found)
        lock_runs(run)
        state = state_of([RunState(stage.stage) for stage in found.stages.all()])
        if state in (RunState.BUILT, RunState.ABANDONED):
            raise CannotExport("money.run_not_approved", state=state.value)
        kept: RunFile | None = RunFile.objects.filter(run=found).first()
        if kept is not None and file_kind and kept.kind != file_kind:
            # Two files of one run might both be given to the bank.
            raise CannotExport("money.other_file_made", kind=kept.kind, field="file_kind")
        made = kept or _made(asker, found, file_kind, now=now)
        note_change(
            asker,
            now=now,
            about=None,
            deed="money.export_run",
            thing="run",
            thing_id=run,
            after={"file_kind": made.kind, "sha256": made.sha256, "again": kept is not None},
        )
        told = hashlib.sha256()
        for part in parts_of(made):
            told.update(part)
        if told.hexdigest() != made.sha256:
            raise CannotExport("money.file_differs")
        return Exported(made.name, made.sha256, kept is not None, partial(parts_of, made))


def parts_of(file: RunFile) -> Iterator[bytes]:
    """Yield the bytes of a kept file, part by part."""
    for part in file.parts.order_by("number").iterator(chunk_size=1):
        yield zlib.decompress(part.packed)


class _Kept(io.RawIOBase):
    """Takes the bytes of a file as they are written, and keeps them in parts."""

    def __init__(self, file: RunFile, now: datetime) -> None:
        self._file, self._now = file, now
        self._waiting = bytearray()
        self._number = 0
        self.digest = hashlib.sha256()
        self.length = 0

    def writable(self) -> bool:
        """Whether it can be written to."""
        return True

    def write(self, given: object) -> int:
        """Take some bytes."""
        taken = bytes(given)  # type: ignore[call-overload]
        self.digest.update(taken)
        self.length += len(taken)
        self._waiting += taken
        while len(self._waiting) >= PART:
            self._keep(bytes(self._waiting[:PART]))
            del self._waiting[:PART]
        return len(taken)

    def finish(self) -> None:
        """Keep what is left over."""
        if self._waiting:
            self._keep(bytes(self._waiting))
            self._waiting.clear()

    def _keep(self, some: bytes) -> None:
        packed = zlib.compress(some, 6)
        # The file's own row follows when its length and sum are known; the database asks for it at the end.
        RunFilePart(id=new_identifier(self._now), file=self._file, number=self._number, packed=packed).save()
        self._number += 1


def _made(asker: Asker, run: Run, file_kind: str, *, now: datetime) -> RunFile:
    how = how_paid(run.currency, on=run.pay_on, known_at=now)
    if how.account is None:
        raise CannotExport("money.no_paying_account", currency=run.currency)
    kind = file_kind or how.file_kind
    row = RunFile(id=new_identifier(now), run=run, kind=kind, at=now)
    file = _Kept(row, now)
    bank.write(file, kind, _payments(run, how, how.account, kind, now=now))  # type: ignore[arg-type]
    file.finish()
    row.name = f"{run.pay_on}-{run.pk.hex[-8:]}.{bank.ENDINGS[kind]}"
    row.sha256, row.length = file.digest.hexdigest(), file.length
    row.save()
    Stage.objects.create(
        id=new_identifier(now),
        run=run,
        stage=RunState.EXPORTED.value,
        by=asker.party,
        at=now,
        file_kind=kind,
        sha256=row.sha256,
    )
    return row


def _payments(run: Run, how: HowPaid, payer: bank.BankAccount, kind: str, *, now: datetime) -> bank.PaymentFile:
    days = None
    if kind in bank.LEADS:
        days = bacs_days(run.pay_on, how.calendar)
        if days.handed_in < localdate(now):
            raise CannotExport("money.too_late_for_file", by=days.handed_in.isoformat(), field="file_kind")
    lines = run.lines.exclude(outcome__end="taken_out").order_by("id")
    count, pence = going([run])[run.pk]
    reference = f"{settings.OWNWAY_AUTHORITY} {run.pay_on:%d.%m.%Y}"
    return bank.PaymentFile(
        id=run.pk,
        made_at=now,
        pay_on=run.pay_on,
        payer=payer,
        count=count,
        total=Money(pence, run.currency),
        payments=(
            bank.Payment(line.pk, Money(line.pence, run.currency), bank.bank_account(line.details, name=""), reference)
            for line in lines.iterator(chunk_size=2_000)
        ),
        service_user=how.service_user,
        days=days,
    )
