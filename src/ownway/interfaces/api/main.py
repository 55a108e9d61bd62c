"""The API: one router a step, described as OpenAPI 3.1 at ``/api/v1/openapi.json``."""

import importlib
import importlib.util
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from ownway.interfaces.api import asking, disclosure, once, problems

PARTS = (
    "rulebook",
    "allocation",
    "begun",
    "before_telling",
    "planning",
    "ideas",
    "directory",
    "comments",
    "risks",
    "agreement",
    "control",
    "assistants",
    "money",
    "statements",
    "spending",
    "streams",
    "life_events",
    "charges",
    "outcomes",
    "review",
    "desk",
    "file",
)
"""The parts of the API in the order of the steps; a part is a module here with a ``router``."""


class Described(NinjaAPI):
    """The API, whose description names what holds for all operations alike."""

    def create_response(self, request: HttpRequest, data: Any, **given: Any) -> HttpResponse:
        """Return the answer, without sums where a programme keeps them back from the person who asks."""
        return super().create_response(request, disclosure.told(request, data), **given)

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """Return the description in OpenAPI 3.1."""
        schema = super().get_openapi_schema(**given)
        once.describe(schema)
        return schema


api = Described(
    title="ownway",
    version="1.0.0",
    description="Self-directed support: the money known up front, every sum and every decision with its reasons. "
    "Where a programme keeps the sum from the person, sums are null in what it tells them; their own copy has them.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=asking.EVERYBODY_KNOWN,
)
problems.add_to(api)
api.add_decorator(once.answered_once, mode="operation")

for part in PARTS:
    if importlib.util.find_spec(f"ownway.interfaces.api.{part}") is not None:
        api.add_router("", importlib.import_module(f"ownway.interfaces.api.{part}").router, tags=[part])


def addresses() -> list[URLPattern | URLResolver]:
    """Return the routes of the API. It says itself who may ask: a page to sign in on is no answer to a program."""
    routes: list[URLPattern | URLResolver] = list(api.urls[0])
    for route in routes:
        if isinstance(route, URLPattern):
            route.callback.login_required = False  # type: ignore[attr-defined]
    return routes
