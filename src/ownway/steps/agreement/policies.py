"""Who may do what in agreement, and when: pairs that raise with a reason or answer yes or no."""

from datetime import datetime
from uuid import UUID

from ownway.registers.people import policies as people
from ownway.registers.people import queries as people_queries
from ownway.steps.agreement.models import InterestDeclared, PanelDecided, SumApproved, TakenToPanel
from ownway.steps.agreement.rules.cannot import CannotSign, CannotTalkOfRisk, CannotTest
from ownway.steps.planning.queries import PlanSeen, PlanState
from ownway.values import Asker, Cannot


def check_may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> None:
    """Check the policy table for an ``agreement`` deed about *person*."""
    people.check_may(asker, f"agreement.{deed}", about=person, now=now)


def may(asker: Asker, deed: str, *, person: UUID, now: datetime) -> bool:
    """Whether :func:`check_may` would let it pass."""
    return people.may(asker, f"agreement.{deed}", about=person, now=now)


def check_may_judge(asker: Asker, deed: str, *, plan: PlanSeen, now: datetime) -> None:
    """Check that the asker may test, sign or return this version: handed in, and of nobody they are or belong to.

    :raises CannotTest: when the plan is not with the authority, or the asker has a stake in it.
    """
    check_may(asker, deed, person=plan.person, now=now)
    if plan.state is not PlanState.HANDED_IN:
        raise CannotTest("agreement.not_with_the_authority")
    if asker.party is None or not asker.is_human:
        raise CannotTest("agreement.a_named_person_only")
    # Nobody acts on the case of someone of their own: family, representative and carer are on the person's side.
    if people_queries.relations_of(asker.party, to=plan.person, now=now) & people.PERSONS_SIDE:
        raise CannotTest("agreement.too_close_to_decide")
    if deed in ("sign", "refuse") and has_interest(asker.party, version=plan.version):
        raise CannotTest("agreement.has_an_interest")


def may_judge(asker: Asker, deed: str, *, plan: PlanSeen, now: datetime) -> bool:
    """Whether :func:`check_may_judge` would let it pass."""
    try:
        check_may_judge(asker, deed, plan=plan, now=now)
    except Cannot:
        return False
    return True


def check_may_talk(asker: Asker, *, plan: PlanSeen, now: datetime) -> None:
    """Check that the asker may talk about the risks of a plan: until it is decided on.

    :raises CannotTalkOfRisk: when it was decided on.
    """
    check_may(asker, "talk_of_risk", person=plan.person, now=now)
    if plan.state not in (PlanState.DRAFT, PlanState.HANDED_IN):
        raise CannotTalkOfRisk("agreement.decided_already")


def may_talk(asker: Asker, *, plan: PlanSeen, now: datetime) -> bool:
    """Whether :func:`check_may_talk` would let it pass."""
    try:
        check_may_talk(asker, plan=plan, now=now)
    except Cannot:
        return False
    return True


def check_may_before_panel(asker: Asker, deed: str, *, plan: PlanSeen, now: datetime) -> None:
    """Check that the asker may do this about the panel of a plan that is with the authority.

    :raises CannotTest: when it is not, or no human asks.
    """
    check_may(asker, deed, person=plan.person, now=now)
    if plan.state is not PlanState.HANDED_IN:
        raise CannotTest("agreement.not_with_the_authority")
    if asker.party is None or not asker.is_human:
        raise CannotTest("agreement.a_named_person_only")


def has_interest(party: UUID, *, version: UUID) -> bool:
    """Whether somebody declared an interest of their own before the panel of this version; the latest word counts."""
    said = InterestDeclared.objects.filter(panel__version_id=version, by_id=party).order_by("at", "id").last()
    return said is not None and said.has_interest


def waits_for_panel(version: UUID) -> bool:
    """Whether a version was taken to the panel, which has not decided."""
    return TakenToPanel.objects.filter(version_id=version, decided=None).exists()


def panel_said_not_yet(version: UUID) -> bool:
    """Whether the panel decided that a version does not go ahead as it is."""
    return PanelDecided.objects.filter(panel__version_id=version, outcome="not_yet").exists()


def waits_for_finance(plan: PlanSeen) -> bool:
    """Whether the plan's yearly sum is large enough that finance must approve it first, and has not."""
    panel = plan.pack.agreement.panel
    above = panel.finance_above_pence_year if panel else None
    if above is None or plan.standing is None or plan.standing.cost.pence <= above:
        return False
    return not SumApproved.objects.filter(version_id=plan.version, pence_year__gte=plan.standing.cost.pence).exists()


def check_may_sign(asker: Asker, *, plan: PlanSeen, not_passed: tuple[str, ...], now: datetime) -> None:
    """Check that the asker may sign: every test passed, the plan fits, a large sum approved.

    :raises CannotSign: with the test, or the approval, that is still to come.
    """
    check_may_judge(asker, "sign", plan=plan, now=now)
    if not_passed:
        raise CannotSign("agreement.tests_open", tests=", ".join(not_passed))
    if plan.standing is None or not plan.standing.fits:
        raise CannotSign("agreement.does_not_fit")
    if waits_for_finance(plan):
        raise CannotSign("agreement.waits_for_finance")
    if people.needs_a_voice(plan.person, now=now):
        raise CannotSign("agreement.needs_a_voice", help="agreement.find_a_voice")
    if waits_for_panel(plan.version):
        raise CannotSign("agreement.waits_for_panel")
    if panel_said_not_yet(plan.version):
        raise CannotSign("agreement.panel_said_not_yet")


def may_sign(asker: Asker, *, plan: PlanSeen, not_passed: tuple[str, ...], now: datetime) -> bool:
    """Whether :func:`check_may_sign` would let it pass."""
    try:
        check_may_sign(asker, plan=plan, not_passed=not_passed, now=now)
    except Cannot:
        return False
    return True
