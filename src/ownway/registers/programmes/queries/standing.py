"""How every version of a programme stands: its state, its notice, and all that was found and published about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from ownway.registers.programmes.models import AuditReport, InForce, PackVersion, Publication, Validation, Withdrawal
from ownway.registers.programmes.queries.rulebooks import kept
from ownway.registers.programmes.rules.publishing import Start, State, state_of
from ownway.rulebook.compare import for_the_public


@dataclass(frozen=True, slots=True)
class ValidationSeen:
    """How a version was held against what support costs; *expired* says that it no longer counts."""

    data: str
    people: int
    error_share: Fraction
    checked_by: str
    checked_on: date
    expires: date
    expired: bool


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """One version and how it stands. *audit*, *impact* and *consultation* are there once it was published.

    Numbers of people in *impact* below five are told as such and not by the number.
    """

    version: str
    programme: str
    state: State
    kept_at: datetime
    starts: tuple[date, ...]
    published_at: datetime | None = None
    notice_days: int | None = None
    consultation: str = ""
    validation: ValidationSeen | None = None
    audit: Mapping[str, Any] | None = None
    impact: Mapping[str, Any] | None = None
    withdrawn_at: datetime | None = None
    why_withdrawn: str = ""
    kept_by: UUID | None = None


def standings(programme: str, *, on: date) -> tuple[VersionSeen, ...]:
    """Return every version of a programme that was kept, the newest first, with how it stands on a day.

    Drafts too: a programme is made with people, and they comment on what they can read (K4).
    """
    starts = _starts(programme)
    rows = PackVersion.objects.filter(programme=programme).select_related("withdrawal").order_by("-kept_at", "-id")
    published = {
        row.version_id: row
        for row in Publication.objects.filter(version__programme=programme).select_related(
            "validation", "audit", "impact"
        )
    }
    validations: dict[str, Validation] = {}
    found = Validation.objects.filter(version__programme=programme).select_related("version")
    for validation in found.order_by("kept_at", "id"):
        validations[validation.version.rule_hash] = validation
    return tuple(_seen(row, starts, published.get(row.id), validations.get(row.rule_hash), on) for row in rows)


def standing(version: str, *, on: date) -> VersionSeen:
    """Return how one version stands on a day.

    :raises NotFound: when no such version was ever kept.
    """
    programme = kept(version).programme
    return next(seen for seen in standings(programme, on=on) if seen.version == version)


def audit_of(version: str) -> Mapping[str, Any] | None:
    """Return the newest audit of a version as it is told to programs, or nothing while none was made."""
    report = AuditReport.objects.filter(version__version=version).order_by("-made_at", "-id").first()
    return None if report is None else report.found


def never_looked_over() -> str | None:
    """Return a version that was put in force and never audited, the oldest first; nothing where all were."""
    waiting = PackVersion.objects.filter(audits__isnull=True, inforce__isnull=False).order_by("kept_at", "id")
    return waiting.values_list("version", flat=True).first()


def _starts(programme: str) -> tuple[Start, ...]:
    rows = InForce.objects.filter(programme=programme, version__withdrawal=None).select_related("version")
    return tuple(Start(row.version.version if row.version else None, row.starts) for row in rows)


def _seen(
    row: PackVersion,
    starts: tuple[Start, ...],
    publication: Publication | None,
    latest: Validation | None,
    on: date,
) -> VersionSeen:
    withdrawal: Withdrawal | None = getattr(row, "withdrawal", None)
    found = latest or (publication.validation if publication else None)
    return VersionSeen(
        version=row.version,
        programme=row.programme,
        state=State.WITHDRAWN if withdrawal else state_of(row.version, starts, on=on),
        kept_at=row.kept_at,
        starts=tuple(sorted(start.starts for start in starts if start.version == row.version)),
        published_at=publication.published_at if publication else None,
        notice_days=publication.notice_days if publication else None,
        consultation=publication.consultation if publication else "",
        validation=None if found is None else _validation(found, on),
        withdrawn_at=withdrawal.at if withdrawal else None,
        why_withdrawn=withdrawal.words if withdrawal else "",
        kept_by=row.kept_by,
        audit=publication.audit.found if publication else None,
        impact=for_the_public(publication.impact.table) if publication else None,
    )


def _validation(row: Validation, on: date) -> ValidationSeen:
    return ValidationSeen(
        data=row.data,
        people=row.people,
        error_share=Fraction(row.error_share),
        checked_by=row.checked_by,
        checked_on=row.checked_on,
        expires=row.expires,
        expired=row.expires <= on,
    )
