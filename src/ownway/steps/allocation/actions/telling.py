"""Tells the indicative budget, moves it, agrees it with the plan, and takes a challenge of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.programmes import queries as programmes
from ownway.registers.trail import actions as trail
from ownway.rulebook.model import WorkedOut
from ownway.steps.allocation import policies
from ownway.steps.allocation.actions.deciding import decide_figure, keep_figure
from ownway.steps.allocation.actions.rows import one_at_a_time, reach
from ownway.steps.allocation.models import Assessment, Eligibility, Figure, ToldInPerson
from ownway.steps.allocation.queries import assessments, figures
from ownway.steps.allocation.queries.checking import costs_beside, look_at_facts
from ownway.steps.allocation.queries.moving import moving_over
from ownway.steps.allocation.queries.seen import AssessmentSeen, MovingSeen
from ownway.steps.allocation.queries.working import asked_in_words, change_since, last_figure, reckon, values_now
from ownway.steps.allocation.rules import states
from ownway.steps.allocation.rules.cannot import CannotMoveFigure, CannotTellBudget
from ownway.steps.allocation.rules.eligibility import proposed
from ownway.steps.allocation.rules.facts import Look
from ownway.steps.allocation.rules.routing import Values
from ownway.values import Asker, Money, Reason, new_identifier
from ownway.values.text import clean_text


def tell_budget(asker: Asker, *, now: datetime, assessment: UUID, words: str) -> UUID:
    """Tell the indicative budget, worked out anew from the settled answers; return the decision.

    The decision is the asker's, by name, with the whole working as its reasons; the letter is written and the clock
    for a challenge starts. Where the pack protects those who move over, the sum is the protected one of today,
    and a reason says so. Telling it a second time gives the first decision.

    :raises NotFound: when there is no such assessment for the asker.
    :raises CannotTellBudget: while a question is unchecked or unsettled, an answer is missing, or a lower sum than
        the package before has not been told in person (A12), or where the rule says that the programme is not open to
        the person and nobody has decided otherwise (A11); while the person has not looked at answers that were settled
        otherwise than they said, or says that something is not so (LR15); or without *words* where the costs of their
        needs one by one are far from the sum (LR2).
    """
    row = assessments.found(asker, assessment=assessment, deed="tell_budget", now=now)
    said = clean_text(words, longest=4000, field="words")
    with transaction.atomic():
        one_at_a_time(row.person_id)
        seen = assessments.assessment(asker, assessment=assessment, now=now)
        if seen.state == "told":
            return _decision_on(row)
        if states.after(seen.state, "tell_budget") is None:
            raise CannotTellBudget("allocation.not_handed_in")
        values = values_now(row, now=now)
        worked, moving = _checked(asker, row, seen, values, now=now)
        _is_open_to(row, worked, now=now)
        _facts_are_so(asker, row, now=now)
        if costs_beside(row, values, worked, now=now).is_far and not said:
            raise CannotTellBudget("allocation.say_why_far", field="words")
        assert worked.figure is not None
        before = last_figure(row.person_id)
        protected = moving.protection if moving is not None else None
        money = moving.told_now if moving is not None and protected is not None else worked.figure
        assert money is not None
        change = change_since(before, money=money, row=row, values=values, protected=protected)
        figure = decide_figure(
            asker,
            now=now,
            row=row,
            worked=worked,
            values=values,
            before=before,
            change=change,
            words=said,
            money=money,
            kind="budget_told",
        )
        reach(row, "told", asker=asker, now=now)
        decisions.stop_clock(
            asker,
            now=now,
            kind="check",
            thing_id=row.id,
            reason=Reason("allocation.budget_told", {"pence": figure.pence, "currency": figure.currency}),
        )
    assert figure.decision_id is not None
    return figure.decision_id


def move_figure(asker: Asker, *, now: datetime, figure: UUID, pence: int, words: str) -> UUID:
    """Let a panel move the figure that holds to *pence*, with a reason, inside the pack's limits; return the decision.

    :raises CannotMoveFigure: without a reason, when it is not the figure that holds, where the programme lets no panel
        move a figure, or outside its limits, which are told (A8).
    """
    held = figures.figure(asker, figure=figure, now=now)
    policies.check_may(asker, "move_figure", person=held.person, now=now)
    why = clean_text(words, longest=4000, field="words", required=True)
    with transaction.atomic():
        one_at_a_time(held.person)
        latest = last_figure(held.person)
        if latest is None or latest.id != figure or latest.kind != "indicative" or held.formula is None:
            raise CannotMoveFigure("allocation.not_the_figure_that_holds")
        if held.panel_ends is None:
            raise CannotMoveFigure("allocation.panel_may_not_move")
        least, most = held.panel_ends
        if not least.pence <= pence <= most.pence:
            raise CannotMoveFigure(
                "allocation.outside_limits",
                field="pence",
                least=least.pence,
                most=most.pence,
                currency=least.currency,
            )
        row = Assessment.objects.get(pk=held.assessment)
        money = Money(pence, held.formula.currency)
        moved = decide_figure(
            asker,
            now=now,
            row=row,
            worked=held.worked,
            values=held.answers,
            before=latest,
            change=change_since(latest, money=money, row=row, values=held.answers, moved=why),
            words=why,
            money=money,
            kind="figure_moved",
        )
    assert moved.decision_id is not None
    return moved.decision_id


def agree_figure(asker: Asker, *, now: datetime, figure: UUID, decision: UUID) -> UUID:
    """Make an indicative figure the agreed one, by the *decision* that signed the plan; return the agreed figure.

    :raises NotFound: when there is no such figure for the asker.
    :raises CannotTellBudget: when it is no indicative figure.
    """
    held = figures.figure(asker, figure=figure, now=now)
    policies.check_may(asker, "agree_figure", person=held.person, now=now)
    if held.kind == "estimate" or held.money is None:
        raise CannotTellBudget("allocation.only_checked_is_agreed")
    row = Assessment.objects.get(pk=held.assessment)
    with transaction.atomic():
        one_at_a_time(held.person)
        kept = keep_figure(
            asker,
            now=now,
            row=row,
            kind="agreed",
            money=held.money,
            worked=held.worked,
            values=held.answers,
            before=Figure.objects.get(pk=figure),
            change=held.protected,
            words="",
            decision=decision,
            id=new_identifier(now),
        )
        trail.note_change(
            asker,
            now=now,
            about=held.person,
            deed="allocation.agree_figure",
            thing="figure",
            thing_id=kept.id,
            after={"kind": "agreed", "pence": kept.pence, "decision": str(decision)},
        )
    return kept.id


def challenge_figure(asker: Asker, *, now: datetime, figure: UUID, words: str) -> UUID:
    """Challenge a figure in the person's own *words*; a clock runs on the answer. Return the challenge.

    :raises NotFound: when there is no such figure for the asker.
    :raises CannotTellBudget: when it is an estimate: nobody has decided it yet.
    """
    held = figures.figure(asker, figure=figure, now=now)
    policies.check_may(asker, "challenge", person=held.person, now=now)
    if held.decision is None:
        raise CannotTellBudget("allocation.estimate_is_no_decision")
    return decisions.challenge(
        asker,
        now=now,
        decision=held.decision,
        words=words,
        answer_within_days=programmes.pack(held.version).allocation.answer_within_days,
    )


def _is_open_to(row: Assessment, worked: WorkedOut, *, now: datetime) -> None:
    """Refuse to tell a sum that the rule does not give, unless somebody decided by name that it is theirs (A11)."""
    proposal = proposed(programmes.pack(row.pack_version), worked)
    if proposal is None or proposal.eligible is not False:
        return
    if not Eligibility.objects.filter(assessment=row, eligible=True, at__lte=now).exists():
        raise CannotTellBudget("allocation.decide_eligibility_first", help="allocation.where_eligibility_is_decided")


def _facts_are_so(asker: Asker, row: Assessment, *, now: datetime) -> None:
    """Refuse to fix a sum before the person has looked at what was written, and stop the clock of their look (LR15)."""
    facts = look_at_facts(row, now=now)
    if not facts.lets_tell:
        raise CannotTellBudget(f"allocation.facts_{facts.look.value}")
    if facts.shown is not None and facts.look is Look.TIME_PASSED:
        reason = Reason("allocation.facts_time_passed")
        decisions.stop_clock(asker, now=now, kind="facts", thing_id=facts.shown, reason=reason)


def _decision_on(row: Assessment) -> UUID:
    told = Figure.objects.filter(assessment=row, kind="indicative").earliest("told_at")
    assert told.decision_id is not None
    return told.decision_id


def _checked(
    asker: Asker, row: Assessment, seen: AssessmentSeen, values: Values, *, now: datetime
) -> tuple[WorkedOut, MovingSeen | None]:
    pack = programmes.pack(row.pack_version)
    if seen.to_check:
        first = seen.to_check[0]
        raise CannotTellBudget(
            "allocation.not_all_settled", field=first.id, left=len(seen.to_check), asked=asked_in_words(pack, first.id)
        )
    worked = reckon(row, values, as_of=timezone.localdate(now))
    if worked.figure is None:
        raise CannotTellBudget(
            "allocation.answers_missing", left=len(worked.missing), asked=asked_in_words(pack, worked.missing[0])
        )
    against = (worked.figure, worked.per, row.pack_version)
    moving = moving_over(asker, person=row.person_id, now=now, against=against, assessment=row.id)
    if moving is not None and moving.is_lower and not ToldInPerson.objects.filter(assessment=row).exists():
        raise CannotTellBudget(
            "allocation.tell_in_person_first",
            old=moving.old.pence,
            new=worked.figure.pence,
            currency=worked.figure.currency,
        )
    return worked, moving
