"""Writes letters in the language and the way their reader wants, and notes when they reached them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import get_default_timezone

from ownway.registers.letters import policies
from ownway.registers.letters.models import TOLD_BY, Letter, Telling
from ownway.registers.letters.queries import CannotPrintLetter
from ownway.registers.people.actions import give_notice
from ownway.registers.people.models import Communication
from ownway.registers.people.queries import NoticeSeen, name_of, notices_due
from ownway.registers.trail.actions import note_change
from ownway.rulebook.model import Pack
from ownway.values import Asker, Cannot, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.reason import Fact
from ownway.words.letters import LetterLacks, render

__all__ = ["CannotNoteTold", "CannotPrintLetter", "CannotWrite", "give_notices", "note_told", "write"]


class CannotWrite(Cannot):
    """The letter cannot be written: there is no such kind, or it lacks a fact."""


class CannotNoteTold(Cannot):
    """It cannot be noted that a letter reached its reader."""


def write(
    asker: Asker,
    *,
    now: datetime,
    to: UUID,
    about: UUID,
    kind: str,
    facts: Mapping[str, Fact],
    reasons: Sequence[Reason] = (),
    pack: Pack | None = None,
    thing: str = "",
    thing_id: UUID | None = None,
) -> UUID:
    """Write a letter to a party about a person (often the same) and keep it as sent; return its identifier.

    *facts* are those the kind needs (``words.letters``); the authority, the reader's name, the day, and who decided
    (the one who asks, when they write to another) are added, and ``challenge_within_days`` gives ``challenge_until``.
    The reader's own language and Easy Read are used; reasons of a programme need its *pack*.

    :raises CannotWrite: when there is no such kind, or a fact it needs is not given.
    """
    policies.check_may_write(asker, about=about, now=now)
    wanted = Communication.objects.filter(party=to, starts__lte=now).order_by("-starts", "-id").first()
    given = {**_added(asker, now=now, to=to, within=facts.get("challenge_within_days")), **facts}
    language, easy = (wanted.language, wanted.easy_read) if wanted else ("en", False)
    try:
        sent = render(kind, language, given, reasons, easy=easy, pack=pack)
    except LetterLacks as error:
        raise CannotWrite("letters.lacks_facts", kind=kind, lacking=str(error)) from error
    with transaction.atomic():
        kept = Letter.objects.create(
            id=new_identifier(now),
            to_id=to,
            about_id=about,
            kind=kind,
            written_at=now,
            written_by=asker.party,
            request=asker.request,
            thing=thing,
            thing_id=thing_id,
            body=sent.as_json(),
        )
        note_change(asker, now=now, about=about, deed="letters.write", thing="letter", thing_id=kept.id)
        return kept.id


def give_notices(asker: Asker, *, now: datetime) -> tuple[UUID, ...]:
    """Write the letters that parties are owed because something of theirs changed (bank details); return them.

    What one party must be told by several ways of reaching them is one letter, and all of those notices are given.
    """
    policies.check_may_give_notices(asker, now=now)
    owed: dict[tuple[UUID, str, str], list[NoticeSeen]] = {}
    for notice in notices_due(asker, now=now):
        owed.setdefault((notice.to, notice.kind, str(notice.facts.get("shown", ""))), []).append(notice)
    with transaction.atomic():
        return tuple(
            _give(asker, now, notices, kind=kind, to=to, ending=shown[-4:])
            for (to, kind, shown), notices in owed.items()
        )


def note_told(asker: Asker, *, now: datetime, letter: UUID, told_by: str) -> None:
    """Note that a letter reached its reader on ``screen``, on ``paper`` or by ``phone``; a second time changes nothing.

    :raises NotFound: when there is no such letter that the asker may know of.
    :raises CannotNoteTold: when it was written later, or told in no known way.
    """
    row = Letter.objects.filter(id=letter).first()
    if row is None:
        raise NotFound("letters.unknown")
    policies.check_may_note_told(asker, to=row.to_id, about=row.about_id, now=now)
    if told_by not in TOLD_BY:
        raise CannotNoteTold("letters.told_how", told_by=told_by)
    if now < row.written_at:
        raise CannotNoteTold("letters.told_before_sent")
    with transaction.atomic():
        if row.tellings.filter(told_by=told_by).exists():
            return
        Telling.objects.create(id=new_identifier(now), letter=row, told_by=told_by, told_at=now, by=asker.party)
        note_change(
            asker,
            now=now,
            about=row.about_id,
            deed="letters.note_told",
            thing="letter",
            thing_id=row.id,
            after={"told_by": told_by},
        )


def _give(asker: Asker, now: datetime, notices: Sequence[NoticeSeen], *, kind: str, to: UUID, ending: str) -> UUID:
    sent = write(asker, now=now, to=to, about=to, kind=kind, facts={"ending": ending}, thing="notice")
    for notice in notices:
        give_notice(asker, now=now, notice=notice.id, letter=sent)
    return sent


def _added(asker: Asker, *, now: datetime, to: UUID, within: Fact) -> dict[str, Fact]:
    today = now.astimezone(get_default_timezone()).date()
    return {
        "authority": settings.OWNWAY_AUTHORITY,
        "to_name": name_of(to),
        "written_on": today.isoformat(),
        "decided_by": name_of(asker.party) if asker.party and asker.party != to else None,
        "challenge_until": (today + timedelta(days=within)).isoformat() if isinstance(within, int) else None,
    }
