"""Keeps the version that a run made, with its validation report, audit and impact; publishing stays with people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.oversight.bench import policies, queries
from ownway.oversight.bench.actions.weighing import weigh_impact
from ownway.oversight.bench.models import Brought
from ownway.oversight.bench.policies import CannotWorkOnBench
from ownway.oversight.bench.queries import NEEDS, Stage
from ownway.registers.people import queries as people
from ownway.registers.programmes import actions as programmes
from ownway.registers.programmes import queries as rules
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, new_identifier
from ownway.values.cannot import NotFound

DAYS_VALID = 548
"""A table is fitted anew after eighteen months."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on equity as it was kept: of which table, whether it passes, and why or why not."""

    table_hash: str
    passes: bool
    words: str


def bring_version(asker: Asker, *, now: datetime, run: UUID) -> str:
    """Keep the pack with the fitted table as a draft, with its validation report, audit and impact; return the version.

    It goes the way of every version from there: another person publishes it, with notice.

    :raises NotFound: when there is no such run.
    :raises CannotWorkOnBench: when a stage is still missing, or the table would give the same version again.
    :raises CannotUseTable: when equity was not tested on this very table, or it did not pass.
    """
    # The laboratory is large; only who needs it waits for it.
    from ownway.lab.calibrate.using import may_be_used
    from ownway.oversight.bench.rules import working

    policies.check_may_work(asker, now=now)
    seen = queries.run(asker, now=now, run=run)
    if seen.brought:
        return seen.brought
    if not NEEDS[Stage.PUBLISH] <= seen.done:
        raise CannotWorkOnBench("bench.not_yet", stage=Stage.PUBLISH.value)
    priced, checked, phased = (seen.works[one] for one in (Stage.PRICE, Stage.CHECK, Stage.PHASE))
    found: dict[str, Any] = dict(priced.found)
    verdict = Verdict(checked.found["table_hash"], checked.found["passes"], checked.found["words"])
    may_be_used(working.table_of(found), verdict)
    day = localdate(now)
    with transaction.atomic():
        version = programmes.keep_pack(asker, now=now, files=phased.found["files"])
        if version == seen.version:
            raise CannotWorkOnBench("bench.same_version")
        programmes.keep_validation(
            asker,
            now=now,
            version=version,
            data=(
                f"{seen.name}. {found['people']} people, table {found['table']['hash']}, seed {found['seed']}, "
                f"data {found['data_hash']}. {found['in_words'][0]}"
            ),
            people=found["people"],
            error_share=Fraction(found["commonly_off"]),
            checked_by=people.name_of(asker.party) if asker.party else "",
            checked_on=day,
            expires=day + timedelta(days=DAYS_VALID),
        )
        programmes.look_over(asker, now=now, version=version, whole=False)
        if held := _in_force(seen.programme, now):
            weigh_impact(asker, now=now, version=version)
            _weigh_these(asker, seen, version, held, now)
        brought = Brought(
            id=new_identifier(now), run_id=run, priced_id=priced.id, version=version, at=now, by=asker.party
        )
        brought.save()
        note_change(
            asker,
            now=now,
            about=None,
            deed="bench.bring_version",
            thing="bench_run",
            thing_id=run,
            after={"version": version},
        )
    return version


def _weigh_these(asker: Asker, seen: queries.RunSeen, version: str, held: str, now: datetime) -> None:
    """Where nobody was told a sum here yet, keep what the version does to the people of the run (LR10)."""
    impact = rules.impact_of(asker, version=version, now=now)
    found = seen.works[Stage.PHASE].found
    if found["impact"] is not None and (impact is None or not impact.people):
        programmes.keep_impact(
            asker,
            now=now,
            version=version,
            against=held,
            people=found["impact_people"],
            table=found["impact"],
            population=seen.name,
        )


def _in_force(programme: str, now: datetime) -> str:
    try:
        return rules.in_force(programme, on=localdate(now))
    except NotFound:
        return ""
