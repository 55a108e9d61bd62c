"""Knocks at every door without a key: only the listed ones open."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from ownway.interfaces.web.design.public_routes import PUBLIC_ROUTES

NOBODY = UUID("00000000-0000-7000-8000-000000000000")


def doors(patterns: list[Any], namespace: str = "", before: str = "/") -> Iterator[tuple[str, str]]:
    """Yield (name, address) for every route, its places filled with things that do not exist."""
    for entry in patterns:
        route = str(entry.pattern)
        for name, converter in entry.pattern.converters.items():
            given = (
                NOBODY if isinstance(converter, UUIDConverter) else 0 if isinstance(converter, IntConverter) else "x"
            )
            route = route.replace(f"<{converter_name(converter)}:{name}>", str(given)).replace(f"<{name}>", str(given))
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from doors(entry.url_patterns, inner, before + route)
        else:
            yield f"{namespace}{entry.name}", before + route


def converter_name(converter: Any) -> str:
    """Return what a converter is called in a route."""
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_let_in_nowhere_but_at_the_public_doors(client: Client, method: str) -> None:
    """Every other route leads to the sign-in page, asks for a token, or does not exist."""
    let_in = []
    tried = 0
    every = list(doors(get_resolver().url_patterns))
    # An address of the API is read and written under two names; writing there is tried all the same.
    read_by_all = {address for name, address in every if name in PUBLIC_ROUTES}
    for name, address in every:
        if name in PUBLIC_ROUTES or "(?P" in address or (method == "get" and address in read_by_all):
            continue
        tried += 1
        answer = getattr(client, method)(address)
        to_sign_in = answer.status_code in (302, 303) and "/sign-in" in answer["Location"]
        if not to_sign_in and answer.status_code not in (401, 403, 404, 405):
            let_in.append(f"{method} {address} ({name}) answers {answer.status_code}")
    assert tried > 20
    assert let_in == []
