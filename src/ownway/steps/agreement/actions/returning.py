"""Returns a plan that is not agreed yet: which test failed, what would pass, and how to answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.agreement import policies
from ownway.steps.agreement.models import Returned
from ownway.steps.agreement.queries.agreements import tried_on
from ownway.steps.agreement.rules.cannot import CannotRefuse
from ownway.steps.agreement.rules.tests import latest, reasons
from ownway.steps.planning import actions as planning_actions
from ownway.steps.planning import queries as planning
from ownway.steps.planning.actions.stages import CLOCK
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text


def refuse(asker: Asker, *, now: datetime, version: UUID, words: str) -> UUID:
    """Return a plan with the tests that failed and what would pass (G5); return the decision.

    The budget stays as it is. The person can change the plan, reply, or challenge. Returning twice is returning once.

    :raises CannotRefuse: when no test was tried and failed and the panel did not say "not yet", or nothing is said.
    """
    person = planning.whose_version(asker, version=version, now=now)
    policies.check_may(asker, "refuse", person=person, now=now)
    said = clean_text(words, longest=4000, field="words", required=True)
    with transaction.atomic():
        take_turn("agreement.person", person)
        before = Returned.objects.filter(version_id=version).first()
        if before is not None:
            return before.decision_id
        plan = planning.plan_version(asker, version=version, now=now)
        policies.check_may_judge(asker, "refuse", plan=plan, now=now)
        tests, tried = plan.tests, tried_on(version)
        failed = [test for test, found in latest(tried).items() if not found.passed]
        not_yet = policies.panel_said_not_yet(version)
        if not failed and not not_yet:
            raise CannotRefuse("agreement.no_test_failed")
        why = tuple(reason for reason in reasons(tests, tried) if reason.code.endswith(".would_pass"))
        if not_yet:
            why = (*why, Reason("agreement.panel.not_yet"))
        decision = _decide(asker, now=now, plan=plan, version=version, why=why, words=said)
        Returned.objects.create(
            id=new_identifier(now),
            version_id=version,
            person_id=plan.person,
            decision_id=decision,
            failed=sorted(failed),
            by_id=asker.party,
            at=now,
        )
        planning_actions.reach(asker, now=now, version=version, state=planning.PlanState.RETURNED)
        decisions.stop_clock(asker, now=now, kind=CLOCK, thing_id=version, reason=Reason("agreement.returned"))
        _write(asker, now=now, plan=plan, version=version, why=why, words=said)
        trail.note_change(
            asker,
            now=now,
            about=plan.person,
            deed="agreement.refuse",
            thing="plan_version",
            thing_id=version,
            after={"failed": sorted(failed), "decision": str(decision)},
        )
    return decision


def _decide(
    asker: Asker, *, now: datetime, plan: planning.PlanSeen, version: UUID, why: tuple[Reason, ...], words: str
) -> UUID:
    return decisions.decide(
        asker,
        now=now,
        about=plan.person,
        kind="plan_refused",
        outcome="refused",
        reasons=why,
        words=words,
        rule_version=plan.pack.version,
        thing="plan_version",
        thing_id=version,
        challenge_within_days=plan.pack.agreement.challenge_within_days,
        answer_within_days=plan.pack.agreement.answer_within_days,
    )


def _write(
    asker: Asker, *, now: datetime, plan: planning.PlanSeen, version: UUID, why: tuple[Reason, ...], words: str
) -> None:
    letters.write(
        asker,
        now=now,
        to=plan.person,
        about=plan.person,
        kind="plan_refused",
        facts={"challenge_within_days": plan.pack.agreement.challenge_within_days, "words": words},
        reasons=why,
        pack=plan.pack,
        thing="plan_version",
        thing_id=version,
    )
