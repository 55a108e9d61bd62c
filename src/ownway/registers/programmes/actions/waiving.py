"""Accepts a finding of the audit with a reason: the waiver is written into the pack, as a version of its own."""

from datetime import datetime

from django.utils.timezone import localdate

from ownway.registers.people import queries as people
from ownway.registers.programmes import policies
from ownway.registers.programmes.actions.keeping import keep_pack
from ownway.registers.programmes.policies import CannotPublish
from ownway.registers.programmes.queries.rulebooks import files, kept
from ownway.registers.programmes.queries.standing import audit_of
from ownway.rulebook.model.pack import Waiver
from ownway.rulebook.waiving import with_waiver
from ownway.values import Asker
from ownway.values.text import clean_text


def waive_finding(asker: Asker, *, now: datetime, version: str, finding: str, because: str) -> str:
    """Accept an open *finding* of a version for the reason given; return the new version that says so.

    The rule of the new version is the same to the penny, so what it was validated and weighed with still counts; only
    the audit is run again. The reason and the name are published with the rule.

    :raises NotFound: when no such version was kept.
    :raises CannotPublish: when its newest audit has no such finding open.
    """
    policies.check_may_keep(asker, now=now)
    kept(version)
    audit = audit_of(version)
    is_open = audit is not None and any(one["id"] == finding and one["open"] for one in audit["findings"])
    if not is_open:
        raise CannotPublish("programmes.no_such_finding", field="finding")
    why = clean_text(because, longest=2000, field="because", required=True)
    name = people.name_of(asker.party) if asker.party else ""
    waiver = Waiver(finding, why, name, localdate(now))
    return keep_pack(asker, now=now, files=with_waiver(files(version), waiver))
