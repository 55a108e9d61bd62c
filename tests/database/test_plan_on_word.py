"""A plan by phone or on paper: written on the person's word, handed in with their yes, both with the evidence."""

import pytest

from ownway.registers.decisions import queries as decisions
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.planning.actions import CannotHandInPlan, CannotLetIn
from ownway.steps.planning.queries import PlanState
from ownway.values.cannot import NotAllowed, NotFound
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import NOW, asks, install, later, line, told

pytestmark = pytest.mark.django_db
ASKED = "She rang on Tuesday and asked me to write while she talks."
YES = "I read it all to her by phone on Friday. She said: yes, send it off."


@pytest.fixture
def rosa() -> Somebody:
    """A person who plans by phone."""
    install()
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her, and has told her the sum."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    told(rosa, worker)
    return worker


@pytest.mark.req("H6")
def test_a_plan_is_written_and_handed_in_by_phone_with_the_evidence(rosa: Somebody, idris: Somebody) -> None:
    now = later(10)
    plan = planning.start_plan(asks(idris, now), now=now, person=rosa.party)
    with pytest.raises(NotAllowed):
        planning.hand_in_on_word(asks(idris, now), now=now, plan=plan, channel="phone", words=YES)
    planning.write_on_word(asks(idris, now), now=now, plan=plan, channel="phone", words=ASKED)
    seen = plans.plan_of(asks(idris, now), person=rosa.party, now=now)
    assert seen is not None
    for section in seen.sections:
        planning.write_section(asks(idris, now), now=now, plan=plan, question=section.question, text="As she says.")
    aim = planning.add_aim(asks(idris, now), now=now, plan=plan, text="Swim every week.")
    planning.add_line(asks(idris, now), now=now, plan=plan, given=line(aim))
    ill = planning.ContingencyGiven("falls_through", "Ines is ill.", "Ask the pool for a buddy.", who="Mo")
    planning.add_contingency(asks(idris, now), now=now, plan=plan, given=ill)
    version = planning.hand_in_on_word(asks(idris, now), now=now, plan=plan, channel="phone", words=YES)
    mine = plans.plan_of(asks(rosa, now), person=rosa.party, now=now)
    assert mine is not None
    assert (mine.version, mine.state) == (version, PlanState.HANDED_IN)
    assert [one.helper for one in mine.helpers] == [idris.party]
    noted = {one.kind: one for one in decisions.decisions_about(asks(rosa, now), person=rosa.party, now=now)}
    assert {"wrote_on_word", "assent_noted"} <= set(noted)
    assent = decisions.decision(asks(rosa, now), decision=noted["assent_noted"].id, now=now)
    assert (assent.words, assent.decided_by_name) == (YES, "Idris Vaughan")
    assert assent.may_be_challenged


def test_nothing_is_written_on_a_word_that_nobody_gave(rosa: Somebody, idris: Somebody) -> None:
    now = later(10)
    plan = planning.start_plan(asks(idris, now), now=now, person=rosa.party)
    with pytest.raises(CannotLetIn, match="no_such_way"):
        planning.write_on_word(asks(idris, now), now=now, plan=plan, channel="rumour", words=ASKED)
    with pytest.raises(CannotHandInPlan, match="no_such_way"):
        planning.hand_in_on_word(asks(idris, now), now=now, plan=plan, channel="rumour", words=YES)
    daughter = somebody("Lindiwe Mbeki")
    stands_beside(daughter, rosa)
    with pytest.raises(NotAllowed):
        planning.write_on_word(asks(daughter, now), now=now, plan=plan, channel="phone", words=ASKED)
    with pytest.raises(NotFound):
        stranger = somebody("Ffion Rees", "practitioner")
        planning.write_on_word(asks(stranger, now), now=now, plan=plan, channel="phone", words=ASKED)
    planning.write_on_word(asks(idris, now), now=now, plan=plan, channel="paper", words=ASKED)
    planning.end_help(asks(rosa, now), now=later(11), plan=plan, helper=idris.party)
    with pytest.raises(NotAllowed):
        planning.hand_in_on_word(asks(idris, later(12)), now=later(12), plan=plan, channel="paper", words=YES)
    assert now > NOW
