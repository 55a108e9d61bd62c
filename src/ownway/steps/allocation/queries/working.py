"""Works a figure out from the answers that count now, and says what would be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from ownway.registers.programmes import queries as programmes
from ownway.rulebook.engines.one import work_out
from ownway.rulebook.model import Pack, WorkedOut
from ownway.steps.allocation.models import Assessment, Figure
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.queries.carers import with_help
from ownway.steps.allocation.queries.moving import moving_over
from ownway.steps.allocation.queries.seen import MovingSeen
from ownway.steps.allocation.rules import figures, routing
from ownway.values import Asker, Money, Reason

Values = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ToldThen:
    """What would be told if the budget were told now: the working, the sum, why it differs, and the package before.

    The *money* is the figure that was worked out, or what protects the person while they move over.
    """

    worked: WorkedOut
    money: Money | None
    change: Reason | None
    moving: MovingSeen | None


def what_would_be_told(asker: Asker, *, assessment: UUID, now: datetime) -> ToldThen:
    """Return what the answers that count now come to, and how that stands to what was told before.

    :raises NotFound: when there is no such assessment for the asker.
    """
    row = assessments.found(asker, assessment=assessment, deed="see", now=now)
    values = values_now(row, now=now)
    worked = reckon(row, values, as_of=timezone.localdate(now))
    moving = None
    if worked.figure is not None:
        against = (worked.figure, worked.per, row.pack_version)
        moving = moving_over(asker, person=row.person_id, now=now, against=against, assessment=row.id)
    protected = moving.protection if moving is not None else None
    money = moving.told_now if moving is not None and protected is not None else worked.figure
    change = change_since(last_figure(row.person_id), money=money, row=row, values=values, protected=protected)
    return ToldThen(worked, money, change, moving)


def values_now(row: Assessment, *, now: datetime) -> dict[str, Mapping[str, Any]]:
    """Return the answer that counts now for each question of the assessment that has one; of help, what carers say."""
    return with_help(row, assessments.counting(assessments.sides_of(row.id)), now=now)


def reckon(row: Assessment, values: Values, *, as_of: date) -> WorkedOut:
    """Work the figure out by the rule of the assessment's own version, on the day *as_of*."""
    pack = programmes.pack(row.pack_version)
    # A rule that has run out since is still the rule this assessment was started under.
    last = pack.in_force.end
    day = as_of if last is None or as_of < last else max(pack.in_force.start, date.fromordinal(last.toordinal() - 1))
    return work_out(pack, routing.to_work_out(pack, values), day)


def last_figure(person: UUID) -> Figure | None:
    """Return the figure *person* was told last, whatever its kind."""
    return Figure.objects.filter(person_id=person).order_by("-told_at", "-id").first()


def change_since(
    before: Figure | None,
    *,
    money: Money | None,
    row: Assessment,
    values: Values,
    moved: str = "",
    protected: Reason | None = None,
) -> Reason | None:
    """Return why the new *money* differs from the figure *before*, or nothing for a first figure.

    *protected* says why it is another sum than the rule gives by itself, while people move over: of a first figure too.
    """
    if before is None:
        return protected
    pack = programmes.pack(row.pack_version)
    was = None if before.pence is None else Money(before.pence, before.currency)
    if was is not None and money is not None and was.currency != money.currency:
        was = None
    return figures.why_changed(
        was,
        money,
        questions={id: asked_in_words(pack, id) for id in figures.changed_answers(before.answers, values)},
        version_changed=before.pack_version != row.pack_version,
        moved=moved,
        protected=protected,
    )


def asked_in_words(pack: Pack, question: str) -> str:
    """Return what *question* asks, in the pack's own language; its id where the pack no longer asks it."""
    key = f"question.{question}.label"
    return pack.say(key, pack.languages[0]) if pack.has(key, pack.languages[0]) else question
