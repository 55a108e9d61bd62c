"""The addresses of the pages of control."""

from django.urls import path

from ownway.interfaces.web.control.views import assisting, choosing, employing, paying

app_name = "control"
urlpatterns = [
    path("employing/<slug:programme>/", employing.estimate, name="employing"),
    path("of/<uuid:person>/", choosing.overview, name="overview"),
    path("of/<uuid:person>/assistants/", assisting.assistants, name="assistants"),
    path("of/<uuid:person>/assistants/add/", assisting.add, name="add_assistant"),
    path("assistant/<uuid:assistant>/", assisting.assistant, name="assistant"),
    path("assistant/<uuid:assistant>/change/<slug:what>/", assisting.change, name="change_assistant"),
    path("assistant/<uuid:assistant>/end/", assisting.end, name="end_assistant"),
    path("assistant/<uuid:assistant>/check/<slug:check>/", assisting.check, name="note_check"),
    path("assistant/<uuid:assistant>/agree/", assisting.agree, name="agree_exception"),
    path("of/<uuid:person>/choose/", choosing.choose, name="choose"),
    path("of/<uuid:person>/choose/parts/", choosing.parts, name="parts"),
    path("of/<uuid:person>/go-on/", choosing.carry_on, name="carry_on"),
    path("of/<uuid:person>/take-over/", choosing.lower, name="lower"),
    path("of/<uuid:person>/bank-details/", paying.bank_details, name="bank_details"),
]
