"""A plan on paper: a form with a number on it, keyed in later by whoever works with the person, and marked as such."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ownway.steps.allocation import actions as allocation
from ownway.steps.allocation.actions import CannotKeyIn
from ownway.steps.planning import actions as planning
from ownway.steps.planning import queries as plans
from ownway.steps.planning.actions import CannotPlan
from ownway.steps.planning.queries import PlanSeen
from ownway.values.cannot import NotAllowed, NotFound
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, somebody, stands_beside, works_with
from tests.steps import PROGRAMME, asks, install, later, told

pytestmark = pytest.mark.django_db
WROTE = {"important": "My garden, and Sundays.", "change": "Get out of the house.", "money": ""}


@pytest.fixture
def rosa() -> Somebody:
    """A person who plans on paper."""
    install()
    return somebody("Rosa Mbeki")


@pytest.fixture
def idris(rosa: Somebody) -> Somebody:
    """The practitioner who works with her, and has told her the sum."""
    worker = somebody("Idris Vaughan", "practitioner")
    works_with(worker, rosa)
    told(rosa, worker)
    return worker


def read_by(who: Somebody, rosa: Somebody, minutes: int = 30) -> PlanSeen:
    """Her plan as somebody reads it."""
    seen = plans.plan_of(asks(who, later(minutes)), person=rosa.party, now=later(minutes))
    assert seen is not None
    return seen


def number_for(rosa: Somebody) -> str:
    """The number of a plan form that she printed."""
    now = later(10)
    planning.print_plan_form(asks(rosa, now), now=now, person=rosa.party)
    (printed,) = plans.paper_forms(asks(rosa, now), person=rosa.party, now=now)
    return printed.number


@pytest.mark.req("H6")
def test_a_plan_on_paper_is_keyed_in_under_its_number_and_marked(rosa: Somebody, idris: Somebody) -> None:
    number, now = number_for(rosa), later(20)
    wishes = ["Swim every week.", "", "Swim every week.", "See my friends."]
    planning.key_in_plan(asks(idris, now), now=now, person=rosa.party, number=number, sections=WROTE, wishes=wishes)
    seen = read_by(rosa, rosa)
    written = {one.question: [text.text for text in one.texts] for one in seen.sections if one.texts}
    assert written == {"important": ["My garden, and Sundays."], "change": ["Get out of the house."]}
    assert [one.text for one in seen.aims] == ["Swim every week.", "See my friends."]
    assert [(one.helper, one.access) for one in seen.helpers] == [(idris.party, "write")]
    assert seen.state == "draft"
    (keyed,) = plans.keyed_from_paper(asks(rosa, later(30)), version=seen.version, now=later(30))
    assert (keyed.number, keyed.by_name) == (number, "Idris Vaughan")


@pytest.mark.req("H6")
def test_what_she_wrote_herself_stays_beside_what_was_keyed_in(rosa: Somebody, idris: Somebody) -> None:
    number = number_for(rosa)
    now = later(15)
    plan = planning.start_plan(asks(rosa, now), now=now, person=rosa.party)
    planning.write_section(asks(rosa, now), now=now, plan=plan, question="important", text="My dog.")
    moment = later(20)
    for _twice in range(2):
        planning.key_in_plan(asks(idris, moment), now=moment, person=rosa.party, number=number, sections=WROTE)
    part = read_by(rosa, rosa).section("important")
    assert part is not None
    assert {one.text for one in part.texts} == {"My dog.", "My garden, and Sundays."}


def test_a_wrong_number_or_another_kind_of_form_keys_nothing_in(rosa: Somebody, idris: Somebody) -> None:
    number, now = number_for(rosa), later(20)
    allocation.print_form(asks(rosa, now), now=now, person=rosa.party, programme=PROGRAMME)
    from_allocation = allocation_number(rosa)
    for wrong in ("", "AAAA AAAA", from_allocation):
        with pytest.raises(CannotKeyIn, match="no_such_form"):
            planning.key_in_plan(asks(idris, now), now=now, person=rosa.party, number=wrong, sections=WROTE)
    daughter, stranger = somebody("Lindiwe Mbeki"), somebody("Ffion Rees", "practitioner")
    stands_beside(daughter, rosa)
    for who, error in ((rosa, NotAllowed), (daughter, NotAllowed), (stranger, NotFound)):
        with pytest.raises(error):
            planning.key_in_plan(asks(who, now), now=now, person=rosa.party, number=number, sections=WROTE)
    assert plans.plan_of(asks(rosa, now), person=rosa.party, now=now) is None


def allocation_number(rosa: Somebody) -> str:
    """The number of the self-assessment's form, which is none for a plan."""
    from ownway.steps.allocation import queries

    (printed,) = queries.paper_forms(asks(rosa, later(20)), person=rosa.party, now=later(20))
    return printed.number


def test_before_a_sum_is_told_there_is_no_form() -> None:
    install()
    early = somebody("Tomasz Zielinski")
    with pytest.raises(CannotPlan, match="no_figure_yet"):
        planning.print_plan_form(asks(early, later()), now=later(), person=early.party)


@pytest.mark.req("H6")
@pytest.mark.parametrize("way", ["plain", "large", "easy"])
def test_the_form_is_a_tagged_pdf_with_its_number(rosa: Somebody, idris: Somebody, way: str) -> None:
    client = browser(rosa)
    address = reverse("planning:print_form", args=[rosa.party])
    assert send(client, address).status_code == 303
    now = timezone.now()
    (printed,) = plans.paper_forms(asks(idris, now), person=rosa.party, now=now)
    assert printed.number in text_of(client.get(address))
    made = client.get(address, {"form": str(printed.id), "as": way})
    assert made["Content-Type"] == "application/pdf"
    assert b"StructTreeRoot" in made.content


@pytest.mark.req("H6")
def test_the_page_keys_in_and_loses_nothing_when_the_number_is_wrong(rosa: Somebody, idris: Somebody) -> None:
    desk = browser(idris)
    page = reverse("planning:key_in", args=[rosa.party])
    assert "No plan form was printed" in text_of(desk.get(page))
    now = timezone.now()
    planning.print_plan_form(asks(rosa, now), now=now, person=rosa.party)
    (printed,) = plans.paper_forms(asks(rosa, now), person=rosa.party, now=now)
    typed = {"number": "AAAA AAAA", "section-important": "My garden.", "wishes": "Swim.\nSing."}
    wrong = send(desk, page, **typed)
    assert wrong.status_code == 422
    assert "Read the number on the paper again" in text_of(wrong)
    assert "My garden." in wrong.content.decode()
    sent = send(desk, page, **{**typed, "number": printed.number})
    assert sent.status_code == 303, text_of(sent)
    mine = text_of(browser(rosa).get(reverse("planning:plan", args=[rosa.party])))
    assert "Keyed in from paper" in mine
    assert printed.number in mine
    assert "Swim." in mine
