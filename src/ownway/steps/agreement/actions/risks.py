"""Talks openly about the risks of a plan, and takes a serious one, named in words, to the panel."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.decisions import queries as clocks
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.agreement import policies
from ownway.steps.agreement.models import Risk, RiskAnswer, TakenToPanel
from ownway.steps.agreement.queries.risks import of_plan
from ownway.steps.agreement.rules.cannot import CannotTakeToPanel, CannotTalkOfRisk
from ownway.steps.agreement.rules.panel import LIKELY
from ownway.steps.planning import queries as planning
from ownway.steps.planning.actions.stages import CLOCK
from ownway.steps.planning.queries import PlanSeen
from ownway.values import Asker, Reason, new_identifier
from ownway.values.cannot import NotFound
from ownway.values.text import clean_text

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class RiskGiven:
    """What could go wrong, how likely, what is gained by taking it, what would help, and who carries what."""

    happens: str
    likely: str
    gained: str
    helps: str = ""
    carried: str = ""


def open_risk(asker: Asker, *, now: datetime, version: UUID, given: RiskGiven) -> UUID:
    """Begin the talk about a risk of a plan (G2); return it. What is gained by taking it belongs to it.

    :raises CannotTalkOfRisk: when the plan was decided on, or it is not one of the three likelihoods.
    """
    plan = planning.plan_version(asker, version=version, now=now)
    policies.check_may_talk(asker, plan=plan, now=now)
    if given.likely not in LIKELY:
        raise CannotTalkOfRisk("agreement.no_such_likelihood", field="likely")
    with transaction.atomic():
        kept = Risk.objects.create(
            id=new_identifier(now),
            version_id=version,
            person_id=plan.person,
            happens=clean_text(given.happens, longest=LONGEST, field="happens", required=True),
            likely=given.likely,
            gained=clean_text(given.gained, longest=LONGEST, field="gained", required=True),
            helps=clean_text(given.helps, longest=LONGEST, field="helps"),
            carried=clean_text(given.carried, longest=LONGEST, field="carried"),
            by_id=asker.party,
            at=now,
        )
        _note(asker, now=now, plan=plan, deed="agreement.talk_of_risk", thing_id=kept.id)
    return kept.id


def answer_risk(asker: Asker, *, now: datetime, risk: UUID, words: str, version: UUID | None = None) -> UUID:
    """Say something to a risk, on a later *version* of the plan as well; return what was said.

    :raises CannotTalkOfRisk: when the plan was decided on.
    """
    row = Risk.objects.filter(pk=risk).first()
    if row is None:
        raise NotFound("agreement.no_such_risk")
    plan = planning.plan_version(asker, version=version or row.version_id, now=now)
    if not of_plan(plan).filter(pk=risk).exists():
        raise NotFound("agreement.no_such_risk")
    policies.check_may_talk(asker, plan=plan, now=now)
    with transaction.atomic():
        kept = RiskAnswer.objects.create(
            id=new_identifier(now),
            risk=row,
            person_id=plan.person,
            words=clean_text(words, longest=LONGEST, field="words", required=True),
            by_id=asker.party,
            at=now,
        )
        _note(asker, now=now, plan=plan, deed="agreement.talk_of_risk", thing_id=kept.id)
    return kept.id


def take_to_panel(asker: Asker, *, now: datetime, version: UUID, risk: UUID, reason: str, words: str) -> UUID:
    """Take a plan to the panel for a serious risk that was talked about, and say in words why (G2).

    A large sum is no such reason. The day by which the plan is decided stays: the panel has no longer for it.

    :raises CannotTakeToPanel: when the programme has no panel or no such reason, or the risk was not talked about.
    """
    plan = planning.plan_version(asker, version=version, now=now)
    policies.check_may_judge(asker, "take_to_panel", plan=plan, now=now)
    said = clean_text(words, longest=LONGEST, field="words", required=True)
    panel = plan.pack.agreement.panel
    if panel is None or reason not in panel.reasons:
        raise CannotTakeToPanel("agreement.no_reason_for_the_panel", field="reason")
    if not of_plan(plan).filter(pk=risk).exists():
        raise CannotTakeToPanel("agreement.talk_of_it_first", field="risk")
    with transaction.atomic():
        take_turn("agreement.person", plan.person)
        before = TakenToPanel.objects.filter(version_id=version).first()
        if before is not None:
            return before.id
        kept = TakenToPanel.objects.create(
            id=new_identifier(now),
            version_id=version,
            risk_id=risk,
            person_id=plan.person,
            reason=reason,
            words=said,
            by_id=asker.party,
            at=now,
        )
        pass_plan_on(asker, now=now, plan=plan, to="panel", reason=Reason("agreement.taken_to_panel"))
        _note(asker, now=now, plan=plan, deed="agreement.take_to_panel", thing_id=kept.id)
    return kept.id


def pass_plan_on(asker: Asker, *, now: datetime, plan: PlanSeen, to: str, reason: Reason) -> None:
    """Let the plan wait on another role, by the same day; a plan that waited on nobody waits from today."""
    running = clocks.clocks_about(asker, person=plan.person, now=now)
    clock = next((one for one in running if one.kind == CLOCK and one.thing_id == plan.version), None)
    if clock is not None:
        decisions.pass_clock(asker, now=now, clock=clock, waits_on_role=to, reason=reason)
        return
    decisions.start_clock(
        asker,
        now=now,
        about=plan.person,
        kind=CLOCK,
        due=timezone.localdate(now),
        waits_on_role=to,
        thing="plan_version",
        thing_id=plan.version,
    )


def _note(asker: Asker, *, now: datetime, plan: PlanSeen, deed: str, thing_id: UUID) -> None:
    trail.note_change(asker, now=now, about=plan.person, deed=deed, thing="risk", thing_id=thing_id)
