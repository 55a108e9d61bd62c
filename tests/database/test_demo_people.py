"""The demonstration's authority is built by the real actions, stage by stage, and every figure's reasons add up."""

from datetime import UTC, datetime

import pytest

from ownway.interfaces.cli.demo import build
from ownway.interfaces.cli.demo.reading import people
from ownway.registers.people.models import Account, Party
from ownway.registers.programmes import queries as programmes
from ownway.rulebook.audit import adds_up
from ownway.rulebook.model import WorkedOut
from ownway.steps.allocation.models import Figure
from tests.steps import install

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
LONG_AGO = datetime(2025, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def authority(db: None) -> list[dict[str, str]]:
    """The whole invented authority."""
    install(LONG_AGO)
    return list(build(NOW))


@pytest.mark.req("A3")
def test_every_figure_in_the_demonstration_has_reasons_that_add_up_to_it(authority: list[dict[str, str]]) -> None:
    figures = list(Figure.objects.all())
    assert len({figure.person_id for figure in figures}) == len(people()) - 2  # one only registered, one only started
    for figure in figures:
        worked = WorkedOut.from_json(figure.worked)
        assert adds_up(programmes.pack(figure.pack_version), worked)
        if figure.pence is not None and worked.figure is not None:
            assert worked.figure.pence == figure.pence


def test_building_it_again_changes_nothing_and_lists_the_same_people(authority: list[dict[str, str]]) -> None:
    before = (Party.objects.count(), Figure.objects.count())
    assert list(build(NOW)) == authority
    assert (Party.objects.count(), Figure.objects.count()) == before


def test_whoever_is_listed_can_sign_in(authority: list[dict[str, str]]) -> None:
    assert len(authority) >= 20
    for each in authority:
        assert Account.objects.get(email=each["email"]).check_password(each["password"])
