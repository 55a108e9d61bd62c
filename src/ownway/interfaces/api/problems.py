"""Tells what went wrong as RFC 9457 asks: a code for programs, words for people, and what would help."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ownway.interfaces.api import asking
from ownway.values import Cannot
from ownway.values.cannot import NotAllowed, NotFound, Stale
from ownway.words import reasons

MEDIA = "application/problem+json"
ABOUT = "/api/v1/problems/"


def problem(request: HttpRequest, status: int, code: str, detail: str = "", **more: Any) -> HttpResponse:
    """Return one problem. *code* names it for programs; *detail* says it in the reader's words."""
    told = {
        "type": f"{ABOUT}{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        **{name: value for name, value in more.items() if value},
    }
    return JsonResponse({**told, "code": code}, status=status, content_type=MEDIA)


def status_of(error: Cannot) -> int:
    """Return the status for what could not be done: not found, not allowed, stale, or refused for its content."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, NotAllowed):
        return 403
    return 409 if isinstance(error, Stale) else 422


def could_not(request: HttpRequest, error: Cannot) -> HttpResponse:
    """Answer with why something could not be done; a refusal to look is noted first."""
    if isinstance(error, NotFound | NotAllowed):
        asking.refused(request, error)
    language = (get_language() or "en").split("-")[0]
    return problem(
        request,
        status_of(error),
        error.why.code,
        reasons.sentence(error.why, language),
        help=reasons.what_would_help(error, language),
        field=error.field,
        facts=dict(error.why.facts),
    )


def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer with each thing that does not fit the description of the API."""
    errors = [
        {"at": ".".join(str(part) for part in one["loc"]), "message": str(one["msg"]), "code": str(one["type"])}
        for one in error.errors
    ]
    return problem(request, 422, "api.not_as_described", "The request is not as the API describes it.", errors=errors)


def add_to(api: NinjaAPI) -> None:
    """Make *api* answer every error as a problem."""

    def unknown(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, 401, "api.who_asks", "Sign in, or send a token that holds.")

    def nowhere(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, 404, "api.not_found", "There is nothing here.")

    def http(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, error.status_code, "api.refused", str(error))

    api.add_exception_handler(Cannot, could_not)
    api.add_exception_handler(ValidationError, not_valid)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(Http404, nowhere)
    api.add_exception_handler(HttpError, http)
