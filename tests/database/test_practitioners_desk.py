"""The practitioner's desk: notes of visits, handing a person over, deciding for oneself, and who speaks for whom."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.registers.decisions import actions as decisions
from ownway.registers.decisions import queries as clocks
from ownway.registers.decisions.actions import CannotHandOver
from ownway.registers.letters import queries as letters
from ownway.registers.people import actions, queries
from ownway.registers.people.actions import CannotNoteVisit, CannotRelate
from ownway.steps.agreement import actions as agreement
from ownway.steps.agreement.actions import CannotSign
from ownway.values import new_identifier
from ownway.values.cannot import NotAllowed, NotFound
from tests.browsing import browser, hidden, send, text_of
from tests.factories import LAST_WEEK, Somebody, asks, somebody, stands_beside, works_with
from tests.steps import all_tests_passed, estimated, install, later, planned_and_handed_in, told

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=30)
TODAY = timezone.localdate(NOW)


@pytest.fixture
def rosa() -> Somebody:
    """A person whom somebody works with."""
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    return worker


@pytest.fixture
def maren() -> Somebody:
    """Another practitioner."""
    return somebody("Maren Holt", "practitioner")


def boxes(day: Any, name: str = "day") -> dict[str, str]:
    """A day as three boxes hold it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def note(who: Somebody, person: Somebody, words: str = "We walked to the lake.", **rest: Any) -> UUID:
    """Keep a note of a visit today."""
    return actions.note_visit(asks(who, NOW), now=NOW, person=person.party, **({"day": TODAY, "words": words} | rest))


@pytest.mark.req("M6")
def test_a_note_of_a_visit_is_kept_once_and_the_person_reads_it(rosa: Somebody, idris: Somebody) -> None:
    named = new_identifier(NOW)
    assert note(idris, rosa, note=named) == note(idris, rosa, "Sent again.", note=named) == named
    [seen] = queries.visits_to(asks(rosa, NOW), person=rosa.party, now=NOW)
    assert (seen.words, seen.by_name, seen.day) == ("We walked to the lake.", "Idris Vaughan", TODAY)
    with pytest.raises(CannotNoteVisit, match="visit_to_come"):
        note(idris, rosa, day=TODAY + timedelta(days=1))
    with pytest.raises(NotAllowed):
        note(rosa, rosa)


def test_a_note_is_nobody_elses_and_its_name_opens_nothing(rosa: Somebody, idris: Somebody, maren: Somebody) -> None:
    kept = note(idris, rosa)
    other = somebody("Hyacinth Baptiste")
    works_with(maren, other)
    for asking in (maren, other):
        with pytest.raises(NotFound):
            queries.visits_to(asks(asking, NOW), person=rosa.party, now=NOW)
    with pytest.raises(NotFound):
        note(maren, other, note=kept)
    stands_beside(somebody("Thandi Mbeki"), rosa)


@pytest.mark.req("M6")
def test_on_the_page_a_note_is_kept_without_script_and_found_in_the_persons_file(
    rosa: Somebody, idris: Somebody
) -> None:
    address = reverse("desks:visits", args=[rosa.party])
    page = browser(idris)
    typed = {**hidden(page.get(address)), **boxes(TODAY), "words": "We walked to the lake."}
    assert page.post(address, typed).status_code == 303
    # A telephone that had no signal sends the same note again, with a key of its own.
    assert page.post(address, {**typed, "_key": "another"}).status_code == 303
    hers = browser(rosa)
    assert address in hers.get(reverse("file:of_person", args=[rosa.party])).content.decode()
    read = hers.get(address)
    assert text_of(read).count("We walked to the lake.") == 1 and "Keep the note" not in text_of(read)


@pytest.mark.req("M6", "H3")
def test_a_person_is_handed_over_with_day_and_reason_what_waits_goes_along_and_they_are_told(
    rosa: Somebody, idris: Somebody, maren: Somebody
) -> None:
    thing = new_identifier(NOW)
    decisions.start_clock(
        asks(idris, NOW), now=NOW, about=rosa.party, kind="plan_decision", due=TODAY + timedelta(days=5),
        waits_on_role="practitioner", waits_on=idris.party, thing="plan_version", thing_id=thing,
    )  # fmt: skip
    page = browser(idris)
    assert reverse("desks:hand_over", args=[rosa.party]) in page.get(reverse("desks:desk")).content.decode()
    answer = send(
        page, reverse("desks:hand_over", args=[rosa.party]), to=str(maren.party), words="I change teams.",
        **boxes(timezone.localdate()),
    )  # fmt: skip
    assert answer.status_code == 303
    now = timezone.now()
    assert "works_with" in queries.relations_of(maren.party, to=rosa.party, now=now)
    assert "works_with" not in queries.relations_of(idris.party, to=rosa.party, now=now)
    [clock] = clocks.clocks_about(asks(rosa, now), person=rosa.party, now=now)
    assert (clock.waits_on, clock.due) == (maren.party, TODAY + timedelta(days=5))
    [sent] = [
        one for one in letters.letters_to(asks(rosa, now), person=rosa.party, now=now)
        if one.kind == "practitioner_changed"
    ]  # fmt: skip
    letter = text_of(browser(rosa).get(reverse("file:letter", args=[sent.id])))
    assert "I change teams." in letter and "Maren Holt" in letter and "Idris Vaughan" in letter
    assert page.get(reverse("desks:hand_over", args=[rosa.party])).status_code == 404


@pytest.mark.req("M6")
def test_a_hand_over_to_come_changes_nothing_before_its_day(rosa: Somebody, idris: Somebody, maren: Somebody) -> None:
    day = TODAY + timedelta(days=10)
    decisions.hand_over(asks(idris, NOW), now=NOW, person=rosa.party, to=maren.party, day=day, words="I move away.")
    assert "works_with" in queries.relations_of(idris.party, to=rosa.party, now=NOW)
    after = NOW + timedelta(days=11)
    assert "works_with" in queries.relations_of(maren.party, to=rosa.party, now=after)
    assert "works_with" not in queries.relations_of(idris.party, to=rosa.party, now=after)


@pytest.mark.parametrize("case", ["over", "self", "close", "already", "no_practitioner", "not_theirs"])
def test_nobody_is_handed_to_family_to_nobody_or_into_the_past(
    rosa: Somebody, idris: Somebody, maren: Somebody, case: str
) -> None:
    given: dict[str, Any] = {"to": maren.party, "day": TODAY, "words": "I change teams."}
    who, error, code = idris, CannotHandOver, ""
    if case == "over":
        given["day"], code = TODAY - timedelta(days=1), "day_over"
    elif case == "self":
        given["to"], code = idris.party, "to_another"
    elif case == "close":
        stands_beside(maren, rosa)
        code = "too_close"
    elif case == "already":
        works_with(maren, rosa)
        code = "works_already"
    elif case == "no_practitioner":
        given["to"], error, code = somebody("Kwame Boateng").party, CannotRelate, "not_a_practitioner"
    else:
        who, error, code = maren, NotFound, "not_found"
    with pytest.raises(error, match=code):
        decisions.hand_over(asks(who, NOW), now=NOW, person=rosa.party, **given)
    assert "works_with" in queries.relations_of(idris.party, to=rosa.party, now=NOW)


@pytest.mark.req("G4")
def test_on_the_page_help_to_decide_comes_first_and_wishes_are_asked_for(rosa: Somebody, idris: Somebody) -> None:
    page, address = browser(idris), reverse("desks:capacity", args=[rosa.party])
    given = {**boxes(TODAY), "decision": "Where to live", "help_tried": "Pictures, and her sister.", "could": "no"}
    assert send(page, address, **given).status_code == 422
    whole = given | {"wishes": "To stay.", "best_interest": "She stays; the stairs are made safe."}
    assert send(page, address, **whole).status_code == 303
    told_of = text_of(page.get(address))
    assert "They could not decide it on this day." in told_of and "To stay." in told_of
    assert browser(rosa).get(address).status_code == 403


@pytest.mark.req("G4")
def test_a_plan_is_not_signed_while_somebody_who_needs_a_voice_has_none(rosa: Somebody, idris: Somebody) -> None:
    install()
    told(rosa, idris)
    version = planned_and_handed_in(rosa, now=later(5))
    all_tests_passed(idris, version, now=later(10))
    asker = asks(idris, later(11))
    actions.record_capacity(
        asker, now=later(11), person=rosa.party, day=later(11).date(), decision="The plan", help_tried="Pictures.",
        has_capacity=False, best_interest="The plan as she wishes it.", wishes="To swim.",
    )  # fmt: skip
    with pytest.raises(CannotSign, match="needs_a_voice"):
        agreement.sign(asks(idris, later(12)), now=later(12), version=version)
    sister = somebody("Thandi Mbeki")
    stands_beside(sister, rosa, now=LAST_WEEK)
    page = browser(idris)
    answer = send(
        page, reverse("desks:represent", args=[rosa.party]), representative=str(sister.party), basis="nominated",
        scope=["care"], evidence="", wishes="She wants her sister.",
    )  # fmt: skip
    assert answer.status_code == 303
    assert "The person named them" in text_of(page.get(reverse("desks:capacity", args=[rosa.party])))
    now = timezone.now()
    assert agreement.sign(asks(idris, now), now=now, version=version)


@pytest.mark.req("M6")
def test_who_waits_and_has_nobody_is_taken_on_from_the_intake_and_family_is_nobodys_case(
    rosa: Somebody, maren: Somebody
) -> None:
    install()
    estimated(rosa, now=NOW)
    nephew = somebody("Sipho Mbeki", "practitioner")
    stands_beside(nephew, rosa)
    intake = reverse("desks:intake")
    assert "Rosa Mbeki" not in text_of(browser(nephew).get(intake))
    assert browser(rosa).get(intake).status_code == 403
    page = browser(maren)
    assert "Rosa Mbeki" not in text_of(page.get(reverse("desks:desk")))
    assert "The check of the answers" in text_of(page.get(intake))
    assert send(page, intake, person=str(nephew.party)).status_code == 422
    assert send(page, intake, person=str(rosa.party)).status_code == 303
    assert "Rosa Mbeki" in text_of(page.get(reverse("desks:desk")))
    assert "Rosa Mbeki" not in text_of(page.get(intake))
