"""On every form of every page nothing typed is lost: not by a closed page, an ended session or an old token.

The pages are those of the stated table of routes, so that a new one is tried too. A form that was met on none of them
fails here until somebody has said why it need not be.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from tests import matrix
from tests.authority import Authority
from tests.factories import Somebody
from tests.forms import FormSeen, forms_of
from tests.pages_with_forms import browser, pages

pytestmark = pytest.mark.django_db
WORDS = "Nights are the hard part"
KEPT = reverse("file:kept")
PARTS = sorted({path.stem for path in matrix.TABLE.glob("*.yaml")} - {"account"})
"""Not those of signing in: an address, a password or a code of the minute, and nobody is known for whom to keep it."""

KEEPS_NOTHING: Mapping[str, str] = {
    "rules:try": "a calculator that promises to keep nothing",
    "rules:try_version": "a calculator that promises to keep nothing",
    "control:employing": "a calculator that promises to keep nothing",
}
"""What is not kept while it is typed, and why; it needs neither session nor token."""

NOT_MET: Mapping[str, str] = {
    "allocation:begin_leave": "round buttons alone",
    "allocation:begin_question": "test_typed_under_a_code tries it with a code",
    "allocation:begin_typed_away": "a button beside a draft",
    "allocation:begin_typing": "where what is typed is kept, and no form",
    "bench:check": "after work that takes its time; kept as bench:price is",
    "bench:compare": "after work that takes its time; kept as bench:price is",
    "bench:phase": "after work that takes its time; kept as bench:price is",
    "bench:publish": "a button alone, after work that takes its time",
    "bench:simulate": "after work that takes its time; kept as bench:price is",
    "designing:answer": "no version of the table is open to comments; kept as designing:withdraw is",
    "designing:waive": "no finding of the table is open; kept as designing:withdraw is",
    "desks:intake": "round buttons alone",
    "desks:invited": "a name, typed once by one whom nobody knows yet",
    "file:while_typing": "where what is typed is kept, and no form",
    "finance:late_return": "days after a run was paid; on the page of spending:undo_event",
    "finance:match_sure": "a button alone",
    "finance:month": "a button alone, once a month is over",
    "spending:entries": "boxes to tick alone",
    "spending:let_surplus_be": "weeks after a surplus was told; on the page of spending:tell_surplus",
    "spending:returned": "weeks after a death; on the page of spending:undo_event",
    "spending:settle": "weeks after a death; on the page of spending:undo_event",
    "spending:take_surplus": "weeks after a surplus was told; on the page of spending:tell_surplus",
}
"""Forms that stand on no page of the table, and why."""


@dataclass(frozen=True, slots=True)
class Met:
    """A form in which one can write, the page on which it was met, and who was there."""

    page: str
    who: Somebody
    form: FormSeen

    @property
    def route(self) -> str:
        """The route to which it is sent."""
        return route_of(self.form)

    def seen_by(self, client: Client) -> FormSeen:
        """The form as it stands on its page now."""
        return next(form for form in forms_of(client.get(self.page), self.page) if form.is_like(self.form))


def route_of(form: FormSeen) -> str:
    """The name of the route to which a form is sent."""
    return str(resolve(form.action.partition("?")[0]).view_name)


def drafts_on(client: Client, page: str) -> list[str]:
    """The addresses by which a page offers to bring back what was typed on it."""
    return [unescape(one) for one in re.findall(r'href="([^"]*bring-back=[^"]*)"', client.get(page).content.decode())]


def still_there(answer: Any, form: FormSeen, words: str) -> bool:
    """Whether a form was taken, or came back with all that was typed, here or where it is asked on."""
    if answer.status_code == 303:
        return True
    shown = [one for one in forms_of(answer, form.action) if one.is_like(form)]
    anywhere = any(words in one.boxes.values() for one in forms_of(answer, form.action))
    return shown[0].holds(words) if shown else anywhere


def lost_when_closed(met: Met) -> Iterator[str]:
    """Type, have it kept, close the page, come back on another device, bring it back and send it."""
    form = met.seen_by(browser(met.who))
    if not form.keep:
        yield "is not kept while it is typed"
        return
    if browser(met.who).post(form.keep, form.filled(WORDS)).status_code != 403:
        yield "a browser without the page's token could have something kept"
    client = browser(met.who)
    form = met.seen_by(client)
    if client.post(form.keep, form.filled(WORDS)).status_code != 204:
        yield "what is typed cannot be kept"
        return
    other = browser(met.who)
    offered = drafts_on(other, met.page)
    if len(offered) != 1 or offered != drafts_on(other, KEPT):
        yield f"the page offers {offered}, the page of what is kept {drafts_on(other, KEPT)}"
        return
    back = [one for one in forms_of(other.get(offered[0]), form.action) if one.is_like(form)]
    if not back or not back[0].holds(WORDS):
        yield f"brought back stands {back and dict(back[0].boxes)}"
        return
    if missing := {name for name, value in form.choices.items() if back[0].chosen.get(name) != value}:
        yield f"brought back is without what was chosen as {missing}"
    sent = other.post(form.action, {**back[0].filled(WORDS), **form.choices})
    if not still_there(sent, form, WORDS):
        yield f"brought back and sent it answers {sent.status_code} without what was typed"
    # What was told in one line and is asked further about waits where it is asked.
    asked_again = any(one.is_like(form) or WORDS in one.boxes.values() for one in forms_of(sent, form.action))
    if asked_again != bool(drafts_on(other, KEPT)):
        yield f"after an answer of {sent.status_code} there waits {drafts_on(other, KEPT)}"


def lost_when_sent_without(met: Met, what: str) -> Iterator[str]:
    """Send the form without its session or with an old token, sign in, find it, and send it after all."""
    client = browser(met.who)
    form = met.seen_by(client)
    if what == "session":
        # The token outlives the session.
        token = client.cookies["csrftoken"].value
        signed_out = browser(None)
        signed_out.cookies["csrftoken"] = token
        answer = signed_out.post(form.action, form.filled(WORDS))
    else:
        answer = client.post(form.action, {**form.filled(WORDS), "csrfmiddlewaretoken": "x" * 64})
    if answer.status_code != 302 or KEPT not in answer["Location"]:
        if not still_there(answer, form, WORDS):
            yield f"without {what} it answers {answer.status_code}"
        return
    waits = [one for one in forms_of(client.get(KEPT), KEPT) if one.action == form.action]
    if not waits or WORDS not in waits[0].along.values():
        yield f"sent without {what} it does not wait for them"
        return
    after = client.post(form.action, waits[0].along)
    if not still_there(after, form, WORDS):
        yield f"sent after all, once without {what}, it answers {after.status_code} without what was typed"


def lost_on(met: Met) -> Iterator[str]:
    """Yield every way in which what is typed into a form is lost; each is tried by itself."""
    ways = [lost_when_sent_without(met, "session"), lost_when_sent_without(met, "token")]
    if met.route not in KEEPS_NOTHING:
        ways.append(lost_when_closed(met))
    for way in ways:
        before = transaction.savepoint()
        yield from way
        transaction.savepoint_rollback(before)


@pytest.mark.req("A1")
@pytest.mark.parametrize("part", PARTS)
def test_nothing_typed_is_lost_on_any_form(authority: Authority, part: str) -> None:
    lines = {name: line for name, line in matrix.lines(part).items() if not line.is_api}
    wrong, met, tried = [], set(), set()
    for name, line in lines.items():
        before = transaction.savepoint()
        for who, page in pages(authority, name, line) if line.method == "GET" else ():
            for form in forms_of(browser(who).get(page), page):
                found = Met(page, who, form)
                met.add(found.route)
                if form.boxes and (name, found.route, *form.boxes) not in tried:
                    tried.add((name, found.route, *form.boxes))
                    wrong += [f"{name}, {who.name}, {[*form.boxes]}: {why}" for why in lost_on(found)]
        transaction.savepoint_rollback(before)
    unmet = {line.route for line in lines.values() if line.method == "POST"} - met
    wrong += [f"{route} was met on no page; lead to it by FIRST, or say why not" for route in unmet - NOT_MET.keys()]
    wrong += [f"{route} is met after all" for route in met & NOT_MET.keys()]
    assert not wrong, "\n".join(["", *wrong])
