"""The addresses of pages for anyone."""

from django.urls import path

from ownway.interfaces.web.open_rules import evidence
from ownway.interfaces.web.open_rules import views as open_rules
from ownway.interfaces.web.public import views

app_name = "public"
urlpatterns = [
    path("seven-steps/", views.seven_steps, name="seven_steps"),
    path("rules/", open_rules.listed, name="rules"),
    path("rules/<slug:programme>/", open_rules.programme, name="rules_of_programme"),
    path("evidence/", evidence.evidence, name="evidence"),
    path("evidence/pilots/", evidence.figures, name="pilots"),
    path("how-pages-are-shown/", views.show_as, name="show_as"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("your-information/", views.privacy, name="privacy"),
    path("well/", views.well, name="well"),
]
