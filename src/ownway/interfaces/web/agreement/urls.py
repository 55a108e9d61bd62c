"""The addresses of the pages of agreement."""

from django.urls import path

from ownway.interfaces.web.agreement.views import judging, keeping, panelling, risking, standing

app_name = "agreement"
urlpatterns = [
    path("of/<uuid:person>/", standing.overview, name="overview"),
    path("<uuid:agreement>/", standing.agreement, name="agreement"),
    path("<uuid:agreement>/print/", keeping.printed, name="print"),
    path("<uuid:agreement>/yes/", keeping.assent, name="assent"),
    path("plan/<uuid:version>/", judging.judge, name="judge"),
    path("plan/<uuid:version>/test/<str:test>/", judging.test, name="test"),
    path("plan/<uuid:version>/approve-sum/", judging.approve_sum, name="approve_sum"),
    path("plan/<uuid:version>/sign/", judging.sign, name="sign"),
    path("plan/<uuid:version>/return/", judging.refuse, name="refuse"),
    path("plan/<uuid:version>/risks/", risking.risks, name="risks"),
    path("plan/<uuid:version>/risks/new/", risking.add, name="add_risk"),
    path("plan/<uuid:version>/risks/<uuid:risk>/", risking.answer, name="answer_risk"),
    path("plan/<uuid:version>/panel/", panelling.take_to_panel, name="take_to_panel"),
    path("plan/<uuid:version>/panel/heard/", risking.wish, name="wish"),
    path("plan/<uuid:version>/panel/interest/", panelling.interest, name="interest"),
    path("plan/<uuid:version>/panel/day/", panelling.call, name="call_panel"),
    path("plan/<uuid:version>/panel/decision/", panelling.decide, name="panel_decide"),
]
