"""The addresses of the open rules: every version as a page, as data, as a form, to try; and the form of a pack."""

from django.urls import path

from ownway.interfaces.web.open_rules import trying, views

VERSION = "rules/<slug:programme>/versions/<str:version>"

app_name = "rules"
urlpatterns = [
    path("schema/", views.schemas, name="schemas"),
    path("schema/<slug:name>.json", views.schema, name="schema"),
    path("rules/<slug:programme>/try/", trying.try_today, name="try"),
    path(f"{VERSION}/", views.version, name="version"),
    path(f"{VERSION}/try/", trying.try_version, name="try_version"),
    path(f"{VERSION}/examples/", views.examples, name="examples"),
    path(f"{VERSION}/rules.json", views.data, name="data"),
    path(f"{VERSION}/questionnaire.json", views.questionnaire, name="questionnaire"),
]
