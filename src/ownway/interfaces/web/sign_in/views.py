"""What sign-in needs beside the library's own pages: the wait after wrong passwords, and the demonstration's people."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody invented, whom anyone may be in the demonstration."""

    who: str
    email: str
    password: str


def locked_out(request: HttpRequest, credentials: object = None, *rest: object) -> HttpResponse:
    """Answer after too many wrong passwords."""
    return render(request, "429.html", status=429)


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return whom one can sign in as, in a demonstration only: OWNWAY_DEMO names the file that lists them."""
    listed = getattr(settings, "OWNWAY_DEMO", "")
    if not listed or not Path(listed).is_file():
        return ()
    told = json.loads(Path(listed).read_text(encoding="utf-8"))
    return tuple(DemoAccount(each["who"], each["email"], each["password"]) for each in told)
