"""Who may keep a version of a programme, look it over, publish it and put it in force, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localdate

from ownway.registers.people.policies import check_may
from ownway.registers.people.policies import may as people_may
from ownway.registers.programmes.models import (
    AuditReport,
    Impact,
    InForce,
    PackVersion,
    Publication,
    Validation,
    Withdrawal,
)
from ownway.registers.programmes.rules import publishing
from ownway.rulebook.load import pack_from_files
from ownway.rulebook.model import Pack
from ownway.values import Asker, Cannot, Rounding
from ownway.values.rounding import round_to_whole


class CannotKeepPack(Cannot):
    """The pack cannot be kept: it has mistakes, is too large, or is not there."""


class CannotPutInForce(Cannot):
    """The version cannot come into force on that day."""


class CannotPublish(Cannot):
    """The version cannot be published yet."""


class CannotComment(Cannot):
    """Nothing can be said to this version any more, or not so."""


class CannotWithdraw(Cannot):
    """The version cannot be taken back: it holds, has held, or was taken back before."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a version is published with."""

    validation: Validation
    audit: AuditReport
    impact: Impact
    notice_days: int


def check_may_keep(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may keep a version of a programme."""
    check_may(asker, "programmes.keep_pack", about=None, now=now)


def check_may_look_over(asker: Asker, deed: str, *, now: datetime) -> None:
    """Check that the asker may do a ``programmes`` *deed* that keeps what was found about a version."""
    check_may(asker, f"programmes.{deed}", about=None, now=now)


def check_may_put_in_force(asker: Asker, *, kept: PackVersion, pack: Pack, starts: date, now: datetime) -> None:
    """Check that the asker may put this version in force from that day, and that its own dates let it.

    Whoever designed a version does not publish it (segregation of duties); the set-up, which is nobody, may do both.

    :raises CannotPutInForce: when its own dates leave the day out, its rule is new, or the one who kept it asks.
    """
    check_may(asker, "programmes.put_in_force", about=None, now=now)
    _check_not_withdrawn(kept, CannotPutInForce)
    _check_starts(kept, pack, starts)
    _check_not_own(asker, kept, CannotPutInForce)
    if not may_hold_without_notice(kept.version, pack):
        raise CannotPutInForce("programmes.not_published", version=kept.version)


def may_hold_without_notice(version: str, pack: Pack) -> bool:
    """Whether a version needs no notice: it is the programme's first, or the rule it has is the one that held last."""
    last = _last(pack.id)
    return last is None or (last.version is not None and last.version.rule_hash == pack.rule_hash)


def check_may_publish(
    asker: Asker, *, kept: PackVersion, pack: Pack, starts: date, consultation: str, today: date, now: datetime
) -> Ready:
    """Check that the asker may publish a version to hold from *starts*, and return what it is published with.

    :raises CannotPublish: naming the first thing that is missing.
    :raises CannotPutInForce: when its own dates leave the day out.
    """
    check_may(asker, "programmes.publish", about=None, now=now)
    _check_not_own(asker, kept, CannotPublish)
    _check_not_withdrawn(kept, CannotPublish)
    if Publication.objects.filter(version=kept).exists():
        raise CannotPublish("programmes.published_already", version=kept.version)
    _check_starts(kept, pack, starts)
    if not consultation:
        raise CannotPublish("programmes.no_consultation", field="consultation")
    before = _before(kept.programme, starts)
    days = _notice_days(pack, before)
    earliest = publishing.earliest_start(today, days)
    if starts < earliest:
        raise CannotPublish("programmes.notice_too_short", field="starts", days=days, earliest=earliest.isoformat())
    return Ready(_validated(kept, starts), _audited(kept), _weighed(kept, before), days)


def earliest_start(kept: PackVersion, pack: Pack, *, today: date) -> date:
    """Return the first day after the notice of a version that is published today."""
    before = _before(kept.programme, date.max)
    return publishing.earliest_start(today, _notice_days(pack, before))


def _notice_days(pack: Pack, before: PackVersion | None) -> int:
    packs = [pack, pack_from_files(before.files) if before is not None else None]
    return publishing.notice_days(packs, settings.OWNWAY_NOTICE_DAYS)


def _validated(kept: PackVersion, starts: date) -> Validation:
    validation = Validation.objects.filter(_same_rule(kept)).order_by("-kept_at", "-id").first()
    if validation is None or validation.expires <= starts:
        raise CannotPublish("programmes.no_validation", version=kept.version)
    return validation


def _audited(kept: PackVersion) -> AuditReport:
    audit = AuditReport.objects.filter(version=kept).order_by("-made_at", "-id").first()
    if audit is None:
        raise CannotPublish("programmes.not_audited", version=kept.version)
    if not audit.passes:
        raise CannotPublish("programmes.findings_open", version=kept.version, count=_open(audit))
    return audit


def _open(audit: AuditReport) -> int:
    return sum(bool(finding["open"]) for finding in audit.found["findings"]) + len(audit.found["failures"])


def _weighed(kept: PackVersion, before: PackVersion | None) -> Impact:
    against = {} if before is None else {"against": before}
    impact = Impact.objects.filter(_same_rule(kept), **against).order_by("-made_at", "-id").first()
    if impact is None:
        raise CannotPublish("programmes.no_impact", version=kept.version)
    return impact


def _same_rule(kept: PackVersion) -> Q:
    """What is found about a rule counts for every version with the same rule: words and waivers move no figure."""
    return Q(version__programme=kept.programme, version__rule_hash=kept.rule_hash)


def check_may_comment(asker: Asker, *, kept: PackVersion, now: datetime) -> None:
    """Check that the asker may say something to a version, which is open to comments until it holds.

    :raises CannotComment: when it holds, has held, or was withdrawn.
    """
    check_may(asker, "programmes.comment", about=None, now=now)
    if _state(kept, localdate(now)) not in publishing.OPEN_TO_COMMENTS:
        raise CannotComment("programmes.closed_to_comments", version=kept.version)


def check_may_answer_comments(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may answer what people said to a draft."""
    check_may(asker, "programmes.answer_comment", about=None, now=now)


def check_may_withdraw(asker: Asker, *, kept: PackVersion, today: date, now: datetime) -> None:
    """Check that the asker may take a version back: until the day on which it first holds.

    :raises CannotWithdraw: when it holds or has held, or was withdrawn before.
    """
    check_may(asker, "programmes.withdraw", about=None, now=now)
    _check_not_withdrawn(kept, CannotWithdraw)
    if _state(kept, today) not in publishing.OPEN_TO_WITHDRAWAL:
        raise CannotWithdraw("programmes.holds_already", version=kept.version)


def _state(kept: PackVersion, on: date) -> publishing.State:
    if Withdrawal.objects.filter(version=kept).exists():
        return publishing.State.WITHDRAWN
    rows = InForce.objects.filter(programme=kept.programme, version__withdrawal=None).select_related("version")
    starts = [publishing.Start(row.version.version if row.version else None, row.starts) for row in rows]
    return publishing.state_of(kept.version, starts, on=on)


def _check_not_withdrawn(kept: PackVersion, cannot: type[Cannot]) -> None:
    if Withdrawal.objects.filter(version=kept).exists():
        raise cannot("programmes.withdrawn", version=kept.version)


def may(asker: Asker, deed: str, *, now: datetime) -> bool:
    """Whether the table of access grants a ``programmes`` *deed* to the asker."""
    return people_may(asker, f"programmes.{deed}", about=None, now=now)


def check_may_end(asker: Asker, *, now: datetime) -> None:
    """Check that the asker may end a programme."""
    check_may(asker, "programmes.put_in_force", about=None, now=now)


def in_decimals(share: Fraction) -> Decimal:
    """Return a share as it is kept: to four decimals, a half upwards."""
    return Decimal(round_to_whole(share * 10_000, Rounding.HALF_UP)).scaleb(-4)


def _last(programme: str) -> InForce | None:
    """Return the latest start of a programme; one that says *none* does not make its next version a first one."""
    rows = InForce.objects.filter(programme=programme, version__withdrawal=None).select_related("version")
    return rows.exclude(version=None).order_by("-starts").first()


def _before(programme: str, starts: date) -> PackVersion | None:
    """Return the version that a new one takes the place of: the one that holds until the day it starts."""
    rows = InForce.objects.filter(programme=programme, starts__lt=starts, version__withdrawal=None)
    row = rows.exclude(version=None).select_related("version").order_by("-starts").first()
    return row.version if row is not None else None


def _check_starts(kept: PackVersion, pack: Pack, starts: date) -> None:
    if starts not in pack.in_force:
        first = pack.in_force.start.isoformat()
        raise CannotPutInForce("programmes.outside_dates", version=kept.version, first=first, on=starts.isoformat())


def _check_not_own(asker: Asker, kept: PackVersion, cannot: type[Cannot]) -> None:
    if asker.party is not None and asker.party == kept.kept_by:
        raise cannot("programmes.own_version")
