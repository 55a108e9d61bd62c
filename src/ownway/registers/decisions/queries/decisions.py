"""Reads decisions with all that was said to them: replies, challenges, answers, and how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import get_default_timezone

from ownway.registers.decisions import policies
from ownway.registers.decisions.models import Challenge, Decision
from ownway.registers.decisions.rules.naming import title_code
from ownway.registers.decisions.rules.states import MOVES, Answered, Standing, standing
from ownway.registers.people.queries import names_of
from ownway.registers.trail.models import is_erased, remember_keys
from ownway.values import Asker, Reason
from ownway.values.cannot import NotAllowed, NotFound


@dataclass(frozen=True, slots=True)
class ReplySeen:
    """What the other side said to a decision."""

    by: UUID
    by_name: str
    at: datetime
    words: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class AnswerSeen:
    """What came of a challenge. *upheld* says that the challenge was right; *withdrawn* that it was taken back."""

    by: UUID
    by_name: str
    at: datetime
    upheld: bool
    withdrawn: bool
    words: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ChallengeSeen:
    """A challenge, by when it has to be answered, and the answer where there is one."""

    id: UUID
    made_by: UUID
    made_by_name: str
    made_at: datetime
    words: str
    answer_due: date
    answer: AnswerSeen | None


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    """A decision whole. *title_code* is the code of its name; *voice* says whose it is: ``person`` or ``authority``."""

    id: UUID
    about: UUID
    kind: str
    title_code: str
    outcome: str
    voice: str
    decided_by: UUID
    decided_by_name: str
    decided_at: datetime
    rule_version: str
    reasons: tuple[Reason, ...]
    words: str
    thing: str
    thing_id: UUID
    challenge_until: date | None
    answer_within_days: int
    standing: Standing
    may_be_challenged: bool
    time_is_over: bool
    """Whether nobody challenged it while one could."""
    replies: tuple[ReplySeen, ...]
    challenges: tuple[ChallengeSeen, ...]

    @property
    def standing_code(self) -> str:
        """The code of the sentence that says how it stands."""
        return f"decisions.standing.{self.standing.value}"


def decisions_about(asker: Asker, *, person: UUID, now: datetime) -> tuple[DecisionSeen, ...]:
    """Return all that was decided about *person*, by either side, the newest first.

    :raises NotFound: when the asker may not know of the person.
    """
    policies.check_may_see(asker, about=person, now=now)
    rows = _whole(Decision.objects.filter(person=person)).order_by("-decided_at", "-id")
    return _seen(rows, now)


def decisions_on(asker: Asker, *, thing_id: UUID, now: datetime) -> tuple[DecisionSeen, ...]:
    """Return what was decided on one thing (a plan version, a figure) that the asker may see, the newest first."""
    rows = list(_whole(Decision.objects.filter(thing_id=thing_id)).order_by("-decided_at", "-id"))
    allowed = {about: policies.may_see(asker, about=about, now=now) for about in {row.person_id for row in rows}}
    return _seen([row for row in rows if allowed[row.person_id]], now)


def check_may_withdraw(asker: Asker, *, challenge: UUID, now: datetime) -> None:
    """Check, before the form is shown, that the asker may take a challenge back.

    :raises CannotChallenge: when it has been answered.
    """
    policies.check_may_withdraw(asker, challenge=Challenge.found(challenge), now=now)


def may_withdraw(asker: Asker, *, seen: DecisionSeen, now: datetime) -> frozenset[UUID]:
    """Return which of the open challenges to a decision the asker may take back."""
    return frozenset(one.id for one in seen.challenges if one.answer is None and _may_withdraw(asker, one.id, now=now))


def _may_withdraw(asker: Asker, challenge: UUID, *, now: datetime) -> bool:
    try:
        check_may_withdraw(asker, challenge=challenge, now=now)
    except (NotAllowed, NotFound):
        return False
    return True


def decision(asker: Asker, *, decision: UUID, now: datetime) -> DecisionSeen:
    """Return one decision.

    :raises NotFound: when there is none that the asker may know of.
    """
    row = _whole(Decision.objects.filter(id=decision)).first()
    if row is None:
        raise NotFound("decisions.unknown")
    policies.check_may_see(asker, about=row.person_id, now=now)
    return _seen([row], now)[0]


def _whole(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    challenges = Challenge.objects.order_by("ordinal").select_related("answer")
    return rows.prefetch_related("replies", Prefetch("challenges", challenges))


def _seen(found: Iterable[Decision], now: datetime) -> tuple[DecisionSeen, ...]:
    rows = list(found)
    remember_keys({row.person_id for row in rows})
    parties = {row.decided_by_id for row in rows}
    for row in rows:
        parties |= {reply.by_id for reply in row.replies.all()}
        for challenge in row.challenges.all():
            parties |= {challenge.made_by_id, *((challenge.answer.by_id,) if challenge.came_to else ())}
    names = names_of(parties)
    today = now.astimezone(get_default_timezone()).date()
    return tuple(_one(row, names, today) for row in rows)


def _one(row: Decision, names: dict[UUID, str], today: date) -> DecisionSeen:
    challenges = tuple(_challenge(challenge, names) for challenge in row.challenges.all())
    stands = standing([challenge.came_to for challenge in row.challenges.all()])
    until = row.challenge_until
    return DecisionSeen(
        id=row.id,
        about=row.person_id,
        kind=row.kind,
        title_code=title_code(row.kind),
        outcome=row.outcome,
        voice=row.voice,
        decided_by=row.decided_by_id,
        decided_by_name=names.get(row.decided_by_id, ""),
        decided_at=row.decided_at,
        rule_version=row.rule_version,
        reasons=_reasons(row.reasons),
        words=row.words,
        thing=row.thing,
        thing_id=row.thing_id,
        challenge_until=until,
        answer_within_days=row.answer_within_days,
        standing=stands,
        may_be_challenged=until is not None and today <= until and "challenge" in MOVES[stands],
        time_is_over=until is not None and today > until and not challenges and "challenge" in MOVES[stands],
        replies=tuple(
            ReplySeen(reply.by_id, names.get(reply.by_id, ""), reply.at, reply.words, reply.agrees)
            for reply in sorted(row.replies.all(), key=lambda reply: (reply.at, reply.id))
        ),
        challenges=challenges,
    )


def _challenge(row: Challenge, names: dict[UUID, str]) -> ChallengeSeen:
    answer = None
    if came_of_it := row.came_to:
        answer = AnswerSeen(
            by=row.answer.by_id,
            by_name=names.get(row.answer.by_id, ""),
            at=row.answer.at,
            upheld=came_of_it is Answered.UPHELD,
            withdrawn=came_of_it is Answered.WITHDRAWN,
            words=row.answer.words,
            reasons=_reasons(row.answer.reasons),
        )
    return ChallengeSeen(
        row.id, row.made_by_id, names.get(row.made_by_id, ""), row.made_at, row.words, row.answer_due, answer
    )


def _reasons(kept: object) -> tuple[Reason, ...]:
    # Where the file was erased an empty mapping stands for the list.
    if is_erased(kept) or not isinstance(kept, list):
        return ()
    return tuple(Reason.from_json(told) for told in kept)
