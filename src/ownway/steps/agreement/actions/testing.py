"""Records what was found when a plan was held against a test, and the approval of a large sum."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ownway.registers.trail import actions as trail
from ownway.steps.agreement import policies
from ownway.steps.agreement.models import SumApproved, TestTried
from ownway.steps.agreement.rules.cannot import CannotApproveSum, CannotTest
from ownway.steps.planning import queries as planning
from ownway.values import Asker, new_identifier
from ownway.values.text import clean_text


def record_test(asker: Asker, *, now: datetime, version: UUID, test: str, passed: bool, words: str = "") -> UUID:
    """Record what was found in one test; a test that is not passed needs words: what is missing.

    :raises CannotTest: when the pack has no such test, words are missing, or the plan is not with the authority.
    """
    plan = planning.plan_version(asker, version=version, now=now)
    policies.check_may_judge(asker, "try_test", plan=plan, now=now)
    said = clean_text(words, longest=4000, field="words")
    if test not in {one.id for one in plan.tests}:
        raise CannotTest("agreement.no_such_test", field="test")
    if not passed and not said:
        raise CannotTest("agreement.say_what_is_missing", field="words")
    with transaction.atomic():
        kept = TestTried.objects.create(
            id=new_identifier(now),
            version_id=version,
            person_id=plan.person,
            test=test,
            passed=passed,
            words=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=plan.person,
            deed="agreement.try_test",
            thing="plan_version",
            thing_id=version,
            after={"test": test, "passed": passed, "words": said},
        )
    return kept.id


def approve_sum(asker: Asker, *, now: datetime, version: UUID, words: str = "") -> UUID:
    """Approve a plan's yearly sum for finance; approving twice is approving once.

    :raises CannotApproveSum: when the plan is not with the authority, or needs no approval.
    """
    plan = planning.plan_version(asker, version=version, now=now)
    policies.check_may(asker, "approve_sum", person=plan.person, now=now)
    said = clean_text(words, longest=4000, field="words")
    if plan.state is not planning.PlanState.HANDED_IN:
        raise CannotApproveSum("agreement.not_with_the_authority")
    with transaction.atomic():
        before = SumApproved.objects.filter(version_id=version).first()
        if before is not None:
            return before.id
        if not policies.waits_for_finance(plan) or plan.standing is None:
            raise CannotApproveSum("agreement.needs_no_approval")
        kept = SumApproved.objects.create(
            id=new_identifier(now),
            version_id=version,
            person_id=plan.person,
            pence_year=plan.standing.cost.pence,
            words=said,
            by_id=asker.party,
            at=now,
        )
        trail.note_change(
            asker,
            now=now,
            about=plan.person,
            deed="agreement.approve_sum",
            thing="plan_version",
            thing_id=version,
            after={"pence_year": kept.pence_year, "words": said},
        )
    return kept.id
