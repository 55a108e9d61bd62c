"""Steps 1 to 3 by where things stand on the page and not by their words, so that any language can be walked."""

from collections.abc import Callable

from tests.factories import Somebody
from tests.journeys.walking import Walker

SEND = "main form button.govuk-button:not([type=button])"


class ByMouse:
    """Goes on by clicking: the same in every language, at every width, with script or without."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker

    def press(self, place: str, at: int = 0) -> None:
        """Press what stands at a place."""
        self.walker.page.locator(place).nth(at).click()
        self.walker.looks()

    def choose(self, at: int, within: str = "main") -> None:
        """Choose one of the answers on the page."""
        self.walker.page.locator(f"{within} input[type=radio]").nth(at).check()


class ByKeys(ByMouse):
    """Goes on by the keyboard alone: every place is reached by the tab key, and shows that it was."""

    def press(self, place: str, at: int = 0) -> None:
        """Reach a place and press Enter."""
        self.reach(place, at)
        # A key comes back before the next page begins, unlike a click.
        with self.walker.page.expect_navigation():
            self.walker.page.keyboard.press("Enter")
        self.walker.looks()

    def choose(self, at: int, within: str = "main") -> None:
        """Reach the answers, and go down to one of them."""
        self.reach(f"{within} input[type=radio]", 0)
        self.walker.page.keyboard.press("Space")
        for _ in range(at):
            self.walker.page.keyboard.press("ArrowDown")

    def reach(self, place: str, at: int) -> None:
        """Go forward with the tab key until the place has the focus."""
        wanted = self.walker.page.locator(place).nth(at)
        for _ in range(120):
            if wanted.evaluate("one => one === document.activeElement"):
                assert wanted.evaluate("one => one.matches(':focus-visible')"), f"{place} does not show its focus"
                return
            self.walker.page.keyboard.press("Tab")
        raise AssertionError(f"{place} cannot be reached with the tab key on {self.walker.page.url}")


def signs_in(way: ByMouse, who: Somebody) -> None:
    """Sign in through the page, and choose nothing about how it is shown."""
    way.walker.goes_to("/sign-in/")
    way.walker.page.locator("#id_login").fill(who.email)
    way.walker.page.locator("#id_password").fill(who.password)
    way.press(SEND)


def is_told_an_estimate(way: ByMouse) -> None:
    """Step 1: begin, answer every question, hand in, and see the sum with its reasons."""
    way.walker.goes_to("/")
    way.press("main .ow-steps a")
    way.press(SEND)
    way.press("main a.govuk-button")
    fills_pages(way, "/question/", lambda: answers(way))
    way.press(SEND)
    assert "/figure/" in way.walker.page.url


def answers(way: ByMouse) -> None:
    """Answer one question: in words where it asks for words, otherwise the second answer."""
    boxes = way.walker.page.locator("main textarea")
    if boxes.count():
        boxes.first.fill("Mornings in the garden.")
    else:
        way.choose(1)


def fills_pages(way: ByMouse, path: str, fill: Callable[[], None]) -> None:
    """Fill and send page after page as long as the address says that there is another; look once at each kind."""
    looked: set[str] = set()
    page = way.walker.page
    while path in page.url:
        kind = f"{page.locator('main textarea').count()} {page.locator('main input[type=radio]').count()}"
        fill()
        if kind in looked:
            page.locator(SEND).first.click()
        else:
            looked.add(kind)
            way.press(SEND)
    way.walker.looks()


def hands_in_a_plan(way: ByMouse) -> None:
    """Step 2: write the plan's parts, an aim and a costed line, and hand the plan in."""
    page = way.walker.page
    way.walker.goes_to("/")
    way.press("main .ow-steps a", 1)
    way.press(SEND)
    way.press("main .govuk-task-list a")
    fills_pages(way, "/section/", lambda: page.locator("main textarea").first.fill("My garden, and my friends."))
    way.press("main #wishes ~ p a.govuk-button--secondary")
    page.locator("main .govuk-input").first.fill("Swim every week.")
    way.press(SEND)
    way.press("main #support ~ p a.govuk-button--secondary")
    page.locator("[name=what]").fill("Swimming with Ines")
    page.locator("[name=kind]").select_option(index=1)
    page.locator("[name=pence]").fill("14.50")
    page.locator("[name=times]").fill("1")
    page.locator("[name=every]").select_option("week")
    way.choose(0)
    way.press(SEND)
    way.press("main a.govuk-button[href*='hand-in']")
    way.press(SEND)
    assert "/agreement/" in page.url


def reads_what_was_agreed(way: ByMouse) -> None:
    """Step 3: from the seven steps to the agreement."""
    way.walker.goes_to("/")
    way.press("main .ow-steps a", 2)
    way.press("main a[href*='/agreement/']")
