"""The addresses of the pages of agreement."""

from django.urls import path

from ownway.interfaces.web.agreement.views import judging, standing

app_name = "agreement"
urlpatterns = [
    path("of/<uuid:person>/", standing.overview, name="overview"),
    path("<uuid:agreement>/", standing.agreement, name="agreement"),
    path("plan/<uuid:version>/", judging.judge, name="judge"),
    path("plan/<uuid:version>/test/<str:test>/", judging.test, name="test"),
    path("plan/<uuid:version>/approve-sum/", judging.approve_sum, name="approve_sum"),
    path("plan/<uuid:version>/sign/", judging.sign, name="sign"),
    path("plan/<uuid:version>/return/", judging.refuse, name="refuse"),
]
