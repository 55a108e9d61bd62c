"""The rules in the open: every programme, and every version of its rule as data, for anyone."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from ownway.interfaces.api import asking
from ownway.registers.programmes import queries as programmes
from ownway.values.cannot import NotFound

router = Router(auth=None)


class ProgrammeOut(Schema):
    """A programme and the version of its rule that holds today."""

    id: str
    name: str
    version: str
    illustrative: bool
    since: date


class RuleOut(Schema):
    """One version of a rule, whole: its own files, and the hashes that name it."""

    programme: str
    version: str
    rule_hash: str
    words_hash: str
    illustrative: bool
    currency: str
    files: dict[str, str]


@router.get("/rules", response=list[ProgrammeOut], auth=None)
def rules(request: HttpRequest) -> list[Any]:
    """List the programmes in force today."""
    _asker, now = asking.who_and_when(request)
    return list(programmes.programmes(on=timezone.localdate(now)))


@router.get("/rules/{programme}/versions/{version}", response=RuleOut, auth=None)
def rule(request: HttpRequest, programme: str, version: str) -> dict[str, Any]:
    """Give one version of a programme's rule, however old."""
    pack = programmes.pack(version)
    if pack.id != programme:
        raise NotFound("programmes.unknown_version", version=version)
    return {
        "programme": pack.id,
        "version": version,
        "rule_hash": pack.rule_hash,
        "words_hash": pack.words_hash,
        "illustrative": pack.illustrative,
        "currency": pack.currency,
        "files": programmes.files(version),
    }
