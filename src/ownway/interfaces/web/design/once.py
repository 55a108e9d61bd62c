"""A form sent twice is carried out once: the second gets the answer of the first.

Each form carries a key of its own. Whoever is signed in keeps, in their session, where the last keys led. A lock of
the database on the key makes two clicks at the same moment follow each other.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

KEY = "_key"
KEPT = "forms_done"
HOW_MANY = 20


@contextmanager
def at_a_time(request: HttpRequest) -> Iterator[HttpResponse | None]:
    """Hold the key of the form that was sent; give the answer it had before, if it was carried out before."""
    key = request.POST.get(KEY, "") if request.method == "POST" else ""
    if not key or not request.user.is_authenticated:
        yield None
        return
    number = lock_number(f"{request.session.session_key} {key}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield led_to(request, key)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def lock_number(name: str) -> int:
    """Return the 63-bit number that stands for *name* among the locks of the database."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") >> 1


def led_to(request: HttpRequest, key: str) -> HttpResponse | None:
    """Return the answer that *key* had before, read afresh: the other click may have ended a moment ago."""
    saved = type(request.session)(request.session.session_key).load()
    for done, location in saved.get(KEPT, []):
        if done == key:
            response = HttpResponseRedirect(location)
            response.status_code = 303
            return response
    return None


def remember(request: HttpRequest, answer: Any) -> None:
    """Keep where a form led once it was carried out; the session is saved before the key is let go."""
    key = request.POST.get(KEY, "") if request.method == "POST" else ""
    if not key or not request.user.is_authenticated or not isinstance(answer, HttpResponseRedirect):
        return
    done = [*request.session.get(KEPT, []), [key[:64], answer.url]]
    request.session[KEPT] = done[-HOW_MANY:]
    request.session.save()
