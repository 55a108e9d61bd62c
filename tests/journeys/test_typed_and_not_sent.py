"""A browser that dies while somebody types loses nothing: what stood in the form waits for them on any device."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ownway.steps.planning import queries as plans
from tests.factories import Somebody, somebody, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.journeys.walking import Walker
from tests.steps import asks, install, planned, signed, told

WORDS = "Nights are the hard part — she calls, and I am up at two, at four and at six. 🌙"


def boxes(person: Somebody, *, agreed: bool) -> list[str]:
    """The pages on which a person types words."""
    now = timezone.now()
    plan = plans.plan_of(asks(person, now), person=person.party, now=now)
    assert plan is not None
    if agreed:
        return [
            reverse("planning:next_version", args=[person.party]),
            reverse("spending:record", args=[person.party]),
        ]
    return [
        reverse("planning:section", args=[person.party, "important"]),
        reverse("planning:aim", args=[person.party, plan.aims[0].id]),
        reverse("planning:line", args=[person.party, plan.lines[0].id]),
        reverse("planning:add_contingency", args=[person.party]),
    ]


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


@pytest.mark.parametrize("agreed", [False, True], ids=["while planning", "while spending"])
@pytest.mark.req("A1")
def test_what_was_being_typed_waits_on_every_page_after_the_browser_died(walk: Walking, agreed: bool) -> None:
    now = timezone.now() - timedelta(hours=1)
    install(now)
    person, worker = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(worker, person)
    if agreed:
        signed(person, worker, now=now)
    else:
        told(person, worker, now=now)
        planned(person, now=now + timedelta(minutes=5))
    for page in boxes(person, agreed=agreed):
        types_and_dies(walk, person, page)
        other = finds_it_again(walk, person, page)
        other.page.context.close()
        walk.walkers.remove(other)


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
