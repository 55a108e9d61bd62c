"""How people come in: somebody new, those beside them, the first letter, staff by command, and tokens for programs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner, Result

from ownway.interfaces.cli.people import app
from ownway.registers.people import actions, queries
from ownway.registers.people.actions import CannotMakeAccount, CannotRelate
from ownway.registers.people.models import Account, Party
from ownway.registers.people.queries import SigningIn
from ownway.registers.trail.models import Line
from ownway.values.cannot import NotAllowed, NotFound
from tests.browsing import browser, send, text_of
from tests.factories import Somebody, asks, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=30)
PASSWORD = "seven quiet herons"
SHELL = {"COLUMNS": "400", "DATABASE_URL": "postgresql://named/", "OWNWAY_DATABASE_OWNER_URL": "postgresql://named/"}
WRITING = ("people.register_person", "people.work_with", "people.relate")
TAKEN = {"language": "cy", "told_by": "phone"}


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


def asked(*words: str, typed: str = "") -> Result:
    """Run ``ownway people`` on the database of the test."""
    return CliRunner().invoke(app, list(words), env=SHELL, input=typed)


def link_in(letter: Any) -> str:
    """The address in a letter."""
    found = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def chooses_a_password(link: str) -> Client:
    """Follow the link of a first letter in a fresh browser, and choose a password there."""
    client = Client()
    page = client.get(link, follow=True)
    assert "Choose a new password" in text_of(page)
    answer = client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    return client


@pytest.mark.req("M6")
def test_a_practitioner_writes_down_somebody_of_whom_a_name_is_all_that_is_known(idris: Somebody) -> None:
    desk = browser(idris)
    assert "Write down somebody new" in text_of(desk.get(reverse("desks:desk")))
    given = {**TAKEN, "name": "Madhuri", "no_fixed_address": "on", "leave_word_with": "the library, main desk"}
    answer = send(desk, reverse("desks:somebody_new"), **given)
    assert answer.status_code == 303
    page = text_of(desk.get(answer["Location"]))
    assert "The seven steps of Madhuri" in page
    assert "Madhuri" in text_of(desk.get(reverse("desks:desk")))
    person = Party.objects.order_by("-made_at").values_list("id", flat=True)[0]
    now = timezone.now()
    reached = queries.contact_of(asks(idris, now), party=person, now=now)
    assert (reached.no_fixed_address, reached.leave_word_with) == (True, "the library, main desk")
    assert queries.person(asks(idris, now), person=person, now=now).language == "cy"
    assert set(Line.objects.filter(about__contains=[person], deed__in=WRITING).values_list("deed", flat=True)) == {
        "people.register_person", "people.work_with",
    }  # fmt: skip


def test_nobody_is_half_written_down_where_something_is_wrong(idris: Somebody) -> None:
    before = Party.objects.count()
    answer = send(browser(idris), reverse("desks:somebody_new"), **TAKEN, name="", phone="01632 960 111")
    assert answer.status_code == 422
    assert "01632 960 111" in answer.content.decode()
    assert Party.objects.count() == before


def test_those_beside_a_person_are_let_in_by_a_letter_whose_link_works_once(
    idris: Somebody, rosa: Somebody, mailoutbox: list[Any]
) -> None:
    desk = browser(idris)
    given = {"name": "Thandi Mbeki", "relation": "family"}
    assert send(desk, reverse("desks:note_beside", args=[rosa.party]), **given).status_code == 303
    now = timezone.now()
    (thandi,) = (one.id for one in queries.circle_of(asks(rosa, now), person=rosa.party, now=now)
                 if one.relation == "family")  # fmt: skip
    letting = reverse("desks:let_sign_in", args=[rosa.party, thandi])
    assert send(desk, letting, email="Thandi@Example.org").status_code == 303
    (letter,) = mailoutbox
    assert letter.to == ["thandi@example.org"]
    assert "Thandi Mbeki" in letter.body
    beside = reverse("desks:beside", args=[rosa.party])
    assert "Has the letter, and no password yet" in text_of(desk.get(beside))
    assert send(desk, letting, email="again@example.org").status_code == 404
    home = chooses_a_password(link_in(letter))
    assert "It was used before, or it is too old." in text_of(Client().get(link_in(letter), follow=True))
    home.post(reverse("account_login"), {"login": "thandi@example.org", "password": PASSWORD})
    assert "Rosa Mbeki" in text_of(home.get(reverse("home:front")))
    assert "Has the letter" not in text_of(desk.get(beside))
    rosas = browser(rosa)
    assert "Thandi Mbeki" in text_of(rosas.get(beside))
    ending = reverse("desks:end_beside", args=[rosa.party, thandi, "family"])
    assert send(rosas, ending).status_code == 303
    assert home.get(reverse("home:person", args=[rosa.party])).status_code == 404
    assert "Thandi Mbeki" not in text_of(rosas.get(beside))


def test_a_person_chooses_their_password_in_their_own_language(idris: Somebody, mailoutbox: list[Any]) -> None:
    now = timezone.now()
    person = actions.take_in(asks(idris, now), now=now, name="Eluned Parry", telling={"language": "cy"})
    answer = send(browser(idris), reverse("desks:let_sign_in", args=[person, person]), email="eluned@example.org")
    assert answer.status_code == 303
    assert mailoutbox[0].subject == "Gallwch fewngofnodi nawr"
    chooses_a_password(link_in(mailoutbox[0]))
    assert Account.objects.get(party=person).check_password(PASSWORD)


def test_an_address_that_is_taken_or_none_is_refused_and_nobody_else_lets_anyone_in(
    idris: Somebody, rosa: Somebody, mailoutbox: list[Any]
) -> None:
    now = timezone.now()
    person = actions.take_in(asks(idris, now), now=now, name="Bashir Osman")
    for address in (rosa.email, "no address"):
        with pytest.raises(CannotMakeAccount):
            actions.let_sign_in(asks(idris, now), now=now, person=person, email=address)
    page = send(browser(idris), reverse("desks:let_sign_in", args=[person, person]), email=rosa.email)
    assert page.status_code == 422
    assert "There is already an account with this email address." in text_of(page)
    assert mailoutbox == []
    assert not Account.objects.filter(party=person).exists()
    with pytest.raises(CannotRelate):
        actions.let_sign_in(asks(idris, now), now=now, person=person, who=rosa.party, email="x@example.org")
    other = somebody("Maren Holt", "practitioner")
    with pytest.raises(NotFound):
        actions.let_sign_in(asks(other, now), now=now, person=person, email="x@example.org")
    beside = somebody("Sefa Mbeki")
    stands_beside(beside, rosa, "family")
    with pytest.raises(NotAllowed):
        actions.note_beside(asks(beside, now), now=now, person=rosa.party, name="A friend", relation="family")
    assert queries.signing_in(asks(idris, now), person=person, now=now) == {person: SigningIn.CANNOT}


@pytest.mark.req("H5")
def test_the_first_staff_of_an_empty_installation_come_in_by_command() -> None:
    assert "Nobody holds a role." in asked("list").output
    made = asked("add", "Ada Fenwick", "Ada@council.example", "--role", "practitioner", "--role", "panel")
    assert made.exit_code == 0, made.output
    typed = asked("add", "Ravi Menon", "ravi@council.example", "--role", "finance", "--password",
                  typed=f"{PASSWORD}\n{PASSWORD}\n")  # fmt: skip
    assert typed.exit_code == 0, typed.output
    told = asked("list").output
    assert re.search(r"Ada Fenwick +ada@council\.example +panel, practitioner", told)
    assert Client().post(reverse("account_login"), {"login": "ravi@council.example", "password": PASSWORD}).url == "/"
    assert not Account.objects.get(email="ada@council.example").has_usable_password()
    assert asked("role", "ada@council.example", "--end", "panel", "--give", "commissioner").exit_code == 0
    assert re.search(r"Ada Fenwick .* commissioner, practitioner", asked("list").output)
    assert asked("body", "Harbour Home Support", "--member", "ravi@council.example").exit_code == 0
    assert asked("close", "ravi@council.example").exit_code == 0
    assert "Ravi Menon" not in asked("list").output
    assert not Account.objects.get(email="ravi@council.example").is_active


def test_a_command_that_is_refused_says_why_and_writes_nothing() -> None:
    before = Party.objects.count()
    wrong = asked("add", "Ada Fenwick", "ada@council.example", "--role", "king")
    assert (wrong.exit_code, Party.objects.count()) == (1, before)
    assert "king" in wrong.output or "role" in wrong.output
    weak = asked("add", "Ada Fenwick", "ada@council.example", "--role", "panel", "--password", typed="123\n123\n")
    assert (weak.exit_code, Party.objects.count()) == (1, before)
    nobody = asked("role", "nobody@council.example", "--give", "panel")
    assert (nobody.exit_code, "Nobody signs in with nobody@council.example." in nobody.output) == (1, True)
    assert asked("role", "nobody@council.example").exit_code == 2


@pytest.mark.req("H5")
def test_a_program_gets_a_token_on_a_page_which_shows_it_once_and_ends_it(rosa: Somebody) -> None:
    client = browser(rosa)
    until = timezone.localdate() + timedelta(days=30)
    boxes = {"until-day": str(until.day), "until-month": str(until.month), "until-year": str(until.year)}
    answer = send(client, reverse("sign_in:new_program"), named="My spreadsheet", scopes=["allocation"], **boxes)
    found = re.search(r"ownway_[a-z2-7]{48}", re.sub(r"<wbr>|\s", "", answer.content.decode()))
    assert found, text_of(answer)
    secret = found[0]
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    own = f"/api/v1/people/{rosa.party}/allocation"
    assert program.get(own).status_code == 200
    listed = client.get(reverse("sign_in:mine"))
    assert "My spreadsheet" in text_of(listed)
    assert secret not in listed.content.decode()
    now = timezone.now()
    (token,) = queries.tokens_of(asks(rosa, now), now=now)
    assert client.get(reverse("sign_in:end_program", args=[token.id])).status_code == 200
    assert send(client, reverse("sign_in:end_program", args=[token.id])).status_code == 303
    assert program.get(own).status_code == 401
    other = somebody("Sefa Mbeki")
    assert browser(other).get(reverse("sign_in:end_program", args=[token.id])).status_code == 404


def test_a_token_needs_something_to_reach_and_a_day_within_a_year(rosa: Somebody) -> None:
    client, before = browser(rosa), len(queries.tokens_of(asks(rosa, NOW), now=NOW))
    late = timezone.localdate() + timedelta(days=500)
    boxes = {"until-day": str(late.day), "until-month": str(late.month), "until-year": str(late.year)}
    for typed in ({"named": "x", **boxes}, {"named": "x", "scopes": ["allocation"], **boxes}):
        assert send(client, reverse("sign_in:new_program"), **typed).status_code == 422
    assert len(queries.tokens_of(asks(rosa, NOW), now=NOW)) == before


def test_a_forgotten_password_is_chosen_anew_by_a_letter_in_our_words_and_its_owner_is_told(
    rosa: Somebody, mailoutbox: list[Any]
) -> None:
    asking = reverse("account_reset_password")
    Client().post(asking, {"email": rosa.email})
    (letter,) = mailoutbox
    assert (letter.subject, letter.to) == ("Choose a new password", [rosa.email])
    assert letter.body.endswith("Fernleigh Council")
    chooses_a_password(link_in(letter))
    assert [one.subject for one in mailoutbox[1:]] == ["Your password was changed"]
    assert mailoutbox[1].to == [rosa.email]
    Client().post(asking, {"email": "nobody@example.org"})
    assert mailoutbox[2].subject == "You have no account with this address"
    assert "/account/" not in mailoutbox[2].body


def test_somebody_puts_right_what_they_are_called_and_how_they_are_reached(idris: Somebody, rosa: Somebody) -> None:
    client, now = browser(rosa), timezone.now()
    address = reverse("file:reach", args=[rosa.party])
    assert "What I am called, and how you reach me" in text_of(client.get(reverse("file:of_person", args=[rosa.party])))
    given = {"name": "Rosa Mbeki-Lund", "known_as": "Ro", "phone": "01632 960 111", "no_fixed_address": "on"}
    assert send(client, address, **given).status_code == 303
    seen = queries.person(asks(idris, timezone.now()), person=rosa.party, now=timezone.now())
    assert (seen.name, seen.known_as) == ("Rosa Mbeki-Lund", "Ro")
    reached = queries.contact_of(asks(idris, timezone.now()), party=rosa.party, now=timezone.now())
    assert (reached.phone, reached.no_fixed_address, reached.address) == ("01632 960 111", True, "")
    lines = Line.objects.filter(about__contains=[rosa.party], at__gte=now)
    assert set(lines.values_list("deed", flat=True)) >= {"people.rename", "people.set_contact"}
    before = lines.filter(thing__in=("name", "contact")).count()
    assert send(client, address, **given).status_code == 303
    assert lines.filter(thing__in=("name", "contact")).count() == before
    assert send(client, address, **(given | {"name": ""})).status_code == 422
    assert browser(somebody("Sefa Mbeki")).get(address).status_code == 404
