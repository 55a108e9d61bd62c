"""Says of every request when it came, who asks, and how they like to be shown things."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

from ownway.interfaces.web.design import kept, showing
from ownway.interfaces.web.design.public_routes import PUBLIC_ROUTES
from ownway.registers.people import queries as people
from ownway.values import Asker, Basis, Cannot, new_identifier
from ownway.values.look import one_look


class AskerMiddleware:
    """Reads the clock once, sets ``request.now``, ``request.asker`` and ``request.showing``, and the language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request, and let nobody between us and the reader keep a copy of a personal page."""
        # What only looks asks for the same plan, name and sum once, however many parts of a page tell of it.
        with one_look() if request.method == "GET" else nullcontext():
            return self.answer(request)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Answer one request whose reading may be kept until it is answered."""
        now = datetime.now(UTC)
        request.now = now
        request.asker = who_asks(request, now)
        request.showing = how_to_show(request)
        with translation.override(request.showing.spoken):
            response = self.get_response(request)
            # A page made late is still made in the reader's language.
            if getattr(response, "is_rendered", True) is False:
                response = response.render()
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        response.headers.setdefault("Content-Language", request.showing.language)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response


def who_asks(request: HttpRequest, now: datetime) -> Asker:
    """Return who asks: the person signed in, or anyone at all. Each request has an identifier of its own."""
    identifier = new_identifier(now)
    if not request.user.is_authenticated:
        return Asker(Basis.PUBLIC, identifier)
    return people.asker_for(request.user, request=identifier, now=now)


def how_to_show(request: HttpRequest) -> showing.Showing:
    """Return what this browser chose, else what the register of people says of the one signed in, else the usual."""
    chosen = showing.chosen(request)
    if chosen is not None:
        return chosen
    usual = showing.usual(request)
    asker: Asker = request.asker
    if asker.party is None:
        return usual
    try:
        seen = people.person(asker, person=asker.party, now=request.now)
    except Cannot:
        return usual
    return showing.Showing(
        language=seen.language if seen.language in showing.languages() else usual.language,
        easy_read=seen.easy_read,
        large_print=seen.large_print,
    )


class SignInFirst(MiddlewareMixin):
    """Lets nobody who has not signed in past the public routes; what was sent without it is kept until they have."""

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        given: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        """Lead to the sign-in page and back. The list of public routes is the only one that counts."""
        if any("\x00" in part for part in (request.path, *request.GET, *request.GET.values())):
            raise SuspiciousOperation("An address with NUL in it is none of ours.")
        match = request.resolver_match
        if request.user.is_authenticated or match is None or match.view_name in PUBLIC_ROUTES:
            return None
        # The API asks for a token itself and answers with a problem, not with a page.
        if match.namespaces and match.namespaces[0].startswith("api"):
            return None
        if request.method == "POST":
            return kept.keep_and_sign_in(request)
        return redirect_to_login(request.get_full_path())
