"""Signs a plan: decision, agreed figure, committed money and letter, in one transaction or not at all."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.money import actions as money
from ownway.registers.money import queries as money_queries
from ownway.registers.money.rules.rates import first_period
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.rulebook.model import Pack
from ownway.steps.agreement import policies
from ownway.steps.agreement.models import Agreement
from ownway.steps.agreement.queries.agreements import free_start, tried_on
from ownway.steps.agreement.rules.cannot import CannotSign
from ownway.steps.agreement.rules.tests import not_passed, reasons
from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation import queries as figures
from ownway.steps.planning import actions as planning_actions
from ownway.steps.planning import queries as planning
from ownway.steps.planning.actions.stages import CLOCK
from ownway.steps.planning.rules.streams import main_stream
from ownway.values import Asker, Money, Reason, new_identifier
from ownway.values.text import clean_text


def sign(asker: Asker, *, now: datetime, version: UUID, words: str = "", starts: date | None = None) -> UUID:
    """Agree a plan by name and commit its money from *starts* (else the first day it can); return the agreement.

    The figure told becomes the agreed one, the budget is opened on the ledger (or takes the new rate) and its first
    payment period is charged. Signing twice is signing once.

    :raises CannotSign: while a test is open, the plan does not fit, finance has not approved, or the figure is only
        an estimate, *starts* is over, or other money of theirs starts on that day.
    """
    person = planning.whose_version(asker, version=version, now=now)
    policies.check_may(asker, "sign", person=person, now=now)
    said = clean_text(words, longest=4000, field="words")
    if starts is not None and starts < timezone.localdate(now):
        raise CannotSign("agreement.starts_in_the_past", field="starts")
    with transaction.atomic():
        take_turn("agreement.person", person)
        before = Agreement.objects.filter(version_id=version).first()
        if before is not None:
            return before.id
        plan = planning.plan_version(asker, version=version, now=now)
        tests, tried = plan.tests, tried_on(version)
        policies.check_may_sign(asker, plan=plan, not_passed=not_passed(tests, tried), now=now)
        begins = _begins(plan.person, starts, now=now)
        figure = figures.figure_of(asker, person=plan.person, now=now)
        if figure is None or figure.kind == "estimate" or figure.money is None or plan.standing is None:
            raise CannotSign("agreement.figure_unchecked")
        agreement = new_identifier(now)
        decision = _decide(asker, now=now, agreement=agreement, plan=plan, why=reasons(tests, tried), words=said)
        kept = Agreement.objects.create(
            id=agreement,
            version_id=version,
            person_id=plan.person,
            figure_id=_agree(asker, now=now, figure=figure, decision=decision),
            decision_id=decision,
            budget_id=_commit(asker, now=now, agreement=agreement, figure=figure, pack=plan.pack, starts=begins),
            pence=figure.money.pence,
            currency=figure.money.currency,
            every=figure.per.value,
            plan_pence_year=plan.standing.cost.pence,
            starts=begins,
            rule_version=plan.pack.version,
            words=said,
            signed_by_id=asker.party,
            signed_at=now,
        )
        planning_actions.reach(asker, now=now, version=version, state=planning.PlanState.AGREED)
        decisions.stop_clock(asker, now=now, kind=CLOCK, thing_id=version, reason=Reason("agreement.signed"))
        _write(asker, now=now, kept=kept, plan=plan, why=reasons(tests, tried))
        trail.note_change(
            asker,
            now=now,
            about=plan.person,
            deed="agreement.sign",
            thing="agreement",
            thing_id=agreement,
            after={"version": str(version), "pence": kept.pence, "starts": begins.isoformat()},
        )
    return agreement


def _begins(person: UUID, starts: date | None, *, now: datetime) -> date:
    """Return the day from which the money comes: one budget has one rate a day, so no other may start on it."""
    free = free_start(person, now=now)
    if starts is not None and Agreement.objects.filter(person_id=person, starts=starts).exists():
        raise CannotSign("agreement.starts_taken", field="starts", day=free.isoformat())
    return starts or free


def _decide(
    asker: Asker, *, now: datetime, agreement: UUID, plan: planning.PlanSeen, why: tuple[Reason, ...], words: str
) -> UUID:
    return decisions.decide(
        asker,
        now=now,
        about=plan.person,
        kind="plan_agreed",
        outcome="agreed",
        reasons=why,
        words=words,
        rule_version=plan.pack.version,
        thing="agreement",
        thing_id=agreement,
        challenge_within_days=plan.pack.agreement.challenge_within_days,
        answer_within_days=plan.pack.agreement.answer_within_days,
    )


def _write(asker: Asker, *, now: datetime, kept: Agreement, plan: planning.PlanSeen, why: tuple[Reason, ...]) -> None:
    letters.write(
        asker,
        now=now,
        to=plan.person,
        about=plan.person,
        kind="plan_agreed",
        facts={
            "pence": kept.pence,
            "currency": kept.currency,
            "every": kept.every,
            "starts": kept.starts.isoformat(),
            "challenge_within_days": plan.pack.agreement.challenge_within_days,
            "words": kept.words,
        },
        reasons=why,
        pack=plan.pack,
        thing="agreement",
        thing_id=kept.id,
    )


def _agree(asker: Asker, *, now: datetime, figure: figures.FigureSeen, decision: UUID) -> UUID:
    """Make the figure told the agreed one, unless it is already."""
    if figure.kind != "indicative":
        return figure.id
    return allocation.agree_figure(asker, now=now, figure=figure.id, decision=decision)


def _commit(
    asker: Asker, *, now: datetime, agreement: UUID, figure: figures.FigureSeen, pack: Pack, starts: date
) -> UUID:
    """Open the budget from the stream that carries the figure and charge its first period.

    A budget that runs takes the new rate; where the plan changed and the sum did not, it goes on as it is. A programme
    that gives the tools without the money commits nothing: its figure is what such support costs.
    """
    assert figure.money is not None
    rate = Money.nothing(pack.currency) if pack.allocation.plan_only else figure.money
    stream = main_stream(pack.spending).id
    account = money_queries.account_of(asker, person=figure.person, now=now)
    mine = (
        one for one in (account.streams if account else ()) if (one.programme, one.stream) == (figure.programme, stream)
    )
    there = next(mine, None)
    if there is not None and (there.rate, there.every) == (rate, figure.per):
        return there.budget
    if there is not None:
        return money.change_rate(
            asker,
            now=now,
            key=f"agreement:{agreement}:rate",
            budget=there.budget,
            rate=rate,
            starts=starts,
            every=figure.per,
            rule_version=pack.version,
        )
    budget = money.open_budget(
        asker,
        now=now,
        key=f"agreement:{agreement}:open",
        person=figure.person,
        programme=figure.programme,
        stream=stream,
        rate=rate,
        every=figure.per,
        starts=starts,
        rule_version=pack.version,
    )
    money.charge_period(
        asker,
        now=now,
        key=f"agreement:{agreement}:first",
        budget=budget,
        period=first_period(starts, pack.spending.payment.every),
    )
    return budget
