"""A browser without script as the tests of pages use it: signs in, reads a page's words, fills its form, sends it."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.factories import Somebody


def browser(who: Somebody) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": who.email, "password": who.password}).status_code == 302
    return client


def text_of(answer: Any) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer: Any) -> dict[str, str]:
    """The fields nobody sees of the form on a page."""
    main = answer.content.decode().split("<main", 1)[1]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main))


def send(client: Client, address: str, **typed: Any) -> Any:
    """Open a page, fill its form and send it."""
    return client.post(address, {**hidden(client.get(address)), **typed})
