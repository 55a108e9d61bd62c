"""Where the agreement stands for the person, and the agreement itself as a document to keep."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ownway.interfaces.web.agreement.views import keeping
from ownway.interfaces.web.design import disclosure
from ownway.interfaces.web.design.pages import Shown, page, show
from ownway.interfaces.web.file.views import may_answer
from ownway.interfaces.web.planning import saying
from ownway.registers.decisions import queries as decisions
from ownway.registers.people import queries as people
from ownway.registers.programmes import queries as programmes
from ownway.steps.agreement import queries
from ownway.steps.planning import queries as planning
from ownway.steps.planning.queries import PlanState
from ownway.values.cannot import NotAllowed, NotFound


@page("agreement.see")
def overview(request: HttpRequest, person: UUID) -> Shown:
    """Show whether the plan is with us and until when, came back and why, or was agreed and at what."""
    asker, now = saying.who_and_when(request)
    plan = planning.plan_of(asker, person=person, now=now)
    disclosure.heed(asker, plan.pack if plan else None, person=person)
    handed_in = _newest_handed_in(request, plan)
    judged = _judged(request, handed_in)
    decision = _decision(request, judged.decision if judged else None)
    return show(
        "agreement/overview.html",
        about=person,
        title=_("Have it agreed"),
        person=people.person(asker, person=person, now=now),
        own=asker.party == person,
        plan=plan,
        judged=judged,
        decision=decision,
        may_answer=may_answer(request, decision) if decision else frozenset(),
        agreed=_agreed(request, person),
        tests_said=tests_said(request, judged) if judged else [],
        may_judge=judged is not None and (judged.may_test or judged.may_approve_sum),
        back=reverse("home:person", args=[person]),
    )


def _agreed(request: HttpRequest, person: UUID) -> Any:
    """Return what was agreed; whoever may not read the plan is not told by its sums either where it keeps them back."""
    asker, now = saying.who_and_when(request)
    agreed = queries.agreements_of(asker, person=person, now=now)
    for one in agreed:
        disclosure.heed(asker, programmes.pack(one.rule_version), person=person)
    return agreed


@page("agreement.see")
def agreement(request: HttpRequest, agreement: UUID) -> Shown:
    """Show one agreement: the sum, from when, under which plan and rule, who signed and why."""
    asker, now = saying.who_and_when(request)
    seen = queries.agreement(asker, agreement=agreement, now=now)
    pack = programmes.pack(seen.rule_version)
    disclosure.heed(asker, pack, person=seen.person)
    try:
        plan = planning.plan_version(asker, version=seen.version, now=now)
    except NotFound:
        # Whoever may see what was agreed may still not have been let into the plan.
        plan = None
    return show(
        "agreement/agreement.html",
        about=seen.person,
        title=_("The agreement"),
        seen=seen,
        pack=pack,
        plan=plan,
        lines=[(line, saying.price(line)) for line in plan.lines] if plan else [],
        own=asker.party == seen.person,
        decision=_decision(request, seen.decision),
        taken_on=keeping.taken_on(pack, own=asker.party == seen.person),
        heard=keeping.ways_in_words(),
        may_assent=queries.may_assent(asker, agreement=agreement, now=now),
        back=reverse("agreement:overview", args=[seen.person]),
    )


def tests_said(request: HttpRequest, judged: queries.JudgingSeen) -> list[dict[str, Any]]:
    """Return each test in the words of the programme, with what was found and what would pass."""
    pack = judged.plan.pack
    return [
        {
            "test": test,
            "name": saying.words(request, pack, f"test.{test.id}"),
            "would_pass": saying.words(request, pack, f"test.{test.id}.would_pass"),
        }
        for test in judged.tests
    ]


def _newest_handed_in(request: HttpRequest, plan: planning.PlanSeen | None) -> UUID | None:
    if plan is None:
        return None
    shown = (PlanState.HANDED_IN, PlanState.RETURNED, PlanState.AGREED)
    return next((one.id for one in plan.versions if one.state in shown), None)


def _judged(request: HttpRequest, version: UUID | None) -> queries.JudgingSeen | None:
    """Return how a plan is judged; whoever helped to write it and may know no more of it is told what was agreed."""
    asker, now = saying.who_and_when(request)
    try:
        return queries.judging(asker, version=version, now=now) if version else None
    except NotAllowed:
        return None


def _decision(request: HttpRequest, decision: UUID | None) -> decisions.DecisionSeen | None:
    asker, now = saying.who_and_when(request)
    if decision is None:
        return None
    try:
        return decisions.decision(asker, decision=decision, now=now)
    except (NotFound, NotAllowed):
        return None
