"""A person is in hospital and comes back: told, looked at with its sums, decided, gone on; and what is saved."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import timezone

from ownway.steps.agreement import queries as agreements
from ownway.steps.control import actions as control
from tests.factories import Somebody, asks, somebody, stands_beside, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.steps import install, signed


@pytest.fixture
def rosa(address: str) -> tuple[Somebody, Somebody, Somebody]:
    """A person who holds her money and employs Ines, her practitioner, and her sister."""
    now = timezone.now() - timedelta(days=30)
    install(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    sister = somebody("Wanjiru Mbeki")
    works_with(worker, person)
    stands_beside(sister, person)
    agreed = agreements.agreement(asks(person, now), agreement=signed(person, worker, now=now), now=now)
    later = now + timedelta(hours=1)
    rest = control.Choice("direct_payment", person.party)
    control.choose_degrees(asks(person, later), now=later, agreement=agreed.id, rest=rest)
    ines = control.Terms("Ines Duarte", "Mornings", Fraction(10), 1_400, born=1980)
    control.keep_assistant(
        asks(person, later), now=later, key="ines", person=person.party, starts=date(2020, 3, 2), terms=ines
    )
    return person, worker, sister


@pytest.mark.req("U7")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_hospital_is_told_looked_at_decided_and_gone_on_from(
    walk: Walking, rosa: tuple[Somebody, Somebody, Somebody], width: int
) -> None:
    person, worker, sister = rosa
    today = timezone.localdate()
    day = f"{today.day} {today.month} {today.year}"

    family = walk("Wanjiru", width=width)
    family.signs_in(sister).goes_to(f"/people/{person.party}/").follows("When something happens")
    family.follows("Tell us that something happened").presses("Tell us").sees_error("Choose one answer")
    family.page.get_by_role("radio", name="A stay in hospital").check()
    family.enters_day("On which day?", day).writes("Is there anything we should know?", "She fell on the stairs.")
    family.presses("Tell us").sees("Nothing has been decided")

    office = walk("Idris", width=width)
    office.signs_in(worker).goes_to(f"/spending/of/{person.party}/happened/").sees("She fell on the stairs.")
    office.follows("See what would follow from something").presses("See what would follow")
    office.sees("Nothing has been decided yet", "£560.00", "Ines Duarte", "The assistants").looks()
    office.writes("What do you know, and from whom?", "Her sister told us.")
    office.writes("On which number can you be called?", "01632 960101").presses("Decide it and write the letter")
    office.sees("How the money stands", "Whom to call").looks()
    office.page.get_by_role("radio", name="The assistants").check()
    office.presses("Note it").sees("The assistants: ")

    one = walk("Rosa", width=width)
    one.signs_in(person).goes_to(f"/spending/of/{person.party}/happened/").follows("A stay in hospital")
    one.sees("01632 960101").sees_not("The money is needed again")

    office.follows("The money is needed again").presses("Let it go on").sees("the budget goes on again")


@pytest.mark.req("U3")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_person_says_what_is_saved_for_what_and_sees_every_part(
    walk: Walking, rosa: tuple[Somebody, Somebody, Somebody], width: int
) -> None:
    person, _worker, _sister = rosa
    one = walk("Rosa", width=width)
    one.signs_in(person).goes_to(f"/spending/of/{person.party}/").follows("What you have saved, and what for")
    one.sees("Nothing is written down yet", "Is any of it too much?").follows("Save for something")
    one.presses("Write it down").sees_error("Choose one answer")
    one.page.get_by_role("radio", name="Something planned").check()
    one.writes("What for?", "A week at the sea").writes("How much?", "400").presses("Write it down")
    one.sees("A week at the sea", "£400.00", "What everyone may keep").looks()
    one.follows("Not any more – A week at the sea").presses("Take it off the list").sees("Nothing is written down yet")
