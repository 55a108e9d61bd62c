"""Seals the lines of the trail in batches, and copies each seal to a second party."""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.db.models import Max

from ownway.registers.trail import policies
from ownway.registers.trail.actions.noting import note_change
from ownway.registers.trail.models import Line, Seal, SealCopy, lines_to_seal
from ownway.registers.trail.rules import chain, key_file
from ownway.values import Asker, Cannot, new_identifier

ONE_SEALER = 6_112_024
"""The number of the advisory lock that keeps two sealers apart."""

# Every transaction open in this database, ours too if it has written already, and without any the next number to come.
# Transactions of other databases of the server are passed over: they cannot add a line here.
OLDEST_OPEN_SQL = """
WITH seen AS (SELECT pg_current_snapshot() AS snapshot),
elsewhere AS (
    SELECT held.transactionid FROM pg_locks held JOIN pg_stat_activity session USING (pid)
    WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted
      AND session.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
),
open AS (
    SELECT number FROM seen, pg_snapshot_xip(seen.snapshot) AS number
    WHERE number::xid NOT IN (SELECT transactionid FROM elsewhere)
    UNION ALL SELECT pg_current_xact_id_if_assigned()
)
SELECT (pg_control_system()).system_identifier,
       coalesce(min(number::text::bigint), (SELECT pg_snapshot_xmax(snapshot)::text::bigint FROM seen))
FROM open
"""


class CannotCopySeals(Cannot):
    """The second party's place cannot take a copy, or holds another seal of that number."""


def seal_batch(asker: Asker, *, now: datetime) -> tuple[int, ...]:
    """Seal every line that is older than every open transaction and not yet sealed; return the numbers of the seals.

    A transaction still open could yet add a line with a number below a seal's bound, so lines of such numbers wait.
    There is a seal for each database server lines came from: after a restored dump, more than one.
    """
    policies.check_may_seal(asker)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_SEALER])
            cursor.execute(OLDEST_OPEN_SQL)
            here, oldest_open = cursor.fetchone()
        made = []
        for server in Line.objects.order_by("server").values_list("server", flat=True).distinct():
            below = oldest_open
            if server != here:
                below = Line.objects.filter(server=server).aggregate(last=Max("transaction"))["last"] + 1
            seal = _seal(server, below, now=now)
            if seal is not None:
                made.append(seal)
        note_change(
            asker,
            now=now,
            about=None,
            deed="trail.seal_batch",
            thing="seal",
            thing_id=made[-1].id if made else None,
            after={"ordinals": [seal.ordinal for seal in made]},
        )
        return tuple(seal.ordinal for seal in made)


def _seal(server: int, below: int, *, now: datetime) -> Seal | None:
    first = Seal.objects.filter(server=server).aggregate(last=Max("below"))["last"] or 0
    leaves, destroyed = [], []
    for line in lines_to_seal(server, first, below):
        leaves.append(chain.leaf(line))
        if line["deed"] in ("trail.destroy_key", "trail.destroy_again"):
            destroyed.append(str(line["thing_id"]))
    if not leaves:
        return None
    last = Seal.objects.order_by("-ordinal").first()
    batch = chain.Batch(server, first, below, len(leaves), chain.root(leaves), tuple(destroyed))
    told = chain.statement(
        batch,
        ordinal=last.ordinal + 1 if last else 1,
        previous=chain.hash_of(last.statement) if last else "",
        sealed_at=now.isoformat(),
    )
    return Seal.objects.create(
        id=new_identifier(now),
        ordinal=last.ordinal + 1 if last else 1,
        server=server,
        first=first,
        below=below,
        statement=told,
        signature=chain.sign(key_file.seal_secret(Path(settings.OWNWAY_KEY_FILE)), told),
    )


def copy_seals(asker: Asker, *, now: datetime) -> int:
    """Copy the seals not yet copied to the second party of ``OWNWAY_SEAL_COPY``; return how many were.

    The setting is a folder, or ``mailto:`` with an address; without it nothing is copied. A copy comes before its row,
    so a crash between the two copies again, and never loses one.

    :raises CannotCopySeals: when the folder holds another seal of the same number, or cannot be written.
    """
    policies.check_may_seal(asker)
    to = str(settings.OWNWAY_SEAL_COPY)
    with transaction.atomic():
        waiting = Seal.objects.exclude(sealcopy__to=to).order_by("ordinal") if to else Seal.objects.none()
        copied = 0
        for seal in waiting:
            if to.startswith("mailto:"):
                send_mail(f"Seal {seal.ordinal}", _written(seal), None, [to.removeprefix("mailto:")])
            else:
                _write(Path(to), seal)
            SealCopy.objects.create(id=new_identifier(now), seal=seal, at=now, to=to)
            copied += 1
        note_change(
            asker,
            now=now,
            about=None,
            deed="trail.copy_seals",
            thing="seal",
            thing_id=None,
            after={"how_many": copied},
        )
        return copied


def _written(seal: Seal) -> str:
    return chain.canonical({"statement": seal.statement, "signature": seal.signature}).decode() + "\n"


def _write(folder: Path, seal: Seal) -> None:
    file = folder / f"seal-{seal.ordinal:08}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if file.exists():
            if file.read_text() != _written(seal):
                raise CannotCopySeals("trail.another_seal_there", ordinal=seal.ordinal)
            return
        part = file.with_suffix(".part")
        with part.open("w") as copy:
            copy.write(_written(seal))
            copy.flush()
            os.fsync(copy.fileno())
        part.rename(file)
    except OSError as error:
        raise CannotCopySeals("trail.no_copy", help=type(error).__name__) from error
