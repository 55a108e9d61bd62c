"""What can be done in outcomes: tell how life goes, in one's own aims, in aspects of life, in changes wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.people import queries as people
from ownway.registers.trail import actions as trail
from ownway.steps.outcomes import policies
from ownway.steps.outcomes.models import AimScored, AspectAnswered, ChangeAnswered, Telling
from ownway.steps.outcomes.queries.lives import outcomes_of
from ownway.steps.outcomes.queries.seen import OutcomesSeen
from ownway.steps.outcomes.rules.answering import Answered, how_answered
from ownway.steps.outcomes.rules.cannot import CannotScore
from ownway.steps.outcomes.rules.changes import Became
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text

__all__ = ["Answered", "Became", "CannotScore", "tell_how_life_goes"]

LONGEST_WORDS = 2000


def tell_how_life_goes(
    asker: Asker,
    *,
    now: datetime,
    person: UUID,
    aspects: Mapping[str, str] | None = None,
    aims: Mapping[UUID, int] | None = None,
    changes: Mapping[str, str] | None = None,
    words: Mapping[str | UUID, str] | None = None,
    answered: str = Answered.ALONE,
    helper_words: str = "",
    telling: UUID | None = None,
) -> UUID:
    """Keep one telling: answers to aspects of life, scores of own aims, what became of changes wanted; return it.

    *words* adds the teller's own words to an aspect, an aim or a change. What is left out is not asked for. *telling*
    names it beforehand, so that the same form sent twice is kept once.

    :raises CannotScore: before an agreement, for an aspect, answer, aim, score or change that does not fit, or when
        nothing is answered.
    """
    policies.check_may(asker, "score", person=person, now=now)
    seen = outcomes_of(asker, person=person, now=now)
    if seen is None:
        raise CannotScore("outcomes.no_agreement_yet")
    told = _Told(dict(aspects or {}), dict(aims or {}), dict(changes or {}))
    said = {name: clean_text(text, longest=LONGEST_WORDS, field=str(name)) for name, text in (words or {}).items()}
    _check(seen, told, answered)
    helped = clean_text(helper_words, longest=300, field="helper_words")
    with transaction.atomic():
        if telling is not None and Telling.objects.filter(pk=telling, person_id=person).exists():
            return telling
        is_self = asker.party is not None and "self" in people.relations_of(asker.party, to=person, now=now)
        kept = Telling.objects.create(
            id=telling or new_identifier(now),
            person_id=person,
            pack_version=seen.pack.version,
            answered=how_answered(is_self=is_self, said=answered).value,
            helper_words=helped,
            on=timezone.localdate(now),
            by_id=asker.party,
            at=now,
        )
        _keep(kept, told, said, now=now)
        trail.note_change(
            asker,
            now=now,
            about=person,
            deed="outcomes.score",
            thing="telling",
            thing_id=kept.id,
            after={
                "aspects": told.aspects,
                "aims": {str(aim): score for aim, score in told.aims.items()},
                "changes": told.changes,
            },
        )
    return kept.id


@dataclass(frozen=True, slots=True)
class _Told:
    """What one telling says, by the name of the aspect, aim or change."""

    aspects: dict[str, str]
    aims: dict[UUID, int]
    changes: dict[str, str]


def _keep(kept: Telling, told: _Told, said: Mapping[str | UUID, str], *, now: datetime) -> None:
    whose = {"telling": kept, "person_id": kept.person_id}
    for aspect, answer in told.aspects.items():
        words = said.get(aspect, "")
        AspectAnswered.objects.create(id=new_identifier(now), aspect=aspect, answer=answer, words=words, **whose)
    for aim, score in told.aims.items():
        AimScored.objects.create(id=new_identifier(now), aim=aim, score=score, words=said.get(aim, ""), **whose)
    for change, became in told.changes.items():
        words = said.get(change, "")
        ChangeAnswered.objects.create(id=new_identifier(now), change=change, became=became, words=words, **whose)


def _check(seen: OutcomesSeen, told: _Told, answered: str) -> None:
    rule = seen.pack.outcomes
    if answered not in list(Answered):
        raise CannotScore("outcomes.say_who_answers", field="answered")
    if not told.aspects and not told.aims and not told.changes:
        raise CannotScore("outcomes.nothing_told")
    known = {aspect.id for aspect in rule.aspects}
    for aspect, answer in told.aspects.items():
        if aspect not in known:
            raise CannotScore("outcomes.no_such_aspect", field=aspect)
        if answer not in rule.answers:
            raise CannotScore("outcomes.no_such_answer", field=aspect)
    for aim, score in told.aims.items():
        found = seen.aim(aim)
        if found is None or not found.is_in_plan:
            raise CannotScore("outcomes.no_such_aim", field=str(aim))
        if type(score) is not int or not rule.own_scale.least <= score <= rule.own_scale.most:
            raise CannotScore(
                "outcomes.off_the_scale", field=str(aim), least=rule.own_scale.least, most=rule.own_scale.most
            )
    for change, became in told.changes.items():
        if change not in {one.id for one in rule.changes}:
            raise CannotScore("outcomes.no_such_change", field=change)
        if became not in list(Became):
            raise CannotScore("outcomes.no_such_answer", field=change)
