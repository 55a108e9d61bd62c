"""Who looked at a file is told back to the first look, page by page; what names no moment is the newest page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ownway.registers.trail import actions as trail
from tests.browsing import browser, text_of
from tests.factories import LAST_WEEK, asks, somebody, stands_beside, works_with

pytestmark = pytest.mark.django_db


@pytest.mark.req("X5")
def test_a_look_of_long_ago_is_found_behind_many_newer_ones() -> None:
    rosa, lindiwe, idris = somebody("Rosa Mbeki"), somebody("Lindiwe Mbeki"), somebody("Idris Vaughan", "practitioner")
    stands_beside(lindiwe, rosa)
    works_with(idris, rosa)
    for number, who in enumerate([lindiwe, *[idris] * 200]):
        moment = LAST_WEEK + timedelta(minutes=1 + number)
        trail.note_look(asks(who, moment), now=moment, deed="decisions.see", about=[rosa.party], page="/")
    client, address = browser(rosa), reverse("file:looks_at", args=[rosa.party])
    newest = client.get(address)
    assert "See what was before" in text_of(newest)
    assert "Lindiwe Mbeki" not in text_of(newest)
    further = newest.content.decode().split('href="?before=', 1)[1].split('"', 1)[0]
    assert "Lindiwe Mbeki" in text_of(client.get(f"{address}?before={further}"))
    for wrong in ("", "yesterday", "2026-02-30T00:00:00Z", "2026-02-03"):
        assert "Idris Vaughan" in text_of(client.get(f"{address}?before={wrong}"))
