"""Keys that make sending twice the same as sending once (``Idempotency-Key``), on every operation that writes.

The first answer is given again for the same key with the same body; another body under that key is a conflict (409);
a key that is none is refused (422). Where money moves a key is demanded; elsewhere it may be given. What a deed does,
its key and its answer are kept in one transaction. A refused deed did nothing, and keeps nothing.
"""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, Status
from ninja.responses import NinjaJSONEncoder
from pydantic import StringConstraints

from ownway.interfaces.api import asking
from ownway.registers.people import actions as people
from ownway.values import Cannot

HEADER = "Idempotency-Key"
PATTERN = r"^[A-Za-z0-9_.:-]+$"
SHORTEST, LONGEST = 8, 64
WRITES = ("POST", "PUT", "PATCH", "DELETE")
ABOUT = "Yours alone for this deed; the same key gives the first answer again."

Key = Annotated[
    str,
    StringConstraints(min_length=SHORTEST, max_length=LONGEST, pattern=PATTERN),
    Header(alias=HEADER, description=ABOUT),
]
"""A parameter of an operation that moves money: ``def pay(request, body: Pay, key: Key)``."""


class KeyMalformed(Cannot):
    """What was given as a key is none."""


def kept_elsewhere(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark an operation whose answer is kept by what it does (a bank file), so that none is kept beside it."""
    view.kept_elsewhere = True  # type: ignore[attr-defined]
    return view


def counts_wrong_tries(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark an operation that counts wrong codes: under a key a refused one would be taken back, and never counted.

    Such an operation does the same when it is sent twice, so that it needs no key.
    """
    view.counts_wrong_tries = True  # type: ignore[attr-defined]
    return view


def answered_once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an operation so that a key makes it happen once; reading, and writing without a key, pass as they are."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **given: Any) -> Any:
        key = request.headers.get(HEADER)
        if request.method not in WRITES or key is None or hasattr(view, "counts_wrong_tries"):
            return view(request, *args, **given)
        if not SHORTEST <= len(key) <= LONGEST or not re.fullmatch(PATTERN, key):
            raise KeyMalformed("people.key_malformed", field=HEADER)
        asker, now = asking.who_and_when(request)
        if asker.party is None:
            return view(request, *args, **given)
        with asking.looks_at_the_end(request):
            answered = people.answer_once(
                asker,
                now=now,
                key=key,
                fingerprint=_fingerprint(request),
                deed=lambda: view(request, *args, **given),
                told=lambda result: _told(result, keeps=not hasattr(view, "kept_elsewhere")),
            )
        if not answered.again:
            return answered.given
        if not answered.words:
            return view(request, *args, **given)
        return HttpResponse(answered.words, status=answered.status, content_type="application/json; charset=utf-8")

    return asked


def _fingerprint(request: HttpRequest) -> bytes:
    told = (request.method or "", request.get_full_path(), request.headers.get("Content-Type", ""))
    return hashlib.sha256("\n".join(told).encode() + b"\n" + request.body).digest()


def _told(result: Any, *, keeps: bool) -> tuple[int, str]:
    status, value = (result.status_code, result.value) if isinstance(result, Status) else (200, result)
    return status, json.dumps(value, cls=NinjaJSONEncoder) if keeps else ""


def describe(schema: dict[str, Any]) -> None:
    """Say in the description of the API that each operation that writes takes a key."""
    for path in schema["paths"].values():
        for method, operation in path.items():
            if method.upper() not in WRITES:
                continue
            taken = operation.setdefault("parameters", [])
            if not any(one["in"] == "header" and one["name"] == HEADER for one in taken):
                shape = {"type": "string", "minLength": SHORTEST, "maxLength": LONGEST, "pattern": PATTERN}
                taken.append({"in": "header", "name": HEADER, "required": False, "description": ABOUT, "schema": shape})
