"""Keeps what was found about a version before it may be published: its validation, its audit, its impact."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import policies
from ownway.registers.programmes.models import AuditReport, Impact, Validation
from ownway.registers.programmes.policies import CannotPublish
from ownway.registers.programmes.queries.rulebooks import files, kept
from ownway.registers.trail.actions import note_change
from ownway.rulebook.audit import QUICK, WHOLE, audit_as_json
from ownway.rulebook.check import check_files
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def keep_validation(
    asker: Asker,
    *,
    now: datetime,
    version: str,
    data: str,
    people: int,
    error_share: Fraction,
    checked_by: str,
    checked_on: date,
    expires: date,
) -> UUID:
    """Keep the report that a version was held against what support costs; return it.

    *data* says which *people*, *error_share* by what share of the true cost the rule is commonly off (to the tenth of a
    thousandth), *checked_by* who found that.

    :raises NotFound: when no such version was kept.
    :raises CannotPublish: when nobody was looked at, the error is below nothing, or it expires before it begins.
    """
    policies.check_may_look_over(asker, "keep_validation", now=now)
    row = kept(version)
    if people < 1:
        raise CannotPublish("programmes.validation_of_nobody", field="people")
    if expires <= checked_on:
        raise CannotPublish("programmes.validation_expires", field="expires")
    if not 0 <= error_share < 1000:
        raise CannotPublish("programmes.validation_error", field="error_share")
    with transaction.atomic():
        validation = Validation(
            id=new_identifier(now),
            version=row,
            data=clean_text(data, longest=4000, field="data", required=True),
            people=people,
            error_share=policies.in_decimals(error_share),
            checked_by=clean_text(checked_by, longest=200, field="checked_by", required=True),
            checked_on=checked_on,
            expires=expires,
            kept_at=now,
            kept_by=asker.party,
        )
        validation.save()
        _note(asker, now, "keep_validation", validation.id, {"version": version, "people": people})
    return validation.id


def look_over(asker: Asker, *, now: datetime, version: str, whole: bool = True, sample: int = 300) -> UUID:
    """Audit a kept version, run its worked examples, and keep what was found; return the report.

    With *whole* every case is tried, which may take minutes for a large rule.

    :raises NotFound: when no such version was kept.
    """
    policies.check_may_look_over(asker, "look_over", now=now)
    row = kept(version)
    report = check_files(files(version), sample, WHOLE if whole else QUICK)
    assert report.pack is not None
    assert report.audit is not None
    found = audit_as_json(report.pack, report.audit) | {"failures": list(report.failures)}
    with transaction.atomic():
        audited = AuditReport(
            id=new_identifier(now),
            version=row,
            passes=report.passes,
            whole=report.audit.exhaustive,
            examples=report.examples,
            found=found,
            made_at=now,
            made_by=asker.party,
        )
        audited.save()
        _note(asker, now, "look_over", audited.id, {"version": version, "passes": report.passes})
    return audited.id


def keep_impact(
    asker: Asker,
    *,
    now: datetime,
    version: str,
    against: str,
    people: int,
    table: Mapping[str, Any],
    population: str = "",
) -> UUID:
    """Keep what a version would do to the sums of the people there are, against another version; return it.

    *population* says which people, where they are not those who were told a sum here. The *table* holds numbers of
    people and sums of pence, and nobody's name or answers.

    :raises NotFound: when one of the versions was not kept.
    """
    policies.check_may_look_over(asker, "keep_impact", now=now)
    with transaction.atomic():
        impact = Impact(
            id=new_identifier(now),
            version=kept(version),
            against=kept(against),
            people=people,
            population=clean_text(population, longest=200, field="population"),
            table=dict(table),
            made_at=now,
            made_by=asker.party,
        )
        impact.save()
        _note(asker, now, "keep_impact", impact.id, {"version": version, "against": against, "people": people})
    return impact.id


def _note(asker: Asker, now: datetime, deed: str, id: UUID, after: Mapping[str, Any]) -> None:
    note_change(asker, now=now, about=None, deed=f"programmes.{deed}", thing="pack", thing_id=id, after=dict(after))
