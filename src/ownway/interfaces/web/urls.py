"""Every address of the pages: signing in, the first page, the seven steps in their order, the file, the desks."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("ownway.interfaces.web.home.urls")),
    path("", include("ownway.interfaces.web.sign_in.urls")),
    path("", include("ownway.interfaces.web.sign_in.own_urls")),
    path("", include("ownway.interfaces.web.public.urls")),
    path("", include("ownway.interfaces.web.open_rules.urls")),
    path("allocation/", include("ownway.interfaces.web.allocation.urls")),
    path("planning/", include("ownway.interfaces.web.planning.urls")),
    path("agreement/", include("ownway.interfaces.web.agreement.urls")),
    path("control/", include("ownway.interfaces.web.control.urls")),
    path("spending/", include("ownway.interfaces.web.spending.urls")),
    path("outcomes/", include("ownway.interfaces.web.outcomes.urls")),
    path("review/", include("ownway.interfaces.web.review.urls")),
    path("", include("ownway.interfaces.web.ideas.urls")),
    path("", include("ownway.interfaces.web.directory.urls")),
    path("", include("ownway.interfaces.web.file.urls")),
    path("", include("ownway.interfaces.web.desks.urls")),
    path("", include("ownway.interfaces.web.desks.designing.urls")),
    path("", include("ownway.interfaces.web.desks.bench.urls")),
    path("payments/", include("ownway.interfaces.web.desks.finance.urls")),
]
