"""Ideas and the directory walked in a browser, script off: told, read, found, taken into a plan, filled, and let go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ownway.interfaces.cli.demo.services import areas, services
from ownway.interfaces.cli.demo.sharing import BROKERS
from ownway.registers.market import actions as market
from ownway.registers.people import actions as people
from ownway.registers.stories import actions as stories
from ownway.rulebook import exact_json
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from tests.factories import Somebody, set_up, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.steps import asks, estimated, install, line, planned, told

LEISURE = "Sport, holidays and leisure"


@pytest.fixture
def idris(address: str) -> Somebody:
    """A practitioner, with the programme in force, and five people who handed in a plan with some leisure in it."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    for name in ("Aled Moss", "Bea Finch", "Cyrus Toor", "Dilys Bran", "Efua Tetteh"):
        one = somebody(name)
        estimated(one, now=now)
        plan = planned(one, now=now)
        seen = plans.plan_of(asks(one, now), person=one.party, now=now)
        assert seen is not None
        given = line(seen.aims[0].id, kind="leisure", pence=0, what="Five-a-side", who="The club")
        planning.add_line(asks(one, now), now=now, plan=plan, given=given)
        planning.hand_in_plan(asks(one, now), now=now, plan=plan)
    return somebody("Idris Vaughan", "practitioner")


@pytest.fixture
def rosa(idris: Somebody) -> Somebody:
    """A person who was told her indicative budget a quarter of an hour ago."""
    person = somebody("Rosa Mbeki")
    works_with(idris, person)
    told(person, idris, now=timezone.now() - timedelta(minutes=15))
    return person


@pytest.mark.req("P4", "P9", "R3")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_story_is_told_read_found_by_another_and_taken_into_a_plan(
    walk: Walking, rosa: Somebody, idris: Somebody, width: int
) -> None:
    now = timezone.now() - timedelta(hours=1)
    for name, region in areas():
        stories.add_area(set_up(now), now=now, name=name, region=region)
    teller = somebody("Harriet Quill")
    told(teller, idris_for(teller), now=now)
    harriet = walk("Harriet", width=width)
    harriet.signs_in(teller).goes_to(f"/ideas/of/{teller.party}/").sees("You have told no story yet.")
    harriet.follows("Tell what you did").writes("What would you call it?", "A friend at the pictures")
    harriet.writes("What did you want?", "To go out in the evening.").writes(
        "What did you do?", "Harriet pays a friend."
    )
    harriet.page.get_by_label("Which part of life was it for?").select_option(index=1)
    harriet.page.get_by_label("What kind of support was the main part?").select_option(
        label="Sport, holidays and leisure"
    )
    harriet.writes("What was bought or given?", "Two cinema tickets").writes("Who by?", "A friend")
    harriet.writes("What did one cost?", "16.50").writes(
        "The same in a few short sentences", "I go out.\nA friend helps."
    )
    harriet.page.get_by_label("Where was it?").select_option(label="Oldbridge, The Hills")
    harriet.presses("See it as others will").sees_error("Harriet")
    harriet.writes("What did you do?", "I pay a friend a few pounds. He takes me to the cinema.")
    harriet.presses("See it as others will").sees("It waits for your yes.", "Two cinema tickets", "£16.50 a week")
    harriet.chooses("Yes, others may read this").presses("Save").sees("It waits for somebody to read it.")

    worker = walk("Idris", width=width)
    worker.signs_in(idris).follows("My desk", within="header").follows("Stories to read")
    worker.follows("A friend at the pictures").chooses("No. Others may read it.").presses("Save")
    worker.sees("No story waits to be read.")

    anyone = walk("Anyone", width=width)
    anyone.goes_to("/ideas/").sees("1 story").sees_not("Harriet", "Oldbridge")
    anyone.writes("Words", "cinema").presses("Find").follows("A friend at the pictures").sees("What was done")
    anyone.presses("Easy Read", within="header").sees("I go out.").sees_not("What was done")
    anyone.presses("Full words", within="header").goes_to("/ideas/?words=elephant").sees("No story is like this yet.")

    person = walk("Rosa", width=width)
    person.signs_in(rosa).follows("Make your plan").presses("Begin my plan")
    person.follows("Look for ideas").follows("A friend at the pictures")
    person.presses("I would like to do something like this").follows("Back", within="body")
    person.sees("To go out in the evening.", "Two cinema tickets")

    harriet.follows("Take it back").presses("Take it back").sees("You took it back.")
    anyone.goes_to("/ideas/").sees("Nobody has told a story here yet.")


@pytest.mark.req("M1", "M2")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_somebody_is_found_in_the_directory_for_a_line_and_a_broker_is_chosen_and_let_go(
    walk: Walking, rosa: Somebody, width: int
) -> None:
    now = timezone.now() - timedelta(hours=1)
    market.take_over(set_up(now), now=now, content=exact_json.write(services()).encode(), source="elsewhere")
    for _key, offer in BROKERS:
        office = people.register_organisation(set_up(now), now=now, name=offer.name)
        market.add_provider(set_up(now), now=now, offer=offer, party=office)

    anyone = walk("Anyone", width=width)
    anyone.goes_to("/directory/").sees("200 found", "Page 1 of 10").follows("Next page").sees("Page 2 of 10")
    anyone.page.get_by_label("Where?").select_option(label="Oldbridge")
    anyone.chooses("Only what is free").presses("Find").sees("Free", "Oldbridge")
    anyone.page.locator("main .ow-programme a").first.click()
    anyone.looks().sees("Where", "Offered so since")
    anyone.goes_to("/directory/brokers/").sees("No fee", "We belong to Harbour Home Support")

    person = walk("Rosa", width=width)
    person.signs_in(rosa).follows("Make your plan").presses("Begin my plan").follows("Add what you want")
    person.writes("In your own words", "Swim every week.").presses("Save").follows("Add something")
    person.writes("What is it?", "Swimming").chooses("Swim every week.")
    person.page.get_by_label("What kind of support is it?").select_option(label=LEISURE)
    person.writes("What does one cost?", "5").presses("Save").follows("Swimming").follows(
        "Find someone in the directory"
    )
    person.sees("Find somebody for: Swimming")
    found = person.page.locator("main .ow-programme a").first
    name = found.inner_text()
    found.click()
    person.looks().presses("Use this in the plan").sees("Something in your plan")
    person.follows("Back", within="body").sees(name)

    person.follows("Brokers, and what they ask").sees("Asks too much", "The most that may be asked of you is")
    person.follows("Choose them").presses("Let them in").sees("They help with your plan.")
    person.follows("End it").presses("End it").sees_not("They help with your plan.")


def idris_for(person: Somebody) -> Somebody:
    """A practitioner of their own."""
    worker = somebody("Nesta Rowe", "practitioner")
    works_with(worker, person)
    return worker
