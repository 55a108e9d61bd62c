"""Every operation that writes, one after the other: the same key again gets the first answer, another body is refused.

Alone in its module: the authority stands in a database of its own for as long as the module lasts.
"""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests import matrix
from tests.authority import Authority
from tests.database.test_every_route_by_role import Seat
from tests.matrix import Line

KEY = "key-number-one"


def writing() -> dict[str, Line]:
    """Every line of the table by which something is written through the API."""
    return {name: line for name, line in matrix.lines().items() if line.is_api and line.method != "GET"}


def sends(client: Client, line: Line, things: dict[str, Any], key: str | None, **more: Any) -> Any:
    call = getattr(client, line.method.lower())
    headers = {} if key is None else {"Idempotency-Key": key}
    body = json.dumps(line.body(things) | more, default=str)
    return call(line.address(things), body, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_each_writing_operation_answers_the_same_again_and_refuses_another_body_under_the_key(
    authority: Authority,
) -> None:
    wrong, walked = [], set()
    for name, line in writing().items():
        seats = [seat for seat in matrix.SEATS if line.expected(seat) == "opens"]
        if not seats:
            continue
        client = Seat(authority, seats[0]).browser(line.at)
        client.defaults.pop("HTTP_IDEMPOTENCY_KEY", None)
        things = authority.things["own"][line.at]
        before = transaction.savepoint()
        first = sends(client, line, things, KEY)
        again = sends(client, line, things, KEY)
        other = sends(client, line, things, KEY, unheard_of="x")
        bad = sends(client, line, things, "a key with spaces")
        transaction.savepoint_rollback(before)
        if first.status_code >= 400:
            wrong.append(f"{name} is refused: {first.content!r}")
        if (again.status_code, again.content) != (first.status_code, first.content):
            wrong.append(f"{name}: {first.content!r} and again {again.status_code} {again.content!r}")
        if (other.status_code, other.json()["code"]) != (409, "people.key_used"):
            wrong.append(f"{name}: another body under the key: {other.status_code}")
        if bad.status_code != 422:
            wrong.append(f"{name}: a key with spaces: {bad.status_code}")
        walked.add(line.route)
    assert not wrong, "\n".join(["", *wrong])
    assert len(walked) >= 45
