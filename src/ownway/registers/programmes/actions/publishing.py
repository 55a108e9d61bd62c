"""Publishes a version: from that day its notice runs, and at its end it holds, never earlier."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from ownway.registers.programmes import policies
from ownway.registers.programmes.actions.keeping import start
from ownway.registers.programmes.models import InForce, Publication
from ownway.registers.programmes.queries.rulebooks import kept, pack
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def publish(asker: Asker, *, now: datetime, version: str, starts: date, consultation: str) -> UUID:
    """Publish a kept version with all that was found about it; it holds from the day *starts*. Return the publication.

    *consultation* says who was asked, what they said and what came of it. What was decided under the version before
    stands, and is worked out by that version for ever.

    :raises NotFound: when no such version was kept.
    :raises CannotPublish: when it was published before, its audit leaves something open or is not there, it has no
        valid validation report or no impact table against the version it takes the place of, the notice is too
        short, or the one who kept it asks.
    :raises CannotPutInForce: when its own dates leave that day out, or another version starts then.
    """
    row = kept(version)
    said = clean_text(consultation, longest=20_000, field="consultation")
    ready = policies.check_may_publish(
        asker, kept=row, pack=pack(version), starts=starts, consultation=said, today=localdate(now), now=now
    )
    with transaction.atomic():
        publication = Publication(
            id=new_identifier(now),
            version=row,
            notice_days=ready.notice_days,
            starts=starts,
            consultation=said,
            validation=ready.validation,
            audit=ready.audit,
            impact=ready.impact,
            published_at=now,
            published_by=asker.party,
        )
        publication.save()
        start(asker, now, InForce(programme=row.programme, version=row, starts=starts))
        note_change(
            asker,
            now=now,
            about=None,
            deed="programmes.publish",
            thing="pack",
            thing_id=publication.id,
            after={"version": version, "starts": starts.isoformat(), "notice_days": ready.notice_days},
        )
    return publication.id
