"""Asks how a person's life goes: in their own aims, in the aspects of life, and in the changes they wanted."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.steps.agreement import queries as agreement
from ownway.steps.agreement.queries import AgreementSeen
from ownway.steps.outcomes import policies
from ownway.steps.outcomes.models import Telling
from ownway.steps.outcomes.queries.seen import AimSeen, AspectSeen, ChangeSeen, OutcomesSeen, ScoreSeen
from ownway.steps.outcomes.rules.answering import Answered
from ownway.steps.planning import queries as planning
from ownway.values import Asker
from ownway.values.cannot import NotFound


def outcomes_of(asker: Asker, *, person: UUID, now: datetime) -> OutcomesSeen | None:
    """Return how *person*'s life goes since their plan was first agreed, or nothing before there is an agreement.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see", person=person, now=now)
    agreements = agreement.agreements_of(asker, person=person, now=now)
    if not agreements:
        return None
    tellings = list(
        Telling.objects.filter(person_id=person, at__lte=now)
        .prefetch_related("aspects", "aims", "changes")
        .order_by("on", "at", "id")
    )
    names = people.names_of(telling.by_id for telling in tellings)
    aspects: dict[str, list[ScoreSeen]] = defaultdict(list)
    changes: dict[str, list[ScoreSeen]] = defaultdict(list)
    aims: dict[UUID, list[ScoreSeen]] = defaultdict(list)
    for telling in tellings:
        name = names.get(telling.by_id, "")
        for row in telling.aspects.all():
            aspects[row.aspect].append(_score(telling, None, row.answer, row.words, name))
        for changed in telling.changes.all():
            changes[changed.change].append(_score(telling, None, changed.became, changed.words, name))
        for scored in telling.aims.all():
            aims[scored.aim].append(_score(telling, scored.score, "", scored.words, name))
    pack = programmes.pack(agreements[0].rule_version)
    seen_aims = _aims(asker, agreements, aims, now=now)
    return OutcomesSeen(
        person=person,
        person_name=agreements[0].person_name,
        pack=pack,
        since=agreements[-1].starts,
        sees_plan=seen_aims is not None,
        aims=seen_aims or (),
        aspects=tuple(AspectSeen(aspect, tuple(aspects[aspect.id])) for aspect in pack.outcomes.aspects),
        changes=tuple(ChangeSeen(change, tuple(changes[change.id])) for change in pack.outcomes.changes),
        last_told_on=tellings[-1].on if tellings else None,
        may_score=policies.may(asker, "score", person=person, now=now),
        is_own=asker.party == person,
    )


def _aims(
    asker: Asker,
    agreements: tuple[AgreementSeen, ...],
    scores: Mapping[UUID, list[ScoreSeen]],
    *,
    now: datetime,
) -> tuple[AimSeen, ...] | None:
    """Return the aims of the agreed plan, and those of earlier plans that were scored; nothing for who sees no plan."""
    try:
        plans = [planning.plan_version(asker, version=one.version, now=now) for one in agreements]
    except NotFound:
        return None
    newest, *earlier = plans
    seen = {aim.id: AimSeen(aim.id, aim.text, tuple(scores.get(aim.id, ()))) for aim in newest.aims}
    for plan in earlier:
        for aim in plan.aims:
            if aim.id not in seen and aim.id in scores:
                seen[aim.id] = AimSeen(aim.id, aim.text, tuple(scores[aim.id]), is_in_plan=False)
    return tuple(seen.values())


def _score(telling: Telling, score: int | None, answer: str, words: str, name: str) -> ScoreSeen:
    return ScoreSeen(
        on=telling.on,
        at=telling.at,
        score=score,
        answer=answer,
        words=words,
        answered=Answered(telling.answered),
        by=telling.by_id,
        by_name=name,
        helper_words=telling.helper_words,
    )
