"""Who may know and do what in allocation, and that its rows stay as they were written."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from ownway.steps.allocation import actions, queries
from ownway.values.cannot import NotAllowed, NotFound
from tests.allocating import NOW, PROGRAMME, asks, begun, handed_in, install
from tests.factories import Somebody, somebody, works_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def programme(repository: Path) -> None:
    """The programme of these tests, in force."""
    install(repository)


@pytest.fixture
def rosa() -> Somebody:
    """A person who asks for support."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


def test_a_stranger_finds_nothing(rosa: Somebody) -> None:
    assessment, estimate = handed_in(rosa)
    stranger = somebody("Kwame Boateng")
    worker = somebody("Ffion Rees", "practitioner")
    for who in (stranger, worker):
        with pytest.raises(NotFound):
            queries.assessment(asks(who), assessment=assessment, now=NOW)
        with pytest.raises(NotFound):
            queries.figure(asks(who), figure=estimate, now=NOW)
        with pytest.raises(NotFound):
            actions.answer(asks(who), now=NOW, assessment=assessment, question="nights", value={"level": "lot"})
        with pytest.raises(NotFound):
            actions.start_assessment(asks(who), now=NOW, person=rosa.party, programme=PROGRAMME)


def test_the_person_cannot_check_their_own_answers(rosa: Somebody) -> None:
    assessment, _estimate = handed_in(rosa)
    for deed in (
        lambda: actions.agree_rest(asks(rosa), now=NOW, assessment=assessment),
        lambda: actions.tell_budget(asks(rosa), now=NOW, assessment=assessment, words="Mine."),
        lambda: actions.settle(
            asks(rosa), now=NOW, assessment=assessment, question="nights", value={"level": "lot"}, words="Mine."
        ),
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.parametrize("table", ["given_answer", "settled_answer", "figure", "assessment", "assessment_stage"])
def test_the_database_refuses_to_change_or_remove_a_row(rosa: Somebody, table: str) -> None:
    handed_in(rosa)
    for order in (f"delete from allocation_{table}", f"update allocation_{table} set id = id"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)


def test_what_people_wrote_is_not_readable_in_the_database(rosa: Somebody) -> None:
    assessment = begun(rosa)
    actions.answer(asks(rosa), now=NOW, assessment=assessment, question="good_life", value={"text": "heliotrope"})
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(encode(value, 'escape'), ' ') from allocation_given_answer")
        assert "heliotrope" not in cursor.fetchone()[0]
