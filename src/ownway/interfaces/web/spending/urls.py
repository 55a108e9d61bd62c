"""The addresses of the pages of spending."""

from django.urls import path

from ownway.interfaces.web.spending.views import account, recording

app_name = "spending"
urlpatterns = [
    path("of/<uuid:person>/", account.account, name="account"),
    path("of/<uuid:person>/write-down/", recording.record, name="record"),
    path("of/<uuid:person>/move/", account.move, name="move"),
    path("spend/<uuid:spend>/", recording.spend, name="spend"),
]
