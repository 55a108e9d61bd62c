"""Relates people to one another (family, carers, practitioners, brokers, providers, representatives), and ends it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db import transaction

from ownway.registers.people.models import (
    CapacityRecord,
    Consent,
    Party,
    Relation,
    Representation,
)
from ownway.registers.people.policies import check_may
from ownway.registers.people.queries import roles_of
from ownway.registers.people.rules.grant import RELATIONS_KEPT, SCOPES
from ownway.registers.people.rules.representation import BASES, NEED_EVIDENCE
from ownway.registers.trail.actions import note_change
from ownway.values import Asker, Cannot, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

LONGEST_WORDS = 10_000
DEED_OF_RELATION = {"works_with": "people.work_with", "member_of": "people.make_member"}


class CannotRelate(Cannot):
    """These two cannot be related so, or are not."""


class CannotRepresent(Cannot):
    """This ground does not let someone speak for the person."""


class CannotConsent(Cannot):
    """This consent cannot be given, or was not given."""


def moment(given: date | datetime | None, now: datetime) -> datetime:
    """Return the moment something starts: now where nothing or today is given, else the first moment of that day."""
    if given is None or given == now.date():
        return now
    return given if isinstance(given, datetime) else datetime.combine(given, time(), UTC)


def relate(
    asker: Asker,
    *,
    now: datetime,
    who: UUID,
    relation: str,
    to: UUID,
    starts: date | datetime | None = None,
    words: str = "",
) -> None:
    """Make *who* something to the person *to* (or ``member_of`` a body) from now or a later moment on.

    :raises CannotRelate: when there is no such relation, or it does not fit the two; representation needs a ground
        and goes through :func:`represent`.
    """
    check_may(asker, DEED_OF_RELATION.get(relation, "people.relate"), about=to, now=now)
    with transaction.atomic():
        if relation not in RELATIONS_KEPT:
            raise CannotRelate("people.relation_unknown", field="relation", relation=relation)
        if relation == "represents":
            raise CannotRelate("people.represents_needs_ground", field="relation")
        _check_fits(who, relation, to, now=now)
        starting = moment(starts, now)
        _relation(asker, now=now, who=who, relation=relation, to=to, starts=starting, holds=True, words=words)
        note_change(
            asker,
            now=now,
            about=to,
            deed=DEED_OF_RELATION.get(relation, "people.relate"),
            thing=relation,
            thing_id=who,
            after={"who": str(who), "relation": relation, "starts": starting.isoformat()},
        )


def end_relation(
    asker: Asker, *, now: datetime, who: UUID, relation: str, to: UUID, ends: date | datetime | None = None
) -> None:
    """End what *who* is to *to*, from now or a later moment on. Who holds a relation may always end it themselves.

    :raises CannotRelate: when they are not so related.
    """
    if asker.party is None or asker.party != who:
        check_may(asker, "people.end_relation", about=to, now=now)
    with transaction.atomic():
        ending = moment(ends, now)
        held = list(Relation.objects.filter(who=who, kind=relation, to=to).holding(ending))
        if not held:
            raise CannotRelate("people.not_related", field="relation", relation=relation)
        _relation(asker, now=now, who=who, relation=relation, to=to, starts=ending, holds=False, words="")
        if relation == "represents":
            _representation(asker, now=now, who=who, person=to, starts=ending, holds=False)
        note_change(
            asker,
            now=now,
            about=to,
            deed="people.end_relation",
            thing=relation,
            thing_id=who,
            before={"who": str(who), "relation": relation, "starts": held[0].starts.isoformat()},
        )


def represent(
    asker: Asker,
    *,
    now: datetime,
    representative: UUID,
    person: UUID,
    basis: str,
    scope: Sequence[str],
    evidence: str = "",
    wishes: str = "",
    starts: date | datetime | None = None,
    until: date | datetime | None = None,
) -> None:
    """Record the legal ground on which someone speaks for a person, what it reaches, and until when (G4).

    *evidence* says which paper was seen, where the ground needs one; *wishes* what the person themselves wants of it.
    A known end is written at once, as a row that does not hold.

    :raises CannotRepresent: when the ground or its reach is unknown, or the evidence is missing.
    """
    check_may(asker, "people.represent", about=person, now=now)
    with transaction.atomic():
        if basis not in BASES:
            raise CannotRepresent("people.basis_unknown", field="basis", basis=basis)
        if not scope or set(scope) - SCOPES:
            raise CannotRepresent("people.scope_unknown", field="scope")
        seen = clean_text(evidence, longest=LONGEST_WORDS, field="evidence")
        if basis in NEED_EVIDENCE and not seen:
            raise CannotRepresent("people.evidence_missing", field="evidence", basis=basis)
        _check_fits(representative, "represents", person, now=now)
        starting = moment(starts, now)
        spans = [(starting, True)]
        if until is not None:
            ending = moment(until, now)
            if ending <= starting:
                raise CannotRepresent("people.ends_before_start", field="until")
            spans.append((ending, False))
        for at, holds in spans:
            _relation(
                asker, now=now, who=representative, relation="represents", to=person, starts=at, holds=holds, words=""
            )
            _representation(
                asker,
                now=now,
                who=representative,
                person=person,
                starts=at,
                holds=holds,
                told=(basis, sorted(set(scope)), seen, clean_text(wishes, longest=LONGEST_WORDS, field="wishes")),
            )
        note_change(
            asker,
            now=now,
            about=person,
            deed="people.represent",
            thing="representation",
            thing_id=representative,
            after={"basis": basis, "scope": sorted(set(scope)), "starts": starting.isoformat()},
        )


def record_capacity(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    day: date,
    decision: str,
    help_tried: str,
    has_capacity: bool,
    best_interest: str = "",
    wishes: str = "",
) -> UUID:
    """Record, for one decision on one day, whether a person could make it, and the help to decide that was tried first.

    Capacity is presumed (Mental Capacity Act 2005 s. 1): where it is found missing, the best-interest record and the
    person's own wishes must be written too.

    :raises CannotRepresent: when they are not.
    """
    check_may(asker, "people.record_capacity", about=person, now=now)
    with transaction.atomic():
        texts = {
            "decision": clean_text(decision, longest=LONGEST_WORDS, field="decision", required=True),
            "help_tried": clean_text(help_tried, longest=LONGEST_WORDS, field="help_tried", required=True),
            "best_interest": clean_text(best_interest, longest=LONGEST_WORDS, field="best_interest"),
            "wishes": clean_text(wishes, longest=LONGEST_WORDS, field="wishes"),
        }
        if not has_capacity:
            for field in ("best_interest", "wishes"):
                if not texts[field]:
                    raise CannotRepresent("people.best_interest_missing", field=field)
        if not asker.is_human or asker.party is None:
            raise CannotRepresent("people.needs_a_human")
        kept = CapacityRecord.objects.create(
            id=new_identifier(now),
            person_id=person,
            day=day,
            has_capacity=has_capacity,
            by=asker.party,
            written_at=now,
            **texts,
        )
        note_change(asker, now=now, about=person, deed="people.record_capacity", thing="capacity", thing_id=kept.id)
        return kept.id


def give_consent(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    to: UUID,
    purpose: str,
    words: str = "",
    starts: date | datetime | None = None,
) -> None:
    """Keep that a person allows *to* something for one *purpose*, from now or a later moment on."""
    check_may(asker, "people.give_consent", about=person, now=now)
    with transaction.atomic():
        _consent(asker, now=now, person=person, to=to, purpose=purpose, words=words, starts=moment(starts, now))
        note_change(
            asker,
            now=now,
            about=person,
            deed="people.give_consent",
            thing="consent",
            thing_id=to,
            after={"to": str(to), "purpose": purpose},
        )


def withdraw_consent(asker: Asker, *, now: datetime, person: UUID, to: UUID, purpose: str) -> None:
    """Keep that a consent has ended, from now on.

    :raises CannotConsent: when none holds.
    """
    check_may(asker, "people.withdraw_consent", about=person, now=now)
    with transaction.atomic():
        if not Consent.objects.filter(person=person, to=to, purpose=purpose).holding(now):
            raise CannotConsent("people.no_consent", purpose=purpose)
        _consent(asker, now=now, person=person, to=to, purpose=purpose, words="", starts=now, holds=False)
        note_change(
            asker,
            now=now,
            about=person,
            deed="people.withdraw_consent",
            thing="consent",
            thing_id=to,
            before={"to": str(to), "purpose": purpose},
        )


def _check_fits(who: UUID, relation: str, to: UUID, *, now: datetime) -> None:
    kinds = dict(Party.objects.filter(id__in=(who, to)).values_list("id", "kind"))
    if who not in kinds or to not in kinds:
        raise NotFound("people.not_found")
    if who == to:
        raise CannotRelate("people.related_to_self", field="who")
    wanted = {"organisation", "team"} if relation == "member_of" else {"person"}
    if kinds[to] not in wanted:
        raise CannotRelate("people.relation_does_not_fit", field="to", relation=relation)
    if relation in ("family", "represents", "cares_for") and kinds[who] != "person" and relation != "represents":
        raise CannotRelate("people.relation_does_not_fit", field="who", relation=relation)
    if relation == "works_with" and kinds[who] == "person" and "practitioner" not in roles_of(who, now=now):
        raise CannotRelate("people.not_a_practitioner", field="who")


def _relation(
    asker: Asker, *, now: datetime, who: UUID, relation: str, to: UUID, starts: datetime, holds: bool, words: str
) -> None:
    if Relation.objects.filter(who=who, kind=relation, to=to, starts=starts).exists():
        raise CannotRelate("people.same_moment", field="starts")
    Relation.objects.create(
        id=new_identifier(now),
        who_id=who,
        kind=relation,
        to_id=to,
        starts=starts,
        by=asker.party,
        holds=holds,
        written_at=now,
        words=clean_text(words, longest=LONGEST_WORDS, field="words"),
    )


def _representation(
    asker: Asker,
    *,
    now: datetime,
    who: UUID,
    person: UUID,
    starts: datetime,
    holds: bool,
    told: tuple[str, list[str], str, str] = ("", [], "", ""),
) -> None:
    basis, scope, evidence, wishes = told if holds else ("", [], "", "")
    Representation.objects.create(
        id=new_identifier(now),
        representative_id=who,
        person_id=person,
        starts=starts,
        by=asker.party,
        holds=holds,
        written_at=now,
        basis=basis,
        scope=scope,
        evidence=evidence,
        wishes=wishes,
    )


def _consent(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    to: UUID,
    purpose: str,
    words: str,
    starts: datetime,
    holds: bool = True,
) -> None:
    if not Party.objects.filter(id=to).exists():
        raise NotFound("people.not_found")
    if Consent.objects.filter(person=person, to=to, purpose=purpose, starts=starts).exists():
        raise CannotConsent("people.same_moment", field="starts")
    Consent.objects.create(
        id=new_identifier(now),
        person_id=person,
        to_id=to,
        purpose=clean_text(purpose, longest=100, field="purpose", required=True),
        words=clean_text(words, longest=LONGEST_WORDS, field="words"),
        starts=starts,
        by=asker.party,
        holds=holds,
        written_at=now,
    )
