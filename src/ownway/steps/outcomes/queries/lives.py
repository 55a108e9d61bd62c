"""Asks how a person's life goes, in their own aims and in the aspects of life."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.steps.agreement import queries as agreement
from ownway.steps.outcomes import policies
from ownway.steps.outcomes.models import Telling
from ownway.steps.outcomes.queries.seen import AimSeen, AspectSeen, OutcomesSeen, ScoreSeen
from ownway.steps.outcomes.rules.answering import Answered
from ownway.steps.planning import queries as planning
from ownway.values import Asker


def outcomes_of(asker: Asker, *, person: UUID, now: datetime) -> OutcomesSeen | None:
    """Return how *person*'s life goes since their plan was first agreed, or nothing before there is an agreement.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    agreements = agreement.agreements_of(asker, person=person, now=now)
    if not agreements:
        return None
    plan = planning.plan_version(asker, version=agreements[0].version, now=now)
    tellings = list(
        Telling.objects.filter(person_id=person, at__lte=now).prefetch_related("aspects", "aims").order_by("on", "at")
    )
    names = people.names_of(telling.by_id for telling in tellings)
    aspects: dict[str, list[ScoreSeen]] = defaultdict(list)
    aims: dict[UUID, list[ScoreSeen]] = defaultdict(list)
    for telling in tellings:
        for row in telling.aspects.all():
            aspects[row.aspect].append(_score(telling, None, row.answer, row.words, names.get(telling.by_id, "")))
        for scored in telling.aims.all():
            aims[scored.aim].append(_score(telling, scored.score, "", scored.words, names.get(telling.by_id, "")))
    return OutcomesSeen(
        person=person,
        person_name=agreements[0].person_name,
        pack=plan.pack,
        since=agreements[-1].starts,
        aims=tuple(AimSeen(aim.id, aim.text, tuple(aims[aim.id])) for aim in plan.aims),
        aspects=tuple(AspectSeen(aspect, tuple(aspects[aspect.id])) for aspect in plan.pack.outcomes.aspects),
        last_told_on=tellings[-1].on if tellings else None,
        may_score=policies.may(asker, "score", person=person, now=now),
    )


def _score(telling: Telling, score: int | None, answer: str, words: str, name: str) -> ScoreSeen:
    return ScoreSeen(telling.on, score, answer, words, Answered(telling.answered), name, telling.helper_words)
