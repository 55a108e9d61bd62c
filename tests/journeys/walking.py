"""One who walks through the pages, in plain words: goes, follows, writes, chooses, presses, and sees."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.factories import Somebody

PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
HIDDEN = re.compile(r'<input type="hidden"[^>]*>|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
HELD: set[str] = set()
"""The looks of pages that were held to the rules in this run."""

AT_ONCE = "window.setTimeout = (ring, wait, ...given) => { Promise.resolve().then(() => ring(...given)) }"


class Walker:
    """Someone with a browser. Every page they meet is held to the rules of axe and may not be wider than the screen."""

    def __init__(self, page: Page, *, name: str, journey: str, look: str = "") -> None:
        self.page = page
        self.name = name
        self.journey = journey
        self.met = 0
        self.look = look

    def goes_to(self, path: str) -> "Walker":
        """Type an address."""
        self.page.goto(path)
        return self.looks()

    def signs_in(self, who: Somebody) -> "Walker":
        """Sign in through the page."""
        self.goes_to("/sign-in/")
        self.writes("Email", who.email)
        self.writes("Password", who.password)
        return self.presses("Sign in")

    def follows(self, link: str, *, within: str = "main") -> "Walker":
        """Follow a link by its words."""
        self.place(within).get_by_role("link", name=link).first.click()
        return self.looks()

    def presses(self, button: str, *, within: str = "main") -> "Walker":
        """Press a button by its words."""
        self.place(within).get_by_role("button", name=button, exact=True).first.click()
        return self.looks()

    def writes(self, label: str, words: str) -> "Walker":
        """Write into the box of that name."""
        self.page.get_by_label(label).first.fill(words)
        return self

    def chooses(self, label: str, *, under: str = "") -> "Walker":
        """Choose an answer, *under* a question where several have the same."""
        place: Locator | Page = self.page
        if under:
            place = self.page.get_by_role("group", name=under)
        place.get_by_label(label, exact=True).first.check()
        return self

    def enters_day(self, label: str, day: str) -> "Walker":
        """Enter a day as ``27 3 2027`` into its three boxes."""
        boxes = self.page.get_by_role("group", name=label)
        for box, part in zip(("Day", "Month", "Year"), day.split(), strict=True):
            boxes.get_by_label(box).fill(part)
        return self

    def sees(self, *words: str) -> "Walker":
        """Make sure that the page says this."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)
        return self

    def sees_not(self, *words: str) -> "Walker":
        """Make sure that the page says nothing of the kind."""
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)
        return self

    def sees_error(self, words: str) -> "Walker":
        """Make sure that an error is told in the summary, beside a field, and in the title."""
        expect(self.page.locator(".govuk-error-summary")).to_contain_text(words)
        expect(self.page).to_have_title(re.compile("^Error: "))
        return self

    def is_at(self, path: str) -> "Walker":
        """Make sure of the address."""
        expect(self.page).to_have_url(re.compile(re.escape(path) + r"(\?.*)?$"))
        return self

    def place(self, within: str) -> Locator:
        """The part of the page to look in: ``main``, ``header``, ``footer`` or any other."""
        return self.page.locator(within)

    def looks(self) -> "Walker":
        """Hold the page to the rules, and keep a picture when OWNWAY_SCREENSHOTS is set."""
        self.met += 1
        # A click comes back as soon as the next page begins.
        self.page.wait_for_load_state()
        self.keeps_picture()
        self.fits()
        # A page that was held to the rules before in the same look need not be again; only what nobody sees differs.
        look = f"{self.look} {HIDDEN.sub('', self.page.content())}"
        if look in HELD:
            return self
        # Where script is off no timer rings, and the rules wait on timers: theirs ring at once.
        self.page.evaluate(
            "window.setTimeout = (ring, wait, ...given) => { Promise.resolve().then(() => ring(...given)) }"
        )
        found = Axe().run(self.page, options=OPTIONS)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        HELD.add(look)
        return self

    def fits(self) -> None:
        """No page may have to be pushed sideways (WCAG 1.4.10)."""
        wide, screen = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= screen, f"{self.page.url} is {wide} wide on a screen of {screen}"

    def keeps_picture(self, name: str = "") -> None:
        """Save a picture of the page, where pictures were asked for."""
        if not os.environ.get("OWNWAY_SCREENSHOTS"):
            return
        title = re.sub(r"[^a-z0-9]+", "-", (name or self.page.title().split(" – ")[0]).lower()).strip("-")
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        journey = re.sub(r"[^a-z0-9]+", "-", self.journey.lower()).strip("-")
        folder = PICTURES / journey
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self.met:02d}-{width}-{title[:50]}.png", full_page=True)
