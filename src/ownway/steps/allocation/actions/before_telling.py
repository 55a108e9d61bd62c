"""Before a figure is fixed: needs are costed one by one, and the person looks at what was written about them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.rows import one_at_a_time
from ownway.steps.allocation.models import FactsSaid, FactsShown, NeedCost
from ownway.steps.allocation.queries import assessments, checking
from ownway.steps.allocation.queries.working import asked_in_words
from ownway.steps.allocation.rules import facts
from ownway.steps.allocation.rules.cannot import CannotCostNeeds, CannotShowFacts
from ownway.steps.allocation.rules.voices import CHANNELS
from ownway.values import Asker, Money, Reason, new_identifier
from ownway.values.text import clean_text


def cost_need(asker: Asker, *, now: datetime, assessment: UUID, question: str, money: Money, words: str = "") -> UUID:
    """Keep what meeting the need of *question* would cost, for the figure's own period; return its identifier.

    It changes no figure. It stands beside the figure when it is told, so that a sum that could not meet the needs is
    seen (R (KM) v Cambridgeshire [2012] UKSC 23).

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotCheck: when it is not handed in, or told already.
    :raises CannotCostNeeds: for a question that is no need of theirs, or a sum below nothing or in other money.
    """
    row = assessments.found(asker, assessment=assessment, deed="cost_needs", now=now)
    said = clean_text(words, longest=2000, field="words")
    with transaction.atomic():
        one_at_a_time(row.person_id)
        policies.check_may_check(asker, person=row.person_id, state=assessments.state(row), now=now)
        seen = checking.costing_of(asker, assessment=assessment, now=now)
        if question not in {cost.question for cost in seen.costs}:
            raise CannotCostNeeds("allocation.no_such_need", field=question)
        if money.pence < 0 or money.currency != seen.currency:
            raise CannotCostNeeds("allocation.cost_below_nothing", field=question, currency=seen.currency)
        kept = NeedCost.objects.create(
            id=new_identifier(now),
            assessment=row,
            person_id=row.person_id,
            question=question,
            pence=money.pence,
            currency=money.currency,
            every=seen.per.value,
            words=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.cost_needs",
            thing="need_cost",
            thing_id=kept.id,
            after={"question": question, "pence": money.pence},
        )
    return kept.id


def show_facts(asker: Asker, *, now: datetime, assessment: UUID) -> UUID:
    """Show the person what was written about them, with a letter and a clock; until they answer, no sum is fixed.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotCheck: when it is not handed in, or told already.
    :raises CannotShowFacts: while answers are still to be agreed or settled, or they are looking at it already.
    """
    row = assessments.found(asker, assessment=assessment, deed="show_facts", now=now)
    with transaction.atomic():
        one_at_a_time(row.person_id)
        policies.check_may_check(asker, person=row.person_id, state=assessments.state(row), now=now)
        seen = assessments.assessment(asker, assessment=assessment, now=now)
        if seen.to_check:
            pack = programmes.pack(row.pack_version)
            first = asked_in_words(pack, seen.to_check[0].id)
            raise CannotShowFacts("allocation.not_all_settled", left=len(seen.to_check), asked=first)
        looked = checking.look_at_facts(row, now=now)
        if looked.look is facts.Look.WAITING:
            raise CannotShowFacts("allocation.facts_are_out")
        due = timezone.localdate(now) + timedelta(days=facts.DAYS)
        kept = FactsShown.objects.create(
            id=new_identifier(now), assessment=row, person_id=row.person_id, due=due, by_id=asker.party, at=now
        )
        decisions.start_clock(
            asker,
            now=now,
            about=row.person_id,
            kind="facts",
            due=due,
            waits_on_role="person",
            waits_on=row.person_id,
            thing="facts_shown",
            thing_id=kept.id,
        )
        letters.write(
            asker,
            now=now,
            to=row.person_id,
            about=row.person_id,
            kind="facts_shown",
            facts={"due": due.isoformat(), "otherwise": len(looked.otherwise)},
            thing="facts_shown",
            thing_id=kept.id,
        )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.show_facts",
            thing="facts_shown",
            thing_id=kept.id,
            after={"due": due.isoformat()},
        )
    return kept.id


def say_to_facts(
    asker: Asker, *, now: datetime, assessment: UUID, question: str = "", words: str = "", channel: str = "self"
) -> UUID:
    """Say to what was written that it is so (no *question*), or that what stands at one question is not so, and why.

    What is not so opens that question again: it has to be settled anew before the sum is told. By phone or on paper,
    *channel* says how the person said it.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotShowFacts: when nothing is shown now, for an unknown question or channel, or without words why not.
    """
    row = assessments.found(asker, assessment=assessment, deed="not_so", now=now)
    why = clean_text(words, longest=4000, field="words", required=bool(question))
    if channel not in CHANNELS:
        raise CannotShowFacts("allocation.no_such_channel", field="channel")
    with transaction.atomic():
        one_at_a_time(row.person_id)
        shown = FactsShown.objects.filter(assessment=row).order_by("-at", "-id").first()
        if shown is None or assessments.state(row) != "handed_in":
            raise CannotShowFacts("allocation.no_facts_out")
        if not question:
            policies.check_may_speak_as(asker, person=row.person_id, channel=channel, now=now)
            before = FactsSaid.objects.filter(shown=shown, question="").first()
            if before is not None:
                return before.id
        seen = assessments.assessment(asker, assessment=assessment, now=now)
        asked = seen.question(question) if question else None
        if question and (asked is None or not asked.is_checked):
            raise CannotShowFacts("allocation.no_such_question", field="question")
        kept = FactsSaid.objects.create(
            id=new_identifier(now),
            shown=shown,
            person_id=row.person_id,
            question=question,
            words=why,
            channel=channel,
            by_id=asker.party,
            at=now,
        )
        if not question:
            decisions.stop_clock(
                asker, now=now, kind="facts", thing_id=shown.id, reason=Reason("allocation.facts_are_so")
            )
        trail.note_change(
            asker,
            now=now,
            about=row.person_id,
            deed="allocation.not_so",
            thing="facts_said",
            thing_id=kept.id,
            after={"question": question, "channel": channel},
        )
    return kept.id
