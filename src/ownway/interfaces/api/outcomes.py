"""Step 6 through the API: how life goes, in own aims, aspects of life and changes wanted, and who answered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import StrictInt

from ownway.interfaces.api import asking
from ownway.interfaces.api.shapes import Made, Words, made
from ownway.rulebook.model import Benchmark
from ownway.steps.outcomes import actions, queries
from ownway.steps.outcomes.queries import OutcomesSeen, ScoreSeen
from ownway.values.cannot import NotFound

router = Router()


class TellingIn(Schema):
    """One telling. Scores of aims by their identifier, answers of aspects and changes by their name; *words* by either.

    What is left out is not asked for. *id* names the telling beforehand: sent twice, it is kept once.
    """

    id: UUID | None = None
    aims: dict[UUID, StrictInt] = {}
    aspects: dict[str, str] = {}
    changes: dict[str, str] = {}
    words: dict[str, Words] = {}
    answered: Literal["alone", "with_help", "for_them"] = "alone"
    helper_words: Words = ""


class ScoreOut(Schema):
    """One answer on one day, and who answered."""

    on: date
    at: datetime
    score: int | None
    answer: str
    words: str
    answered: str
    by_name: str
    helper_words: str

    @classmethod
    def of(cls, one: ScoreSeen) -> "ScoreOut":
        """Return the shape of one answer."""
        return cls(
            on=one.on,
            at=one.at,
            score=one.score,
            answer=one.answer,
            words=one.words,
            answered=one.answered.value,
            by_name=one.by_name,
            helper_words=one.helper_words,
        )


class AimOut(Schema):
    """One of the person's own aims with every score, the oldest first."""

    aim: UUID
    text: str
    is_in_plan: bool
    scores: list[ScoreOut]


class BenchmarkOut(Schema):
    """What others said, in whole per cent, and the source in the pack."""

    better: int
    same: int
    worse: int
    source: str

    @classmethod
    def of(cls, one: Benchmark) -> "BenchmarkOut":
        """Return the shape of a benchmark."""
        return cls(better=one.better, same=one.same, worse=one.worse, source=one.source)


class AspectOut(Schema):
    """One aspect of life with every answer, the oldest first."""

    aspect: str
    benchmark: BenchmarkOut | None
    answers: list[ScoreOut]


class ChangeOut(Schema):
    """One change in life with what became of it, the oldest answer first; *benchmark*: for how many per cent."""

    change: str
    benchmark: int | None
    answers: list[ScoreOut]


class OutcomesOut(Schema):
    """How a person's life goes since their first plan began."""

    since: date
    programme: str
    version: str
    least: int
    most: int
    sees_plan: bool
    aims: list[AimOut]
    aspects: list[AspectOut]
    changes: list[ChangeOut]

    @classmethod
    def of(cls, seen: OutcomesSeen) -> "OutcomesOut":
        """Return the shape of all that was told."""
        return cls(
            since=seen.since,
            programme=seen.pack.id,
            version=seen.pack.version,
            least=seen.pack.outcomes.own_scale.least,
            most=seen.pack.outcomes.own_scale.most,
            sees_plan=seen.sees_plan,
            aims=[
                AimOut(aim=aim.aim, text=aim.text, is_in_plan=aim.is_in_plan, scores=scores(aim.scores))
                for aim in seen.aims
            ],
            aspects=[
                AspectOut(
                    aspect=one.aspect.id,
                    benchmark=BenchmarkOut.of(one.aspect.benchmark) if one.aspect.benchmark else None,
                    answers=scores(one.answers),
                )
                for one in seen.aspects
            ],
            changes=[
                ChangeOut(change=one.change.id, benchmark=one.change.benchmark, answers=scores(one.answers))
                for one in seen.changes
            ],
        )


def scores(several: Sequence[ScoreSeen]) -> list[ScoreOut]:
    """Return the shapes of several answers."""
    return [ScoreOut.of(one) for one in several]


@router.get("/people/{uuid:person}/outcomes", response=OutcomesOut)
def outcomes_of(request: HttpRequest, person: UUID) -> OutcomesOut:
    """Tell how a person's life goes; not found before there is an agreement."""
    asker, now = asking.who_and_when(request)
    seen = queries.outcomes_of(asker, person=person, now=now)
    if seen is None:
        raise NotFound("outcomes.no_agreement_yet")
    asking.looked(request, "outcomes.see", person)
    return OutcomesOut.of(seen)


@router.post("/people/{uuid:person}/outcomes", response={201: Made})
def tell_how_life_goes(request: HttpRequest, person: UUID, body: TellingIn) -> Status:
    """Tell how life goes; what was told before stays."""
    asker, now = asking.who_and_when(request)
    aims = {str(aim): aim for aim in body.aims}
    kept = actions.tell_how_life_goes(
        asker,
        now=now,
        person=person,
        aims=body.aims,
        aspects=body.aspects,
        changes=body.changes,
        words={aims.get(name, name): text for name, text in body.words.items()},
        answered=body.answered,
        helper_words=body.helper_words,
        telling=body.id,
    )
    return made(kept)
