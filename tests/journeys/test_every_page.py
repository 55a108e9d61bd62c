"""Every page of the stated table of routes holds to the rules of axe and to the screen, in the looks people choose."""

import os
from collections.abc import Iterator, Sequence

import pytest

from tests import matrix
from tests.authority import Authority, build
from tests.journeys.conftest import DESK, Walking
from tests.journeys.test_modes import NARROW, Mode
from tests.journeys.walking import Walker
from tests.pages_with_forms import FIRST, browser, pages

WELSH = Mode(language="cy", large=True, contrast="strong", width=NARROW)
LOOKS = (
    WELSH,
    Mode(width=NARROW),
    Mode(language="ar"),
    Mode(easy=True, contrast="dark"),
    Mode(language="de", width=DESK),
)
FEW = ("GET desks:desk", "GET allocation:checking", "GET agreement:judge", "GET finance:run", "GET finance:how_we_pay")
EVERY = [name for name, line in matrix.lines().items() if line.method == "GET" and not line.is_api]
LONG = bool(os.environ.get("OWNWAY_EVIDENCE"))


@pytest.mark.req("H1")
@pytest.mark.parametrize("look", LOOKS if LONG else (WELSH,), ids=str)
def test_every_page_holds_in_every_look(walk: Walking, look: Mode) -> None:
    """In `make test` some pages of staff in the look that is hardest on them; in `make evidence` all pages."""
    authority = build()
    walker = walk("whoever may", width=look.width)
    names: Sequence[str] = EVERY if LONG else FEW
    # What has to be done first may change what other pages show.
    ways = [
        way
        for name in sorted(names, key=lambda one: one in FIRST)
        for way in wrong_on(walk, authority, walker, look, name)
    ]
    assert walker.met >= len(names) * 2 // 3
    assert not ways, "\n".join(["", *ways])


def wrong_on(walk: Walking, authority: Authority, walker: Walker, look: Mode, name: str) -> Iterator[str]:
    """Open a page as the first who may, and yield what is wrong with it there."""
    for who, page in pages(authority, name, matrix.lines()[name]):
        known = browser(who)
        known.cookies["ownway_showing"] = look.cookie
        seen = known.get(page)
        if seen.status_code != 200 or "html" not in seen["Content-Type"]:
            continue
        cookies = [{"name": one, "value": kept.value, "url": walk.address} for one, kept in known.cookies.items()]
        walker.page.context.clear_cookies()
        walker.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        try:
            walker.goes_to(page)
        except AssertionError as wrong:
            yield f"{name}: {wrong}"
        return
