"""Steps 1 to 3 are walked in each way in which people use pages, every page held to the rules of axe."""

import os
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from tests.factories import somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.deeds import anywhere
from tests.journeys.walking import Walker
from tests.steps import install, signed

NARROW = 320


@dataclass(frozen=True)
class Mode:
    """One way of using the pages; the cookie says how they are shown, as the control at the head of a page sets it."""

    language: str = "en"
    easy: bool = False
    large: bool = False
    contrast: str = "usual"
    width: int = PHONE
    script: bool = False
    keys: bool = False

    @property
    def cookie(self) -> str:
        """The choices as the cookie keeps them."""
        words, size = ("easy" if self.easy else "plain"), ("large" if self.large else "usual")
        return f"{self.language}-{words}-{size}-{self.contrast}"

    def __str__(self) -> str:
        hand = "keyboard" if self.keys else "mouse"
        return f"{self.cookie}-{self.width}-{'script' if self.script else 'no script'}-{hand}"


FEW = (
    Mode(width=NARROW),
    Mode(language="cy", large=True, contrast="strong", width=DESK),
    Mode(language="ar"),
    Mode(easy=True),
    Mode(keys=True, width=DESK, script=True),
)
"""In `make test`: script off at 320 pixels; Welsh in large print; right to left; Easy Read; the keyboard alone."""

LOOKS = product(("en", "cy", "de", "ar"), (False, True), (False, True), ("usual", "dark", "strong"))
ALL = tuple(
    Mode(*look, width=width, script=script)
    for look in LOOKS
    for width, script in ((NARROW, False), (PHONE, True), (DESK, False))
) + tuple(Mode(language=language, keys=True, width=DESK, script=True) for language in ("en", "cy", "ar"))
"""In `make evidence`: every language, words, size and contrast, at three widths, and the keyboard alone."""

MODES = tuple(dict.fromkeys((*FEW, *ALL))) if os.environ.get("OWNWAY_EVIDENCE") else FEW


@pytest.mark.req("H1")
@pytest.mark.parametrize("mode", MODES, ids=str)
def test_the_first_three_steps_are_walked_in_every_mode(walk: Walking, mode: Mode) -> None:
    """From the first question to the signed agreement, by where things stand and not by their words."""
    now = timezone.now() - timedelta(hours=2)
    install(now)
    rosa, sam, idris = somebody("Rosa Mbeki"), somebody("Sam Osei"), somebody("Idris Vaughan", "practitioner")
    works_with(idris, sam)
    signed(sam, idris, now=now)
    way = in_mode(walk, "Rosa", mode)
    anywhere.signs_in(way, rosa)
    anywhere.is_told_an_estimate(way)
    anywhere.hands_in_a_plan(way)
    is_shown(way.walker, mode)
    way = in_mode(walk, "Sam", mode)
    anywhere.signs_in(way, sam)
    anywhere.reads_what_was_agreed(way)
    is_shown(way.walker, mode)


def in_mode(walk: Walking, name: str, mode: Mode) -> anywhere.ByMouse:
    """Somebody with a browser that was told how pages are to be shown."""
    walker = walk(name, width=mode.width, script=mode.script)
    kept = {"name": "ownway_showing", "value": mode.cookie, "url": str(walk.address)}
    walker.page.context.add_cookies([kept])  # type: ignore[list-item]
    return anywhere.ByKeys(walker) if mode.keys else anywhere.ByMouse(walker)


def is_shown(walker: Walker, mode: Mode) -> None:
    """The last page met is shown as was chosen."""
    root = walker.page.locator("html")
    assert root.get_attribute("lang") == mode.language
    assert root.get_attribute("dir") == ("rtl" if mode.language == "ar" else "ltr")
    pictures = walker.page.locator("main .ow-pictogram")
    assert (pictures.count() > 0) == mode.easy
    assert {pictures.nth(at).get_attribute("alt") for at in range(pictures.count())} <= {""}
