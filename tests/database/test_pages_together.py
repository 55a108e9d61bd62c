"""Two clicks at the same moment, on two workers of the server, do a thing once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from ownway.registers.decisions import queries as decisions
from tests.factories import PASSWORD, asks, decided, somebody, works_with


def test_two_clicks_at_the_same_moment_do_it_once(own_database: str, django_db_blocker: Any) -> None:
    gate = Barrier(2, timeout=30)
    with django_db_blocker.unblock():
        ada, tomos = somebody("Ada Okonkwo"), somebody("Tomos Pryce", "practitioner")
        works_with(tomos, ada)
        decision = decided(tomos, ada, now=timezone.now())
        client = Client()
        client.post("/sign-in/", {"login": ada.email, "password": PASSWORD})
        session = client.cookies["sessionid"].value

        def click(words: str) -> tuple[int, str]:
            browser = Client()
            browser.cookies["sessionid"] = session
            gate.wait()
            try:
                sent = {"_key": "one key for both", "words": words}
                answer = browser.post(f"/decisions/{decision}/challenge/", sent)
                return answer.status_code, answer.headers.get("Location", "")
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as workers:
            both = list(workers.map(click, ["I was not asked.", "I was not asked."]))
        now = timezone.now()
        seen = decisions.decision(asks(ada, now), decision=decision, now=now)
    assert both == [(303, f"/decisions/{decision}/")] * 2
    assert [challenge.words for challenge in seen.challenges] == ["I was not asked."]
