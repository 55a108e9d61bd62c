"""The addresses of the pages of spending."""

from django.urls import path

from ownway.interfaces.web.spending.views import account, handing_in, recording

app_name = "spending"
urlpatterns = [
    path("of/<uuid:person>/", account.account, name="account"),
    path("of/<uuid:person>/write-down/", recording.record, name="record"),
    path("of/<uuid:person>/move/", account.move, name="move"),
    path("of/<uuid:person>/line/", handing_in.typed, name="typed"),
    path("of/<uuid:person>/statement/", handing_in.statement, name="statement"),
    path("of/<uuid:person>/statement/lines/", handing_in.entries, name="entries"),
    path("spend/<uuid:spend>/", recording.spend, name="spend"),
    path("spend/<uuid:spend>/receipt/", handing_in.keep_receipt, name="keep_receipt"),
    path("receipt/<uuid:receipt>/", handing_in.receipt, name="receipt"),
]
