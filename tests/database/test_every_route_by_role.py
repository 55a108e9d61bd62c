"""Walks every route as every role, towards one's own and towards a stranger, and holds it to the stated table."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from ownway.interfaces.web.design.public_routes import PUBLIC_ROUTES
from ownway.interfaces.web.design.showing import COOKIE, Showing
from tests import matrix
from tests.authority import FORMER, OFFICES, RELATIVES, STAGES, Authority
from tests.matrix import SEATS, Line

pytestmark = pytest.mark.django_db
SIGN_IN = "nobody"
MAY_KNOW_ALL = ("panel", "finance", "auditor")
KNOWS_NOBODY = ("commissioner:authority", "researcher:authority", "pack_designer:authority", "nobody", *FORMER)
POSTS = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: an outcome of the table, and the words without the address that was asked for."""

    outcome: str
    status: int
    words: str
    forms: frozenset[str] = frozenset()


class Seat:
    """Somebody in a browser and at the API; whatever they do is taken back at once."""

    def __init__(self, authority: Authority, name: str) -> None:
        self.authority, self.name = authority, name
        self.cookies: dict[str, Any] = {}
        self.serving = Client().handler

    def browser(self, stage: str) -> Client:
        """A fresh browser in which they have signed in; the person themselves is another at each stage."""
        client = Client(headers={"Idempotency-Key": "one-of-a-kind"})
        client.handler = self.serving
        # Each browser was told how to show pages, so that not every one of these thousands asks the register for it.
        client.cookies[COOKIE] = Showing().as_cookie()
        if self.name == SIGN_IN:
            return client
        who = self.authority.at_seat(self.name, stage)
        if who.email not in self.cookies:
            known = get_user_model().objects.get(email=who.email)
            client.force_login(known, backend="django.contrib.auth.backends.ModelBackend")
            self.cookies[who.email] = client.cookies["sessionid"].value
        client.cookies["sessionid"] = self.cookies[who.email]
        return client

    def asks(self, line: Line, side: str) -> Answer:
        """Send what a line of the table says, for the things of one's own person or of a stranger's."""
        things = self.authority.things[side][line.at]
        address, body = line.address(things), line.body(things)
        client = self.browser(line.at)
        call = getattr(client, line.method.lower())
        before = transaction.savepoint()
        try:
            if line.is_api and line.method != "GET":
                answer = call(address, json.dumps(body), content_type="application/json")
            else:
                answer = call(address, body)
            words = b"".join(answer.streaming_content) if answer.streaming else answer.content
        finally:
            transaction.savepoint_rollback(before)
        return Answer(
            _outcome(answer, line),
            answer.status_code,
            _without(words.decode("utf-8", "replace"), address),
            frozenset(_forms(words.decode("utf-8", "replace"), address)),
        )


def _outcome(answer: Any, line: Line) -> str:
    status = answer.status_code
    if status == 401 or (status == 302 and "/sign-in/?" in answer["Location"]):
        return "sign in"
    if status == 302 and line.method == "POST" and not line.is_public and answer["Location"].startswith("/sign-in/"):
        return "sign in"
    named = {404: "hidden", 403: "refuses", 405: "closed"}
    return named.get(status, "opens" if status < 400 else "heard" if status in (400, 409, 422) else "fails")


def _without(words: str, address: str) -> str:
    """Return *words* without the address that the asker gave, however it is written."""
    for form in (address, quote(address, safe=""), quote(address), address.replace("/", "\\/")):
        words = words.replace(form, "")
    return words


def _forms(words: str, address: str) -> Iterator[str]:
    """Yield the routes to which a page has a form that changes something."""
    for form in POSTS.findall(words):
        found = re.search(r"\baction=\"([^\"]*)\"", form)
        action = unescape(found[1]).partition("?")[0].partition("#")[0] if found else ""
        try:
            yield resolve(action or address).view_name
        except Resolver404:
            raise AssertionError(f"{address} has a form for {action}, which leads nowhere.") from None


def _expected(line: Line, seat: str, side: str) -> str:
    """What the table says *seat* gets, towards *side*."""
    if seat in RELATIVES:
        return line.expected("family:family")
    if seat in FORMER:
        return "hidden"
    if side == "other" and seat not in OFFICES:
        return "hidden"
    return line.expected(seat)


def _untold(authority: Authority, line: Line, seat: str, side: str, answer: Answer) -> list[str]:
    """Return the names and identifiers of people that this answer must not tell."""
    hidden = []
    own = authority.persons["own"]
    for whose, persons in authority.persons.items():
        for stage, person in persons.items():
            tied = whose == "own" and seat not in KNOWS_NOBODY and (seat != "person:self" or person is own[line.at])
            known = tied or seat.partition(":")[0] in MAY_KNOW_ALL
            target = answer.outcome == "hidden" and whose == side and stage == line.at and seat != "person:self"
            if not known or target:
                hidden += [secret for secret in authority.secrets[person.name] if secret in answer.words]
    return hidden


def _cells(line: Line, seat: str) -> Iterator[str]:
    """Yield the sides on which a seat is tried: an office is the same to everyone, and nobody is nobody's."""
    special = seat in RELATIVES or seat in FORMER
    if line.is_about_somebody or not special:
        yield "own"
    if line.is_about_somebody and seat not in OFFICES and seat != SIGN_IN and not special:
        yield "other"


@pytest.mark.req("H5")
@pytest.mark.parametrize("seat", [*SEATS, *RELATIVES, *FORMER, SIGN_IN])
def test_every_route_gives_each_role_what_the_table_says(authority: Authority, seat: str) -> None:
    """Towards their own and towards a stranger; and what does not exist for them tells no name and no identifier."""
    table = matrix.lines()
    sitting, wrong = Seat(authority, seat), []
    for name, line in table.items():
        for side in _cells(line, seat):
            answer = sitting.asks(line, side)
            expected = _expected(line, seat, side)
            if answer.outcome != expected:
                wrong.append(f"{name}: {side}: {answer.outcome} ({answer.status}); the table says: {expected}")
            if told := _untold(authority, line, seat, side, answer):
                wrong.append(f"{name}: {side}: the page ({answer.status}) tells {told}")
            unstated = [route for route in answer.forms if not any(_states(each, "POST", route) for each in table)]
            wrong += [f"{name}: the page has a form for {route}; the table has no POST {route}" for route in unstated]
            vain = [route for route in answer.forms if not _may_send(table, route, seat, side)]
            wrong += [f"{name}: {side}: the page has a form for {route}, which is not theirs to send" for route in vain]
    assert not wrong, "\n".join(["", *wrong])


def _may_send(table: Mapping[str, Line], route: str, seat: str, side: str) -> bool:
    """Whether the table lets *seat* send a form to this route at any stage."""
    lines = [line for name, line in table.items() if _states(name, "POST", route)]
    office = matrix.SHORT.get(seat.partition(":")[0], seat)
    given = (_expected(line, seat, side) if line.is_about_somebody else line.expected(office) for line in lines)
    return not lines or not {"opens", "heard"}.isdisjoint(given)


def _states(name: str, method: str, route: str) -> bool:
    """Whether a line of the table of this *name* states this method of this route."""
    return name.partition("@")[0] == f"{method} {route}"


def test_the_table_names_every_route_and_none_that_is_gone(authority: Authority) -> None:
    """What is missing is tried from every seat, and told as the lines to add."""
    table, real = matrix.lines(), matrix.methods()
    gone = [name for name, line in table.items() if line.route not in real]
    assert not gone, f"The table names what is gone: {gone}"
    missing = [Line(method, route) for route, each in real.items() for method in sorted(each)]
    missing = [line for line in missing if not any(_states(name, line.method, line.route) for name in table)]
    assert not missing, "\nAdd to tests/database/routes, once it is as it should be:\n" + "\n".join(
        _tried(authority, line) for line in missing
    )


def _tried(authority: Authority, line: Line) -> str:
    """Return the lines that would state *line* as it is now."""
    for stage in reversed(STAGES):
        tried = Line(line.method, line.route, at=stage)
        try:
            found = {seat: Seat(authority, seat).asks(tried, "own").outcome for seat in SEATS}
        except LookupError:
            continue
        told = ({"at": stage} if tried.is_about_somebody else {}) | matrix.written_as(found)
        return "\n".join([f"{line.name}:", *(f"  {key}: {value}" for key, value in told.items())])
    return f"{line.name}:\n  fills: {{{', '.join(f'{place}: …' for place in matrix.places_of(line.route))}}}"


def test_the_table_lets_nobody_in_but_by_the_public_routes() -> None:
    """A line says ``nobody`` exactly where the list of public routes has its route; such a route may want a form."""
    for name, line in matrix.lines().items():
        assert (line.expected(SIGN_IN) in ("opens", "heard", "closed")) == (line.route in PUBLIC_ROUTES), name


def test_no_two_addresses_share_a_name() -> None:
    """A name that stands twice would leave the first of the two untried."""
    assert matrix.doubled() == []
