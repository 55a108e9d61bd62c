"""Which address leads to which door."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ownway.interfaces.web.urls")),
    path("api/v1/", include("ownway.interfaces.api.urls")),
]

handler400 = "ownway.interfaces.web.design.errors.bad_request"
handler403 = "ownway.interfaces.web.design.errors.forbidden"
handler404 = "ownway.interfaces.web.design.errors.not_found"
handler500 = "ownway.interfaces.web.design.errors.went_wrong"
