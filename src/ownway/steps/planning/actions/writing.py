"""Writes sections and aims in a plan; two who write at once lose nothing."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.planning.actions.rows import draft, known, serving, standing
from ownway.steps.planning.models import AimWritten, PlanVersion, SectionWritten
from ownway.steps.planning.rules.cannot import CannotWrite
from ownway.steps.planning.rules.heads import heads
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text

LONGEST_SECTION = 20_000
LONGEST_AIM = 500


def write_section(
    asker: Asker, *, now: datetime, plan: UUID, question: str, text: str, base: Iterable[UUID] = ()
) -> UUID:
    """Write under one of the plan's questions; return what was written.

    *base* holds what the writer had before them. What somebody else wrote meanwhile stays beside it until one text
    follows both. The same text twice is kept once.

    :raises CannotWrite: when the pack has no such question, the plan is not being written, or the asker is not let in.
    """
    said = clean_text(text, longest=LONGEST_SECTION, field="text")
    with transaction.atomic():
        row, version = draft(asker, plan=plan, section=question, now=now)
        if question not in {one.id for one in programmes.pack(row.pack_version).planning.questions}:
            raise CannotWrite("planning.no_such_question")
        now_there = heads(SectionWritten.objects.filter(version=version, question=question))
        if len(now_there) == 1 and now_there[0].text == said:
            return now_there[0].id
        kept = SectionWritten.objects.create(
            id=new_identifier(now),
            version=version,
            person_id=row.person_id,
            question=question,
            text=said,
            follows=known(SectionWritten, base, version=version, question=question),
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="planning.write",
            thing="section",
            thing_id=kept.id,
            before={"texts": [one.text for one in now_there]} if now_there else None,
            after={"question": question, "text": said},
        )
    return kept.id


def add_aim(asker: Asker, *, now: datetime, plan: UUID, text: str) -> UUID:
    """Add something the person wants to change or keep; return the aim's identifier, which outlives its wordings."""
    said = clean_text(text, longest=LONGEST_AIM, field="text", required=True)
    with transaction.atomic():
        _, version = draft(asker, plan=plan, section=None, now=now)
        aim = new_identifier(now)
        _write_aim(asker, now=now, version=version, aim=aim, text=said, follows=[])
    return aim


def change_aim(asker: Asker, *, now: datetime, plan: UUID, aim: UUID, text: str, base: Iterable[UUID] = ()) -> UUID:
    """Word an aim anew; return the wording.

    :raises CannotWrite: when the plan has no such aim.
    """
    said = clean_text(text, longest=LONGEST_AIM, field="text", required=True)
    with transaction.atomic():
        _, version = draft(asker, plan=plan, section=None, now=now)
        _check_aim(version, aim)
        follows = known(AimWritten, base, version=version, aim=aim)
        return _write_aim(asker, now=now, version=version, aim=aim, text=said, follows=follows)


def drop_aim(asker: Asker, *, now: datetime, plan: UUID, aim: UUID) -> UUID:
    """Take an aim out of the plan; what was written stays on record.

    :raises CannotWrite: when the plan has no such aim, or a line still serves it.
    """
    with transaction.atomic():
        _, version = draft(asker, plan=plan, section=None, now=now)
        rows = _check_aim(version, aim)
        if serving(version, aim):
            raise CannotWrite("planning.aim_has_lines")
        return _write_aim(
            asker, now=now, version=version, aim=aim, text="", follows=[row.id for row in rows], dropped=True
        )


def _check_aim(version: PlanVersion, aim: UUID) -> tuple[AimWritten, ...]:
    rows = standing(AimWritten, version=version, aim=aim)
    if not rows:
        raise CannotWrite("planning.no_such_aim", field="aim")
    return rows


def _write_aim(
    asker: Asker,
    *,
    now: datetime,
    version: PlanVersion,
    aim: UUID,
    text: str,
    follows: list[UUID],
    dropped: bool = False,
) -> UUID:
    kept = AimWritten.objects.create(
        id=new_identifier(now),
        version=version,
        person_id=version.person_id,
        aim=aim,
        text=text,
        dropped=dropped,
        follows=follows,
        by_id=asker.party,
        at=now,
    )
    trail.note_change(
        asker,
        now=now,
        about=version.person_id,
        deed="planning.write",
        thing="aim",
        thing_id=aim,
        after={"text": text, "dropped": dropped},
    )
    return kept.id
