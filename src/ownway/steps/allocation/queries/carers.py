"""Asks what carers say about their help: what counts of it for everybody concerned, the private part for two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.people.models import Relation
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.model import Pack
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import Assessment, CarersWord
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.rules import help as helping
from ownway.steps.allocation.rules.help import Word
from ownway.values import Asker


@dataclass(frozen=True, slots=True)
class CarerSeen:
    """One carer and the help they give gladly; *said_at* is nothing where nobody has asked them alone yet."""

    carer: UUID
    name: str
    values: Mapping[str, Mapping[str, Any]]
    until: date | None
    ended: bool
    holds: bool
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class PrivateWord:
    """What a carer said for one reader alone."""

    carer: UUID
    name: str
    words: str
    at: datetime


def carers_of(asker: Asker, *, person: UUID, now: datetime) -> tuple[CarerSeen, ...]:
    """Return those who care for *person*, with the help they say they give; never what they said in private.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_help", person=person, now=now)
    words = latest_words(person, now=now)
    today = timezone.localdate(now)
    everyone = carers(person, now=now) | set(words)
    names = people.names_of(everyone)
    return tuple(_seen(carer, names.get(carer, ""), words.get(carer), today) for carer in sorted(everyone))


def own_word(asker: Asker, *, person: UUID, now: datetime) -> tuple[CarerSeen, str] | None:
    """Return what the asker themselves said last about their help for *person*, with the private part, or nothing.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "give_word", person=person, now=now)
    row = latest_words(person, now=now).get(asker.party) if asker.party else None
    if row is None or asker.party is None:
        return None
    return _seen(asker.party, people.name_of(asker.party), row, timezone.localdate(now)), row.words


def private_words(asker: Asker, *, person: UUID, now: datetime) -> tuple[PrivateWord, ...]:
    """Return what carers of *person* said in private, for the practitioner who works with them.

    :raises NotFound: when the asker may not know the person.
    :raises NotAllowed: to everybody else, the person first of all.
    """
    policies.check_may(asker, "see_word", person=person, now=now)
    rows = [row for row in latest_words(person, now=now).values() if row.words]
    names = people.names_of({row.carer_id for row in rows})
    return tuple(PrivateWord(row.carer_id, names.get(row.carer_id, ""), row.words, row.at) for row in rows)


def pack_for_help(asker: Asker, *, person: UUID, usual: str, now: datetime) -> Pack:
    """Return the rules whose questions about help a carer of *person* is asked: those of the last self-assessment.

    *usual* is the programme whose rules are taken where the person has none yet.

    :raises NotFound: when the asker may not know the person, or the usual programme is not in force.
    """
    policies.check_may(asker, "give_word", person=person, now=now)
    last = Assessment.objects.filter(person_id=person).order_by("-started_at", "-id").first()
    version = last.pack_version if last else programmes.in_force(usual, on=timezone.localdate(now))
    return programmes.pack(version)


def carers(person: UUID, *, now: datetime) -> frozenset[UUID]:
    """Return who cares for *person* now."""
    rows = Relation.objects.filter(to_id=person, kind="cares_for").holding(now)
    return frozenset(row.who_id for row in rows)


def latest_words(person: UUID, *, now: datetime) -> dict[UUID, CarersWord]:
    """Return what each carer of *person* said last."""
    rows = CarersWord.objects.filter(person_id=person, at__lte=now).order_by("at", "id")
    return {row.carer_id: row for row in rows}


def with_help(row: Assessment, values: Mapping[str, Mapping[str, Any]], *, now: datetime) -> dict[str, Any]:
    """Return the answers that count with the help of carers as they say it, for use inside this app (A6)."""
    words = latest_words(row.person_id, now=now)
    caring = carers(row.person_id, now=now)
    if not words and not caring:
        return dict(values)
    sides = assessments.sides_of(row.id)
    return helping.counting_help(
        programmes.pack(row.pack_version),
        values,
        words=[Word(one.carer_id, one.value, one.until, one.ended) for one in words.values()],
        carers=caring,
        settled=frozenset(id for id, side in sides.items() if side.settled is not None),
        on=timezone.localdate(now),
    )


def _seen(carer: UUID, name: str, row: CarersWord | None, today: date) -> CarerSeen:
    if row is None:
        return CarerSeen(carer, name, {}, None, ended=False, holds=False, said_at=None)
    holds = Word(carer, row.value, row.until, row.ended).holds(today)
    return CarerSeen(carer, name, row.value, row.until, row.ended, holds, row.at)
