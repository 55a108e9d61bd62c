"""Anyone finds out what this is, chooses how pages are shown, and signs in; on a phone and at a desk, script off."""

import pytest

from tests.factories import somebody, stands_beside, works_with
from tests.journeys.conftest import DESK, PHONE, Walking


@pytest.mark.req("H1", "H2")
@pytest.mark.every_width
@pytest.mark.parametrize("width", [PHONE, DESK, 320])
def test_anyone_reads_what_this_is_and_chooses_how_it_is_shown(walk: Walking, width: int) -> None:
    anyone = walk("anyone", width=width)
    anyone.goes_to("/").sees("The support you need, in your own way.", "Know your budget")
    anyone.follows("The seven steps", within="header").sees("What you can count on")
    anyone.follows("Accessibility", within="footer").sees("Web Content Accessibility Guidelines")
    anyone.follows("Your information", within="footer").sees("What your browser keeps")
    anyone.follows("Colours", within="header")
    anyone.chooses("Easy Read", under="Words").chooses("Large print").chooses("Strong contrast")
    anyone.presses("Show pages this way").sees("Seven steps")
    anyone.presses("Full words", within="header").sees("Seven steps")
    anyone.presses("Cymraeg", within="header")
    assert anyone.page.locator("html").get_attribute("lang") == "cy"


@pytest.mark.every_width
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_person_signs_in_and_finds_their_steps_and_their_file(walk: Walking, width: int) -> None:
    ada = somebody("Ada Okonkwo")
    tomos = somebody("Tomos Pryce", "practitioner")
    works_with(tomos, ada)
    worker = walk("Tomos", width=width)
    worker.signs_in(tomos).sees("Ada Okonkwo").follows("Ada Okonkwo").sees("The seven steps of Ada Okonkwo")
    worker.follows("My desk", within="header").sees("Nothing waits on you today.")
    worker.writes("Name, or how it begins", "Oko").presses("Find").sees("Ada Okonkwo")
    person = walk("Ada", width=width)
    person.signs_in(ada).sees("Hello, Ada Okonkwo")
    person.follows("My file", within="header").sees("Nothing was decided yet.")
    person.follows("Who looked at my file").sees("Tomos Pryce")
    person.presses("Sign out", within="header").sees("The support you need")


def test_a_wrong_password_is_told_and_nothing_else(walk: Walking) -> None:
    ada = somebody("Ada Okonkwo")
    anyone = walk("anyone", width=PHONE)
    anyone.goes_to("/sign-in/").writes("Email", ada.email).writes("Password", "not the herons").presses("Sign in")
    anyone.sees_error("not correct")
    anyone.follows("I have forgotten my password").writes("Email", ada.email).presses("Send me the link")
    anyone.sees("Look at your email")


def test_an_aunt_stands_beside_two_people(walk: Walking) -> None:
    aunt, ben, cai = somebody("Maeve Byrne"), somebody("Ben Byrne"), somebody("Cai Byrne")
    stands_beside(aunt, ben)
    stands_beside(aunt, cai, "cares_for")
    walker = walk("Maeve")
    walker.signs_in(aunt).sees("People close to you", "Ben Byrne", "Cai Byrne")
    walker.follows("Cai Byrne").sees("The seven steps of Cai Byrne")


@pytest.mark.req("H1")
def test_a_page_is_read_aloud_where_the_browser_can(walk: Walking) -> None:
    """This machine has no voice, so what would be spoken is written down."""
    silent = walk("anyone, script off").goes_to("/")
    assert not silent.page.locator("[data-read-aloud]").is_visible()
    heard = walk("anyone", script=True)
    write_down = "window.heard = []; speechSynthesis.speak = (said) => heard.push([said.lang, said.text])"
    heard.page.add_init_script(write_down)
    heard.goes_to("/").presses("Read aloud", within="header")
    spoken = heard.page.evaluate("heard")
    assert ["en", "The support you need, in your own way."] in spoken
    assert len({tuple(one) for one in spoken}) > 15
    heard.presses("Stop reading", within="header").sees("Read aloud")
