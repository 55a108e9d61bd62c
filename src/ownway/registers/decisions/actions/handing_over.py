"""Hands a person over from one practitioner to another: the relation, what waits on it, and a letter to the person."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions.actions.clocks import pass_clock
from ownway.registers.decisions.policies import CannotHandOver
from ownway.registers.decisions.queries.clocks import clocks_about
from ownway.registers.letters import actions as letters
from ownway.registers.people import actions as people
from ownway.registers.people import queries as registered
from ownway.registers.people.policies import PERSONS_SIDE, check_may
from ownway.registers.trail import actions as trail
from ownway.values import Asker, Reason
from ownway.values.text import clean_text


def hand_over(asker: Asker, *, now: datetime, person: UUID, to: UUID, day: date, words: str) -> None:
    """Hand a person over to the practitioner *to* from *day* on, and say why; the person is told by letter (M6).

    What waits on the one who hands over by name waits on the other from now on, by the same day.

    :raises CannotHandOver: when the day is over, *to* is the asker, works with the person already, or is close to them.
    :raises CannotRelate: when the asker does not work with the person themselves, or *to* is no practitioner.
    """
    check_may(asker, "decisions.hand_over", about=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    if day < timezone.localdate(now):
        raise CannotHandOver("decisions.hand_over_day_over", field="day")
    if asker.party is None or to == asker.party:
        raise CannotHandOver("decisions.hand_over_to_another", field="to")
    held = registered.relations_of(to, to=person, now=now)
    if held & PERSONS_SIDE:
        raise CannotHandOver("decisions.hand_over_too_close", field="to")
    if "works_with" in held:
        raise CannotHandOver("decisions.hand_over_works_already", field="to")
    with transaction.atomic():
        for clock in clocks_about(asker, person=person, now=now):
            if clock.waits_on == asker.party:
                why = Reason("decisions.handed_over")
                pass_clock(asker, now=now, clock=clock, waits_on_role=clock.waits_on_role, waits_on=to, reason=why)
        names = registered.names_of({asker.party, to})
        letters.write(
            asker,
            now=now,
            to=person,
            about=person,
            kind="practitioner_changed",
            facts={"day": day.isoformat(), "new": names[to], "before": names[asker.party], "words": said},
        )
        people.relate(asker, now=now, who=to, relation="works_with", to=person, starts=day, words=said)
        people.end_relation(asker, now=now, who=asker.party, relation="works_with", to=person, ends=day)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="decisions.hand_over",
            thing="works_with",
            thing_id=to,
            after={"to": str(to), "day": day.isoformat(), "words": said},
        )
