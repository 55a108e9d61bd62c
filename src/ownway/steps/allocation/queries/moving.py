"""Asks how the package somebody had before stands to the figure they have now."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from ownway.registers.decisions.models import Challenge
from ownway.registers.programmes import queries as programmes
from ownway.steps.allocation import policies
from ownway.steps.allocation.models import NeedCost, PackageBefore, ToldInPerson
from ownway.steps.allocation.queries.figures import figure_of
from ownway.steps.allocation.queries.seen import FigureSeen, MovingSeen
from ownway.steps.allocation.rules import moving
from ownway.values import Asker, Every, Money


def moving_over(
    asker: Asker,
    *,
    person: UUID,
    now: datetime,
    against: tuple[Money, Every, str] | None = None,
    assessment: UUID | None = None,
) -> MovingSeen | None:
    """Return the old package beside the figure that holds now, or nothing for a person who had none.

    *against* puts another figure (money, period, pack version) in its place: the one the rule gives, about to be told;
    of its *assessment* the costs of needs count where the pack's protection has a floor.

    :raises NotFound: when the asker may not know the person.
    """
    policies.check_may(asker, "see_figure", person=person, now=now)
    package = PackageBefore.objects.filter(person_id=person, at__lte=now).order_by("-at", "-id").first()
    if package is None:
        return None
    held = figure_of(asker, person=person, now=now)
    as_given = Money(package.pence, package.currency)
    new, every, version = against or _told(held)
    old = as_given
    if version:
        counts = programmes.pack(version).allocation.times_per_year
        old = moving.in_terms_of(as_given, Every(package.every), every, counts)
    else:
        every = Every(package.every)
    gives = against[0] if against else held.formula if held is not None and held.protected is not None else None
    costs_of = assessment if against or held is None else held.assessment
    by_year: tuple[tuple[date, Money], ...] = ()
    if gives is not None and version:
        by_year = moving.by_year(
            programmes.pack(version).allocation.moving_over,
            old=old,
            new=gives,
            day=localdate(now) if against or held is None else held.as_of,
            costed=_costed(costs_of, gives.currency, now),
        )
    talk = ToldInPerson.objects.filter(person_id=person, at__gte=package.at).order_by("-at", "-id").first()
    challenged = held is not None and held.decision is not None and _is_challenged(held.decision)
    return MovingSeen(
        old=old,
        old_as_given=as_given,
        old_every=Every(package.every),
        since=package.since,
        words=package.words,
        new=new,
        every=every,
        comparison=None if new is None else moving.compare(old, new),
        told_in_person_on=talk and talk.on,
        told_in_person_words=talk.words if talk else "",
        protected=None if new is None else moving.floor_while_challenged(old, new, challenge_open=challenged),
        by_year=by_year,
        rule_gives=gives,
    )


def _costed(assessment: UUID | None, currency: str, now: datetime) -> Money | None:
    rows = NeedCost.objects.filter(assessment_id=assessment, at__lte=now).order_by("at", "id")
    last = {row.question: row.pence for row in rows}
    return Money(sum(last.values()), currency) if last else None


def _told(held: FigureSeen | None) -> tuple[Money | None, Every, str]:
    return (None, Every.WEEK, "") if held is None else (held.money, held.per, held.version)


def _is_challenged(decision: UUID) -> bool:
    # Family see whether the sum is protected without seeing what the challenge says.
    return Challenge.objects.filter(decision_id=decision, answer=None).exists()
