"""A risk is talked about and goes to the panel, a sister comments, and a visit is noted where there is no signal."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ownway.registers.people import queries as people
from ownway.steps.planning import actions as planning
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.journeys.conftest import DESK, PHONE, Walking
from tests.steps import asks, install, planned, planned_and_handed_in, told

MINUTES = timedelta(minutes=1)
STORED = """() => new Promise((done) => {
  indexedDB.open('ownway-notes').onsuccess = (opened) => {
    const asked = opened.target.result.transaction('notes').objectStore('notes').getAll();
    asked.onsuccess = () => done(asked.result.map((note) => new TextDecoder().decode(note.sealed)).join());
  };
})"""
"""What the browser keeps of notes, as somebody would read it who found the device."""


def two() -> tuple[Somebody, Somebody]:
    """A person, and the practitioner who told her the budget an hour ago."""
    now = timezone.now() - 60 * MINUTES
    install(now)
    rosa, idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    told(rosa, idris, now=now)
    return rosa, idris


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.req("G1", "G2")
def test_a_risk_is_talked_about_and_a_serious_one_goes_to_a_panel_that_hears_the_person(
    walk: Walking, width: int
) -> None:
    rosa, idris = two()
    grace, oona = somebody("Grace Adeyemi", "panel"), somebody("Oona Byrne", "panel")
    version = planned_and_handed_in(rosa, now=timezone.now() - 50 * MINUTES)
    risks = reverse("agreement:risks", args=[version])
    worker = walk("Idris", width=width)
    worker.signs_in(idris).goes_to(reverse("agreement:judge", args=[version])).follows("Talk about risks")
    worker.follows("Talk about a risk").writes("What could go wrong?", "She rows out on the lake alone.")
    worker.presses("Save and go on").sees_error("Choose")
    worker.chooses("Perhaps").writes("What is gained by taking the risk?", "The lake is her life.")
    worker.writes("What would help?", "A vest that floats.").presses("Save and go on").sees("She rows out")
    herself = walk("Rosa", width=width)
    herself.signs_in(rosa).goes_to(reverse("agreement:overview", args=[rosa.party]))
    herself.follows("What could go wrong").follows("Answer")
    herself.writes("What do you say to it?", "I have rowed for forty years.").presses("Save and go on")
    worker.goes_to(risks).sees("I have rowed for forty years.").follows("Take a serious risk to the panel")
    worker.page.get_by_label("Which risk?").select_option(index=1)
    worker.chooses("Someone could come to serious harm.").writes("Say it in words", "The lake is cold.")
    worker.presses("Save and go on").sees("took it to the panel")
    herself.goes_to(risks).follows("Say how you wish to be heard").chooses("Be there")
    herself.writes("Anything we should know", "My sister comes with me.").presses("Save and go on").sees("Be there.")
    for member in (oona, grace):
        sits = walk(member.name, width=width)
        sits.signs_in(member).goes_to("/desk/").follows("The decision on the plan").goes_to(risks)
        sits.follows("Declare an interest").chooses("No").presses("Save and go on")
    sits.follows("Set the day and the agenda")
    day = timezone.localdate() + timedelta(days=4)
    sits.enters_day("On which day?", f"{day.day} {day.month} {day.year}").writes(
        "At what time", "At two, in the library."
    )
    sits.writes("What do you talk about?", "The boat.").presses("Save and go on")
    sits.follows("Write down what the panel decides").chooses("Grace Adeyemi").chooses("Oona Byrne")
    sits.writes("How was the person heard?", "She was there, with her sister.").writes("What was said", "The vest.")
    sits.page.get_by_label("The plan can go ahead").check()
    sits.writes("Why, and what would pass?", "With the vest it goes ahead.").presses("Save and go on")
    herself.goes_to(risks).sees("The plan can go ahead.", "Grace Adeyemi, Oona Byrne")
    herself.follows("The decision, and how to answer it").sees("With the vest it goes ahead.")


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.req("P2", "H4")
def test_a_sister_comments_the_person_settles_it_and_ends_it_and_typed_words_come_back(
    walk: Walking, width: int
) -> None:
    rosa, _idris = two()
    thandi = somebody("Thandi Mbeki")
    stands_beside(thandi, rosa)
    plan = planned(rosa, now=timezone.now() - 50 * MINUTES)
    herself = walk("Rosa", width=width)
    herself.signs_in(rosa).goes_to(reverse("planning:helpers", args=[rosa.party]))
    herself.page.get_by_label("Who?").select_option(label="Thandi Mbeki")
    herself.chooses("May read and comment").presses("Let them in").sees("may read and comment")
    sister = walk("Thandi", width=width)
    address = reverse("planning:comments", args=[rosa.party, "important"])
    sister.signs_in(thandi).goes_to(address).writes("What do you want to say", "You loved the choir.")
    sister.presses("Say it").sees("You loved the choir.", "Open")
    herself.goes_to(reverse("planning:plan", args=[rosa.party])).follows("Answer, or settle it")
    herself.writes("Your answer", "I did. I will ask.").chooses("That settles it").presses("Save and go on")
    herself.sees("Settled")
    sister.goes_to(address).sees("I did. I will ask.").writes("What do you want to say", "They sing on Mondays.")
    now = timezone.now()
    planning.end_help(asks(rosa, now), now=now, plan=plan, helper=thandi.party)
    sister.presses("Say it").sees("no longer open to you", "Your words are not lost")
    assert sister.page.get_by_label("What you typed").input_value() == "They sing on Mondays."


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.req("M6")
def test_a_note_written_without_a_signal_waits_in_the_browser_and_is_sent_once(walk: Walking, width: int) -> None:
    rosa, idris = two()
    visits = reverse("desks:visits", args=[rosa.party])
    worker = walk("Idris", width=width, script=True)
    worker.signs_in(idris).goes_to("/desk/").follows("Visits").is_at(visits)
    worker.page.context.set_offline(True)
    worker.writes("What came of it?", "We walked to the lake.")
    worker.page.get_by_role("button", name="Keep the note", exact=True).click()
    expect(worker.page.get_by_text("Your note is kept on this device")).to_be_visible()
    stored = worker.page.evaluate(STORED)
    assert stored and "lake" not in stored
    assert people.visits_to(asks(idris, timezone.now()), person=rosa.party, now=timezone.now()) == ()
    worker.page.context.set_offline(False)
    expect(worker.page.get_by_text("Your note was sent.")).to_be_visible()
    worker.goes_to(visits).sees("We walked to the lake.").goes_to(visits)
    assert len(people.visits_to(asks(idris, timezone.now()), person=rosa.party, now=timezone.now())) == 1
    worker.goes_to("/desk/").follows("Hand over").goes_to("/desk/").follows("Deciding")
    worker.follows("Note who speaks for them")
