"""The register of assistants: who works for a person, on which terms from which day, and when the work ended (C3)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from django.db import connection

from ownway.steps.control import actions, queries
from ownway.steps.control.actions import CannotKeepAssistant, Terms
from ownway.steps.control.queries import AssistantSeen
from ownway.values import new_identifier
from ownway.values.cannot import NotFound
from tests.factories import Somebody, somebody, works_with
from tests.steps import NOW, asks, install, later, signed

DAY = timedelta(days=1)
SOON = later(60)
BEGAN = date(2025, 9, 1)
TERMS = Terms(name="Ines Duarte", what="Swimming and mornings", hours_week=Fraction("7.5"), pence_hour=1295, born=1983)


@pytest.fixture
def rosa(db: None) -> Somebody:
    """A person with an agreed plan."""
    install()
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker)
    return person


def keep(rosa: Somebody, *, key: str = "one", starts: date = BEGAN, terms: Terms = TERMS) -> UUID:
    """Rosa writes an assistant down."""
    return actions.keep_assistant(asks(rosa, SOON), now=SOON, key=key, person=rosa.party, starts=starts, terms=terms)


def there(rosa: Somebody, on: date) -> tuple[AssistantSeen, ...]:
    """Who works for Rosa on a day."""
    return queries.assistants_of(asks(rosa, SOON), person=rosa.party, on=on, now=SOON)


@pytest.mark.req("C3")
def test_an_assistant_is_kept_once_with_pay_hours_and_first_day(rosa: Somebody) -> None:
    assert keep(rosa) == keep(rosa)
    (ines,) = there(rosa, NOW.date())
    assert (ines.name, ines.hours_week, ines.pence_hour, ines.born) == ("Ines Duarte", Fraction(15, 2), 1295, 1983)
    # 7.5 hours at 12.95 are 97.125 pounds: half a penny goes up.
    assert ines.pence_week == 9713
    assert (ines.starts, ines.ends) == (BEGAN, None)
    assert there(rosa, BEGAN - DAY) == ()


@pytest.mark.req("C3")
def test_changed_pay_is_a_dated_row_and_the_earlier_pay_stays_true_of_its_time(rosa: Somebody) -> None:
    ines = keep(rosa)
    more = replace(TERMS, pence_hour=1400)
    actions.change_terms(asks(rosa, SOON), now=SOON, assistant=ines, starts=date(2026, 3, 2), terms=more)
    assert [one.pence_hour for one in there(rosa, date(2026, 3, 1))] == [1295]
    (now,) = there(rosa, date(2026, 3, 2))
    assert (now.pence_hour, now.starts, now.terms_from) == (1400, BEGAN, date(2026, 3, 2))


@pytest.mark.req("C3")
def test_the_last_day_ends_the_work_and_what_was_planned_for_later(rosa: Somebody) -> None:
    ines = keep(rosa)
    actions.change_terms(asks(rosa, SOON), now=SOON, assistant=ines, starts=date(2026, 6, 1), terms=TERMS)
    actions.end_assistant(asks(rosa, SOON), now=SOON, assistant=ines, last_day=date(2026, 4, 30))
    assert [one.ends for one in there(rosa, date(2026, 4, 30))] == [date(2026, 4, 30)]
    assert there(rosa, date(2026, 5, 1)) == there(rosa, date(2026, 7, 1)) == ()
    actions.change_terms(asks(rosa, SOON), now=SOON, assistant=ines, starts=date(2026, 5, 1), terms=TERMS)
    assert [(one.starts, one.ends) for one in there(rosa, date(2026, 7, 1))] == [(BEGAN, None)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"hours_week": Fraction(0)}, "hours_week"),
        ({"hours_week": Fraction(169)}, "hours_week"),
        ({"pence_hour": 0}, "pence_hour"),
        ({"pence_hour": 100_001}, "pence_hour"),
        ({"born": 83}, "born"),
        ({"born": 2026}, "born"),
        ({"relation": "cousin"}, "relation"),
        ({"weeks": Fraction(53)}, "weeks"),
        ({"line": new_identifier(NOW)}, "line"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(rosa: Somebody, given: dict[str, object], field: str) -> None:
    with pytest.raises(CannotKeepAssistant) as refused:
        keep(rosa, terms=replace(TERMS, **given))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert there(rosa, NOW.date()) == ()


def test_a_day_without_work_cannot_be_the_last(rosa: Somebody) -> None:
    ines = keep(rosa)
    with pytest.raises(CannotKeepAssistant):
        actions.end_assistant(asks(rosa, SOON), now=SOON, assistant=ines, last_day=BEGAN - DAY)
    with pytest.raises(CannotKeepAssistant):
        keep(rosa, key="two", starts=date(206, 3, 2))


def test_a_stranger_learns_nothing_of_assistants(rosa: Somebody) -> None:
    ines = keep(rosa)
    stranger = somebody("Otto Lindqvist", "practitioner")
    with pytest.raises(NotFound):
        queries.assistants_of(asks(stranger, SOON), person=rosa.party, on=NOW.date(), now=SOON)
    with pytest.raises(NotFound):
        actions.end_assistant(asks(stranger, SOON), now=SOON, assistant=ines, last_day=NOW.date())


def test_nobody_reads_an_assistant_in_the_table(rosa: Somebody) -> None:
    keep(rosa)
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(told, 'escape') FROM control_assistant_terms")
        (row,) = cursor.fetchall()
    assert "Ines" not in row[0] and "1295" not in row[0]
