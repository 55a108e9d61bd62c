"""Keeps versions of programmes for ever, and says from when which of them is in force."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.timezone import get_default_timezone

from ownway.registers.programmes import policies
from ownway.registers.programmes.models import InForce, PackVersion
from ownway.registers.programmes.policies import CannotKeepPack, CannotPutInForce
from ownway.registers.programmes.queries.rulebooks import kept as kept_version
from ownway.registers.programmes.queries.rulebooks import pack
from ownway.registers.trail.actions import note_change
from ownway.rulebook.load import PackErrors, files_of, pack_from_files
from ownway.values import Asker, new_identifier

# Fifty questions with their words in three languages come to a tenth of this.
LONGEST_PACK = 5_000_000


def keep_pack(asker: Asker, *, now: datetime, files: Mapping[str, str]) -> str:
    """Keep the files of a pack as one version of its programme; return the version.

    The version is made from the contents, so the same files give the same version and are kept once.

    :raises CannotKeepPack: when the pack is too large or has mistakes; all of them stand in ``error.__cause__.errors``.
    """
    policies.check_may_keep(asker, now=now)
    length = sum(len(text) for text in files.values())
    if length > LONGEST_PACK:
        raise CannotKeepPack("programmes.too_large", given=length, longest=LONGEST_PACK)
    try:
        read = pack_from_files(files)
    except PackErrors as found:
        count, first = len(found.errors), str(found.errors[0])
        raise CannotKeepPack("programmes.pack_has_errors", count=count, first=first) from found
    with transaction.atomic():
        if PackVersion.objects.filter(version=read.version).exists():
            return read.version
        kept = PackVersion(
            id=new_identifier(now),
            version=read.version,
            programme=read.id,
            files=dict(files),
            rule_hash=read.rule_hash,
            words_hash=read.words_hash,
            kept_at=now,
            kept_by=asker.party,
        )
        kept.save()
        note_change(
            asker,
            now=now,
            about=None,
            deed="programmes.keep_pack",
            thing="pack",
            thing_id=kept.id,
            after={"version": read.version},
        )
        return read.version


def put_in_force(asker: Asker, *, now: datetime, version: str, starts: date) -> None:
    """Put a kept version of a programme in force from the day *starts* on, until another starts.

    That is open to a programme's first version, and to one whose rule is the same and only its words are new. A new
    rule is published, and holds when its notice has run.

    :raises NotFound: when no such version was kept.
    :raises CannotPutInForce: when its own dates leave that day out, its rule is new, the one who kept it asks, or
        another starts then.
    """
    kept = kept_version(version)
    policies.check_may_put_in_force(asker, kept=kept, pack=pack(version), starts=starts, now=now)
    with transaction.atomic():
        start(asker, now, InForce(programme=kept.programme, version=kept, starts=starts))


def end_programme(asker: Asker, *, now: datetime, programme: str, starts: date) -> None:
    """End a programme: from the day *starts* on no version of it is in force. What was decided under it stands.

    :raises CannotPutInForce: when a version starts on that very day.
    """
    policies.check_may_end(asker, now=now)
    with transaction.atomic():
        start(asker, now, InForce(programme=programme, version=None, starts=starts))


def install(asker: Asker, *, now: datetime, folder: Path, starts: date | None = None) -> str:
    """Keep the pack in a folder and put it in force from its own first day (or *starts*); return the version.

    Where the programme has a version, one with new words starts today, or the day after the last one starts if that
    is later; one with a new rule is kept as a draft, for people to publish. Installing the same pack again changes
    nothing.

    :raises CannotKeepPack: when there is no pack in the folder, or it has mistakes.
    """
    policies.check_may_keep(asker, now=now)
    if not (folder / "pack.yaml").is_file():
        raise CannotKeepPack("programmes.no_folder", folder=folder.name)
    try:
        files = files_of(folder)
    except PackErrors as found:
        count, first = len(found.errors), str(found.errors[0])
        raise CannotKeepPack("programmes.pack_has_errors", count=count, first=first) from found
    with transaction.atomic():
        version = keep_pack(asker, now=now, files=files)
        read = pack(version)
        starts_there = InForce.objects.filter(programme=read.id, version__withdrawal=None).select_related("version")
        last = starts_there.order_by("-starts").first()
        if last is None or last.version is None or last.version.version != version:
            today = now.astimezone(get_default_timezone()).date()
            first_day = read.in_force.start
            if last is not None:
                first_day = max(today, first_day, last.starts + timedelta(days=1))
                if not policies.may_hold_without_notice(version, read):
                    return version
            put_in_force(asker, now=now, version=version, starts=starts or first_day)
        return version


def start(asker: Asker, now: datetime, row: InForce) -> None:
    """Add a start of a version, and its line on the trail; for use inside this app, once its policy was asked.

    :raises CannotPutInForce: when another starts on that day.
    """
    row.id, row.put_at, row.put_by = new_identifier(now), now, asker.party
    try:
        row.save()
    except IntegrityError as error:
        raise CannotPutInForce("programmes.in_force_already", starts=row.starts.isoformat()) from error
    note_change(
        asker,
        now=now,
        about=None,
        deed="programmes.put_in_force",
        thing="programme",
        thing_id=row.id,
        after={"programme": row.programme, "version": row.version and row.version.version, "starts": str(row.starts)},
    )
