"""For whom each stream is, asked once in one assessment, and what the pack says of its law, its days and its report."""

import pytest

from ownway.registers.money.rules.plan import State
from ownway.registers.programmes import queries as programmes
from ownway.steps.agreement import queries as agreements
from ownway.steps.allocation import queries as allocation
from ownway.values import Every
from ownway.values.cannot import NotFound
from tests.factories import Somebody, somebody
from tests.ledger.scene import stands
from tests.steps import asks, later

SOON = later(60)


@pytest.mark.req("F3", "F1")
def test_one_assessment_says_for_every_stream_whether_it_is_for_the_person_and_asks_nothing_twice(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    pack = programmes.pack(agreed.rule_version)
    found = {one.stream: one for one in allocation.streams_for(asks(rosa, SOON), person=rosa.party, now=SOON)}
    assert set(found) == {
        "access_to_work",
        "supporting_people",
        "disabled_facilities",
        "community_equipment",
        "independent_living_fund",
        "nhs",
        "adult_social_care",
    }
    assert (found["access_to_work"].is_eligible, found["independent_living_fund"].is_eligible) == (True, False)
    assert found["adult_social_care"].is_eligible is True
    asked = [question.id for section in pack.sections for question in map(pack.question, section.questions)]
    assert len(asked) == len(set(asked))
    assert {name for one in found.values() for name in one.rests_on} <= set(asked)
    with pytest.raises(NotFound):
        allocation.streams_for(asks(somebody("Olaf Brandt"), SOON), person=rosa.party, now=SOON)


@pytest.mark.req("F1", "F6")
def test_every_stream_of_the_pilots_has_its_law_its_period_and_its_report(
    rosa: Somebody, agreed: agreements.AgreementSeen
) -> None:
    pack = programmes.pack(agreed.rule_version)
    sources = {source.id for source in pack.sources}
    for stream in pack.spending.streams:
        assert stream.source in sources
        assert stream.forbidden
        assert bool(stream.allowed_kinds) == stream.ring_fenced
        assert stream.report_every in Every
    assert stands(agreed.budget).get(State.SPENT, 0) == 0
