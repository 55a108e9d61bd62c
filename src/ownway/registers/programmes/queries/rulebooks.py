"""The rules of programmes as anyone may read them, and which version holds on a day."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from ownway.registers.programmes.models import InForce, PackVersion
from ownway.rulebook.load import pack_from_files
from ownway.rulebook.model import Pack
from ownway.values.cannot import NotFound

# A version never changes, so one that was read stays right; an installation uses a handful at a time.
REMEMBERED = 64


VERSION = re.compile(r"[0-9a-z]{1,40}-[0-9a-z]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ProgrammeSeen:
    """A programme and the version of it that is in force."""

    id: str
    version: str
    name: str
    illustrative: bool
    since: date


def pack(version: str) -> Pack:
    """Return the pack of a version, however old.

    :raises NotFound: when no such version was ever kept.
    """
    return _read(version)


def files(version: str) -> dict[str, str]:
    """Return the files of a version as they were handed in: name within the pack → text.

    :raises NotFound: when no such version was ever kept.
    """
    return dict(kept(version).files)


def kept(version: str) -> PackVersion:
    """Return the row of a version, for use inside this app.

    :raises NotFound: when no such version was ever kept.
    """
    # The database takes no text with NUL in it, and no version has one.
    row = PackVersion.objects.filter(version=version).first() if VERSION.fullmatch(version) else None
    if row is None:
        raise NotFound("programmes.unknown_version", version=version)
    return row


def in_force(programme: str, *, on: date) -> str:
    """Return the version of a programme that is in force on a day.

    :raises NotFound: when none is.
    """
    row = _holding(on).filter(programme=programme).first()
    if row is None or row.version is None:
        raise NotFound("programmes.none_in_force", programme=programme, on=on.isoformat())
    return row.version.version


def programmes(on: date) -> tuple[ProgrammeSeen, ...]:
    """Return the programmes that have a version in force on a day, by their identifier."""
    found = []
    for row in _holding(on):
        if row.version is not None:
            known = pack(row.version.version)
            found.append(ProgrammeSeen(known.id, known.version, known.name, known.illustrative, row.starts))
    return tuple(found)


def versions(programme: str) -> tuple[tuple[str, date], ...]:
    """Return every version of a programme that was put in force, each with the day it starts, the newest first."""
    rows = InForce.objects.filter(programme=programme, version__isnull=False, version__withdrawal=None)
    rows = rows.select_related("version")
    return tuple((row.version.version, row.starts) for row in rows.order_by("-starts"))


@lru_cache(maxsize=REMEMBERED)
def _read(version: str) -> Pack:
    return pack_from_files(files(version))


def _holding(on: date) -> QuerySet[InForce]:
    rows = InForce.objects.filter(starts__lte=on, version__withdrawal=None).select_related("version")
    return rows.order_by("programme", "-starts").distinct("programme")
