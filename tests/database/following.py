"""Follows the links of pages as somebody would, one page of each kind."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.test import Client
from lxml import html

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}|\d+")
LEFT_OUT = re.compile(r"^/(sign-out|static|rules/(?!in-control)|api/docs)")
"""What ends the visit, is no page, or is the same page of some twenty other programmes."""


def follow(client: Client, start: str, *, most: int) -> Iterator[tuple[str, str, int]]:
    """Yield for each page met the page that leads there, its address and its status, *most* at the most."""
    waiting, kinds = [("", start)], set()
    while waiting and len(kinds) < most:
        source, address = waiting.pop(0)
        kind = IDENTIFIER.sub("*", urlsplit(address).path)
        if kind in kinds or LEFT_OUT.search(kind):
            continue
        kinds.add(kind)
        answer = client.get(address, follow=True)
        yield source, address, answer.status_code
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            at = answer.redirect_chain[-1][0] if answer.redirect_chain else address
            for link in html.fromstring(answer.content).xpath("//a/@href"):
                there = urlsplit(urljoin(at, link))
                if not there.netloc and there.path.startswith("/"):
                    waiting.append((address, f"{there.path}?{there.query}" if there.query else there.path))
