"""A browser that dies while somebody types loses nothing: what stood in the form waits for them on any device."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Error, Page, expect

from tests import matrix
from tests.authority import build
from tests.factories import Somebody, somebody, works_with
from tests.forms import forms_of
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.walking import Walker
from tests.pages_with_forms import FIRST, browser, pages
from tests.steps import install, signed

WORDS = "Nights are the hard part — she calls, and I am up at two, at four and at six. 🌙"
BOXES = ":is(textarea, input[type=text], input[type=email], input[type=tel])"
FEW = (
    "GET allocation:question",
    "GET planning:section",
    "GET agreement:answer_risk",
    "GET desks:visits",
    "GET spending:record",
)
"""In `make test`: a page of each kind of writing."""
EVERY = {
    path.stem: [name for name, line in matrix.lines(path.stem).items() if line.method == "GET" and not line.is_api]
    for path in sorted(matrix.TABLE.glob("*.yaml"))
}
"""In `make evidence`: every page of the stated table, for the first who may write on it."""
GROUPS: dict[str, Sequence[str]] = EVERY if os.environ.get("OWNWAY_EVIDENCE") else {"a few": FEW}


def types_and_dies(walk: Walking, person: Somebody, page: str) -> None:
    """Type into the first box of words on a page with a browser that is gone before anything was sent."""
    typing = walk(person.name, width=PHONE, script=True)
    typing.signs_in(person).goes_to(page)
    typing.page.locator("form[data-keep] :is(textarea, input[type=text])").first.fill(WORDS[:70])
    expect(typing.page.get_by_text("Kept while you type.")).to_be_visible()
    typing.page.context.close()
    walk.walkers.remove(typing)


def finds_it_again(walk: Walking, person: Somebody, page: str) -> Walker:
    """On another device, find what was typed and bring it back."""
    other = walk(person.name, width=DESK)
    other.signs_in(person).goes_to(page).sees("You typed something here")
    other.follows("Bring it back").sees("It is not sent yet.")
    assert WORDS[:70] in other.page.locator("form[data-keep] :is(textarea, input[type=text])").first.input_value()
    return other


@pytest.mark.req("A1")
@pytest.mark.parametrize("names", GROUPS.values(), ids=GROUPS)
def test_what_was_being_typed_waits_on_every_page_after_the_browser_died(walk: Walking, names: Sequence[str]) -> None:
    authority, table = build(), matrix.lines()
    lost = []
    # What has to be done first may change what other pages show.
    for name in sorted(names, key=lambda one: one in FIRST):
        for who, page in pages(authority, name, table[name]):
            known = browser(who)
            kept = [form for form in forms_of(known.get(page), page) if form.keep and form.boxes]
            lost += [f"{name}: {why}" for place in range(len(kept)) for why in dies_typing(walk, known, page, place)]
            if kept:
                break
    assert not lost, "\n".join(["", *lost])


def dies_typing(walk: Walking, known: Client, page: str, place: int) -> Iterator[str]:
    """Type into a form of a page, with a browser that is then gone; yield how it is lost elsewhere."""
    words = f"{WORDS} {place}"
    with opened(walk, known, script=True) as typing:
        typing.goto(page)
        form = typing.locator("form[data-keep]", has=typing.locator(BOXES)).nth(place)
        typing.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        boxes = form.locator(BOXES).locator("visible=true")
        if not boxes.count():
            yield f"{page} shows no box of form {place}"
            return
        boxes.first.fill(words)
        told = form.get_by_text("Kept while you type.")
        with suppress(Error):
            told.wait_for(timeout=10_000)
        if not told.is_visible():
            yield f"{page} keeps nothing of form {place}"
            return
    with opened(walk, known, script=False) as other:
        other.goto(page)
        offered = [link.get_attribute("href") for link in other.get_by_role("link", name="Bring it back").all()]
        for address in offered:
            other.goto(str(address))
            if any(box.input_value() == words for box in other.locator(f"form[data-keep] {BOXES}").all()):
                return
        yield f"{page} brings form {place} back by none of {offered}"


@contextmanager
def opened(walk: Walking, known: Client, *, script: bool) -> Iterator[Page]:
    """A browser in which somebody has signed in; it is gone afterwards, whatever it had open."""
    context = walk.browser.new_context(base_url=walk.address, java_script_enabled=script)
    kept = [{"name": name, "value": one.value, "url": walk.address} for name, one in known.cookies.items()]
    context.add_cookies(kept)  # type: ignore[arg-type]
    try:
        yield context.new_page()
    finally:
        context.close()


def test_once_it_is_sent_nothing_waits_any_more_and_it_can_be_thrown_away(walk: Walking) -> None:
    now = timezone.now() - timedelta(hours=1)
    install(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    signed(person, worker, now=now)
    page = reverse("planning:next_version", args=[person.party])
    types_and_dies(walk, person, page)
    again = walk(person.name, width=PHONE)
    again.signs_in(person).goes_to(page).sees("You typed something here").presses("I do not need it")
    again.goes_to(page).sees_not("You typed something here")
    types_and_dies(walk, person, page)
    finds_it_again(walk, person, page).presses("Go on with my plan").sees(WORDS[:70])
    again.goes_to(reverse("file:kept")).sees_not("Begun, and not sent")


@pytest.mark.req("A1")
def test_what_was_being_typed_under_a_code_waits_for_its_holder_after_the_browser_died(walk: Walking) -> None:
    install(timezone.now() - timedelta(hours=1))
    page = reverse("allocation:begin_question", args=["good_life"])
    typing = walk("somebody", width=PHONE, script=True)
    typing.goes_to(reverse("allocation:begin")).presses("Start now").sees("Write this down")
    code = typing.page.locator(".ow-figure__sum [aria-hidden]").inner_text()
    typing.goes_to(page)
    typing.page.locator("form[data-keep] :is(textarea, input[type=text])").first.fill(WORDS[:70])
    expect(typing.page.get_by_text("Kept while you type.")).to_be_visible()
    typing.page.context.close()
    walk.walkers.remove(typing)
    other = walk("the same, elsewhere", width=DESK)
    other.goes_to(reverse("allocation:come_back")).writes("Your code", code)
    other.presses("Open my answers").sees("Begun, and not sent").follows("Go on where you stopped")
    other.sees("It is not sent yet.")
    assert WORDS[:70] in other.page.locator("form[data-keep] :is(textarea, input[type=text])").first.input_value()
