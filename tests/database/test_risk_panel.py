"""A risk is talked about openly; only a serious one goes to a panel, which hears the person before it decides."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ownway.registers.decisions import queries as decisions
from ownway.registers.letters import queries as letters
from ownway.steps.agreement import actions, queries
from ownway.steps.agreement.actions import (
    CannotSign,
    CannotSit,
    CannotTakeToPanel,
    CannotTalkOfRisk,
    CannotTest,
    RiskGiven,
)
from ownway.steps.agreement.models import Risk
from ownway.steps.planning import actions as planning
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import all_tests_passed, asks, install, later, planned_and_handed_in, told

BOAT = RiskGiven("She rows out alone.", "perhaps", "The lake is her life.", "A vest that floats.", "She does.")
MEETING = {"day": date(2026, 3, 9), "place": "At 2, in the library, or by telephone.", "agenda": "The boat."}


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person with a plan that was handed in."""
    install()
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def panel(rosa: Somebody) -> list[Somebody]:
    """Three members of the panel."""
    return [somebody(name, "panel") for name in ("Grace Adeyemi", "Oona Byrne", "Luca Ferri")]


@pytest.fixture
def version(rosa: Somebody, idris: Somebody) -> UUID:
    """Her plan, handed in."""
    told(rosa, idris)
    return planned_and_handed_in(rosa, now=later(5))


@pytest.fixture
def taken(version: UUID, rosa: Somebody, idris: Somebody) -> UUID:
    """The version, with a risk that was taken to the panel."""
    risk = actions.open_risk(asks(rosa), now=later(10), version=version, given=BOAT)
    words = "The lake is cold, and nobody would see it."
    actions.take_to_panel(asks(idris), now=later(12), version=version, risk=risk, reason="serious_harm", words=words)
    return version


def sits(panel: list[Somebody], version: UUID, *, called: bool = True) -> None:
    """Let every member declare no interest, and the first call the talk."""
    for member in panel:
        actions.declare_interest(asks(member), now=later(20), version=version, has_interest=False)
    if called:
        actions.call_panel(asks(panel[0]), now=later(21), version=version, **MEETING)


def decides(panel: list[Somebody], version: UUID, **given: Any) -> UUID:
    """The first two of them decide."""
    fitting: dict[str, Any] = {
        "outcome": "goes_ahead",
        "members": [one.party for one in panel[:2]],
        "heard": "She was there and told us of the lake.",
        "minutes": "We talked of the vest, and who is called.",
        "words": "With the vest it goes ahead.",
    }
    return actions.decide_in_panel(asks(panel[0]), now=later(30), version=version, **(fitting | given))


@pytest.mark.req("G2")
def test_a_risk_is_an_open_talk_of_both_sides_and_needs_what_is_gained(
    version: UUID, rosa: Somebody, idris: Somebody
) -> None:
    risk = actions.open_risk(asks(idris), now=later(10), version=version, given=BOAT)
    actions.answer_risk(asks(rosa), now=later(11), risk=risk, words="I have rowed for forty years.")
    seen = queries.risks(asks(rosa), version=version, now=later(12))
    [one] = seen.risks
    assert (one.by_name, one.likely, one.gained) == ("Idris Vaughan", "perhaps", "The lake is her life.")
    assert [(said.by_name, said.words) for said in one.answers] == [("Rosa Mbeki", "I have rowed for forty years.")]
    assert seen.may_talk and not seen.may_take_to_panel and seen.panel is None
    for given, error in (
        (RiskGiven("A", "surely", "B"), CannotTalkOfRisk),
        (RiskGiven("A", "likely", " "), Exception),
    ):
        with pytest.raises(error):
            actions.open_risk(asks(idris), now=later(12), version=version, given=given)
    with pytest.raises(NotFound):
        actions.answer_risk(asks(somebody("Kwame Boateng")), now=later(12), risk=risk, words="Hello")


@pytest.mark.req("G2")
def test_most_plans_never_see_a_panel_and_a_large_sum_is_no_reason_for_one(
    version: UUID, rosa: Somebody, idris: Somebody, panel: list[Somebody]
) -> None:
    risk = actions.open_risk(asks(idris), now=later(10), version=version, given=BOAT)
    for reason in ("large_sum", "affordable", ""):
        with pytest.raises(CannotTakeToPanel, match="no_reason_for_the_panel"):
            actions.take_to_panel(
                asks(idris), now=later(11), version=version, risk=risk, reason=reason, words="It is dear."
            )
    with pytest.raises(CannotTakeToPanel, match="talk_of_it_first"):
        actions.take_to_panel(
            asks(idris), now=later(11), version=version, risk=version, reason="serious_harm", words="It is cold."
        )
    for who in (rosa, panel[0]):
        with pytest.raises(NotAllowed):
            actions.take_to_panel(
                asks(who), now=later(11), version=version, risk=risk, reason="serious_harm", words="It is cold."
            )
    all_tests_passed(idris, version, now=later(12))
    assert actions.sign(asks(idris), now=later(13), version=version)
    with pytest.raises(CannotTalkOfRisk, match="decided_already"):
        actions.answer_risk(asks(rosa), now=later(14), risk=risk, words="Good.")


@pytest.mark.req("G1", "G2")
def test_the_clock_passes_to_the_panel_and_back_and_its_day_stays_the_same_for_both_sides(
    version: UUID, rosa: Somebody, idris: Somebody, panel: list[Somebody]
) -> None:
    [before] = decisions.clocks_about(asks(rosa), person=rosa.party, now=later(8))
    risk = actions.open_risk(asks(rosa), now=later(10), version=version, given=BOAT)
    actions.take_to_panel(
        asks(idris), now=later(12), version=version, risk=risk, reason="serious_harm", words="It is cold."
    )
    [at_panel] = decisions.clocks_about(asks(rosa), person=rosa.party, now=later(13))
    assert (at_panel.kind, at_panel.due, at_panel.waits_on_role) == ("plan_decision", before.due, "panel")
    assert [one.thing_id for one in decisions.desk(asks(panel[1]), now=later(13))] == [version]
    sits(panel, version)
    actions.wish_to_be_heard(asks(rosa), now=later(22), version=version, way="there")
    decides(panel, version)
    [after] = decisions.clocks_about(asks(rosa), person=rosa.party, now=later(31))
    assert (after.due, after.waits_on_role) == (before.due, "practitioner")


@pytest.mark.req("G2", "G5", "H3")
def test_the_panel_hears_the_person_and_decides_with_a_reason_minutes_a_letter_and_an_appeal(
    taken: UUID, rosa: Somebody, idris: Somebody, panel: list[Somebody]
) -> None:
    all_tests_passed(idris, taken, now=later(13))
    with pytest.raises(CannotSign, match="waits_for_panel"):
        actions.sign(asks(idris), now=later(14), version=taken)
    sits(panel, taken)
    with pytest.raises(CannotSit, match="ask_the_person_first"):
        decides(panel, taken)
    actions.wish_to_be_heard(asks(rosa), now=later(22), version=taken, way="through_somebody", words="My sister.")
    with pytest.raises(Exception, match="text"):
        decides(panel, taken, heard=" ")
    first = decides(panel, taken, outcome="not_yet", words="A vest, and a telephone that floats: then it passes.")
    seen = queries.risks(asks(rosa), version=taken, now=later(31))
    assert seen.panel is not None and seen.panel.decided is not None and seen.panel.wish is not None
    assert seen.panel.decided.members == ("Grace Adeyemi", "Oona Byrne")
    assert (seen.panel.wish.way, seen.panel.decided.decision) == ("through_somebody", first)
    decision = decisions.decision(asks(rosa), decision=first, now=later(31))
    assert [one.code for one in decision.reasons] == ["agreement.panel.not_yet", "pack:word:risk.serious_harm"]
    assert decision.may_be_challenged and decision.challenge_until == date(2026, 3, 30)
    sent = {one.kind for one in letters.letters_to(asks(rosa), person=rosa.party, now=later(31))}
    assert {"panel_called", "panel_decided"} <= sent
    with pytest.raises(CannotSign, match="panel_said_not_yet"):
        actions.sign(asks(idris), now=later(32), version=taken)
    refused = actions.refuse(asks(idris), now=later(33), version=taken, words="Let us find the vest.")
    returned = decisions.decision(asks(rosa), decision=refused, now=later(34))
    assert [one.code for one in returned.reasons] == ["agreement.panel.not_yet"]


@pytest.mark.req("G2")
def test_who_has_an_interest_or_brought_it_does_not_decide_and_below_the_quorum_nobody_does(
    taken: UUID, rosa: Somebody, idris: Somebody, panel: list[Somebody]
) -> None:
    sits(panel, taken)
    actions.wish_to_be_heard(asks(idris), now=later(22), version=taken, way="not", words="She said so by phone.")
    with pytest.raises(CannotSit, match="name_the_interest"):
        actions.declare_interest(asks(panel[1]), now=later(23), version=taken, has_interest=True)
    actions.declare_interest(
        asks(panel[1]), now=later(23), version=taken, has_interest=True, words="My brother sells the boats."
    )
    with pytest.raises(CannotSit, match="an_interest_is_open"):
        decides(panel, taken)
    with pytest.raises(CannotSit, match="below_the_quorum"):
        decides(panel, taken, members=[panel[0].party])
    with pytest.raises(CannotSit, match="an_interest_is_open"):
        decides(panel, taken, members=[panel[2].party, panel[1].party])
    assert decides(panel, taken, members=[panel[0].party, panel[2].party], heard="")
    all_tests_passed(idris, taken, now=later(40))
    with pytest.raises(CannotTest, match="has_an_interest"):
        actions.sign(asks(panel[1]), now=later(41), version=taken)
    assert actions.sign(asks(panel[2]), now=later(42), version=taken)


@pytest.mark.req("G2", "H4")
def test_family_of_the_panel_stay_out_and_staff_who_also_sit_do_not_judge_what_they_brought(
    version: UUID, rosa: Somebody, panel: list[Somebody]
) -> None:
    both = somebody("Dorcas Mwangi", "practitioner", "panel")
    works_with(both, rosa)
    risk = actions.open_risk(asks(both), now=later(10), version=version, given=BOAT)
    actions.take_to_panel(
        asks(both), now=later(12), version=version, risk=risk, reason="serious_harm", words="It is cold."
    )
    with pytest.raises(CannotSit, match="brought_it_to_the_panel"):
        actions.declare_interest(asks(both), now=later(13), version=version, has_interest=False)
    stands_beside(panel[2], rosa)
    with pytest.raises((NotAllowed, NotFound)):
        actions.declare_interest(asks(panel[2]), now=later(13), version=version, has_interest=False)
    with pytest.raises(CannotSit, match="panel_day_over"):
        actions.call_panel(asks(panel[0]), now=later(14), version=version, **(MEETING | {"day": date(2026, 3, 1)}))


def test_a_plan_taken_back_leaves_no_clock_with_the_panel_and_what_was_said_stays(
    taken: UUID, rosa: Somebody, panel: list[Somebody]
) -> None:
    plan = queries.risks(asks(rosa), version=taken, now=later(13)).plan.id
    planning.take_back(asks(rosa), now=later(14), plan=plan)
    assert decisions.clocks_about(asks(rosa), person=rosa.party, now=later(15)) == ()
    with pytest.raises(CannotTest, match="not_with_the_authority"):
        actions.call_panel(asks(panel[0]), now=later(16), version=taken, **MEETING)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreement_risk")
    assert Risk.objects.filter(at__lt=later(0) + timedelta(days=1)).count() == 1


@pytest.mark.req("G2", "P7")
def test_the_talk_goes_on_in_the_next_version_and_no_earlier_one_hears_of_it(
    version: UUID, rosa: Somebody, idris: Somebody
) -> None:
    risk = actions.open_risk(asks(rosa), now=later(10), version=version, given=BOAT)
    plan = queries.risks(asks(rosa), version=version, now=later(11)).plan.id
    planning.take_back(asks(rosa), now=later(12), plan=plan)
    after = planning.begin_next_version(asks(rosa), now=later(13), plan=plan, why="The vest.")
    actions.answer_risk(asks(rosa), now=later(14), risk=risk, version=after, words="I bought the vest.")
    second = actions.open_risk(asks(rosa), now=later(15), version=after, given=BOAT)
    planning.hand_in_plan(asks(rosa), now=later(16), plan=plan)
    seen = queries.risks(asks(idris), version=after, now=later(17))
    assert [one.id for one in seen.risks] == [risk, second]
    assert [said.words for said in seen.risks[0].answers] == ["I bought the vest."]
    assert [one.id for one in queries.risks(asks(idris), version=version, now=later(17)).risks] == [risk]
    with pytest.raises(NotFound):
        actions.answer_risk(asks(idris), now=later(18), risk=second, version=version, words="Which?")
    words = "It is cold."
    assert actions.take_to_panel(
        asks(idris), now=later(19), version=after, risk=risk, reason="serious_harm", words=words
    )
