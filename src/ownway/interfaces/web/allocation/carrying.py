"""Carries the code of a self-assessment from page to page: in a cookie under our signature, never in an address."""

from typing import Any

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE = "ownway_begun"
SALT = "ownway.begun"


def code_in(request: HttpRequest) -> str:
    """Return the code this browser came with, or nothing.

    Only a code that was given out or opened here carries our signature, so nobody can try codes by way of the cookie.
    """
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT))
    except signing.BadSignature:
        return ""


def carry(response: HttpResponse, code: str) -> HttpResponse:
    """Let this browser carry the code until it is closed; no script can read it, and other pages do not get it."""
    response.set_cookie(
        COOKIE,
        signing.dumps(code, salt=SALT),
        path=_path(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def put_down(response: HttpResponse) -> HttpResponse:
    """Let this browser forget the code."""
    response.delete_cookie(COOKIE, path=_path(), samesite="Strict")
    return response


def address_of(request: HttpRequest) -> str:
    """Return the network address somebody tries codes from, as the limit on passwords sees it."""
    found: Any = get_client_ip_address(request)
    return str(found)


def _path() -> str:
    return reverse("allocation:begin")
