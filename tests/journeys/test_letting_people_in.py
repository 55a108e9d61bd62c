"""People come in, in a browser with its script off: written down, let in by a letter, and let out again."""

import re
from typing import Any

import pytest

from tests.factories import somebody
from tests.journeys.conftest import DESK, PHONE, Walking

PASSWORD = "seven quiet herons"


@pytest.mark.req("M6")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_somebody_comes_by_telephone_and_their_sister_is_let_in(
    walk: Walking, address: str, width: int, mailoutbox: list[Any]
) -> None:
    desk = walk("Idris", width=width)
    desk.signs_in(somebody("Idris Vaughan", "practitioner")).follows("My desk", within="header")
    desk.follows("Write down somebody new").presses("Write down and take on").sees_error("Write an answer")
    desk.writes("Full name", "Madhuri").chooses("They have no fixed address").presses("Write down and take on")
    desk.sees("The seven steps of Madhuri").follows("Who stands beside them").sees("Cannot sign in")
    desk.follows("Write down somebody who stands beside them").writes("Full name", "Anjali Rao")
    desk.chooses("Family or friend").presses("Write them down").sees("Anjali Rao")
    desk.follows("Let them sign in – Anjali Rao").writes("Email address", "anjali@example.org")
    desk.presses("Send the letter").sees("Has the letter, and no password yet")
    (letter,) = mailoutbox
    found = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert found

    sister = walk("Anjali", width=width)
    sister.goes_to(found[1]).writes("New password", PASSWORD).writes("New password again", PASSWORD)
    sister.presses("Keep this password").sees("Your password is changed").goes_to("/sign-in/")
    sister.writes("Email", "anjali@example.org").writes("Password", PASSWORD).presses("Sign in")
    sister.sees("People close to you", "Madhuri").follows("Anjali Rao", within="header")
    sister.sees("anjali@example.org", "No program acts for you.").follows("Let a program act for you")
    sister.writes("What is the program called?", "Diary").chooses("Plans").presses("Make the token")
    sister.sees("We do not keep it and cannot show it again.").follows("I have copied it").sees("Diary", "Works until")
    sister.follows("End it – Diary").presses("End it").sees("Ended on")

    desk.follows("End this – Anjali Rao").presses("End it").sees_not("Anjali Rao")
    sister.goes_to("/").sees_not("Madhuri")


@pytest.mark.req("P2")
def test_a_person_invites_somebody_by_email_and_says_that_it_is_them(
    walk: Walking, address: str, mailoutbox: list[Any]
) -> None:
    rosa = walk("Rosa", width=PHONE)
    rosa.signs_in(somebody("Rosa Mbeki")).follows("Who stands beside me").follows("Invite somebody by email")
    rosa.presses("Send the invitation").sees_error("Write an answer").writes("Their email address", "sefa@example.org")
    rosa.chooses("Family or friend").presses("Send the invitation").sees("The letter works until")
    (letter,) = mailoutbox
    found = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert found

    sefa = walk("Sefa", width=PHONE)
    sefa.goes_to(found[1]).sees_not("Rosa").writes("Your full name", "Sefa Mbeki").presses("Send me the letter")
    sefa.sees("Look at your email")
    rosa.goes_to("/").follows("Who stands beside me").follows("Say whether it is them").chooses("Yes, it is them")
    rosa.presses("Save and go on").sees("Sefa Mbeki", "Has the letter, and no password yet")
