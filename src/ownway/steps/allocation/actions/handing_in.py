"""Hands a self-assessment in, and tells the estimate at once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import WorkedOut
from ownway.steps.allocation.actions.rows import one_at_a_time, reach
from ownway.steps.allocation.models import Assessment, Figure
from ownway.steps.allocation.queries import assessments
from ownway.steps.allocation.queries.working import asked_in_words, change_since, last_figure, reckon, values_now
from ownway.steps.allocation.rules import routing, states
from ownway.steps.allocation.rules.cannot import CannotHandIn
from ownway.steps.allocation.rules.voices import Standing
from ownway.values import Asker, new_identifier


def hand_in(asker: Asker, *, now: datetime, assessment: UUID) -> UUID:
    """Hand a self-assessment in: work the estimate out at once and start the clock for its check; return the figure.

    Answers may be missing: the estimate is then a range (A4). Handing in a second time gives the first estimate.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotHandIn: when nothing is answered, or two answers of one voice are still waiting to be chosen from.
    """
    row = assessments.found(asker, assessment=assessment, deed="hand_in", now=now)
    with transaction.atomic():
        one_at_a_time(row.person_id)
        state = assessments.state(assessments.found(asker, assessment=assessment, deed="hand_in", now=now))
        if state in ("handed_in", "told"):
            return Figure.objects.get(assessment=row, kind="estimate").id
        if states.after(state, "hand_in") is None:
            raise CannotHandIn("allocation.no_longer_open", help="allocation.ask_for_a_new_one")
        check_ready(row)
        figure = _estimate(row, now=now)
        reach(row, "handed_in", asker=asker, now=now)
        due = timezone.localdate(now) + timedelta(days=programmes.pack(row.pack_version).allocation.checked_within_days)
        decisions.start_clock(
            asker,
            now=now,
            about=row.person_id,
            kind="check",
            due=due,
            waits_on_role="practitioner",
            waits_on=assessments.practitioner_for(row.person_id, now=now),
            thing="assessment",
            thing_id=row.id,
        )
        _write(asker, now=now, row=row, figure=figure, due=due.isoformat())
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.hand_in",
            thing="figure",
            thing_id=figure.id,
            after={"kind": "estimate", "pence": figure.pence, "checked_by": due.isoformat()},
        )
    return figure.id


def check_ready(row: Assessment) -> None:
    """Check that the assessment can be handed in.

    :raises CannotHandIn: when nothing is answered, or one voice has two answers to a question.
    """
    sides = assessments.sides_of(row.id)
    doubled = [side for side in sides.values() if side.standing is Standing.TWO_ANSWERS]
    if doubled:
        asked = asked_in_words(programmes.pack(row.pack_version), doubled[0].question)
        raise CannotHandIn("allocation.two_answers", field=doubled[0].question, asked=asked)
    if not any(routing.has_answer(value) for value in assessments.counting(sides).values()):
        raise CannotHandIn("allocation.nothing_answered")


def _estimate(row: Assessment, *, now: datetime) -> Figure:
    values = values_now(row, now=now)
    today = timezone.localdate(now)
    worked = reckon(row, values, as_of=today)
    before = last_figure(row.person_id)
    change = change_since(before, money=worked.figure, row=row, values=values)
    low, high = worked.range or (None, None)
    return Figure.objects.create(
        id=new_identifier(now),
        assessment=row,
        person_id=row.person_id,
        kind="estimate",
        pence=worked.figure.pence if worked.figure is not None else None,
        lowest_pence=low.pence if low else None,
        highest_pence=high.pence if high else None,
        currency=programmes.pack(row.pack_version).currency,
        every=worked.per.value,
        as_of=today,
        pack_version=row.pack_version,
        answers=values,
        worked=worked.as_json(),
        change=change and change.as_json(),
        told_at=now,
        words="",
        told_by=None,
        before=before,
    )


def _write(asker: Asker, *, now: datetime, row: Assessment, figure: Figure, due: str) -> None:
    pack = programmes.pack(row.pack_version)
    letters.write(
        asker,
        now=now,
        to=figure.person_id,
        about=figure.person_id,
        kind="estimate_told" if figure.pence is not None else "estimate_range_told",
        facts={
            "pence": figure.pence,
            "lowest": figure.lowest_pence,
            "highest": figure.highest_pence,
            "currency": figure.currency,
            "every": figure.every,
            "checked_by": due,
            "illustrative": pack.illustrative,
            "rule_version": pack.version,
        },
        reasons=(WorkedOut.from_json(figure.worked).reason,),
        pack=pack,
        thing="figure",
        thing_id=figure.id,
    )
