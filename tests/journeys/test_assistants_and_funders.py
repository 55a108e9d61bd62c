"""A person writes an assistant down and sees where the money comes from; another funder is decided and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import Somebody, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.steps import install, signed


@pytest.fixture
def rosa(address: str) -> tuple[Somebody, Somebody]:
    """A person whose plan was agreed a month ago, and her practitioner."""
    now = timezone.now() - timedelta(days=30)
    install(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker, now=now)
    return person, worker


@pytest.mark.req("C3", "G3")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_assistant_is_written_down_agreed_to_changed_and_ended(
    walk: Walking, rosa: tuple[Somebody, Somebody], width: int
) -> None:
    person, worker = rosa
    day = timezone.localdate() - timedelta(days=14)
    told = f"{day.day} {day.month} {day.year}"
    one = walk("Rosa", width=width)
    one.signs_in(person).goes_to(f"/control/of/{person.party}/").follows("Your assistants")
    one.sees("Nobody is written down yet.").follows("Write somebody down").sees("Who works for you?")
    one.presses("Keep this").sees_error("Write their name")
    one.writes("What is their name?", "Ines Duarte").writes("What do they do?", "Mornings, and swimming on Tuesdays")
    one.writes("How many hours a week?", "7.5").writes("What is the pay for an hour?", "11.00")
    one.enters_day("What was or is the first day?", told).chooses("A relative who lives in the same home")
    one.presses("Keep this").sees("This pay is against the law.", "may only be paid where the authority has agreed")
    one.follows("Change – Pay an hour").writes("What is the pay for an hour?", "13.50")
    one.enters_day("From which day?", told).presses("Keep this").sees("£101.25", "What a full year costs")
    one.sees_not("against the law").follows("Note – May work in this country (by law)").chooses("Seen")
    one.presses("Keep this").sees("Seen, ")

    office = walk("Idris", width=width)
    office.signs_in(worker).goes_to(f"/control/of/{person.party}/assistants/").follows("Ines Duarte")
    office.follows("Agree to it, with a reason").writes("Your reason", "Nobody else can be there at night.")
    office.presses("Agree").sees("Nobody else can be there at night.").sees_not("may only be paid")

    one.follows("The work ends – Last day").enters_day("What is the last day?", told).presses("Keep this")
    one.follows("Back", within="body").sees("They worked before", "Nobody works now.")


@pytest.mark.req("F3", "F5")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_person_sees_where_the_money_comes_from_and_another_funder_is_looked_at_and_taken_back(
    walk: Walking, rosa: tuple[Somebody, Somebody], width: int
) -> None:
    person, worker = rosa
    one = walk("Rosa", width=width)
    one.signs_in(person).goes_to(f"/spending/of/{person.party}/").follows("Where your money comes from")
    one.sees("One sum for your plan", "Adult social care", "These are for you", "Not for you now")
    one.page.locator("details summary").first.click()
    one.looks()

    day = timezone.localdate() + timedelta(days=20)
    office = walk("Idris", width=width)
    office.signs_in(worker).goes_to(f"/spending/of/{person.party}/sources/").follows("Let another funder take over")
    office.presses("See what changes").sees_error("Choose one answer")
    office.chooses("National Health Service")
    office.enters_day("From which day?", f"{day.day} {day.month} {day.year}").presses("See what changes")
    office.sees("What stays", "Each payment, on the same days.")
    office.writes("Your reason", "Her health changed, and the NHS pays from then on.").presses("Decide this")
    office.sees("Another funder pays for your support")

    one.goes_to(f"/spending/of/{person.party}/sources/").sees("Plan, support and payments go on as they are.")
    office.goes_to(f"/spending/of/{person.party}/sources/").follows("Take this change back")
    office.writes("Your reason", "The NHS said no.").presses("Take it back").sees("Nobody else takes over")
    one.goes_to(f"/spending/of/{person.party}/sources/").sees_not("Plan, support and payments go on as they are.")
