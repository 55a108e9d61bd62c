"""The addresses of the pages of control."""

from django.urls import path

from ownway.interfaces.web.control.views import choosing, employing, paying

app_name = "control"
urlpatterns = [
    path("employing/<slug:programme>/", employing.estimate, name="employing"),
    path("of/<uuid:person>/", choosing.overview, name="overview"),
    path("of/<uuid:person>/choose/", choosing.choose, name="choose"),
    path("of/<uuid:person>/choose/parts/", choosing.parts, name="parts"),
    path("of/<uuid:person>/go-on/", choosing.carry_on, name="carry_on"),
    path("of/<uuid:person>/take-over/", choosing.lower, name="lower"),
    path("of/<uuid:person>/bank-details/", paying.bank_details, name="bank_details"),
]
