"""The pages of the stated table of routes as those see them who may, brought to where each has its form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from ownway.interfaces.web.design.showing import COOKIE, Showing
from ownway.steps.allocation import actions as allocation
from tests import matrix
from tests.authority import Authority
from tests.factories import Somebody, asks
from tests.matrix import Line

Things = Mapping[str, Any]

ASKED_WITH: Mapping[str, str] = {
    "GET allocation:question": "by=phone",
    "GET control:parts": "rest=authority_service%3A",
    "GET spending:funder_look": "stream=nhs&starts=2034-01-01",
}
"""What has to be said in an address, or may, which must not be lost either."""


def browser(who: Somebody | None) -> Client:
    """A browser in which somebody has signed in, that looks at each form's token."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[COOKIE] = Showing().as_cookie()
    if who is not None:
        known = get_user_model().objects.get(email=who.email)
        client.force_login(known, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sends(authority: Authority, *names: str, **given: Any) -> Any:
    """Send forms as the table states them, each by the first who may; give the last answer."""
    answer = None
    for name in names:
        line = matrix.lines()[name]
        things = authority.things["own"][line.at]
        who = authority.at_seat(next(seat for seat, said in line.given.items() if said in ("opens", "heard")), line.at)
        client = browser(who)
        client.handler.enforce_csrf_checks = False
        answer = client.post(line.address(things), {**line.body(things), **given})
        assert answer.status_code == 303, f"{name} answers {answer.status_code}"
    return answer


def facts_are_shown(authority: Authority) -> Things:
    """Agree with all that was answered, and show the person what was written."""
    now = timezone.now()
    worker, assessment = authority.seats["practitioner:works_with"], authority.things["own"]["checking"]["assessment"]
    allocation.agree_rest(asks(worker, now), now=now, assessment=assessment)
    sends(authority, "POST allocation:show_facts")
    return {}


def people_are_loaded(authority: Authority) -> Things:
    """Load made-up people for the bench."""
    answer = sends(authority, "POST bench:load", name="Ours", made_up="100", seed="1")
    return {"run": resolve(answer["Location"]).kwargs["run"]}


def after(*names: str) -> Callable[[Authority], Things]:
    """Make a way to a page of forms that are sent first."""

    def does(authority: Authority) -> Things:
        sends(authority, *names)
        return {}

    return does


MEANS = ("POST spending:means_question", "POST spending:means_check")
BENCH = ("price", "put_away", "weigh", "who_comes")
FIRST: Mapping[str, Callable[[Authority], Things]] = {
    "GET allocation:facts": facts_are_shown,
    "GET finance:charge": after(*MEANS),
    "GET finance:share_paid": after(*MEANS, "POST finance:charge"),
    "GET spending:funder_look": after("POST spending:keep_funder"),
    "GET planning:hand_in_on_word": after("POST planning:write_on_word"),
    "GET planning:key_in": after("POST planning:print_form"),
    **{f"GET bench:{name}": people_are_loaded for name in BENCH},
}
"""What has to be done before a page has its form, and the things that are there then."""


def pages(authority: Authority, name: str, line: Line) -> Iterator[tuple[Somebody, str]]:
    """Yield who may open a page, and its address; where it is nobody's, it is the same to all who may."""
    things = authority.things["own"][line.at]
    if name in FIRST:
        made = FIRST[name](authority)
        line = replace(line, fills={**line.fills, **{place: f"{{{place}}}" for place in made}})
        things = {**things, **made}
    address = line.address(things) + (f"?{ASKED_WITH[name]}" if name in ASKED_WITH else "")
    seats = [seat for seat in matrix.SEATS if line.given.get(seat) == "opens" or name in FIRST]
    for seat in seats if line.is_about_somebody or name in FIRST else seats[:1]:
        yield authority.at_seat(seat, line.at), address
