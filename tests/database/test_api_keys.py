"""Every operation that writes takes a key: the same again is answered by the first answer, another body is refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ownway.registers.money import actions as money
from ownway.registers.people import actions as people
from ownway.registers.people.models import FirstAnswer
from ownway.registers.trail.models import Line as TrailLine
from ownway.values import Asker, Basis, Every, new_identifier
from tests.factories import asks, somebody, works_with
from tests.ledger.scene import MONDAY, NOW, Scene

KEY = "key-number-one"


def test_the_description_names_the_key_on_every_operation_that_writes(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    lacking = [
        f"{method} {path}"
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if method in ("post", "put", "patch", "delete")
        and not any(one["in"] == "header" and one["name"] == "Idempotency-Key" for one in operation["parameters"])
    ]
    assert not lacking


@pytest.mark.django_db
def test_a_key_is_ones_own_and_what_was_refused_leaves_it_free() -> None:
    rosa, idris = somebody("Rosa Mbeki"), somebody("Idris Vaughan", "practitioner")
    works_with(idris, rosa)
    client = Client()
    assert client.post("/sign-in/", {"login": rosa.email, "password": rosa.password}).status_code == 302
    address = f"/api/v1/people/{rosa.party}/bank-details"
    account = {"account_name": "R Mbeki", "sort_code": "2", "account_number": "55779911"}

    def keep() -> Any:
        return client.post(address, json.dumps(account), "application/json", headers={"Idempotency-Key": KEY})

    assert keep().status_code == 422
    account["sort_code"] = "200000"
    first = keep()
    assert first.status_code == 201
    assert keep().content == first.content
    assert FirstAnswer.objects.get().party_id == rosa.party
    other = Client()
    assert other.post("/sign-in/", {"login": idris.email, "password": idris.password}).status_code == 302
    told = other.post(address, json.dumps(account), "application/json", headers={"Idempotency-Key": KEY})
    assert told.content != first.content


@pytest.mark.usefixtures("own_database")
def test_deed_key_and_answer_are_one_transaction_and_looks_are_noted_before_the_answer() -> None:
    rosa = somebody("Rosa Mbeki")
    now = timezone.now()
    ask = asks(rosa, now)

    def fails() -> str:
        FirstAnswer.objects.get(key=KEY)  # the key is claimed inside
        raise RuntimeError("The power fails here.")

    with pytest.raises(RuntimeError):
        people.answer_once(ask, now=now, key=KEY, fingerprint=b"x" * 32, deed=fails, told=lambda given: (200, given))
    assert not FirstAnswer.objects.exists()
    for count in (1, 2):
        told = people.answer_once(
            ask, now=now, key=KEY, fingerprint=b"x" * 32, deed=lambda: "done", told=lambda given: (201, given)
        )
        assert (told.again, told.given or told.words) == (count == 2, "done")
    assert TrailLine.objects.filter(deed="people.answer_once").count() == 1


@pytest.mark.usefixtures("own_database")
def test_first_answers_are_sealed_and_forgotten_after_a_day() -> None:
    rosa = somebody("Rosa Mbeki")
    now = timezone.now()
    ask = asks(rosa, now)
    people.answer_once(
        ask, now=now, key=KEY, fingerprint=b"x" * 32, deed=lambda: "secret", told=lambda given: (200, given)
    )
    raw = FirstAnswer.objects.values_list("answer", flat=True).get()
    assert b"secret" not in bytes(raw)
    nightly = Asker(Basis.JOB, new_identifier(now), named="nightly")
    assert people.forget_old_answers(nightly, now=now) == 0
    assert people.forget_old_answers(nightly, now=now + timedelta(hours=25)) == 1


@pytest.mark.usefixtures("own_database")
def test_an_answer_that_shows_somebody_notes_the_look_in_a_commit_of_its_own() -> None:
    scene = Scene()
    scene.ready_to_pay()
    scene.bank_details(scene.person)
    money.set_schedule(
        scene.ask(scene.worker),
        now=NOW,
        key="pay",
        budget=scene.open_budget(),
        holder=scene.person.party,
        starts=MONDAY,
        pence=14_000,
        every=Every.WEEK,
    )
    run = money.build_run(scene.ask(scene.ann), now=NOW, pay_on=MONDAY, key="run")
    client = Client()
    assert client.post("/sign-in/", {"login": scene.ben.email, "password": scene.ben.password}).status_code == 302
    for _ in range(2):
        told = client.post(f"/api/v1/runs/{run}/approve", "{}", "application/json", headers={"Idempotency-Key": KEY})
        assert (told.status_code, told.json()["state"]) == (200, "approved")
    looks = TrailLine.objects.filter(deed="money.see_runs", looked=True)
    assert looks.count() == 1
    assert scene.person.party in looks.get().about
