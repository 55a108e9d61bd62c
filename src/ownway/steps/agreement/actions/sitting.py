"""Lets the panel sit: it is called, its members declare interests, the person says how they wish to be heard, and
it decides with a reason, minutes, a clock and an appeal."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.letters import actions as letters
from ownway.registers.trail import actions as trail
from ownway.registers.trail.models import take_turn
from ownway.steps.agreement import policies
from ownway.steps.agreement.actions.risks import pass_plan_on
from ownway.steps.agreement.models import InterestDeclared, PanelCalled, PanelDecided, TakenToPanel, WishToBeHeard
from ownway.steps.agreement.queries.risks import risks
from ownway.steps.agreement.queries.seen_risks import PanelSeen
from ownway.steps.agreement.rules.cannot import CannotSit
from ownway.steps.agreement.rules.panel import HEARD_BY, OUTCOMES, missing_to_quorum
from ownway.steps.planning.queries import PlanSeen
from ownway.values import Asker, Reason, new_identifier
from ownway.values.text import clean_text

LONGEST = 4000
LONGEST_MINUTES = 20_000


def call_panel(asker: Asker, *, now: datetime, version: UUID, day: date, place: str, agenda: str) -> UUID:
    """Say when and where the panel talks and of what; the person is told by letter and may come (G2).

    :raises CannotSit: when the plan is not with the panel, or *day* is over.
    """
    plan, panel = _before_panel(asker, "sit_on_panel", version=version, now=now)
    if day < timezone.localdate(now):
        raise CannotSit("agreement.panel_day_over", field="day")
    with transaction.atomic():
        kept = PanelCalled.objects.create(
            id=new_identifier(now),
            panel_id=panel.id,
            person_id=plan.person,
            day=day,
            place=clean_text(place, longest=LONGEST, field="place", required=True),
            agenda=clean_text(agenda, longest=LONGEST, field="agenda", required=True),
            by_id=asker.party,
            at=now,
        )
        letters.write(
            asker,
            now=now,
            to=plan.person,
            about=plan.person,
            kind="panel_called",
            facts={"day": day.isoformat(), "place": kept.place, "agenda": kept.agenda, "words": panel.words},
            pack=plan.pack,
            thing="plan_version",
            thing_id=version,
        )
        _note(asker, now=now, plan=plan, deed="agreement.sit_on_panel", thing_id=kept.id)
    return kept.id


def wish_to_be_heard(asker: Asker, *, now: datetime, version: UUID, way: str, words: str = "") -> UUID:
    """Say how the person wishes to be heard by the panel; the latest wish counts. Staff note what they were told.

    :raises CannotSit: when the plan is not with the panel, or there is no such way.
    """
    plan, panel = _before_panel(asker, "wish_to_be_heard", version=version, now=now)
    if way not in HEARD_BY:
        raise CannotSit("agreement.no_such_way_to_be_heard", field="way")
    with transaction.atomic():
        kept = WishToBeHeard.objects.create(
            id=new_identifier(now),
            panel_id=panel.id,
            person_id=plan.person,
            way=way,
            words=clean_text(words, longest=LONGEST, field="words"),
            by_id=asker.party,
            at=now,
        )
        _note(asker, now=now, plan=plan, deed="agreement.wish_to_be_heard", thing_id=kept.id)
    return kept.id


def declare_interest(asker: Asker, *, now: datetime, version: UUID, has_interest: bool, words: str = "") -> UUID:
    """Declare whether one has an interest of one's own in the matter; who has one does not decide.

    :raises CannotSit: when the plan is not with the panel, an interest is not named, or the asker brought it there.
    """
    plan, panel = _before_panel(asker, "sit_on_panel", version=version, now=now)
    said = clean_text(words, longest=LONGEST, field="words")
    if has_interest and not said:
        raise CannotSit("agreement.name_the_interest", field="words")
    if not has_interest and TakenToPanel.objects.filter(pk=panel.id, by_id=asker.party).exists():
        raise CannotSit("agreement.brought_it_to_the_panel")
    with transaction.atomic():
        kept = InterestDeclared.objects.create(
            id=new_identifier(now),
            panel_id=panel.id,
            person_id=plan.person,
            has_interest=has_interest,
            words=said,
            by_id=asker.party,
            at=now,
        )
        _note(asker, now=now, plan=plan, deed="agreement.sit_on_panel", thing_id=kept.id)
    return kept.id


def decide_in_panel(
    asker: Asker,
    *,
    now: datetime,
    version: UUID,
    outcome: str,
    members: Iterable[UUID],
    heard: str,
    minutes: str,
    words: str,
) -> UUID:
    """Decide for the panel: whether the plan goes ahead, or not yet and what would pass; return the decision.

    *members* are those who sat, the asker among them; *heard* says how the person was heard, *minutes* what was said,
    *words* the reason, and what would pass where it does not go ahead. The person can challenge it.

    :raises CannotSit: below the quorum, when somebody who sat declared an interest or nothing, or the person, whom the
        programme wants heard, was not asked or not heard.
    """
    plan, panel = _before_panel(asker, "sit_on_panel", version=version, now=now)
    sat = set(members)
    if outcome not in OUTCOMES:
        raise CannotSit("agreement.no_such_outcome", field="outcome")
    if asker.party not in sat or not sat.issubset(panel.sitting):
        raise CannotSit("agreement.an_interest_is_open", field="members")
    if missing_to_quorum(sat, panel.quorum):
        raise CannotSit("agreement.below_the_quorum", field="members", quorum=panel.quorum)
    if panel.called is None:
        raise CannotSit("agreement.call_the_panel_first")
    if panel.person_attends and panel.wish is None:
        raise CannotSit("agreement.ask_the_person_first")
    needs_hearing = panel.person_attends and panel.wish is not None and panel.wish.way != "not"
    given = {
        "heard": clean_text(heard, longest=LONGEST, field="heard", required=needs_hearing),
        "minutes": clean_text(minutes, longest=LONGEST_MINUTES, field="minutes", required=True),
    }
    said = clean_text(words, longest=LONGEST, field="words", required=True)
    with transaction.atomic():
        take_turn("agreement.person", plan.person)
        before = PanelDecided.objects.filter(panel_id=panel.id).first()
        if before is not None:
            return before.decision_id
        decision = _decide(asker, now=now, plan=plan, panel=panel, outcome=outcome, words=said)
        PanelDecided.objects.create(
            id=new_identifier(now),
            panel_id=panel.id,
            person_id=plan.person,
            outcome=outcome,
            members=sorted(sat),
            decision_id=decision,
            by_id=asker.party,
            at=now,
            **given,
        )
        pass_plan_on(asker, now=now, plan=plan, to="practitioner", reason=Reason(f"agreement.panel.{outcome}"))
        _note(asker, now=now, plan=plan, deed="agreement.sit_on_panel", thing_id=decision)
    return decision


def _before_panel(asker: Asker, deed: str, *, version: UUID, now: datetime) -> tuple[PlanSeen, PanelSeen]:
    seen = risks(asker, version=version, now=now)
    policies.check_may_before_panel(asker, deed, plan=seen.plan, now=now)
    if seen.panel is None or seen.panel.decided is not None:
        raise CannotSit("agreement.not_with_the_panel")
    return seen.plan, seen.panel


def _decide(asker: Asker, *, now: datetime, plan: PlanSeen, panel: PanelSeen, outcome: str, words: str) -> UUID:
    rule = plan.pack.agreement
    why = (Reason(f"agreement.panel.{outcome}"), Reason(f"pack:word:risk.{panel.reason}", words=panel.words))
    decision = decisions.decide(
        asker,
        now=now,
        about=plan.person,
        kind="panel_decided",
        outcome=outcome,
        reasons=why,
        words=words,
        rule_version=plan.pack.version,
        thing="plan_version",
        thing_id=plan.version,
        challenge_within_days=rule.challenge_within_days,
        answer_within_days=rule.answer_within_days,
    )
    letters.write(
        asker,
        now=now,
        to=plan.person,
        about=plan.person,
        kind="panel_decided",
        facts={"challenge_within_days": rule.challenge_within_days, "words": words},
        reasons=why,
        pack=plan.pack,
        thing="plan_version",
        thing_id=plan.version,
    )
    return decision


def _note(asker: Asker, *, now: datetime, plan: PlanSeen, deed: str, thing_id: UUID) -> None:
    trail.note_change(asker, now=now, about=plan.person, deed=deed, thing="panel", thing_id=thing_id)
