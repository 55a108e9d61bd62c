"""Which address leads to which door."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from ownway.interfaces.api import problems
from ownway.interfaces.web.design import errors

API = "api/v1/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ownway.interfaces.web.urls")),
    path(API, include("ownway.interfaces.api.urls")),
]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere in the form of the door it was asked at."""
    if request.path.startswith(f"/{API}"):
        return problems.problem(request, 404, "api.no_such_address", "There is nothing at this address.")
    return errors.not_found(request, exception)


handler400 = "ownway.interfaces.web.design.errors.bad_request"
handler403 = "ownway.interfaces.web.design.errors.forbidden"
handler404 = "ownway.config.urls.not_found"
handler500 = "ownway.interfaces.web.design.errors.went_wrong"
