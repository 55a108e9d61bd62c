"""A person does not agree with a decision, somebody else looks at it again, and both sides see it all."""

from typing import Any

import pytest
from django.utils import timezone

from tests.factories import decided, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking

MODES: dict[str, dict[str, Any]] = {
    "phone": {"width": PHONE},
    "narrow": {"width": 320},
    "dark": {"width": DESK, "color_scheme": "dark"},
    "system colours": {"width": DESK, "forced_colors": "active"},
    "with script": {"width": DESK, "script": True},
}


@pytest.mark.req("H1", "H3", "A8", "X5")
@pytest.mark.parametrize("mode", MODES)
def test_a_decision_is_challenged_and_answered_by_somebody_else(walk: Walking, mode: str) -> None:
    ada, tomos = somebody("Ada Okonkwo"), somebody("Tomos Pryce", "practitioner")
    panel = somebody("Siobhan Adeyemi", "panel")
    works_with(tomos, ada)
    decided(tomos, ada, now=timezone.now(), words="Nights count once: your sister sleeps in the house.")

    person = walk("Ada", **MODES[mode])
    person.signs_in(ada).follows("My file", within="header").follows("Your budget for support").sees(
        "Tomos Pryce", "Nights count once"
    )
    person.follows("I do not agree").writes("What do you not agree with?", "She goes home at ten. 🌙")
    person.presses("Ask for it to be looked at again").sees("She goes home at ten. 🌙", "An answer is due by")

    other = walk("Siobhan", width=DESK)
    other.signs_in(panel).follows("Go to my desk").sees("Ada Okonkwo")
    other.follows("challenge").sees("She goes home at ten. 🌙", "Nights count once")
    other.presses("Answer and tell the person").sees_error("Choose one answer")
    other.chooses("They are right").writes("Why?", "We asked her sister. You are right: nights count.")
    other.presses("Answer and tell the person").sees("The challenge was right.")

    person.follows("My file", within="header").follows("Your budget for support").sees("You are right: nights count.")
    person.follows("My file", within="header").follows("answer").sees("You are right: nights count.")
    person.follows("Who looked at my file", within="footer").sees("Siobhan Adeyemi", "Tomos Pryce")


def test_the_keyboard_alone_is_enough(walk: Walking) -> None:
    ada = somebody("Ada Okonkwo")
    person = walk("Ada")
    person.signs_in(ada)
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    person.page.keyboard.press("Enter")
    assert person.page.evaluate("document.activeElement.id") == "main-content"
    for _ in range(60):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("document.activeElement.textContent.trim()") == "Who looked at my file":
            break
    person.page.keyboard.press("Enter")
    person.sees("Each time somebody opens a page about you").is_at("/file/who-looked/")
