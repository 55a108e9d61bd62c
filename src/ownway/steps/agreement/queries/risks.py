"""Asks for the talk about the risks of a plan, and for the panel that a serious one was taken to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ownway.registers.people import queries as people
from ownway.steps.agreement import policies
from ownway.steps.agreement.models import PanelDecided, Risk, TakenToPanel
from ownway.steps.agreement.queries.seen_risks import (
    CalledSeen,
    InterestSeen,
    PanelDecidedSeen,
    PanelSeen,
    RiskSeen,
    RisksSeen,
    RiskWordsSeen,
    WishSeen,
)
from ownway.steps.agreement.rules.panel import Declared, may_sit, missing_to_quorum
from ownway.steps.planning import queries as planning
from ownway.steps.planning.queries import PlanSeen, PlanState
from ownway.values import Asker


def risks(asker: Asker, *, version: UUID, now: datetime) -> RisksSeen:
    """Return what was said of a plan's risks up to a version, by both sides, and the panel where one was asked.

    :raises NotFound: when the asker may not read that version.
    """
    plan = planning.plan_version(asker, version=version, now=now)
    rows = list(of_plan(plan).prefetch_related("answers").order_by("at", "id"))
    asked = TakenToPanel.objects.select_related("decided").prefetch_related("called", "wishes", "interests")
    panel = asked.filter(version_id=version).first()
    names = people.names_of(_speakers(rows, panel))
    may = policies.may
    takes = plan.state is PlanState.HANDED_IN and panel is None and plan.pack.agreement.panel is not None
    return RisksSeen(
        plan=plan,
        risks=tuple(_risk(row, names) for row in rows),
        panel=_panel(panel, names, plan) if panel else None,
        may_talk=policies.may_talk(asker, plan=plan, now=now),
        may_take_to_panel=takes and bool(rows) and may(asker, "take_to_panel", person=plan.person, now=now),
        may_wish=_open(panel) and may(asker, "wish_to_be_heard", person=plan.person, now=now),
        may_sit=_open(panel) and may(asker, "sit_on_panel", person=plan.person, now=now),
    )


def of_plan(plan: PlanSeen) -> "QuerySet[Risk]":
    """Return the risks talked about on this version of a plan and on those before it, for use inside this app."""
    return Risk.objects.filter(version__plan_id=plan.id, version__number__lte=plan.number)


def _open(panel: TakenToPanel | None) -> bool:
    return panel is not None and _decided(panel) is None


def _speakers(rows: list[Risk], panel: TakenToPanel | None) -> set[UUID]:
    found = {row.by_id for row in rows} | {one.by_id for row in rows for one in row.answers.all()}
    if panel is not None:
        found |= {panel.by_id, *(one.by_id for one in panel.interests.all())}
        found |= {one.by_id for one in (*panel.called.all(), *panel.wishes.all())}
        decided = _decided(panel)
        found |= {decided.by_id, *decided.members} if decided else set()
    return found


def _decided(panel: TakenToPanel) -> PanelDecided | None:
    return getattr(panel, "decided", None)


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda one: (one.at, one.id))


def _risk(row: Risk, names: dict[UUID, str]) -> RiskSeen:
    said = _in_order(row.answers.all())
    return RiskSeen(
        id=row.id,
        happens=row.happens,
        likely=row.likely,
        gained=row.gained,
        helps=row.helps,
        carried=row.carried,
        by_name=names.get(row.by_id, ""),
        at=row.at,
        answers=tuple(RiskWordsSeen(one.words, names.get(one.by_id, ""), one.at) for one in said),
    )


def _panel(row: TakenToPanel, names: dict[UUID, str], plan: PlanSeen) -> PanelSeen:
    called = next(reversed(_in_order(row.called.all())), None)
    wish = next(reversed(_in_order(row.wishes.all())), None)
    interests = {one.by_id: one for one in _in_order(row.interests.all())}
    sitting = may_sit(Declared(one.by_id, one.has_interest) for one in interests.values())
    decided = _decided(row)
    rule = plan.pack.agreement.panel
    quorum = rule.quorum if rule else 1
    return PanelSeen(
        id=row.id,
        reason=row.reason,
        words=row.words,
        risk=row.risk_id,
        by_name=names.get(row.by_id, ""),
        at=row.at,
        called=CalledSeen(called.day, called.place, called.agenda, names.get(called.by_id, "")) if called else None,
        wish=WishSeen(wish.way, wish.words, names.get(wish.by_id, ""), wish.at) if wish else None,
        interests=tuple(
            InterestSeen(one.by_id, names.get(one.by_id, ""), one.has_interest, one.words) for one in interests.values()
        ),
        sitting=tuple(sorted(sitting)),
        quorum=quorum,
        missing_to_quorum=missing_to_quorum(sitting, quorum),
        person_attends=rule.person_attends if rule else True,
        decided=PanelDecidedSeen(
            decided.outcome,
            tuple(names.get(one, "") for one in decided.members),
            decided.heard,
            decided.minutes,
            decided.decision_id,
            decided.at,
        )
        if decided
        else None,
    )
